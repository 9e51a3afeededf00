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
UNDER = 0.5  # least share of its width that a column takes up which it belongs to
NEAR = 1.0  # and no more white is between them


def is_loose(strip: Strip, glyph: float) -> bool:
    box = strip.box
    return box.area <= SMALL * glyph * glyph or min(box.width, box.height) <= SLIM * glyph


def put_back(columns: Sequence[Column], loose: Sequence[Item], glyph: float) -> tuple[Column, ...]:
    """Columns in reading order with each loose item beside the line that it is nearest to."""
    found = [list(column) for column in columns]
    for item in sorted(loose, key=lambda one: (one.strip.box.top, -one.strip.box.right)):
        places = [(n, i) for n, column in enumerate(found) for i in range(len(column))]
        if not places:
            found.append([(item,)])
            continue
        n, i = min(places, key=lambda place: _distance(found[place[0]][place[1]], item))
        found[n][i : i + 1] = _beside(found[n][i], item, glyph)
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


def _beside(line: Row, item: Item, glyph: float) -> list[Row]:
    """A line and an item: as one line where the item stands in the same column, else one after the other."""
    near = min(line, key=lambda one: _distance((one,), item)).strip
    box, other = near.box, item.strip.box
    shared = min(box.right, other.right) - max(box.left, other.left)
    if near.direction is Direction.HORIZONTAL:
        level = box.top < other.centre[1] < box.bottom
        ahead = other.centre[0] > box.centre[0] if level else other.centre[1] < box.centre[1]
    elif shared >= UNDER * other.width:
        if _white(box, other) <= NEAR * glyph:
            return [tuple(sorted((*line, item), key=lambda one: one.start))]
        ahead = other.centre[1] < box.centre[1]
    else:
        ahead = other.centre[0] > box.centre[0]
    return [(item,), line] if ahead else [line, (item,)]
