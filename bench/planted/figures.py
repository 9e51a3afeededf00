"""Slips of sums, differences, shares and amounts."""

from __future__ import annotations

from bench.planted.maker import PLACES, Maker
from pipeline.text import numerals


def total(m: Maker) -> tuple[str, str]:
    parts = [m.random.randint(12, 990) for _ in range(m.random.randint(2, 4))]
    unit = m.pick("人户所亩台")
    names = m.random.sample(PLACES, len(parts))
    forms = (
        ("全县共有受灾{t}，其中{p}。", "", "、"),
        ("计{p}，共{t}。", "乡", "，"),
        ("{p}，合计{t}。", "区", "；"),
        ("本年共新增{t}（{p}）。", "", "，"),
    )
    form, place, joiner = m.random.choice(forms)

    def text(total: int, values: list[int]) -> str:
        listed = joiner.join(f"{n}{place}{m.number(v)}{unit}" for n, v in zip(names, values, strict=True))
        return form.format(t=m.number(total) + unit, p=listed)

    right = text(sum(parts), parts)
    if m.random.random() < 0.5:
        return right, text(m.slipped(sum(parts)), parts)
    at = m.random.randrange(len(parts))
    return right, text(sum(parts), [m.slipped(v) if n == at else v for n, v in enumerate(parts)])


def halves(m: Maker) -> tuple[str, str]:
    one, other = m.random.randint(300, 9000), m.random.randint(300, 9000)
    names = m.random.choice((("男", "女"), ("城镇", "农村"), ("农业", "非农业")))

    def text(total: int, one: int, other: int) -> str:
        a, b, t = (m.number(value) for value in (one, other, total))
        return f"全乡共有人口{t}人，其中{names[0]}{a}人，{names[1]}{b}人。"

    right = text(one + other, one, other)
    return right, text(
        *m.random.choice(((m.slipped(one + other), one, other), (one + other, m.slipped(one), other)))
    )


def difference(m: Maker) -> tuple[str, str]:
    first, more = m.random.randint(100, 3000), m.random.randint(20, 900)
    form = m.pick(
        (
            "职工由{a}人增加到{b}人，增加{c}人。",
            "从1980年的{a}台增加到1985年的{b}台，净增{c}台。",
            "由上年的{a}亩扩大到{b}亩，增加{c}亩。",
        )
    )
    right = form.format(a=m.number(first), b=m.number(first + more), c=m.number(more))
    return right, form.format(a=m.number(first), b=m.number(first + more), c=m.number(m.slipped(more)))


def share(m: Maker) -> tuple[str, str]:
    whole = m.random.randint(10, 90) * 10
    part = whole * m.random.randint(11, 88) // 100
    share = round(100 * part / whole, 1)
    form = f"全校共有学生{whole}人，其中女生{part}人，占{{}}%。"
    return form.format(share), form.format(round(share + m.random.choice((-9, -3, 3, 5, 9)), 1))


def table(m: Maker) -> tuple[str, str]:
    names = m.random.sample(PLACES, m.random.randint(4, 7))
    rows = [[m.random.randint(100, 4000) for _ in range(3)] for _ in names]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    labels = [*(f"{name}县" for name in names), "合　计"]
    wrong = [row.copy() for row in rows]
    row, column = m.random.randrange(len(rows)), m.random.randrange(3)
    wrong[row][column] = m.slipped(rows[row][column])
    return _rows(labels, rows), _rows(labels, wrong)


def _rows(labels: list[str], rows: list[list[int]]) -> str:
    body = [f"{label} {' '.join(map(str, row))}" for label, row in zip(labels, rows, strict=True)]
    return "\n".join(("县　别 计划数 完成数 上年数", *body))


def amount(m: Maker) -> tuple[str, str]:
    value = m.random.randint(12, 9999)
    formal = numerals.counting(value).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    )
    form = m.pick(
        ("今收到人民币{f}元整（¥{v}元）。", "罚款{v}元（{f}元）。", "补助费{f}元（{v}元），由财政支付。")
    )
    return form.format(f=formal, v=value), form.format(f=formal, v=m.slipped(value))
