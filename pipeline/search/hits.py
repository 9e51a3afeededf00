"""From a place in a key to what a person is shown: the printed words, their context, their boxes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.model import Box, hull
from pipeline.search.engine import Via
from pipeline.search.entry import BREAK, Entry, Row, boxes_in, firsts

CONTEXT = 20  # glyphs shown on either side
_PART = " "  # shown between two cells


@dataclass(frozen=True, slots=True)
class Marked:
    """Where one line of a hit stands."""

    page: str
    image: str  # file name of the master
    line: str
    box: Box | None  # pixels of the master; none where nothing is known


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a phrase was found.

    ``before + match + after`` is a piece of the text as printed: a place found via another reading shows
    the chosen text too.
    """

    page: str  # on which it begins
    line: str  # id of the line it begins in
    image: str
    text: str  # that line
    before: str
    match: str
    after: str
    lines: tuple[Marked, ...]  # all lines it touches
    via: Via

    @property
    def boxes(self) -> tuple[Box, ...]:
        """One for each line of known place, on the master of its page."""
        return tuple(line.box for line in self.lines if line.box)


@dataclass(frozen=True, slots=True)
class Span:
    """Positions in the key, from and to."""

    start: int
    stop: int
    via: Via


def show(entry: Entry, span: Span) -> Place:
    """What the key holds there (at least one character, within one text)."""
    first, last = entry.text.glyph(span.start), entry.text.glyph(span.stop - 1)
    parts = _parts(entry.rows, first, last)
    number, _, _ = parts[0]
    row = entry.rows[number]
    before, match, after = _context(entry.rows, number, first, last)
    lines = tuple(_marked(entry, *part) for part in parts)
    sheet = entry.sheets[row.sheet]
    return Place(
        sheet.page, row.id, sheet.file, "".join(row.glyphs), before, match, after, lines, span.via
    )  # fmt: skip


def _parts(rows: tuple[Row, ...], first: int, last: int) -> list[tuple[int, int, int]]:
    """The rows that the glyphs from `first` to `last` touch, each with its own first and past-last glyph."""
    begins = firsts(rows)
    found = []
    for number in range(max(bisect_right(begins, first) - 1, 0), len(rows)):
        low, high = max(first - begins[number], 0), min(last + 1, begins[number + 1]) - begins[number]
        if low >= high:
            break
        found.append((number, low, high))
    return found


def _marked(entry: Entry, number: int, low: int, high: int) -> Marked:
    row = entry.rows[number]
    sheet = entry.sheets[row.sheet]
    return Marked(sheet.page, sheet.file, row.id, _box(row, low, high))


def _box(row: Row, low: int, high: int) -> Box | None:
    """Around the glyphs; the whole line where they have no boxes of their own."""
    known = boxes_in(row, low, high)
    if known:
        return hull(tuple(Box(*corners) for corners in known))
    return Box(*row.box) if row.box else None


def _context(rows: tuple[Row, ...], number: int, first: int, last: int) -> tuple[str, str, str]:
    """The glyphs and some of the text on either side, with what stands between the lines."""
    low, high = _stretch(rows, number)
    begin = firsts(rows)[low]
    glyphs: list[str] = []
    follows: list[str] = []  # what stands between a glyph and the next
    for row in rows[low:high]:
        glyphs.extend(row.glyphs)
        follows.extend([""] * (len(row.glyphs) - 1) + [row.follows.replace(BREAK, _PART)])
    follows[-1] = ""
    pieces = [glyph + joiner for glyph, joiner in zip(glyphs, follows, strict=True)]
    start, end = first - begin, last - begin
    match = "".join(pieces[start:end]) + glyphs[end]
    after = follows[end] + "".join(pieces[end + 1 : end + 1 + CONTEXT])
    return "".join(pieces[max(0, start - CONTEXT) : start]), match, after


def _stretch(rows: tuple[Row, ...], number: int) -> tuple[int, int]:
    """The rows around one that run on from each other, or stand in one region."""
    low, high = number, number + 1
    while low > 0 and _goes_on(rows[low - 1], rows[low]):
        low -= 1
    while high < len(rows) and _goes_on(rows[high - 1], rows[high]):
        high += 1
    return low, high


def _goes_on(row: Row, after: Row) -> bool:
    return row.region == after.region or row.follows != BREAK
