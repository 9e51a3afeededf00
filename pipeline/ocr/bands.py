"""Pages of columns with running text in level lines above or below them, as where a letter is reproduced.

Boxes are in pixels of the image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Direction, hull
from pipeline.ocr.shapes import Strip

LINES = 4  # fewer level lines are a title
LONG = 0.6  # share of the width of all text that a line of running text takes up


@dataclass(frozen=True, slots=True)
class Band:
    """Strips that are arranged together, and the direction of their text."""

    direction: Direction
    strips: tuple[Strip, ...]


def bands(strips: Sequence[Strip], direction: Direction) -> tuple[Band, ...]:
    """The strips of a page in `direction`, from the top; one band where all belong together.

    Only a vertical page is parted, and only where level lines of running text stand above or below all
    its columns: a newspaper's level lines are titles.
    """
    columns = [strip.box for strip in strips if strip.direction is Direction.VERTICAL]
    if direction is Direction.HORIZONTAL or not columns:
        return (Band(direction, tuple(strips)),)
    among = hull(tuple(columns))
    level = [strip for strip in strips if strip.direction is Direction.HORIZONTAL]
    above = tuple(strip for strip in level if strip.box.centre[1] < among.top)
    below = tuple(strip for strip in level if strip.box.centre[1] > among.bottom)
    width = hull(tuple(strip.box for strip in strips)).width
    if sum(strip.box.width >= LONG * width for strip in above + below) < LINES:
        return (Band(direction, tuple(strips)),)
    rest = tuple(strip for strip in strips if strip not in above and strip not in below)
    found = (
        Band(Direction.HORIZONTAL, above),
        Band(Direction.VERTICAL, rest),
        Band(Direction.HORIZONTAL, below),
    )
    return tuple(band for band in found if band.strips)
