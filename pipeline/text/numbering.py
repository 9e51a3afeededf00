"""The number a line of an official document begins with: its level and its place in the sequence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from pipeline.text import numerals


class Level(IntEnum):
    """From the widest to the narrowest; GB/T 9704 has 一、 （一） 1. （1）, statutes the first four."""

    PART = 1  # 第一编
    CHAPTER = 2  # 第一章
    SECTION = 3  # 第一节
    ARTICLE = 4  # 第一条
    FIRST = 5  # 一、
    SECOND = 6  # （一）
    THIRD = 7  # 1.
    FOURTH = 8  # （1）
    FIFTH = 9  # ①


@dataclass(frozen=True, slots=True)
class Numbering:
    """A leading number: ``line[:stop]`` is the printed number with all blanks before it."""

    level: Level
    ordinal: int
    printed: str  # without blanks around it
    stop: int


_GAP = r"[ \t\u3000]*"
_HAN_N = "[〇○零一二三四五六七八九十廿卅百千]"
_WORD = {"编": Level.PART, "編": Level.PART, "章": Level.CHAPTER, "节": Level.SECTION, "節": Level.SECTION}
_STATUTE = re.compile(rf"{_GAP}(第{_GAP}([0-9０-９]{{1,4}}|{_HAN_N}{{1,7}}){_GAP}([编編章节節条條]))")
_FIRST = re.compile(rf"{_GAP}(({_HAN_N}{{1,5}}){_GAP}[、﹑])")
_SECOND = re.compile(  # one of the two brackets may be misread
    rf"{_GAP}((?:[（(﹙]|[【〔\[](?={_GAP}{_HAN_N}{{1,5}}{_GAP}[）)﹚])){_GAP}"
    rf"({_HAN_N}{{1,5}}){_GAP}[）)﹚】〕\]][、.．]?)"
)
_THIRD = re.compile(rf"{_GAP}(([0-9０-９]{{1,3}})(?:[、﹑]|{_GAP}[.．](?![0-9０-９])))")
_FOURTH = re.compile(rf"{_GAP}([（(﹙]{_GAP}([0-9０-９]{{1,3}}){_GAP}[）)﹚][、.．]?)")
_FIFTH = re.compile(rf"{_GAP}(([\u2460-\u2473]))")
_PLAIN = (
    (Level.FIRST, _FIRST),
    (Level.SECOND, _SECOND),
    (Level.THIRD, _THIRD),
    (Level.FOURTH, _FOURTH),
)
_SQUARED_SECOND = re.compile(rf"{_GAP}([\u3220-\u3229])")  # ㈠ is one character


def leading(line: str) -> Numbering | None:
    """The number at the head of a line; None where there is none, or where it is no possible number."""
    match = _STATUTE.match(line)
    if match:
        return _checked(_WORD.get(match.group(3), Level.ARTICLE), match, match.group(2))
    for level, pattern in _PLAIN:
        match = pattern.match(line)
        if match:
            return _checked(level, match, match.group(2))
    return _enclosed(line)


def _enclosed(line: str) -> Numbering | None:
    match = _SQUARED_SECOND.match(line)
    if match:
        return Numbering(Level.SECOND, ord(match.group(1)) - 0x321F, match.group(1), match.end())
    match = _FIFTH.match(line)
    if match:
        return Numbering(Level.FIFTH, ord(match.group(1)) - 0x245F, match.group(1), match.end())
    return None


def _checked(level: Level, match: re.Match[str], digits: str) -> Numbering | None:
    ordinal = numerals.value(digits)
    if not ordinal:
        return None
    return Numbering(level, ordinal, match.group(1), match.end())
