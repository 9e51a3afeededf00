"""Where there is ink, whatever the engines say: connected pieces of what is darker than the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.model import Box
from pipeline.ocr.shapes import Strip

DARKER = 18  # grey levels that ink is darker than the mean of its surroundings
SCALE_GLYPH = 28.0  # glyph size to which the page is shrunk first, pixels
RULE = 8.0  # least length of a rule, in glyphs
BLANK = 40  # with nothing to measure by, a glyph is taken to be this part of the shorter side
PAPER = 1.5  # the paper of a place is the lightest within so many glyphs
FULL = 0.9  # share of a piece's pixels that are lighter than its darkest ones


@dataclass(frozen=True, slots=True)
class Ink:
    """The pieces of ink of one image; `scale` leads from the mask's pixels to the image's."""

    mask: NDArray[np.uint8]
    pieces: tuple[Box, ...]  # in mask pixels
    scale: float
    grey: NDArray[np.uint8]  # of the image, at the mask's scale
    labels: NDArray[np.int32]  # at the mask's scale: 0 for paper, n + 1 for piece n
    areas: NDArray[np.int64]  # of each piece, mask pixels
    depths: NDArray[np.float64]  # of each piece: grey levels that its darker parts are darker than its paper
    edges: NDArray[np.float64]  # of each piece: its steepest parts, grey levels from pixel to pixel
    glyph: float  # size of a glyph, mask pixels


def find_ink(image: Raster, glyph: float) -> Ink:
    """Connected pieces of ink, for a page whose lines are `glyph` pixels high; 0 where nothing tells."""
    glyph = glyph or min(image.shape[:2]) / BLANK
    scale = max(1.0, glyph / SCALE_GLYPH)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    small = np.asarray(
        cv2.resize(grey, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA), np.uint8
    )
    around = int(2 * glyph / scale) | 1
    mask = cv2.adaptiveThreshold(
        small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, around), DARKER
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    pieces = tuple(Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:])
    areas = stats[1:, 4].astype(np.int64)
    depth = paper(small, PAPER * glyph / scale).astype(np.int16) - small
    depths, edges = (_most(values, labels, areas) for values in (depth, _steps(small)))
    mask = np.asarray(mask, np.uint8)
    return Ink(mask, pieces, scale, small, labels, areas, depths, edges, glyph / scale)


def paper(grey: NDArray[np.uint8], reach: float) -> NDArray[np.uint8]:
    """The tone of the paper everywhere: the lightest within `reach` pixels, made smooth."""
    side = max(3, int(2 * reach) | 1)
    return np.asarray(cv2.blur(cv2.dilate(grey, np.ones((side, side), np.uint8)), (side, side)), np.uint8)


def _steps(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How much the tone changes from pixel to pixel, in grey levels."""
    fine = grey.astype(np.float32)
    return np.asarray(np.hypot(cv2.Sobel(fine, -1, 1, 0), cv2.Sobel(fine, -1, 0, 1)) / 8, np.float32)


def _most(
    values: NDArray[np.int16] | NDArray[np.float32], labels: NDArray[np.int32], areas: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Of each piece the value that `FULL` of its pixels stay below."""
    if not len(areas):
        return np.zeros(0)
    inked = labels > 0
    order = np.lexsort((values[inked], labels[inked]))
    last = np.cumsum(areas)
    high = last - areas + np.minimum((FULL * areas).astype(np.int64), areas - 1)
    return np.asarray(values[inked][order][high], np.float64)


def leaders(ink: Ink, between: Box) -> bool:
    """Whether the gap holds a run of leader dots: small pieces in one level row, evenly spaced."""
    gap = scaled(between, 1 / ink.scale)
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
        found += [scaled(Box(int(x), int(y), int(x + w), int(y + h)), ink.scale) for x, y, w, h, _ in thin]
    return tuple(found)


def depth(ink: Ink, strip: Strip) -> float:
    """How much darker than its paper the ink in the box of a strip is, in grey levels; 0 where there is none.

    It is a mean over the ink alone, so that a few thin dashes are as dark as a line full of type.  Where
    nothing is darker than what is around it, there may be light print on a dark ground.
    """
    height, width = ink.mask.shape
    box = scaled(strip.box, 1 / ink.scale).within(width, height)
    part = (slice(box.top, box.bottom), slice(box.left, box.right))
    found = ink.labels[part]
    found = found[found > 0]
    if len(found):
        return float(ink.depths[found - 1].mean())
    dark, light = np.percentile(ink.grey[part], (5, 98)) if box.area else (0.0, 0.0)
    return float(light - dark) if light - dark >= DARKER else 0.0


def cover(ink: Ink, strips: Sequence[Strip]) -> NDArray[np.uint8]:
    """1 where a strip lies, at the mask's scale."""
    covered = np.zeros_like(ink.mask)
    for strip in strips:
        corners = np.array(strip.corners) / ink.scale
        cv2.fillPoly(covered, [corners.round().astype(np.int32)], 1)
    return covered


def _inside(piece: Box, gap: Box) -> bool:
    x, y = piece.centre
    return gap.left <= x <= gap.right and gap.top <= y <= gap.bottom


def scaled(box: Box, factor: float) -> Box:
    """A box in the pixels of an image that is larger or smaller by a factor."""
    left, top, right, bottom = (round(v * factor) for v in (box.left, box.top, box.right, box.bottom))
    return Box(left, top, right, bottom)
