"""The lines of an entry, kept in columns: an answer reads hundreds of them and shows a few."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.search.row import NOWHERE, Corners, Row

_NUMBERS = 8  # of a line: sheet, region, the glyph after its last, whether in the title, its box
_STOP = 2  # which of them
_PART = "\x1f"  # between names; neither an id nor a joiner holds one


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; glyphs are counted through the entry."""

    id: str
    sheet: int
    region: int
    follows: str
    box: Corners | None
    start: int  # its first glyph
    stop: int  # the first one after it
    title: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of an entry, in order."""

    ids: str
    follows: str
    numbers: bytes  # unsigned, four bytes each

    def __len__(self) -> int:
        return len(self.numbers) // (4 * _NUMBERS)

    def __iter__(self) -> Iterator[Line]:
        ids, follows, numbers = self.ids.split(_PART), self.follows.split(_PART), array("I", self.numbers)
        return (_line(ids[n], follows[n], numbers, n) for n in range(len(self)))

    def some(self, low: int, high: int) -> list[Line]:
        """The lines from number `low` to `high`."""
        ids, follows, numbers = self.ids.split(_PART), self.follows.split(_PART), array("I", self.numbers)
        return [_line(ids[n], follows[n], numbers, n) for n in range(low, high)]

    def number(self, glyph: int) -> int:
        """The number of the line in which a glyph stands."""
        return bisect_right(array("I", self.numbers)[_STOP::_NUMBERS], glyph)


def lines_of(rows: Sequence[Row]) -> Lines:
    """The rows, without what all rows of an entry have in common."""
    numbers: list[int] = []
    stop = 0
    for row in rows:
        stop += len(row.glyphs)
        numbers += (row.sheet, row.region, stop, row.title, *(row.box or NOWHERE))
    ids, follows = ([row.id for row in rows], [row.follows for row in rows])
    return Lines(_PART.join(ids), _PART.join(follows), array("I", numbers).tobytes())


def _line(name: str, follows: str, numbers: array[int], number: int) -> Line:
    at = number * _NUMBERS
    sheet, region, stop, title, left, top, right, bottom = numbers[at : at + _NUMBERS]
    start = numbers[at - _NUMBERS + _STOP] if number else 0
    box = (left, top, right, bottom)
    return Line(name, sheet, region, follows, None if box == NOWHERE else box, start, stop, bool(title))
