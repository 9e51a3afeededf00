"""The numbers that items of running text begin with, read as tolerantly as recognition errs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pipeline.proof.evidence.slips.passage import Passage
from pipeline.text import dates, docnumber, numbering, numerals
from pipeline.text.numbering import Level

HAN = "〇○零一二三四五六七八九十百廿卅"
SURE = {
    "—": "一",
    "_": "一",
    "=": "二",
    "ニ": "二",
    "Ξ": "三",
    "≡": "三",
    "彡": "三",
    "兀": "四",
    "+": "十",
    "⼀": "一",
    "⼆": "二",
}
_MAYBE = {
    "工": "二", "王": "三五", "匹": "四", "囚": "四", "皿": "四", "西": "四", "丑": "五", "玉": "五",
    "正": "五",
    "互": "五", "丘": "五", "大": "六", "穴": "六", "亢": "六", "天": "六", "木": "六", "文": "六",
    "丈": "六", "火": "六",
    "匕": "七", "士": "十七", "土": "十", "千": "十", "人": "八", "入": "八", "儿": "八", "几": "九八",
    "丸": "九",
    "力": "九", "元": "九", "刀": "九", "凡": "九", "久": "九", "卜": "十", "丨": "一",
}  # fmt: skip
_LETTERS = {
    "l": "1",
    "I": "1",
    "|": "1",
    "!": "1",
    "Z": "2",
    "S": "5",
    "s": "5",
    "G": "6",
    "b": "6",
    "B": "8",
    "O": "0",
    "o": "0",
    "q": "9",
    "g": "9",
}
_ODD = "".join(SURE) + "".join(_MAYBE)
_ODD_HEADS = (
    (Level.FIRST, re.compile(rf"(?P<n>[{HAN}{re.escape(_ODD)}]{{1,3}})、")),
    (Level.SECOND, re.compile(rf"\((?P<n>[{HAN}{re.escape(_ODD)}]{{1,3}})\)")),
    (Level.ARTICLE, re.compile(rf"第(?P<n>[{HAN}{re.escape(_ODD)}]{{1,5}})条")),
    (Level.CHAPTER, re.compile(rf"第(?P<n>[{HAN}{re.escape(_ODD)}]{{1,3}})章")),
    (Level.SECTION, re.compile(rf"第(?P<n>[{HAN}{re.escape(_ODD)}]{{1,3}})节")),
    (Level.THIRD, re.compile(r"(?P<n>[0-9lI|!ZSsGbBOoqg]{1,2})[.、](?![0-9A-Za-z])")),
    (Level.FOURTH, re.compile(r"\((?P<n>[0-9lI|!ZSsGbBOoqg]{1,2})\)")),
)
_DECIMAL = re.compile(r"\s*(?P<part>(?:[0-9]{1,2}\.)+)(?P<n>[0-9]{1,2})[ \u3000]+(?=[^0-9])")
_ALONE = re.compile(r"[一二三四五六七八九十]{1,2}|[=Ξ≡兀ニ]")  # a number in a line of its own
_BEFORE_YEAR = re.compile(r"(?P<n>[0-9]{1,2})[.](?=(?:1[89]|20)[0-9]{2}年)")  # 1.1987年底以前
_HALF = re.compile(r"(?P<n>[0-9]{1,2})\)")
_ORDINAL = re.compile(rf"第(?P<n>[{HAN}]{{1,2}})[,、:]")
_STEMS, _ROMANS = "甲乙丙丁戊己庚辛壬癸", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
# other manners of numbers: pattern, name, and the signs in their order where they are no numerals
OTHERS = (
    (_HALF, "1)", ""),
    (_ORDINAL, "第一", ""),
    (re.compile(rf"(?P<n>[{_STEMS}])、(?![{_STEMS}])"), "甲、", _STEMS),
    (re.compile(rf"(?P<n>[{_ROMANS}])[、.]"), "Ⅰ、", _ROMANS),
)
_INLINE = re.compile(
    rf"(?<=[。;；:：!?])(?:\((?P<second>[{HAN}]{{1,3}})\)|\((?P<fourth>[0-9]{{1,2}})\)"
    rf"|(?P<third>[0-9]{{1,2}})[.、](?![0-9])|(?P<first>[{HAN}]{{1,3}})、(?![{HAN}]))"
)
_QUOTES = {"“": 1, "「": 1, "『": 1, "”": -1, "」": -1, "』": -1}
_QUOTED = 6  # paragraphs after which a quotation that was not closed is taken to be over


@dataclass(frozen=True, slots=True)
class Head:
    """One number: the manner it is written in, its place, and where it stands."""

    style: str
    rank: int  # the wider, the lower
    ordinal: int
    passage: Passage
    start: int  # the numeral, in the passage
    stop: int
    others: tuple[int, ...] = ()  # what else the signs may stand for
    doubt: int = 0  # 1: read from a sign that is no numeral but can stand for nothing else; 2: from a word
    new: bool = False  # the first after the end of a document
    quoted: bool = False

    @property
    def printed(self) -> str:
        return self.passage.text[self.start : self.stop]


def heads(passages: Sequence[Passage]) -> Iterator[Head]:
    """All numbers of items, in order; inside of quotations only signs that stand for a numeral."""
    depth, open_for, new = 0, 0, False
    for passage in passages:
        if _ends_document(passage):
            new, depth = True, 0
            continue
        if depth <= 0 or open_for > _QUOTED:
            depth = 0
            for head in (*_leading(passage), *_inline(passage)):
                yield head if not new else replace(head, new=True)
                new = False
        else:
            yield from (replace(head, quoted=True) for head in _leading(passage) if head.doubt == 1)
        if passage.text[:1] in _QUOTES and _QUOTES[passage.text[0]] > 0:
            depth = 0  # each paragraph of a quotation begins with its mark
        depth += sum(_QUOTES.get(char, 0) for char in passage.text)
        depth = max(depth, 0)
        open_for = open_for + 1 if depth else 0


def _ends_document(passage: Passage) -> bool:
    """Whether a paragraph is a date or a document number alone: one document ends, or another begins."""
    if len(passage.text) > 40:
        return False
    return dates.whole(passage.text) is not None or docnumber.whole(passage.text) is not None


def _leading(passage: Passage) -> Iterator[Head]:
    text = passage.text
    found = numbering.leading(passage.lines[0].text)
    if found:
        numeral = re.search(rf"[0-9]+|[{HAN}㈠-㈩]+", text[: len(found.printed) + 4])
        numeral = None if len(text) <= len(found.printed) else numeral  # a page number
        if (
            found.level is not Level.FIFTH
            and numeral
            and not _runs(text, numeral)
            and not _is_year(numeral[0])
        ):
            style = _style(found.level, text[numeral.end() : numeral.end() + 1])
            yield Head(style, found.level, found.ordinal, passage, *numeral.span())
        return
    if match := _ALONE.fullmatch(text):
        number = numerals.value("".join(SURE.get(char, char) for char in text)) or 0
        yield Head("一", Level.FIRST, number, passage, 0, len(text), (), int(text in SURE))
        return
    if match := _BEFORE_YEAR.match(text):
        yield Head(Level.THIRD.name, Level.THIRD, int(match["n"]), passage, *match.span("n"))
        return
    for pattern, name, numbers in OTHERS:
        if match := pattern.match(text):
            number = numbers.find(match["n"]) + 1 if numbers else numerals.value(match["n"]) or 0
            yield Head(name, Level.FOURTH, number, passage, *match.span("n"))
            return
    yield from _decimal(passage) or _misread(passage)


def _runs(text: str, numeral: re.Match[str]) -> bool:
    """Whether numerals are listed in the text: 三、四季度."""
    behind = text[numeral.end() : numeral.end() + 2]
    return len(behind) == 2 and behind[0] == "、" and behind[1] in HAN + "0123456789"


def _decimal(passage: Passage) -> list[Head]:
    """1.2 and 1.2.3 before a blank; each part is numbered for itself."""
    match = _DECIMAL.match(passage.lines[0].text)
    if match is None or not passage.text.startswith(match["part"] + match["n"]):
        return []
    start = len(match["part"])
    span = start, start + len(match["n"])
    return [Head(match["part"], Level.FOURTH + start, int(match["n"]), passage, *span)]


def _is_year(numeral: str) -> bool:
    """Whether digits stand one by one, as in years: （五七）."""
    return len(numeral) > 1 and not numeral.isascii() and not set(numeral) & set("十百廿卅")


def _misread(passage: Passage) -> Iterator[Head]:
    """A number of which recognition made other signs."""
    for level, pattern in _ODD_HEADS:
        match = pattern.match(passage.text)
        if not match:
            continue
        printed = match["n"]
        table = _LETTERS if level in (Level.THIRD, Level.FOURTH) else {**_MAYBE, **SURE}
        numbers = _meant(printed, table)
        if numbers and any(char in table for char in printed):
            sure = all(char in SURE or char in HAN for char in printed)
            mark = passage.text[match.end("n")] if level is Level.THIRD else ""
            number, *others = numbers
            span = match.span("n")
            yield Head(_style(level, mark), level, number, passage, *span, tuple(others), 1 if sure else 2)
            return


def _meant(printed: str, table: dict[str, str]) -> list[int]:
    """The numbers that signs may stand for, the likeliest first."""
    readings = ("".join(chars) for chars in product(*(table.get(char, char) for char in printed)))
    return [number for reading in readings if (number := numerals.value(reading))]


def _inline(passage: Passage) -> Iterator[Head]:
    """Numbers behind the end of a clause."""
    for match in _INLINE.finditer(passage.text):
        name = str(match.lastgroup)
        level = Level[name.upper()]
        printed = match[name]
        number = numerals.value(printed)
        mark = passage.text[match.end(name)] if name == "third" else ""
        if number:
            yield Head(_style(level, mark), level, number, passage, *match.span(name))


def _style(level: Level, mark: str) -> str:
    """The manner of a number; 1、 and 1. are two, as one may stand under the other."""
    return f"{level.name}{'、' if level is Level.THIRD and mark == '、' else ''}"
