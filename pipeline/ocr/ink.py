"""Where there is ink, whatever the engines say: connected pieces of what is darker than the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.model import Box, Direction
from pipeline.ocr.shapes import Strip, upright

DARKER = 18  # grey levels that ink is darker than the mean of its surroundings
SCALE_GLYPH = 28.0  # glyph size to which the page is shrunk first, pixels
RULE = 8.0  # least length of a rule, in glyphs
MOST = 60  # more stray pieces than this are dirt or a picture, not lost characters


@dataclass(frozen=True, slots=True)
class Ink:
    """The pieces of ink of one image; `scale` leads from the mask's pixels to the image's."""

    mask: NDArray[np.uint8]
    pieces: tuple[Box, ...]  # in mask pixels
    scale: float


def find_ink(image: Raster, glyph: float) -> Ink:
    """Connected pieces of ink, for a page whose lines are `glyph` pixels high."""
    scale = max(1.0, glyph / SCALE_GLYPH)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    around = int(2 * glyph / scale) | 1
    mask = cv2.adaptiveThreshold(
        small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, around), DARKER
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    pieces = tuple(Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:])
    return Ink(mask, pieces, scale)


def leaders(ink: Ink, between: Box) -> bool:
    """Whether the gap holds a run of leader dots: small pieces in one level row, evenly spaced."""
    gap = _scaled(between, 1 / ink.scale)
    height = gap.height
    dots = sorted(
        (
            piece
            for piece in ink.pieces
            if _inside(piece, gap) and 2 <= max(piece.width, piece.height) <= 0.35 * height
        ),
        key=lambda piece: piece.left,
    )
    if len(dots) < 4:
        return False
    middles = np.array([dot.centre for dot in dots])
    steps = np.diff(middles[:, 0])
    level = float(np.std(middles[:, 1])) < 0.18 * height
    even = float(np.median(np.abs(steps - np.median(steps)))) < 0.35 * float(np.median(steps))
    return level and even and float(np.ptp(middles[:, 0])) > 0.4 * gap.width


def rules(ink: Ink) -> tuple[Box, ...]:
    """Long thin printed lines, level or upright, in image pixels."""
    least = round(RULE * SCALE_GLYPH)
    thick = cv2.dilate(ink.mask, np.ones((3, 3), np.uint8))  # a rule that slants a little stays one piece
    found = []
    for shape in ((1, least), (least, 1)):
        long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
        thin = [row for row in stats[1:] if min(row[2], row[3]) <= 0.5 * SCALE_GLYPH]
        found += [_scaled(Box(int(x), int(y), int(x + w), int(y + h)), ink.scale) for x, y, w, h, _ in thin]
    return tuple(found)


def strays(ink: Ink, strips: Sequence[Strip], direction: Direction) -> tuple[Strip, ...]:
    """Pieces of the size of characters that no strip covers, joined along the line: what a detector lost."""
    free = ink.mask.copy()
    for strip in strips:
        corners = np.array(strip.corners) / ink.scale
        cv2.fillPoly(free, [corners.round().astype(np.int32)], 0)
    kept = np.zeros_like(free)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=8)
    low, high = 0.2 * SCALE_GLYPH, 2.2 * SCALE_GLYPH
    sizes = stats[:, 2:4].max(axis=1)
    wanted = (sizes >= low) & (sizes <= high)
    wanted[0] = False
    if int(wanted.sum()) > 20 * MOST or count == 1:
        return ()
    kept[wanted[labels]] = 1
    return _clusters(kept, ink.scale, direction)


def _clusters(kept: NDArray[np.uint8], scale: float, direction: Direction) -> tuple[Strip, ...]:
    along, across = round(0.9 * SCALE_GLYPH) | 1, round(0.3 * SCALE_GLYPH) | 1
    size = (along, across) if direction is Direction.HORIZONTAL else (across, along)
    joined = cv2.morphologyEx(kept, cv2.MORPH_CLOSE, np.ones(size[::-1], np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:]:
        thick, long = (height, width) if direction is Direction.HORIZONTAL else (width, height)
        if 0.33 * SCALE_GLYPH <= thick <= 1.8 * SCALE_GLYPH and long <= 25 * SCALE_GLYPH:
            margin = round(0.25 * thick)
            box = Box(int(x - margin), int(y - margin), int(x + width + margin), int(y + height + margin))
            found.append(upright(_scaled(box, scale), direction, 0.0))
    return tuple(found) if len(found) <= MOST else ()


def contrast(image: Raster, strip: Strip) -> float:
    """How much darker than its paper the ink of a strip is, in grey levels: faint is what shines through."""
    box = strip.box.within(image.shape[1], image.shape[0])
    if box.area == 0:
        return 0.0
    part = image[box.top : box.bottom : 2, box.left : box.right : 2].mean(axis=2)
    return float(np.percentile(part, 85) - np.percentile(part, 4))


def _inside(piece: Box, gap: Box) -> bool:
    x, y = piece.centre
    return gap.left <= x <= gap.right and gap.top <= y <= gap.bottom


def _scaled(box: Box, factor: float) -> Box:
    left, top, right, bottom = (round(v * factor) for v in (box.left, box.top, box.right, box.bottom))
    return Box(left, top, right, bottom)
