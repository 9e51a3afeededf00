"""Columns that run on from one tier of a vertical page into the next, parted where their neighbours are.

Where tiers stand close, or a column was found by its ink alone, two columns one below the other are
taken for one.  The columns beside it know better: one ends where another begins, and none goes on.
Lengths are compared in glyphs, a glyph being the width of a usual column.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import islice, pairwise

from pipeline.model import Box, Direction
from pipeline.ocr.shapes import Strip

LONG = 4.0  # a shorter column is left whole
END = 1.2  # a cut is no nearer to either end of the column
NEAR = 0.6  # columns whose middles are no further from its edges stand beside it
APART = 1.2  # most white between the tiers
OVER = 0.5  # so far may the boxes of the tiers overlap: detectors draw them with a margin
TURNS = 3  # a column beside one that was parted may be seen to run on, too; so often is that asked
LATE = 1.5  # what begins so far below the columns beside it, in glyphs, is a line of a headline
RUN = 3  # most columns, side by side, that run on together between tiers and a headline
LIKE = 0.7  # least share of a column's height that a line beside it has
THICK = 1.2  # what is wider is a headline, and may stand beside several tiers


def part_overruns(strips: Sequence[Strip], beside: Sequence[Strip], glyph: float) -> tuple[Strip, ...]:
    """Some strips, those of several tiers cut into one for each.

    Args:
        strips: of a vertical page, in no particular order.
        beside: all strips of the page.
        glyph: width of a usual column, pixels.
    """
    others = [one for one in beside if one not in set(strips)]
    heads = [one.box for one in beside if _is_head(one, glyph)]
    found = tuple(strips)
    for _ in range(TURNS):
        boxes = [one.box for one in (*others, *found) if _is_column(one, glyph)]
        leading = _leading(boxes, heads, glyph)
        parts = tuple(part for strip in found for part in _parts(strip, boxes, leading, glyph))
        if len(parts) == len(found):
            break
        found = parts
    return found


def piece(strip: Strip, start: float, stop: float) -> Strip:
    """The part of a column between two shares of its height."""
    a, b, c, d = strip.corners
    corners = (_between(a, d, start), _between(b, c, start), _between(b, c, stop), _between(a, d, stop))
    return replace(strip, corners=corners)


def _parts(strip: Strip, boxes: Sequence[Box], leading: Set[Box], glyph: float) -> list[Strip]:
    box = strip.box
    if not _is_column(strip, glyph) or box.height < LONG * glyph:
        return [strip]
    near = [one for one in boxes if one != box and _is_beside(one, box, glyph)]
    free = [one for one in near if one not in leading]
    cuts = [
        at
        for at in _gaps(near, free, box.top, glyph)
        if box.top + END * glyph <= at <= box.bottom - END * glyph
    ]
    edges = [box.top, *cuts, box.bottom]
    shares = [(edge - box.top) / box.height for edge in edges]
    return [piece(strip, start, stop) for start, stop in pairwise(shares)]


def _gaps(near: Sequence[Box], free: Sequence[Box], top: float, glyph: float) -> list[float]:
    """Levels at which one neighbour ends and the next one below it begins, and that no free one crosses.

    A line that begins at `top`, further down than the upper one, is of a headline and runs through its tiers.
    """
    found: list[float] = []
    for above in near:
        for below in near:
            white = below.top - above.bottom
            stacked = min(above.right, below.right) - max(above.left, below.left) > 0.5 * above.width
            at = (above.bottom + below.top) / 2
            if not stacked or top > above.top + LATE * glyph or not -OVER * glyph <= white <= APART * glyph:
                continue
            if not any(one.top + glyph < at < one.bottom - glyph for one in free):
                found.append(at)
    return _settled(sorted(found), glyph)


def _settled(levels: Sequence[float], glyph: float) -> list[float]:
    """One level where several neighbours tell of the same gap."""
    kept: list[float] = []
    for at in levels:
        if not kept or at - kept[-1] > LONG / 2 * glyph:
            kept.append(at)
    return kept


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return round(a[0] + share * (b[0] - a[0]), 1), round(a[1] + share * (b[1] - a[1]), 1)


def _leading(boxes: Sequence[Box], heads: Sequence[Box], glyph: float) -> frozenset[Box]:
    """The columns that are one of a few long ones between tiers and the headline at their right.

    An article's first columns may all have been found too long; none of them stands for another article.
    """
    found = {one for one in boxes if any(_is_next(one, head, glyph) for head in heads)}
    after = _next_columns(boxes, glyph)
    for _ in range(RUN - 1):
        found |= {one for one, right in after.items() if right in found}
    return frozenset(found)


def _next_columns(boxes: Sequence[Box], glyph: float) -> dict[Box, Box]:
    """The nearest column at the right of each that is about as long; sought from left to right."""
    from_left = sorted(boxes, key=lambda box: box.centre[0])
    reach = NEAR * glyph + max((box.width for box in boxes), default=0) / 2
    found: dict[Box, Box] = {}
    for i, column in enumerate(from_left):
        for right in islice(from_left, i + 1, None):
            if right.centre[0] - column.right > reach:
                break
            if _is_next(column, right, glyph):
                found[column] = right
                break
    return found


def _is_next(column: Box, right: Box, glyph: float) -> bool:
    """Whether a line stands right of a column and is about as long, or longer."""
    shared = min(column.bottom, right.bottom) - max(column.top, right.top)
    apart = right.left - column.right
    return right.centre[0] > column.centre[0] and apart <= NEAR * glyph and shared >= LIKE * column.height


def _is_head(strip: Strip, glyph: float) -> bool:
    return strip.direction is Direction.VERTICAL and strip.thickness > THICK * glyph


def _is_column(strip: Strip, glyph: float) -> bool:
    return strip.direction is Direction.VERTICAL and strip.thickness <= THICK * glyph


def _is_beside(one: Box, box: Box, glyph: float) -> bool:
    middle = one.centre[0]
    apart = max(box.left - middle, middle - box.right)
    return apart <= NEAR * glyph and not box.left + 0.25 * box.width < middle < box.right - 0.25 * box.width
