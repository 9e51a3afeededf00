"""Sentences that say a thing twice, right and with a slip: what `bench.slips` plants.

Each maker takes a source of chance and gives the right text and the wrong one, paragraph by paragraph.  The
slips are those of print and recognition: a digit for another, two digits that changed places, a character for
one of its shape, a number or a bracket left out.  The checks that are measured share no table with them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pipeline.text import numerals

_REIGNS = {
    "洪武": (1368, 31), "永乐": (1403, 22), "宣德": (1426, 10), "成化": (1465, 23), "弘治": (1488, 18),
    "正德": (1506, 16), "嘉靖": (1522, 45), "万历": (1573, 48), "崇祯": (1628, 17), "顺治": (1644, 18),
    "康熙": (1662, 61), "雍正": (1723, 13), "乾隆": (1736, 60), "嘉庆": (1796, 25), "道光": (1821, 30),
    "咸丰": (1851, 11), "同治": (1862, 13), "光绪": (1875, 34), "宣统": (1909, 3),
}  # fmt: skip
_LIKE_TITLES = (
    "康熙康照 康熙唐熙 乾隆乾降 乾隆乾隘 光绪光诸 光绪光猪 嘉庆嘉床 嘉庆嘉厌 同治同冶 同治周治 道光道充 道光遁光 万历万厉"
    " 宣统宜统 宣统宣铳 顺治顺冶 顺治硕治 咸丰咸卞 咸丰威丰 雍正雍丘 雍正雍止 永乐永尔 嘉靖嘉清 弘治弘冶"
    " 崇祯祟祯 成化戍化 洪武洪式"
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LIKE = {
    "甲": "申由", "己": "已", "戊": "戌戍", "壬": "王", "癸": "葵", "丙": "两", "巳": "已己", "未": "末", "午": "牛", "申": "甲由",
    "酉": "西", "戌": "戊戍", "亥": "玄", "卯": "卵印", "子": "于", "丑": "五", "辰": "晨", "寅": "演", "庚": "康", "辛": "幸",
}  # fmt: skip
_EVENTS = ("戊戌变法", "辛亥革命", "甲午战争", "辛丑条约", "庚子赔款", "癸卯学制", "戊戌政变")
_THINGS = ("重修县学", "大水", "旱，民饥", "建石桥一座", "筑城垣", "知县捐俸修堤", "设义仓三处", "地震有声", "蝗灾")
_PLACES = ("松篁", "鹭湾", "砚池", "霁川", "藕塘", "芦坪", "葵岗", "桐圩", "磐溪", "蒲甸")
_ACTS = (
    "要加强领导，落实责任，及时研究解决工作中的问题。",
    "各地要抓紧做好春耕准备，保证种子、化肥和农药的供应。",
    "对成绩显著的单位和个人，应当给予表扬和奖励。",
    "所需经费由地方财政解决，不足部分由省酌情补助。",
    "要经常检查，发现问题及时纠正，重大问题要向上级报告。",
    "有关部门要密切配合，不得互相推诿。",
    "本办法由主管部门负责解释，各地可以制定实施细则。",
)
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Plant:
    """A text as it should be, and as it stands with a slip in it; a paragraph a line."""

    kind: str
    right: str
    wrong: str


class Maker:
    """Makes one plant after the other; equal seeds make equal plants."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.arabic = True

    def make(self, kind: str) -> Plant:
        """A plant of a kind of `KINDS`, in Arabic or Chinese numerals by turns of chance."""
        self.arabic = self.random.random() < 0.5
        while True:
            right, wrong = KINDS[kind](self)
            if right != wrong:
                return Plant(kind, right, wrong)

    def number(self, value: int) -> str:
        return str(value) if self.arabic else numerals.counting(value)

    def year(self, value: int) -> str:
        return str(value) if self.arabic else numerals.positional(value)

    def slipped(self, value: int, least: int = 1) -> int:
        """The number with a digit changed, or two neighbours that changed places."""
        digits = list(str(value))
        for _ in range(50):
            at = self.random.randrange(len(digits))
            new = digits.copy()
            if self.random.random() < 0.4 and at + 1 < len(new):
                new[at], new[at + 1] = new[at + 1], new[at]
            else:
                new[at] = self.random.choice("0123456789")
            other = int("".join(new))
            if new[0] != "0" and abs(other - value) >= least:
                return other
        return value + 1

    def pick(self, choices: tuple[str, ...] | str | list[str]) -> str:
        return self.random.choice(choices)


