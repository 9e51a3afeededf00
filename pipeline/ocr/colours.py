"""The inks of a page by their colour: a small copy on which the paper is white, and its coloured pieces.

Ink takes a share of the light of the paper under it; black takes the same share of all three colours,
so that it has no colour on yellow paper either.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster

Field = NDArray[np.float32]
Mask = NDArray[np.uint8]

SIDE = 1400  # long side of the copy, pixels: letters of a full page are some 20 pixels high on it
BROAD = 1 / 16  # of the long side: what is darker and broader is no ink but the colour of the paper there
COLOURED = 0.15  # share of the light by which the colours of a coloured ink differ
DARK = 0.30  # share of the light that ink takes in one colour at least
FEW = 0.0002  # of the page: less coloured ink is noise
SMALLEST = 5  # pixels of the copy: lower pieces are dots, and do not tell how large the letters are


@dataclass(frozen=True, slots=True)
class Colours:
    """What a small copy shows; `scale` leads from its pixels to the image's."""

    light: Field  # (h, w, 3): share of the paper's light that is left, 0…1
    paper: Raster  # (h, w, 3): the paper behind the ink
    ink: Mask  # (h, w): 1 where there is ink of any colour
    coloured: Mask  # (h, w): 1 where it has a colour
    glyph: float  # usual height of a letter, in pixels of the copy
    scale: float


def see(image: Raster) -> Colours | None:
    """The coloured inks of an RGB image (h, w, 3); None where there are none."""
    height, width = image.shape[:2]
    scale = max(1.0, max(height, width) / SIDE)
    size = max(1, round(width / scale)), max(1, round(height / scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    paper = paper_of(small)
    light = np.minimum(small.astype(np.float32) / np.maximum(paper, 1), 1)
    least = light.min(axis=2)
    ink = np.asarray(least < 1 - DARK, np.uint8)
    coloured = np.asarray(ink & (light.max(axis=2) - least > COLOURED), np.uint8)
    if coloured.mean() < FEW:
        return None
    return Colours(light, paper, ink, coloured, _letter(ink), scale)


def paper_of(small: Raster) -> Raster:
    """The colour of the paper behind the ink at each pixel: whatever is dark and not broad is filled up."""
    height, width = small.shape[:2]
    quarter = cv2.resize(small, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = max(3, round(BROAD * max(height, width) / 4)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    filled = cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    calm = cv2.blur(filled, (reach, reach))
    return np.asarray(cv2.resize(calm, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _letter(ink: Mask) -> float:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT])
    heights = np.sort(heights[(heights >= SMALLEST) & (heights <= SIDE // 10)])
    if not len(heights):
        return 0.0
    weight = np.cumsum(heights.astype(np.float64))
    return float(heights[int(np.searchsorted(weight, weight[-1] / 2))])
