"""Strips of a vertical page that cover several lines at once, looked for again in a closer view.

Where a title stands over columns in a box, a detector may take the whole for one thick strip, and the
title is lost.  Seen closer it is found.  Lengths are in glyphs, a glyph being the width of a usual column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.image import Raster
from pipeline.model import Box, Direction
from pipeline.ocr.belief import TELLING, is_sure, letters
from pipeline.ocr.engine import Engine
from pipeline.ocr.order import glyph_size
from pipeline.ocr.shapes import Strip

THICK = 3.0  # a strip thicker than this …
HOLDS = 3  # … with so many others in it is several lines
MOST = 2  # so many of a page are looked at again, the largest first
SLIM = 0.5  # what is found then is no thicker than this share of it
COVERED = 0.3  # largest share of it that lies on what was found before


def parted(raster: Raster, engine: Engine, found: Sequence[Strip], way: Direction) -> tuple[Strip, ...]:
    """The strips of a page, those that cover others replaced by the sure lines found in them, if any."""
    if way is not Direction.VERTICAL or not found:
        return tuple(found)
    glyph = glyph_size(found, way)
    crowded = sorted((s for s in found if _is_crowded(s, found, glyph)), key=lambda s: -s.box.area)
    kept = list(found)
    for strip in crowded[:MOST]:
        others = [one.box for one in kept if one is not strip]
        lines = _closer(raster, engine, strip, others)
        if lines:
            kept.remove(strip)
            kept += lines
    return tuple(kept)


def _is_crowded(strip: Strip, found: Sequence[Strip], glyph: float) -> bool:
    box = strip.box
    if min(box.width, box.height) < THICK * glyph:
        return False
    inside = [one for one in found if one is not strip and 2 * one.box.overlap(box) > one.box.area]
    return len(inside) >= HOLDS


def _closer(raster: Raster, engine: Engine, strip: Strip, others: Sequence[Box]) -> list[Strip]:
    """The lines that are found and read for sure in a view of one strip, where nothing was found before."""
    view = strip.box.within(raster.shape[1], raster.shape[0])
    part = np.ascontiguousarray(raster[view.top : view.bottom, view.left : view.right])
    thick = SLIM * min(view.width, view.height)
    seen = [_moved(one, view) for one in engine.find_strips(part)]
    new = [one for one in seen if min(one.box.width, one.box.height) <= thick and _is_free(one.box, others)]
    read = engine.read_strips(raster, new)
    return [
        one
        for one, glyphs in zip(new, read, strict=True)
        if is_sure(glyphs) and len(letters(glyphs)) >= TELLING
    ]


def _is_free(box: Box, others: Sequence[Box]) -> bool:
    return all(box.overlap(other) <= COVERED * box.area for other in others)


def _moved(strip: Strip, view: Box) -> Strip:
    a, b, c, d = ((x + view.left, y + view.top) for x, y in strip.corners)
    return replace(strip, corners=(a, b, c, d))