def _regnal(m: Maker) -> tuple[str, str]:
    title = m.pick(list(_REIGNS))
    first, length = _REIGNS[title]
    n = m.random.randint(2, length)
    west, count = first + n - 1, numerals.counting(n)
    form = m.pick(
        (
            "{t}{n}年（{w}年），{x}。", "{t}{n}年（公元{w}年）{x}。", "{w}年（{t}{n}年）{x}。", "清{t}{n}年（{w}）{x}。",
            "公元{w}年，即{t}{n}年，{x}。", "时在{t}{n}年春（{w}年），{x}，邑人称便。",
        )
    ).replace("清", "清" if first >= 1644 else "明")  # fmt: skip
    thing = m.pick(_THINGS)

    def text(n: str, west: int) -> str:
        return form.format(t=title, n=n, w=m.year(west), x=thing)

    if m.random.random() < 0.7:
        return text(count, west), text(count, m.slipped(west))
    other = n
    while other == n or other < 1:
        other = n + m.random.choice((-10, -2, -1, 1, 2, 10))
    return text(count, west), text(numerals.counting(other), west)


def _republic(m: Maker) -> tuple[str, str]:
    n = m.random.randint(2, 38)
    form = m.pick(("民国{n}年（{w}年）{x}。", "{w}年（民国{n}年）{x}。", "中华民国{n}年（公元{w}年），{x}。"))
    thing = m.pick(_THINGS)
    right = form.format(n=m.number(n), w=m.year(1911 + n), x=thing)
    if m.random.random() < 0.6:
        return right, form.format(n=m.number(n), w=m.year(m.slipped(1911 + n)), x=thing)
    return right, form.format(n=m.number(m.slipped(n)), w=m.year(1911 + n), x=thing)


def _beyond(m: Maker) -> tuple[str, str]:
    title = m.pick(list(_REIGNS))
    length = _REIGNS[title][1]
    form = f"{title}{{}}年，{m.pick(_THINGS)}。"
    right = form.format(numerals.counting(m.random.randint(1, length)))
    return right, form.format(numerals.counting(length + m.random.randint(1, 9)))


def _title(m: Maker) -> tuple[str, str]:
    pair = m.pick(_LIKE_TITLES.split())
    title, wrong = pair[:2], pair[2:]
    first, length = _REIGNS[title]
    n = m.random.randint(1, length)
    form = m.pick(("{d}{t}{n}年，{x}。", "{t}{n}年（{w}年），{x}。", "{d}{t}{n}年（{w}年）{x}。"))
    dynasty = "清" if first >= 1644 else "明"
    fields = {"d": dynasty, "n": numerals.counting(n), "w": m.year(first + n - 1), "x": m.pick(_THINGS)}
    return form.format(t=title, **fields), form.format(t=wrong, **fields)


def _cycle(m: Maker) -> tuple[str, str]:
    year = m.random.randint(1645, 1948)
    name = _STEMS[(year - 4) % 10] + _BRANCHES[(year - 4) % 12]
    title = next((t for t, (first, length) in _REIGNS.items() if first <= year < first + length), "")
    reign = f"{title}{numerals.counting(year - _REIGNS[title][0] + 1)}年" if title else f"民国{numerals.counting(year - 1911)}年"
    forms = ("{y}年（{c}），{x}。", "{c}年（{y}年）{x}。", "{r}（{c}），{x}。", "{r}{c}，{x}。", "{r}（{c}，{y}年），{x}。", "岁次{c}，{r}，{x}。")
    form = m.pick(forms)
    fields = {"y": m.year(year), "r": reign, "x": m.pick(_THINGS)}
    return form.format(c=name, **fields), form.format(c=_misread(m, name, forms.index(form) < 5), **fields)


