"""Specks and single marks of a vertical page, kept out of its make-up and put back beside what they stand by.

A speck that was read as a character, a stroke of a picture or a single mark has no say in how a page is
made up: it would part tiers, or stand between a headline and its text.  Lengths are in glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Direction
from pipeline.ocr.order import Column, Item, Row
from pipeline.ocr.shapes import Strip

SMALL = 1.0  # largest area of such a strip, in glyphs squared …
SLIM = 0.5  # … or its largest width
TINY = 0.5  # what has no more area is no piece of a column that was found apart from it
UNDER = 0.5  # least share of its width that stands over or under a column …
NEAR = 1.0  # … from which it is no further, if it is a piece of that column …
OVER = 0.5  # … or so far over it, as detectors draw boxes with a margin


def find_loose(strips: Sequence[Strip], glyph: float) -> frozenset[Strip]:
    """The loose strips of a page; what stands right above or below a column in its line is a piece of it."""
    small = [strip for strip in strips if _is_small(strip.box, glyph)]
    upright = [strip.box for strip in strips if strip.direction is Direction.VERTICAL]
    columns = [box for box in upright if not _is_small(box, glyph)]
    return frozenset(one for one in small if not any(_goes_on(box, one.box, glyph) for box in columns))


def _is_small(box: Box, glyph: float) -> bool:
    return box.area <= SMALL * glyph * glyph or min(box.width, box.height) <= SLIM * glyph


def _goes_on(column: Box, piece: Box, glyph: float) -> bool:
    shared = min(column.right, piece.right) - max(column.left, piece.left)
    white = max(piece.top - column.bottom, column.top - piece.bottom)
    if piece.area <= TINY * glyph * glyph:
        return False
    return shared >= UNDER * piece.width and -OVER * glyph <= white <= NEAR * glyph


def put_back(columns: Sequence[Column], loose: Sequence[Item]) -> tuple[Column, ...]:
    """Columns in reading order with each loose item before or after the line that it is nearest to."""
    found = [list(column) for column in columns]
    for item in sorted(loose, key=lambda one: (one.strip.box.top, -one.strip.box.right)):
        places = [(n, i) for n, column in enumerate(found) for i in range(len(column))]
        if not places:
            found.append([(item,)])
            continue
        n, i = min(places, key=lambda place: _distance(found[place[0]][place[1]], item))
        found[n].insert(i if _is_ahead(found[n][i], item) else i + 1, (item,))
    return tuple(tuple(column) for column in found)


def _distance(line: Row, item: Item) -> tuple[float, float]:
    """The white between a line and an item; of several that touch it, their middles count."""
    return min((_white(one.strip.box, item.strip.box), _apart(one.strip.box, item.strip.box)) for one in line)


def _white(box: Box, other: Box) -> float:
    x = max(box.left - other.right, other.left - box.right, 0)
    y = max(box.top - other.bottom, other.top - box.bottom, 0)
    return float(x + y)


def _apart(box: Box, other: Box) -> float:
    (x, y), (u, v) = box.centre, other.centre
    return abs(x - u) + abs(y - v)


def _is_ahead(line: Row, item: Item) -> bool:
    """Whether an item is read before a line that it stands by."""
    near = min(line, key=lambda one: _distance((one,), item)).strip
    box, other = near.box, item.strip.box
    shared = min(box.right, other.right) - max(box.left, other.left)
    if near.direction is Direction.HORIZONTAL:
        in_line = box.top < other.centre[1] < box.bottom
    else:
        in_line = shared < UNDER * other.width
    return other.centre[0] > box.centre[0] if in_line else other.centre[1] < box.centre[1]
