"""A small copy of a page for measuring: its paper, its ink, its glyph-sized components.

All measures of this package are taken on such a copy; only the final warp touches the full image.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster

Grey = NDArray[np.uint8]
Boxes = NDArray[np.int32]
SIDE = 1600  # long side of the copy: glyphs of 10 point are some 20 pixels high on it
STROKE = 1 / 30  # of the long side: the strokes of a headline are narrower
_CLEAR = 10  # grey levels: differences below are grain of the paper
_FAINTEST, _STRONGEST = 12, 40  # bounds of the ink threshold, grey levels below the paper
_LARGEST = 150  # pixels: components above are rules, pictures, borders
_FEWEST = 12  # components below this number give no typical size


@dataclass(frozen=True, slots=True)
class Look:
    """What a small copy shows; everything in pixels of the copy, origin top left."""

    grey: Grey  # (h, w)
    paper: Grey  # (h, w): the level of the paper behind the ink
    ink: Grey  # (h, w): 1 where there is ink
    boxes: Boxes  # (n, 4): left, top, right, bottom of every component of ink
    glyphs: Boxes  # (n, 4): those of text size
    size: float  # typical glyph size; 0 where there is no text
    factor: float  # pixels of the page for one pixel of the copy

    @property
    def height(self) -> int:
        return int(self.grey.shape[0])

    @property
    def width(self) -> int:
        return int(self.grey.shape[1])


def shrink(raster: Raster, side: int = SIDE) -> tuple[Raster, float]:
    """A copy whose long side has at most `side` pixels, and how many pixels one of its pixels covers."""
    height, width = raster.shape[:2]
    factor = max(1.0, max(height, width) / side)
    if factor == 1.0:
        return raster, 1.0
    size = max(1, round(width / factor)), max(1, round(height / factor))
    return np.asarray(cv2.resize(raster, size, interpolation=cv2.INTER_AREA), np.uint8), factor


def to_grey(raster: Raster) -> Grey:
    """The luminance of an RGB raster; a grey one as it is."""
    if raster.ndim == 2:
        return raster
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(raster), cv2.COLOR_RGB2GRAY), np.uint8)


def look(small: Raster, factor: float) -> Look:
    """Measure a small copy made by `shrink`."""
    grey = to_grey(small)
    paper = paper_level(grey)
    ink = ink_mask(grey, paper)
    boxes = _components(ink)
    size = _typical_size(boxes)
    return Look(grey, paper, ink, boxes, _text_sized(boxes, size), size, factor)


def paper_level(grey: Grey, stroke: float = STROKE) -> Grey:
    """The paper behind the ink: everything dark and narrower than `stroke` of the long side is filled up."""
    height, width = grey.shape[:2]
    quarter = cv2.resize(grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = max(3, round(stroke * max(height, width) / 4)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    filled = cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    calm = cv2.medianBlur(filled, min(reach, 31))
    return np.asarray(cv2.resize(calm, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def ink_mask(grey: Grey, paper: Grey) -> Grey:
    """1 where the page is clearly darker than its paper; show-through stays below the threshold."""
    depth = cv2.subtract(paper, grey)
    seen = depth[depth > _CLEAR]
    strong = float(np.percentile(seen, 90)) if seen.size else 0.0
    threshold = min(max(0.35 * strong, _FAINTEST), _STRONGEST)
    return np.asarray(depth > threshold, np.uint8)


def _components(ink: Grey) -> Boxes:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats = stats[1:]
    stats = stats[stats[:, cv2.CC_STAT_AREA] >= 4]
    left, top, width, height = (stats[:, k] for k in range(4))
    return np.stack([left, top, left + width, top + height], axis=1).astype(np.int32)


def sides(boxes: Boxes) -> NDArray[np.int32]:
    """The longer side of each box."""
    return np.asarray(np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]), np.int32)


def _typical_size(boxes: Boxes) -> float:
    long = sides(boxes)
    long = np.sort(long[(long >= 5) & (long <= _LARGEST)])
    if long.size < _FEWEST:
        return 0.0
    weight = np.cumsum(long.astype(np.float64))  # by length, so that specks and dots do not rule
    return float(long[int(np.searchsorted(weight, weight[-1] / 2))])


def _text_sized(boxes: Boxes, size: float) -> Boxes:
    long = sides(boxes)
    fits = (long >= max(3.0, 0.3 * size)) & (long <= 3.0 * size)
    return np.asarray(boxes[fits], np.int32)
