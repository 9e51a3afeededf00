"""The rules of the normalised text: each has an id, a purpose, and the years of print it is for.

A rule looks at a printed text and offers changes; it sees nothing of what other rules do.  Where two
want the same place, the one that stands first in `RULES` has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.text import dates, docnumber, numbering, numerals
from pipeline.text.changes import Change
from pipeline.text.normal_tables import (
    DOTS,
    HALF,
    OLD_SHAPES,
    QUOTES,
    SECOND_SCHEME,
    VARIANTS,
    VERTICAL,
)
from pipeline.text.numbering import Level
from pipeline.text.scripts import simplified

ALWAYS = (0, 9999)
SIMPLIFIED = (1956, 9999)  # the scheme of 28 January 1956
WITHDRAWN = (1977, 1986)  # the second scheme
LONGEST_SPACED = 24  # characters of a heading that is spaced out
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CJK = rf"[{_HAN}，。、；：？！“”‘’（）〔〕《》〈〉—…]"
_HALF = re.compile(rf"(?<={_CJK})[,;:?!()]|[,;:?!()](?={_CJK})")
_STOP = re.compile(rf"(?<=[{_HAN}])[.．](?=$|[\s{_HAN}”’）》])")
_STRAIGHT = re.compile(rf'"([^"\n]*[{_HAN}][^"\n]*)"')
_ELLIPSIS = re.compile(r"(?<!…)(?:\.{4,}|·{4,}|。{3,}|⋯+|・{4,}|…(?!…))")
_DASH = re.compile(r"(?<![-—])(?:--+|－－+|──+|――+|—(?=[^—\d])(?<=[^\d]—))")
_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")
_NOUGHT = re.compile(r"(?<=[一二三四五六七八九〇○])[○◯OＯ](?=[一二三四五六七八九年〇○])")
_SPACED = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_LETTERED = re.compile("[\u2474-\u2487\u2488-\u249b]")  # ⑴ and ⒈
_DOUBLE = (("\u2f00", "\u2fd5"), ("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which print of some years differs from what is written now."""

    id: str
    purpose: str
    years: tuple[int, int]  # first and last year of print
    offer: Callable[
        [str], Iterator[tuple[int, int, str]]
    ]  # start and stop of a place, what is to stand there

    def changes(self, text: str) -> Iterator[Change]:
        """What the rule would change in a text."""
        for start, stop, new in self.offer(text):
            if text[start:stop] != new:
                yield Change(start, text[start:stop], new, self.id)


def _document_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for number in docnumber.find(text):
        yield number.start, number.stop, number.canonical


def _dates(text: str) -> Iterator[tuple[int, int, str]]:
    for date in dates.find(text):
        printed = date.printed
        start = date.start + len(printed) - len(printed.lstrip())
        if _all_read(date) and "国" not in printed and "國" not in printed:
            month = f"{date.month}月" if date.month else ""
            yield start, date.stop, f"{date.year}年{month}" + (f"{date.day}日" if date.day else "")


def _all_read(date: dates.Date) -> bool:
    """Whether month and day are known wherever they are printed."""
    return bool("月" not in date.printed or date.month) and bool(
        date.day or not re.search("[日号號曰]", date.printed)
    )


def _numbering(text: str) -> Iterator[tuple[int, int, str]]:
    found = numbering.leading(text)
    if found:
        start = found.stop - len(found.printed)
        yield start, found.stop, _numbered(found.level, found.ordinal, found.printed)
    for match in _LETTERED.finditer(text):
        code = ord(match.group())
        figure = f"{code - 0x2487}." if code >= 0x2488 else f"（{code - 0x2473}）"
        yield match.start(), match.end(), figure


def _numbered(level: Level, ordinal: int, printed: str) -> str:
    if level is Level.FIRST:
        return f"{numerals.counting(ordinal)}、"
    if level is Level.SECOND:
        return f"（{numerals.counting(ordinal)}）"
    if level is Level.THIRD:
        return f"{ordinal}."
    if level is Level.FOURTH:
        return f"（{ordinal}）"
    return re.sub(r"[ \t\u3000]", "", printed)


