"""The inks of a page by their colour: a small copy on which the paper is white, and its coloured pieces.

Ink takes a share of the light of the paper under it; black takes the same share of all three colours,
so that it has no colour on yellow paper either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.model import Box

Field = NDArray[np.float32]
Mask = NDArray[np.uint8]
Ink = tuple[float, float, float]  # shares that it takes of red, green and blue light; the greatest is 1

SIDE = 1400  # long side of the copy, pixels: letters of a full page are some 20 pixels high on it
BROAD = 1 / 16  # of the long side: what is darker and broader is no ink but the colour of the paper there
WORN = 0.7  # of these shares, of ink that is worn, beside some that is not
NEARBY = 0.3  # the one is no further from the other, in letters
COLOURED = 0.15  # share of the light by which the colours of a coloured ink differ
DARK = 0.30  # share of the light that ink takes in one colour at least
FEW = 0.0002  # of the page: less coloured ink is noise
JOIN = 0.6  # gaps up to this, in letters, are closed before pieces are counted as one
EDGE = 0.1  # in letters: so far the ink of a piece may fade beyond its box
APART = 0.2  # how unlike two inks have to be, to be told apart: sine of the angle between them
BLACK = (1.0, 1.0, 1.0)
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

    def on_image(self, box: Box) -> Box:
        """A box of the copy in pixels of the image, with the soft edge of the ink."""
        left, top, right, bottom = (round(v * self.scale) for v in (box.left, box.top, box.right, box.bottom))
        edge = max(1, round(EDGE * self.glyph * self.scale))
        height, width = self.ink.shape
        grown = Box(left - edge, top - edge, right + edge, bottom + edge)
        return grown.within(round(width * self.scale), round(height * self.scale))


@dataclass(frozen=True, slots=True)
class Overprint:
    """Coloured ink over the print, as of a seal: its box in pixels of the image, and its colour."""

    box: Box
    ink: Ink
    text: Ink  # that of the page's text

    @property
    def apart(self) -> bool:
        """Whether its ink has another colour than the text's, so that the two can be told apart."""
        lengths = float(np.linalg.norm(self.ink) * np.linalg.norm(self.text))
        return bool(np.dot(self.ink, self.text) < (1 - APART**2) ** 0.5 * lengths)


class Joined:
    """The pieces of coloured ink, in pixels of the copy; what black print has cut apart is one piece."""

    def __init__(self, colours: Colours) -> None:
        reach = max(3, round(JOIN * colours.glyph)) | 1
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
        joined = cv2.morphologyEx(colours.coloured, cv2.MORPH_CLOSE, kernel)
        _, self._labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        self._coloured = colours.coloured
        self.boxes = tuple(Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:])

    def mask(self, box: Box, members: Sequence[int]) -> Mask:
        """The ink of some pieces, by their numbers in `boxes`, cut out to a box: (height, width)."""
        own = np.isin(self._labels[part(box)], [n + 1 for n in members])
        return np.asarray(self._coloured[part(box)] * own, np.uint8)


def part(box: Box) -> tuple[slice, slice]:
    """The rows and columns of a box."""
    return slice(box.top, box.bottom), slice(box.left, box.right)


def see(image: Raster) -> Colours | None:
    """The coloured inks of an RGB image (h, w, 3); None where there are none."""
    height, width = image.shape[:2]
    scale = max(1.0, max(height, width) / SIDE)
    size = max(1, round(width / scale)), max(1, round(height / scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    paper = paper_of(small)
    light = np.minimum(small.astype(np.float32) / np.maximum(paper, 1), 1)
    red, green, blue = cv2.split(light)
    least = np.minimum(np.minimum(red, green), blue)
    most = np.maximum(np.maximum(red, green), blue)
    spread = most - least
    ink = np.asarray(least < 1 - DARK, np.uint8)
    coloured = np.asarray(ink & (spread > COLOURED), np.uint8)
    if coloured.mean() < FEW:
        return None
    glyph = _letter(ink)
    worn = np.asarray((least < 1 - WORN * DARK) & (spread > WORN * COLOURED), np.uint8)
    return Colours(light, paper, ink, coloured | _beside(worn, coloured, glyph), glyph, scale)


def _beside(worn: Mask, coloured: Mask, glyph: float) -> Mask:
    """Weakly coloured ink that hangs together with some that surely is: of a seal pressed unevenly."""
    reach = max(3, round(NEARBY * glyph)) | 1
    joined = cv2.dilate(worn, np.ones((reach, reach), np.uint8))
    _, labels = cv2.connectedComponents(joined, connectivity=8)
    sure = np.unique(labels[coloured > 0])
    return np.asarray(worn & np.isin(labels, sure[sure > 0]), np.uint8)


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


def text_ink(colours: Colours, seals: Sequence[Box] = ()) -> Ink:
    """The ink that most of the page is printed in, its seals (boxes of the copy) apart; or else black."""
    ink = colours.ink.copy()
    for box in seals:
        ink[part(box)] = 0
    light = colours.light[ink > 0]
    return taken(light) if len(light) else BLACK


def taken(light: Field) -> Ink:
    """What an ink takes of the light, from some of its pixels, shape (n, 3)."""
    red, green, blue = 1 - np.median(light, axis=0)
    most = max(float(red), float(green), float(blue), 1e-6)
    return float(red) / most, float(green) / most, float(blue) / most
