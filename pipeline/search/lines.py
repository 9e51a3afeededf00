"""The lines of an entry, kept in columns: an answer reads hundreds of them and shows a few."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

from pipeline.search.row import NOWHERE, Columns, Corners, unsigned

_PLAIN = 4  # columns: sheet, region, the glyph after the last, whether in the title
_STOP = 2  # which of them
_COLUMNS = _PLAIN + 4  # and, a line after the other, the box
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
    numbers: array[int]  # unsigned: column after column, then the boxes

    def __len__(self) -> int:
        return len(self.numbers) // _COLUMNS

    def __iter__(self) -> Iterator[Line]:
        return iter(self.some(0, len(self)))

    def some(self, low: int, high: int) -> list[Line]:
        """The lines from number `low` to `high`."""
        ids, follows = self.ids.split(_PART), self.follows.split(_PART)
        return [_line(ids[n], follows[n], self.numbers, n) for n in range(low, high)]

    def number(self, glyph: int) -> int:
        """The number of the line in which a glyph stands."""
        first = _STOP * len(self)
        return bisect_right(self.numbers, glyph, first, first + len(self)) - first


def lines_of(rows: Columns) -> Lines:
    """The lines of an entry."""
    stops = accumulate(map(len, rows.glyphs))
    boxes = [box or NOWHERE for box in rows.line_boxes]
    numbers = [*rows.sheets, *rows.regions, *stops, *rows.titles, *chain.from_iterable(boxes)]
    return Lines(_PART.join(rows.ids), _PART.join(rows.follows), unsigned(numbers))


def unpacked(ids: str, follows: str, numbers: bytes) -> Lines:
    """The lines whose numbers were written as bytes, two each or four."""
    short = len(numbers) == 2 * _COLUMNS * (ids.count(_PART) + 1)
    return Lines(ids, follows, array("H" if short else "I", numbers))


def _line(name: str, follows: str, numbers: array[int], number: int) -> Line:
    count = len(numbers) // _COLUMNS
    sheet, region, stop, title = numbers[number : _PLAIN * count : count].tolist()
    start = numbers[_STOP * count + number - 1] if number else 0
    at = _PLAIN * (count + number)
    left, top, right, bottom = numbers[at : at + 4].tolist()
    box = (left, top, right, bottom)
    return Line(name, sheet, region, follows, None if box == NOWHERE else box, start, stop, bool(title))
