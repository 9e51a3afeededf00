"""The numbers that items of running text begin with, read as tolerantly as recognition errs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pipeline.proof.evidence.slips.passage import Passage
from pipeline.text import dates, docnumber, numbering, numerals
from pipeline.text.numbering import Level

_HAN = "〇○零一二三四五六七八九十百廿卅"
_SURE = {
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
_ODD = "".join(_SURE) + "".join(_MAYBE)
_ODD_HEADS = (
    (Level.FIRST, re.compile(rf"(?P<n>[{_HAN}{re.escape(_ODD)}]{{1,3}})、")),
    (Level.SECOND, re.compile(rf"\((?P<n>[{_HAN}{re.escape(_ODD)}]{{1,3}})\)")),
    (Level.ARTICLE, re.compile(rf"第(?P<n>[{_HAN}{re.escape(_ODD)}]{{1,5}})条")),
    (Level.CHAPTER, re.compile(rf"第(?P<n>[{_HAN}{re.escape(_ODD)}]{{1,3}})章")),
    (Level.SECTION, re.compile(rf"第(?P<n>[{_HAN}{re.escape(_ODD)}]{{1,3}})节")),
    (Level.THIRD, re.compile(r"(?P<n>[0-9lI|!ZSsGbBOoqg]{1,2})[.、](?![0-9A-Za-z])")),
    (Level.FOURTH, re.compile(r"\((?P<n>[0-9lI|!ZSsGbBOoqg]{1,2})\)")),
)
_HALF = re.compile(r"(?P<n>[0-9]{1,2})\)")
_ORDINAL = re.compile(rf"第(?P<n>[{_HAN}]{{1,2}})[,、:]")
_INLINE = re.compile(
    rf"(?<=[。;；:：!?])(?:\((?P<second>[{_HAN}]{{1,3}})\)|\((?P<fourth>[0-9]{{1,2}})\)"
    rf"|(?P<third>[0-9]{{1,2}})[.、](?![0-9])|(?P<first>[{_HAN}]{{1,3}})、(?![{_HAN}]))"
)
_WORDS = re.compile(
    rf"(?:^|(?<=[。;；:：,、]))(?P<n>[{_HAN}=Ξ≡兀]{{1,2}})(?P<word>是|要|靠|抓|看|则)(?!否|不是|非)"
)
_ORDINALS = re.compile(rf"(?:^|(?<=[。;；:：]))(?P<lead>第|其)(?P<n>[{_HAN}=Ξ≡兀]{{1,2}})(?=[,、:是])")
_CAPTION = re.compile(r"(?P<word>[表图])(?P<part>[0-9]{1,3})[—.·-](?P<n>[0-9]{1,3})(?![0-9])")
_SIMPLE_CAPTION = re.compile(
    rf"(?P<word>附?[表图]|附件)(?P<n>[0-9]{{1,2}}|[{_HAN}]{{1,3}})(?=[:：、. ]"
    rf"|[^0-9{_HAN}年月日万个、,。;；和及所中的—.-])"
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

    @property
    def printed(self) -> str:
        return self.passage.text[self.start : self.stop]


def heads(passages: Sequence[Passage]) -> Iterator[Head]:
    """All numbers of items, in order; not those inside of quotations, nor of contents entries."""
    depth, open_for, new = 0, 0, False
    for passage in passages:
        if _ends_document(passage):
            new, depth = True, 0
            continue
        if depth <= 0 or open_for > _QUOTED:
            depth = 0
            for head in (*_leading(passage), *_inline(passage)):
                yield head if not new else _renewed(head)
                new = False
        depth += sum(_QUOTES.get(char, 0) for char in passage.text)
        depth = max(depth, 0)
        open_for = open_for + 1 if depth else 0


def words(passage: Passage) -> list[Head]:
    """Items told by a word: 一是 … 二是, 第一，… 第二，…"""
    found = [_worded(passage, match, match["word"]) for match in _WORDS.finditer(passage.text)]
    found += [_worded(passage, match, match["lead"]) for match in _ORDINALS.finditer(passage.text)]
    return [head for head in found if head.ordinal]


def circled(passages: Sequence[Passage]) -> Iterator[Head]:
    """Numbers in circles, which mark items or notes, wherever they stand."""
    for passage in passages:
        for match in re.finditer("[①-⑳]", passage.text):
            yield Head("①", 0, ord(match[0]) - 0x245F, passage, *match.span())


def captions(passages: Sequence[Passage]) -> Iterator[Head]:
    """Numbers of tables and pictures, where a paragraph or line begins with one."""
    for passage in passages:
        match = _CAPTION.match(passage.text)
        if match:
            style = f"{match['word']}{match['part']}-"
        elif match := _SIMPLE_CAPTION.match(passage.text):
            style = match["word"]
        else:
            continue
        number = numerals.value(match["n"])
        if number:
            yield Head(style, 0, number, passage, *match.span("n"))


def _renewed(head: Head) -> Head:
    return replace(head, new=True)


def _ends_document(passage: Passage) -> bool:
    """Whether a paragraph is a date or a document number alone: one document ends, or another begins."""
    if len(passage.text) > 40:
        return False
    return dates.whole(passage.text) is not None or docnumber.whole(passage.text) is not None


def _leading(passage: Passage) -> Iterator[Head]:
    text = passage.text
    found = numbering.leading(passage.lines[0].text)
    if found and found.level is not Level.FIFTH:
        numeral = re.search(rf"[0-9]+|[{_HAN}㈠-㈩]+", text[: len(found.printed) + 4])
        behind = text[numeral.end() + 1 : numeral.end() + 2] if numeral else ""
        runs = found.level in (Level.FIRST, Level.THIRD) and behind and behind in _HAN + "0123456789"
        runs = runs and text[numeral.end()] == "、" if numeral else False
        if numeral and not runs and not _is_year(numeral[0]):
            yield Head(
                _style(found.level, text[numeral.end()]), found.level, found.ordinal, passage, *numeral.span()
            )
        return
    if found:
        return
    for pattern, name in ((_HALF, "1)"), (_ORDINAL, "第一")):
        if match := pattern.match(text):
            yield Head(name, Level.FOURTH, numerals.value(match["n"]) or 0, passage, *match.span("n"))
            return
    yield from _misread(passage)


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
        table = _LETTERS if level in (Level.THIRD, Level.FOURTH) else {**_MAYBE, **_SURE}
        numbers = _meant(printed, table)
        if numbers and any(char in table for char in printed):
            sure = all(char in _SURE or char in _HAN for char in printed)
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


def _worded(passage: Passage, match: re.Match[str], style: str) -> Head:
    printed = match["n"]
    number = numerals.value("".join(_SURE.get(char, char) for char in printed)) or 0
    doubt = int(any(char in _SURE for char in printed))
    return Head(style, 0, number, passage, *match.span("n"), (), doubt)


def _style(level: Level, mark: str) -> str:
    """The manner of a number; 1、 and 1. are two, as one may stand under the other."""
    return f"{level.name}{'、' if level is Level.THIRD and mark == '、' else ''}"