def _spaced_out(text: str) -> Iterator[tuple[int, int, str]]:
    """Blanks of a heading every character of which is set apart, and of nothing else."""
    bare = text.strip(" \u3000")
    if 3 <= len(bare) <= LONGEST_SPACED and re.fullmatch(rf"[{_HAN}](?:[ \u3000]+[{_HAN}])+", bare):
        for match in _SPACED.finditer(text):
            yield match.start(), match.end(), ""


def _ellipses(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ELLIPSIS.finditer(text):
        yield match.start(), match.end(), "……"


def _dashes(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _DASH.finditer(text):
        yield match.start(), match.end(), "——"


def _half_width(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _HALF.finditer(text):
        yield match.start(), match.end(), HALF[match.group()]
    for match in _STOP.finditer(text):
        yield match.start(), match.end(), "。"


def _full_width(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _FULL.finditer(text):
        yield match.start(), match.end(), unicodedata.normalize("NFKC", match.group())


def _straight_quotes(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _STRAIGHT.finditer(text):
        yield match.start(), match.start() + 1, "“"
        yield match.end() - 1, match.end(), "”"


def _noughts(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _NOUGHT.finditer(text):
        yield match.start(), match.end(), "〇"


def _compatible(text: str) -> Iterator[tuple[int, int, str]]:
    """Code points for the same character twice: radicals, and what other standards had double."""
    for at, char in enumerate(text):
        if any(first <= char <= last for first, last in _DOUBLE):
            yield at, at + 1, unicodedata.normalize("NFKC", char)


def _script(text: str) -> Iterator[tuple[int, int, str]]:
    """Traditional characters, by words, so that 乾隆 stays what it is."""
    for match in _HAN_RUN.finditer(text):
        simple = simplified(match.group())
        if len(simple) == len(match.group()):
            for at, char in enumerate(simple, match.start()):
                yield at, at + 1, char


def _signs(table: Mapping[str, str]) -> Callable[[str], Iterator[tuple[int, int, str]]]:
    """A rule that changes sign by sign."""

    def offer(text: str) -> Iterator[tuple[int, int, str]]:
        for at, char in enumerate(text):
            if char in table:
                yield at, at + 1, table[char]

    return offer


RULES = (
    Rule("document-number", "发文字号: brackets 〔〕, full year, no 第", ALWAYS, _document_numbers),
    Rule("date", "dates in Arabic figures, GB/T 15835; years of the Republic stay", ALWAYS, _dates),
    Rule("numbering", "一、 （一） 1. （1） in one form each", ALWAYS, _numbering),
    Rule("spaced-out", "no blanks in a heading set wide", ALWAYS, _spaced_out),
    Rule("nought", "〇 for the nought among Chinese figures", ALWAYS, _noughts),
    Rule("vertical-form", "punctuation of vertical text in its usual form", ALWAYS, _signs(VERTICAL)),
    Rule("quotation", "“ ” for 「 」, ‘ ’ for 『 』", SIMPLIFIED, _signs(QUOTES)),
    Rule("straight-quotation", "“ ” for straight marks about Chinese", ALWAYS, _straight_quotes),
    Rule("ellipsis", "…… for dots of any kind", ALWAYS, _ellipses),
    Rule("dash", "—— for two hyphens, and for a dash of half the length", ALWAYS, _dashes),
    Rule("middle-dot", "one sign for the dot between names", ALWAYS, _signs(DOTS)),
    Rule("half-width", "punctuation of full width beside Chinese", ALWAYS, _half_width),
    Rule("full-width", "letters and figures of half width", ALWAYS, _full_width),
    Rule("compatibility", "one code point for one character", ALWAYS, _compatible),
    Rule("second-scheme", "characters of the scheme of 1977", WITHDRAWN, _signs(SECOND_SCHEME)),
    Rule("variant", "variants that the list of 1955 did away with", SIMPLIFIED, _signs(VARIANTS)),
    Rule("script", "simplified for traditional characters", SIMPLIFIED, _script),
    Rule("old-shape", "the present shape of a character, in its own script", ALWAYS, _signs(OLD_SHAPES)),
)  # fmt: skip