def _misread(m: Maker, name: str, beside: bool) -> str:
    """The name with a character of like shape; where a year stands beside it, another name will do."""
    if beside and m.random.random() < 0.4:
        year = m.random.randrange(60)
        other = _STEMS[year % 10] + _BRANCHES[year % 12]
        return other if set(other) & set(name) else _misread(m, name, beside)
    places = [n for n, char in enumerate(name) if char in _LIKE]
    if not places:
        return name if not beside else _misread(m, name, beside)
    at = m.random.choice(places)
    return name[:at] + m.pick(_LIKE[name[at]]) + name[at + 1 :]


def _alone(m: Maker) -> tuple[str, str]:
    name = m.pick(("癸巳", "乙巳", "壬寅", "戊戌", "辛亥", "丁未", "己未", "壬申", "甲申", "辛酉", "庚午", "癸卯", "己巳", "壬辰"))
    form = m.pick(("{}年春，{x}。", "{}年正月，{x}。", "是岁{}科乡试，中式三人。", "岁在{}，{x}。", "{}年，{x}。"))
    thing = m.pick(_THINGS)
    return form.format(name, x=thing), form.format(_misread(m, name, False), x=thing)


def _event(m: Maker) -> tuple[str, str]:
    event = m.pick(_EVENTS)
    form = m.pick(("{}以后，风气渐开。", "自{}始，新学日兴。", "县志载{}事甚详。"))
    return form.format(event), form.format(_misread(m, event[:2], False) + event[2:])


def _impossible(m: Maker) -> tuple[str, str]:
    year = m.random.randint(1950, 1989)
    form = m.pick(("{y}年{m}月{d}日，召开会议。", "限于{m}月{d}日前报省政府。", "自{y}年{m}月{d}日起施行。", "{m}月{d}日，工程竣工。"))

    def text(month: int, day: int) -> str:
        return form.format(y=m.year(year), m=m.number(month), d=m.number(day))

    month = m.random.choice((2, 4, 6, 9, 11))
    wrong = m.random.choice(((month, 31), (2, 30), (month, 32), (m.random.randint(13, 19), 5)))
    return text(month, m.random.randint(10, 27)), text(*wrong)


def _weekday(m: Maker) -> tuple[str, str]:
    day = datetime.date(1920, 1, 1) + datetime.timedelta(days=m.random.randrange(25000))
    form = m.pick(("{y}年{m}月{d}日（星期{w}），举行典礼。", "{y}年{m}月{d}日　星期{w}", "会议定于{y}年{m}月{d}日（星期{w}）上午九时召开。", "{y}年{m}月{d}日（周{w}）休会。"))
    year = f"民国{m.number(day.year - 1911)}" if day.year < 1949 and m.random.random() < 0.5 else m.year(day.year)

    def text(month: int, date: int, week: int) -> str:
        return form.format(y=year, m=m.number(month), d=m.number(date), w=_WEEK[week])

    right = text(day.month, day.day, day.weekday())
    return right, text(day.month, day.day, (day.weekday() + m.random.randint(1, 6)) % 7)


def _span(m: Maker) -> tuple[str, str]:
    first = m.random.randint(1950, 1980)
    last = first + m.random.randint(1, 8)
    form = m.pick(("{a}年至{b}年，累计造林三万亩。", "{a}—{b}年，工业连年增产。", "自{a}年到{b}年为试办时期。"))
    return form.format(a=m.year(first), b=m.year(last)), form.format(a=m.year(last), b=m.year(first))


def _numbers(m: Maker, style: Callable[[int], str], odd: dict[int, str]) -> tuple[str, str]:
    length = m.random.randint(3, 8)
    acts = [m.pick(_ACTS) for _ in range(length)]
    marks = [style(n) for n in range(1, length + 1)]
    at = m.random.randrange(1, length)
    wrong, texts = marks.copy(), acts.copy()
    way = m.random.random()
    if way < 0.35 and at + 1 < length:  # an item is missing
        del wrong[at], texts[at]
    elif way < 0.7 and at + 1 in odd:
        wrong[at] = marks[at].replace(_numeral(marks[at]), odd[at + 1])
    else:
        other = at + 1
        while other == at + 1 or other == 1:
            other = m.random.randint(2, length + 3)
        wrong[at] = style(other)
    return _list(marks, acts), _list(wrong, texts)


