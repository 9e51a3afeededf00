"""The two printed pages of a spread that came as one image: each is read by itself, the left one first.

Lengths are in glyphs of the page's usual lines; boxes are in pixels of the image.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.model import Box, hull
from pipeline.ocr.shapes import Strip

WIDE = 1.15  # least width of the text of a spread, in its height
MIDDLE = 0.12  # how far from the middle of the text the white between the pages may lie, in its width
WHITE = 2.0  # least width of that white
LINES = 5  # least number of lines on either page
COVERED = 0.5  # share of a page's width that its usual line covers
BESIDE = 0.5  # share of the higher page's height that the other one stands beside

Leaf = tuple[Strip, ...]


def leaves(strips: Sequence[Strip]) -> tuple[Leaf, ...]:
    """The strips of a horizontal image, by printed page; one leaf where it shows one page."""
    area = hull(tuple(strip.box for strip in strips))
    glyph = median(strip.box.height for strip in strips)
    gutter = _gutter([strip.box for strip in strips], area, glyph)
    if area.width < WIDE * area.height or gutter is None:
        return (tuple(strips),)
    left = tuple(strip for strip in strips if strip.box.centre[0] < gutter)
    right = tuple(strip for strip in strips if strip.box.centre[0] >= gutter)
    return (left, right) if _are_pages(left, right) else (tuple(strips),)


def _gutter(boxes: Sequence[Box], area: Box, glyph: float) -> float | None:
    """The middle of the widest white from head to foot near the middle of the text; None without one."""
    low, high = (area.left + (0.5 + side * MIDDLE) * area.width for side in (-1, 1))
    reached, whites = area.left, []
    for box, after in pairwise(sorted(boxes, key=lambda box: box.left)):
        reached = max(reached, box.right)
        middle = (reached + after.left) / 2
        if after.left - reached >= WHITE * glyph and low <= middle <= high:
            whites.append((after.left - reached, middle))
    return max(whites)[1] if whites else None


def _are_pages(left: Leaf, right: Leaf) -> bool:
    """Whether both sides hold lines of running text, side by side."""
    for leaf in (left, right):
        area = hull(tuple(strip.box for strip in leaf))
        long = [strip for strip in leaf if strip.box.width >= COVERED * area.width]
        if len(long) < LINES:
            return False
    one, other = (hull(tuple(strip.box for strip in leaf)) for leaf in (left, right))
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= BESIDE * max(one.height, other.height)
