"""From a place in a key to what a person is shown: the printed words, their context, their boxes."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Box
from pipeline.search.engine import Via
from pipeline.search.entry import Entry, boxes_in
from pipeline.search.lines import Line
from pipeline.search.row import BREAK

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
    text = entry.text
    first, last = text.glyph(span.start), text.glyph(span.stop - 1)
    low, high = entry.lines.number(first), entry.lines.number(last) + 1
    lines = entry.lines.some(low, high)
    line = lines[0]
    sheet = entry.head.sheets[line.sheet]
    before, match, after = _context(entry, (low, high), first, last)
    printed = "".join(entry.glyphs[line.start : line.stop])
    marked = tuple([_marked(entry, one, first, last) for one in lines])
    return Place(sheet.page, line.id, sheet.file, printed, before, match, after, marked, span.via)


def _marked(entry: Entry, line: Line, first: int, last: int) -> Marked:
    sheet = entry.head.sheets[line.sheet]
    low, high = max(first, line.start), min(last + 1, line.stop)
    return Marked(sheet.page, sheet.file, line.id, _box(entry, line, low, high))


def _box(entry: Entry, line: Line, low: int, high: int) -> Box | None:
    """Around the glyphs; the whole line where they have no boxes of their own."""
    known = boxes_in(entry, low, high)
    if known:
        lefts, tops, rights, bottoms = zip(*known, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))
    return Box(*line.box) if line.box else None


def _context(entry: Entry, touched: tuple[int, int], first: int, last: int) -> tuple[str, str, str]:
    """The glyphs, and some of the text on either side, with what stands between the lines."""
    begin, end = max(first - CONTEXT, 0), last + 1 + CONTEXT
    outer = entry.lines.number(begin), min(entry.lines.number(end) + 1, len(entry.lines))
    around = _stretch(entry.lines.some(*outer), touched[0] - outer[0], touched[1] - outer[0])
    before = _run(entry, around, begin, first)
    match = _run(entry, around, first, last + 1)
    joiner = _between(around, last)
    after = joiner + _run(entry, around, last + 1, end)
    return before, match.removesuffix(joiner), after


def _stretch(lines: list[Line], low: int, high: int) -> list[Line]:
    """The lines from `low` to `high`, and those that run on from them, or stand in one region with them."""
    while low > 0 and _goes_on(lines[low - 1], lines[low]):
        low -= 1
    while high < len(lines) and _goes_on(lines[high - 1], lines[high]):
        high += 1
    return lines[low:high]


def _run(entry: Entry, lines: list[Line], first: int, stop: int) -> str:
    """The glyphs from `first` to `stop`, each with what stands between it and the next of these lines."""
    parts: list[str] = []
    for line in lines:
        low, high = max(first, line.start), min(stop, line.stop)
        if low < high:
            parts += entry.glyphs[low:high]
            parts.append(_between(lines, high - 1))
    return "".join(parts)


def _between(lines: list[Line], glyph: int) -> str:
    """What stands after a glyph: something at the end of a line but the last, nothing within it."""
    ends = (line.follows for line in lines[:-1] if line.stop == glyph + 1)
    return next(ends, "").replace(BREAK, _PART)


def _goes_on(line: Line, after: Line) -> bool:
    return line.region == after.region or line.follows != BREAK
