"""Where a line runs to: to the right, down, or to the left as level lines of older print do."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from pipeline.model import Direction, TextLine


class Way(Enum):
    RIGHT = "right"
    LEFT = "left"
    DOWN = "down"


def way_of(line: TextLine) -> Way:
    """By the boxes of a level line: more of its characters stand left of the one before than right of it."""
    if line.direction is Direction.VERTICAL:
        return Way.DOWN
    middles = [glyph.box.centre[0] for glyph in line.glyphs if glyph.box and glyph.box.area]
    steps = [after - before for before, after in pairwise(middles)]
    return Way.LEFT if sum((step < 0) - (step > 0) for step in steps) > 0 else Way.RIGHT
