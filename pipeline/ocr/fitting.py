"""Strips fitted to what they cover, before they are read: no overlap with the next line, no lost ends."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Direction
from pipeline.ocr import asides, folios
from pipeline.ocr.crossed import part_crossed
from pipeline.ocr.ink import Ink
from pipeline.ocr.order import glyph_size
from pipeline.ocr.overrun import part_overruns
from pipeline.ocr.shapes import Strip


def parted(found: Sequence[Strip], ink: Ink, way: Direction) -> tuple[Strip, ...]:
    """The strips a detector found, cut where they run into a note in the margin, or across a rule."""
    return asides.parted(found, ink) if way is Direction.HORIZONTAL else part_crossed(found, ink)


def fitted(strips: Sequence[Strip], found: Sequence[Strip], ink: Ink, way: Direction) -> tuple[Strip, ...]:
    """Some strips of a page, `found` being all that a detector found on it.

    A page number takes the dashes at its sides; a column that runs through two tiers becomes two.
    """
    if way is Direction.VERTICAL:
        strips = part_overruns(strips, found, glyph_size(found, way))
    return folios.with_dashes(strips, ink, found)
