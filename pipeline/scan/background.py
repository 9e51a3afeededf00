"""Uneven light, shadow of the gutter, yellowed paper, show-through: the paper is made even and white.

Every channel is divided by the paper behind it, so that ink keeps its share of the light and red
print stays red.  Where the paper is even already the pixels are left alone: readers of today take a
plain photograph well, and a correction that is not needed can only harm.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.image import Raster
from pipeline.scan.ink import SIDE, Grey, Look, paper_level, shrink, to_grey

WHITE = 235.0  # the level that paper gets
UNEVEN = 0.7  # below it Tesseract gains a tenth to a quarter of the characters; PP-OCR reads on either way
_DARKEST = 0.35  # of the page's own paper: anything darker is a picture and keeps its darkness
_STROKE = 1 / 15  # of the long side: letters of a masthead and seals are narrower
_FAINT, _FIRM = 0.15, 0.4  # of the depth of the ink: show-through is less deep, ink deeper


@dataclass(frozen=True, slots=True)
class Paper:
    """How the paper of a page looks."""

    level: float  # median grey level, 0…255
    evenness: float  # 5th percentile over the median: 1 is even
    contrast: float  # depth of the ink below its paper as a share of it, 0…1


def measure(seen: Look) -> Paper:
    """The paper of a page between its outermost glyphs, so that the surroundings do not count."""
    paper = _written(seen)
    level = float(np.median(paper))
    inked = seen.ink > 0
    depth = cv2.subtract(seen.paper, seen.grey)[inked] / np.maximum(seen.paper[inked], 1.0)
    contrast = float(np.median(depth)) if depth.size else 0.0
    evenness = float(np.percentile(paper, 5)) / max(level, 1.0)
    return Paper(round(level, 1), round(evenness, 3), round(contrast, 3))


def _written(seen: Look) -> Grey:
    """The levels of the paper that holds the text, without pictures and the outermost glyphs."""
    if not len(seen.glyphs):
        return seen.paper.ravel()
    left, top = np.percentile(seen.glyphs[:, :2], 1, axis=0).astype(int)
    right, bottom = np.percentile(seen.glyphs[:, 2:], 99, axis=0).astype(int) + 1
    paper = seen.paper[top:bottom, left:right].ravel()
    return paper[paper >= _DARKEST * float(np.percentile(paper, 80))]


def needed(paper: Paper) -> bool:
    """Whether the light is so uneven that a reader with one threshold for the page would stumble."""
    return paper.evenness < UNEVEN


def clean(raster: Raster, contrast: float) -> Raster:
    """The page with its paper made even and white; firm ink keeps its share of the light.

    `contrast` is the depth of the ink as a share of the paper's light.
    """
    small, _ = shrink(raster, SIDE // 2)
    channels = cv2.split(small) if small.ndim == 3 else (small,)
    floor = _DARKEST * float(np.median(to_grey(small)))
    maps = [_smooth(np.asarray(channel, np.uint8), floor) for channel in channels]
    height, width = raster.shape[:2]
    paper = cv2.resize(cv2.merge(maps), (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(raster, paper, scale=WHITE)
    return np.asarray(cv2.LUT(even, _curve(contrast)), np.uint8)


def _smooth(channel: Grey, floor: float) -> Grey:
    """The paper of one channel, without steps."""
    paper = cv2.max(paper_level(channel, _STROKE), floor)
    reach = max(3, max(channel.shape) // 60) | 1
    return np.asarray(cv2.GaussianBlur(paper, (reach, reach), 0), np.uint8)


def _curve(contrast: float) -> Grey:
    """Levels after division: what is as faint as show-through fades, firm ink stays as it is."""
    share = np.arange(256) / WHITE
    depth = (1.0 - share) / max(contrast, 0.05)
    firm = np.clip((depth - _FAINT) / (_FIRM - _FAINT), 0.0, 1.0)
    kept = 0.4 + 0.6 * firm * firm * (3 - 2 * firm)
    faded = np.where(share < 1, 1 - (1 - share) * kept, share)
    return np.clip(np.rint(faded * WHITE), 0, 255).astype(np.uint8)
