"""What a text holds, counted: characters, numbers, headings by level, tables; before a step and after it.

A step that hands text on counts what goes in and what comes out, each from its own side, and explains
every difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.model import Region, RegionKind
from pipeline.text import numbering
from pipeline.text.graphemes import compare_key

DIGITS = 3  # shorter numbers are too many, and too much alike, to be counted one by one
_NUMBER = re.compile(rf"[0-9]{{{DIGITS},}}|[〇○零一二三四五六七八九十百千万亿萬億]{{{DIGITS},}}")
UNNUMBERED = 0  # the level of a heading without a number


@dataclass(frozen=True, slots=True)
class Census:
    """Everything countable of a text; of equal texts it is equal, whatever their line breaks."""

    characters: Mapping[str, int] = field(default_factory=dict)  # by comparison key, without blanks
    numbers: Mapping[str, int] = field(default_factory=dict)  # of three digits or more, as `numbers` has them
    headings: Mapping[int, int] = field(default_factory=dict)  # by `numbering.Level`, 0 without a number
    tables: int = 0
    cells: int = 0  # of tables, those with text


@dataclass(frozen=True, slots=True)
class Difference:
    """What one side has more of than the other."""

    thing: str  # "characters", "numbers", "headings", "tables", "cells"
    name: str  # which character, number or level; empty for tables and cells
    before: int
    after: int


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of three digits or more, Arabic or Chinese, in a comparison key; separators end one."""
    return tuple(text[start:stop] for start, stop in number_spans(text))


def number_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where those stand."""
    return tuple(found.span() for found in _NUMBER.finditer(text))


def census(texts: Iterable[str], headings: Iterable[str] = (), tables: Iterable[int] = ()) -> Census:
    """Count texts, a printed line or a paragraph each; `headings` are those of them that are headings,
    `tables` gives for each table how many of its cells have text."""
    characters: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for text in texts:
        key = compare_key(text)
        characters.update(key.replace(" ", ""))
        found.update(numbers(key))
    levels = Counter(level(heading) for heading in headings)
    cells = list(tables)
    return Census(dict(characters), dict(found), dict(levels), len(cells), sum(cells))


def of_regions(regions: Iterable[Region]) -> Census:
    """Count the regions of a page or of an issue; the lines of a region are one running text."""
    texts: list[str] = []
    headings: list[str] = []
    tables: list[int] = []
    for region in regions:
        lines = {line.id: line.text for line in region.lines}
        if region.kind is RegionKind.TABLE:
            texts += lines.values()
            tables.append(
                sum(any(lines.get(name, "").strip() for name in cell.lines) for cell in region.cells)
            )
            continue
        text = region.joiner.join(lines.values())
        texts.append(text)
        if region.kind is RegionKind.HEADING and text.strip():
            headings.append(text)
    return census(texts, headings, tables)


def level(heading: str) -> int:
    """The level of a heading by its number: `numbering.Level`, or UNNUMBERED."""
    found = numbering.leading(heading)
    return found.level if found else UNNUMBERED


def differences(before: Census, after: Census) -> tuple[Difference, ...]:
    """Everything of which the two have not as much."""
    pairs = (
        ("characters", before.characters, after.characters),
        ("numbers", before.numbers, after.numbers),
        ("headings", _named(before.headings), _named(after.headings)),
        ("tables", {"": before.tables}, {"": after.tables}),
        ("cells", {"": before.cells}, {"": after.cells}),
    )
    return tuple(
        Difference(thing, name, first.get(name, 0), second.get(name, 0))
        for thing, first, second in pairs
        for name in sorted({*first, *second})
        if first.get(name, 0) != second.get(name, 0)
    )


def _named(levels: Mapping[int, int]) -> dict[str, int]:
    return {str(one): count for one, count in levels.items()}
