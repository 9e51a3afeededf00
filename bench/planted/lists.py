"""Slips of numbering and of brackets."""

from __future__ import annotations

from collections.abc import Callable

from bench.planted.maker import ACTS, Maker
from pipeline.text import numerals


def _numbers(m: Maker, style: Callable[[int], str], odd: dict[int, str]) -> tuple[str, str]:
    length = m.random.randint(3, 8)
    acts = [m.pick(ACTS) for _ in range(length)]
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


def first(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"{numerals.counting(n)}、", _ODD_HAN)


def second(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"（{numerals.counting(n)}）", _ODD_HAN)


def third(m: Maker) -> tuple[str, str]:
    mark = m.pick((".", "．", "、"))
    return _numbers(m, lambda n: f"{n}{mark}", {1: "l", 2: "Z", 5: "S", 8: "B"})


def fourth(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"（{n}）", {1: "l", 5: "S", 8: "B"})


def article(m: Maker) -> tuple[str, str]:
    return _numbers(m, lambda n: f"第{numerals.counting(n)}条　", {2: "=", 3: "Ξ", 4: "兀"})


def inline(m: Maker) -> tuple[str, str]:
    marks = m.pick(("（一）（二）（三）（四）", "一是二是三是四是", "①②③④"))
    size = len(marks) // 4
    items = [marks[n * size : (n + 1) * size] for n in range(4)]
    words = ["抓紧备耕", "兴修水利", "防治虫害", "调剂种子"]
    wrong = [
        (mark, word)
        for n, (mark, word) in enumerate(zip(items, words, strict=True))
        if n != m.random.choice((1, 2))
    ]
    right = "；".join(a + b for a, b in zip(items, words, strict=True))
    return f"当前要做好以下工作：{right}。", f"当前要做好以下工作：{'；'.join(a + b for a, b in wrong)}。"


def caption(m: Maker) -> tuple[str, str]:
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


def pairs(m: Maker) -> tuple[str, str]:
    text = m.pick(_QUOTED)
    places = [n for n, char in enumerate(text) if char in "（）《》“”〔〕"]
    at = m.random.choice(places)
    if m.random.random() < 0.5 and text[at] in "）》〕":
        other = m.pick("）》〕".replace(text[at], ""))
        return text, text[:at] + other + text[at + 1 :]
    return text, text[:at] + text[at + 1 :]
