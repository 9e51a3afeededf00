"""From a place in a key to what a person is shown: the printed words, their context, their boxes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Box, hull
from pipeline.search.leaf import BREAK, Row

CONTEXT = 20  # glyphs shown on either side
GAP = " "  # shown between two cells


class Via(StrEnum):
    """What a hit rests on."""

    TEXT = "text"  # the chosen text of the edition
    ALTERNATIVE = "alternative"  # a reading that was not chosen, at a place that is not settled


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a phrase was found.

    ``before + match + after`` is a piece of the region's text as printed: a hit via an alternative
    shows the chosen text too.
    """

    issue: str
    page: str
    line: str  # id of the line it begins in
    text: str  # that line
    before: str
    match: str
    after: str
    boxes: tuple[Box, ...]  # one per line touched, pixels of the master; none where nothing is known
    image: str  # file name of the master
    via: Via

    @property
    def exact(self) -> bool:
        return self.via is Via.TEXT


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a hit that the lines of its page tell."""

    line: str
    text: str
    before: str
    match: str
    after: str
    boxes: tuple[Box, ...]


def show(spots: tuple[int, ...], rows: tuple[Row, ...], start: int, stop: int) -> Shown:
    """What the key holds from `start` to `stop` (at least one character, within one region)."""
    first, last = spots[start], spots[stop - 1]
    parts = _parts(rows, first, last)
    row = parts[0][0]
    before, match, after = _context(rows, row.region, first, last)
    boxes = tuple(box for box in (_box(*part) for part in parts) if box)
    return Shown(row.id, "".join(row.glyphs), before, match, after, boxes)


def _parts(rows: tuple[Row, ...], first: int, last: int) -> list[tuple[Row, int, int]]:
    """The rows that the glyphs from `first` to `last` touch, each with its own first and past-last glyph."""
    parts, begin = [], 0
    for row in rows:
        low, high = max(first - begin, 0), min(last + 1 - begin, len(row.glyphs))
        if low < high:
            parts.append((row, low, high))
        begin += len(row.glyphs)
    return parts


def _box(row: Row, low: int, high: int) -> Box | None:
    """Around the glyphs; the whole line where they have no boxes of their own."""
    known = tuple(Box(*corners) for corners in row.boxes[low:high] if corners)
    if known:
        return hull(known)
    return Box(*row.box) if row.box else None


def _context(rows: tuple[Row, ...], region: int, first: int, last: int) -> tuple[str, str, str]:
    """The text of the glyphs and some of the region's on either side, with the joiners as they fall."""
    here = [row for row in rows if row.region == region]
    begin = sum(len(row.glyphs) for row in rows if row.region < region)
    glyphs: list[str] = []
    follows: list[str] = []  # what stands between a glyph and the next
    for row in here:
        glyphs.extend(row.glyphs)
        follows.extend([""] * (len(row.glyphs) - 1) + [row.joiner.replace(BREAK, GAP)])
    follows[-1] = ""
    pieces = [glyph + joiner for glyph, joiner in zip(glyphs, follows, strict=True)]
    low, high = first - begin, last - begin
    match = "".join(pieces[low:high]) + glyphs[high]
    after = follows[high] + "".join(pieces[high + 1 : high + 1 + CONTEXT])
    return "".join(pieces[max(0, low - CONTEXT) : low]), match, after
