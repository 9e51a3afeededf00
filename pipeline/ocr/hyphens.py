"""The double hyphen of Fraktur, ⸗: engines write a plain one, the print has two strokes that climb.

The strokes are told by their shape: together they are about as high as they are wide, a plain hyphen is
flat.  A page has one kind; all its hyphens are measured, and the one in the middle decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from pipeline.image import Raster
from pipeline.model import Box, Glyph
from pipeline.ocr.shapes import Strip

DOUBLE = "⸗"
_HYPHENS = frozenset("-=⸗")
STEEP = 0.8  # height by width: double hyphens have 1.0 to 1.4, plain ones 0.3 to 0.6, blurred ones up to 0.78
# In heights of the line:
_REACH = 0.6  # from the place where a hyphen was read to where its ink is looked for
_LEAST_WIDE, _MOST_WIDE, _MOST_HIGH = 0.12, 0.7, 0.45
_MIDDLE = 0.52  # height of a hyphen's middle below the line's top
_GAP = 0.07  # between the two strokes

Glyphs = tuple[Glyph, ...]


def with_printed_hyphens(raster: Raster, read: Mapping[Strip, Glyphs]) -> dict[Strip, Glyphs]:
    """The same readings, hyphens as they are printed on the page: plain or double."""
    steepness = [
        found
        for strip, glyphs in read.items()
        for glyph in glyphs
        if glyph.text in _HYPHENS and glyph.box and (found := _steepness(raster, strip.box, glyph.box))
    ]
    if not steepness or median(steepness) < STEEP:
        return dict(read)
    return {strip: tuple(map(_doubled, glyphs)) for strip, glyphs in read.items()}


def _doubled(glyph: Glyph) -> Glyph:
    return replace(glyph, text=DOUBLE) if glyph.text in _HYPHENS else glyph


def _steepness(raster: Raster, line: Box, mark: Box) -> float | None:
    """Height by width of the ink that was read as a hyphen; None where no such ink is found."""
    middle, size = mark.centre[0], line.height
    sheet = raster.shape[1], raster.shape[0]
    line = line.within(*sheet)
    near = Box(round(middle - _REACH * size), line.top, round(middle + _REACH * size), line.bottom).within(
        *sheet
    )
    whole = cv2.cvtColor(raster[line.top : line.bottom, line.left : line.right], cv2.COLOR_RGB2GRAY)
    dark, _ = cv2.threshold(whole, 0, 255, cv2.THRESH_OTSU)
    part = cv2.cvtColor(raster[near.top : near.bottom, near.left : near.right], cv2.COLOR_RGB2GRAY)
    joined = cv2.morphologyEx(
        (part <= dark).astype(np.uint8),
        cv2.MORPH_CLOSE,
        np.ones((2 * max(1, round(_GAP * size)) + 1, 1), np.uint8),
    )
    _, _, pieces, centres = cv2.connectedComponentsWithStats(joined)
    found = []
    for (_, _, wide, high, _), (x, y) in zip(pieces[1:], centres[1:], strict=True):
        if _LEAST_WIDE * size <= wide <= _MOST_WIDE * size and high <= _MOST_HIGH * size:
            away = abs(x + near.left - middle) + abs(y - _MIDDLE * size)
            found.append((away, high / wide))
    return float(min(found)[1]) if found else None