def _numeral(mark: str) -> str:
    return "".join(char for char in mark if char in "一二三四五六七八九十0123456789")


def _list(marks: list[str], acts: list[str]) -> str:
    return "\n".join(mark + act for mark, act in zip(marks, acts, strict=True))


_ODD_HAN = {1: "—", 2: "=", 3: "Ξ", 4: "兀", 5: "王", 6: "大", 8: "人"}


def _first(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"{numerals.counting(n)}、", _ODD_HAN)


def _second(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"（{numerals.counting(n)}）", _ODD_HAN)


def _third(m: Maker) -> tuple[str, str]:
    mark = m.pick((".", "．", "、"))
    return _numbers(m, lambda n: f"{n}{mark}", {1: "l", 2: "Z", 5: "S", 8: "B"})


def _fourth(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"（{n}）", {1: "l", 5: "S", 8: "B"})


def _article(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"第{numerals.counting(n)}条　", {2: "=", 3: "Ξ", 4: "兀"})


def _inline(m: Maker) -> tuple[str, str]:
    marks = m.pick(("（一）（二）（三）（四）", "一是二是三是四是", "①②③④"))
    size = len(marks) // 4
    items = [marks[n * size : (n + 1) * size] for n in range(4)]
    words = ["抓紧备耕", "兴修水利", "防治虫害", "调剂种子"]
    wrong = [(mark, word) for n, (mark, word) in enumerate(zip(items, words, strict=True)) if n != m.random.choice((1, 2))]
    right = "；".join(a + b for a, b in zip(items, words, strict=True))
    return f"当前要做好以下工作：{right}。", f"当前要做好以下工作：{'；'.join(a + b for a, b in wrong)}。"


def _caption(m: Maker) -> tuple[str, str]:
    part = m.random.randint(2, 30)
    numbers = [1, 2, 3, 4]
    wrong = [1, 2, 4] if m.random.random() < 0.5 else [1, 2, 8, 4]
    names = ["历年人口统计", "历年耕地统计", "历年粮食产量", "历年财政收支"]
    return _captions(part, numbers, names), _captions(part, wrong, names)


def _captions(part: int, numbers: list[int], names: list[str]) -> str:
    return "\n".join(f"表{part}—{n}　{name}表" for n, name in zip(numbers, names, strict=False))


_QUOTED = (
    "根据《国务院关于加强粮食工作的决定》的精神，结合我省情况，制定本办法。",
    "各县（市）人民政府要认真贯彻“调整、改革、整顿、提高”的方针。",
    "省政府（云政发〔1985〕31号）文件规定：“凡未经批准的，一律停建。”",
    "他在《答客问》（载《云山日报》）中说：“此事不可行。”",
    "全区（包括厂矿、学校）共有托儿所（站）一百二十处。",
)


def _pairs(m: Maker) -> tuple[str, str]:
    text = m.pick(_QUOTED)
    places = [n for n, char in enumerate(text) if char in "（）《》“”〔〕"]
    at = m.random.choice(places)
    if m.random.random() < 0.5 and text[at] in "）》〕":
        other = m.pick("）》〕".replace(text[at], ""))
        return text, text[:at] + other + text[at + 1 :]
    return text, text[:at] + text[at + 1 :]


