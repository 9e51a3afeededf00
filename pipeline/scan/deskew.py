"""The skew of the text lines, horizontal or vertical, from profiles of the ink.

Projected along its lines, ink falls into sharp peaks with white between them; the sum of squared
steps of the profile is largest at the right angle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Direction
from pipeline.scan.ink import Boxes, Grey

REACH = 15.0  # degrees either way: more is no skew but another way to lay the page down
SMALLEST = 0.25  # degrees: readers do not notice less, and resampling costs more than it gives
CLEAREST = 2.2  # a peak less pronounced than this above its surroundings is no measure
_SLIGHT, _CLEARER = 1.0, 3.0  # degrees; a skew below asks for more clearness: there is little to win
_FEWEST = 400  # pixels of ink: fewer give no profile
_MOST = 60_000  # pixels of ink: more only cost time
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Skew:
    """How the lines lie: `angle` turns the page counter-clockwise (as shown) to level them."""

    angle: float  # degrees
    direction: Direction
    clearness: float  # the best profile against the median one; 1 is nothing, 0 no text


def measure(ink: Grey, glyphs: Boxes) -> Skew:
    """The skew of the ink inside the glyph boxes; clearness 0 where there is too little of it."""
    points = _points(ink, glyphs)
    if len(points) < _FEWEST:
        return Skew(0.0, Direction.HORIZONTAL, 0.0)
    across, down = _search(points), _search(_quarter(points))
    lines_across = _merit(points, *across) >= _merit(_quarter(points), *down)
    angle, clearness = across if lines_across else down
    direction = Direction.HORIZONTAL if lines_across else Direction.VERTICAL
    return Skew(round(angle, 2), direction, round(clearness, 3))


def worth_it(skew: Skew) -> bool:
    """Whether the page should be turned by it: clear, not at the end of the search, not tiny."""
    clear = _CLEARER if abs(skew.angle) < _SLIGHT else CLEAREST
    return skew.clearness >= clear and SMALLEST <= abs(skew.angle) < REACH - 0.5


def _points(ink: Grey, glyphs: Boxes) -> Points:
    """(x, y) of the ink inside the boxes, from the middle of the image, thinned out evenly."""
    mask = np.zeros_like(ink)
    for left, top, right, bottom in glyphs:
        mask[top:bottom, left:right] = ink[top:bottom, left:right]
    rows, columns = np.nonzero(mask)
    step = max(1, math.ceil(len(rows) / _MOST))
    height, width = ink.shape
    return np.stack([columns[::step] - width / 2, rows[::step] - height / 2], axis=1)


def _quarter(points: Points) -> Points:
    """The same points with the image turned by 90° clockwise."""
    return np.stack([-points[:, 1], points[:, 0]], axis=1)


def _search(points: Points) -> tuple[float, float]:
    """The angle whose row profile is sharpest, and how much sharper it is than the usual one."""
    coarse = np.arange(-REACH, REACH + 0.01, 0.5)
    values = np.array([_sharpness(points[::3], angle, 3.0) for angle in coarse])
    around = coarse[int(values.argmax())]
    angle = _finer(points, float(around), 0.1, 2.0)
    angle = _finer(points, angle, 0.02, 1.0)
    return angle, float(values.max() / max(np.median(values), 1e-9))


def _finer(points: Points, around: float, step: float, bin_size: float) -> float:
    angles = around + step * np.arange(-6, 7)
    values = np.array([_sharpness(points, float(angle), bin_size) for angle in angles])
    return float(angles[int(values.argmax())])


def _merit(points: Points, angle: float, clearness: float) -> float:
    """How much the rows look like lines: sharp, and with white between them; a grid has both ways sharp."""
    profile = _profile(points, angle, 1.0)
    white = float((profile < 0.1 * np.percentile(profile, 90)).mean())
    return clearness * (0.2 + white)


def _sharpness(points: Points, angle: float, bin_size: float) -> float:
    """Sum of squared steps of the profile."""
    return float(np.sum(np.diff(_profile(points, angle, bin_size)) ** 2)) * bin_size


def _profile(points: Points, angle: float, bin_size: float) -> Points:
    """Ink in each row after turning the points counter-clockwise by `angle`."""
    turn = math.radians(angle)
    rows = (points[:, 1] * math.cos(turn) - points[:, 0] * math.sin(turn)) / bin_size
    return np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