def _sum(m: Maker) -> tuple[str, str]:
    parts = [m.random.randint(12, 990) for _ in range(m.random.randint(2, 4))]
    unit = m.pick("人户所亩台")
    names = m.random.sample(_PLACES, len(parts))
    forms = (
        ("全县共有受灾{t}，其中{p}。", lambda n, q: f"{n}{q}", "、"),
        ("计{p}，共{t}。", lambda n, q: f"{n}乡{q}", "，"),
        ("{p}，合计{t}。", lambda n, q: f"{n}区{q}", "；"),
        ("本年新增{t}（{p}）。", lambda n, q: f"{n}{q}", "，"),
    )
    form, item, joiner = m.random.choice(forms)
    if form.startswith("本年"):
        form = form.replace("新增", "共新增")

    def text(total: int, values: list[int]) -> str:
        listed = joiner.join(item(n, m.number(v) + unit) for n, v in zip(names, values, strict=True))
        return form.format(t=m.number(total) + unit, p=listed)

    right = text(sum(parts), parts)
    if m.random.random() < 0.5:
        return right, text(m.slipped(sum(parts)), parts)
    at = m.random.randrange(len(parts))
    return right, text(sum(parts), [m.slipped(v) if n == at else v for n, v in enumerate(parts)])


def _halves(m: Maker) -> tuple[str, str]:
    one, other = m.random.randint(300, 9000), m.random.randint(300, 9000)
    names = m.random.choice((("男", "女"), ("城镇", "农村"), ("农业", "非农业")))

    def text(total: int, one: int, other: int) -> str:
        a, b, t = (m.number(value) for value in (one, other, total))
        return f"全乡共有人口{t}人，其中{names[0]}{a}人，{names[1]}{b}人。"

    right = text(one + other, one, other)
    return right, text(*m.random.choice(((m.slipped(one + other), one, other), (one + other, m.slipped(one), other))))


def _difference(m: Maker) -> tuple[str, str]:
    first, more = m.random.randint(100, 3000), m.random.randint(20, 900)
    form = m.pick(("职工由{a}人增加到{b}人，增加{c}人。", "从1980年的{a}台增加到1985年的{b}台，净增{c}台。", "由上年的{a}亩扩大到{b}亩，增加{c}亩。"))
    right = form.format(a=m.number(first), b=m.number(first + more), c=m.number(more))
    return right, form.format(a=m.number(first), b=m.number(first + more), c=m.number(m.slipped(more)))


def _share(m: Maker) -> tuple[str, str]:
    whole = m.random.randint(10, 90) * 10
    part = whole * m.random.randint(11, 88) // 100
    share = round(100 * part / whole, 1)
    form = f"全校共有学生{whole}人，其中女生{part}人，占{{}}%。"
    return form.format(share), form.format(round(share + m.random.choice((-9, -3, 3, 5, 9)), 1))


def _table(m: Maker) -> tuple[str, str]:
    names = m.random.sample(_PLACES, m.random.randint(4, 7))
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


def _amount(m: Maker) -> tuple[str, str]:
    value = m.random.randint(12, 9999)
    formal = numerals.counting(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    form = m.pick(("今收到人民币{f}元整（¥{v}元）。", "罚款{v}元（{f}元）。", "补助费{f}元（{v}元），由财政支付。"))
    return form.format(f=formal, v=value), form.format(f=formal, v=m.slipped(value))


def _document(m: Maker) -> tuple[str, str]:
    year, serial = m.random.randint(1979, 1995), m.random.randint(1, 99)
    month, day = m.random.randint(4, 12), m.random.randint(1, 28)
    form = f"云政发〔{{}}〕{serial}号\n{m.pick(_ACTS)}\n云山省人民政府\n{m.year(year)}年{m.number(month)}月{m.number(day)}日"
    other = year
    while other == year:
        other = 1900 + m.slipped(year - 1900)
    return form.format(year), form.format(other)


KINDS: dict[str, Callable[[Maker], tuple[str, str]]] = {
    "regnal year": _regnal, "year of the Republic": _republic, "past the reign": _beyond, "reign title": _title,
    "cycle name": _cycle, "cycle name alone": _alone, "cycle name of an event": _event, "impossible date": _impossible,
    "weekday": _weekday, "span": _span, "一、": _first, "（一）": _second, "1.": _third, "（1）": _fourth, "第一条": _article,
    "in a line": _inline, "caption": _caption, "pairs": _pairs, "sum": _sum, "halves": _halves, "difference": _difference,
    "share": _share, "table": _table, "amount": _amount, "document number": _document,
}  # fmt: skip
