"""The fold of an open booklet: a step, a line or a valley in the brightness of the paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.scan.ink import Grey

_STRIPS = 16  # the height is looked at in so many strips
_STEP = 1.2  # grey levels per pixel: a smaller step is grain
_VALLEY = 0.94  # of the paper beside it: anything darker is a shadow
_REACH = 0.012  # of the height: how far the fold may wander from strip to strip
Profiles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """A slanted band from top to bottom of an image, in its pixels."""

    left: float  # at half height
    right: float
    slope: float  # pixels to the right for one pixel down

    @property
    def width(self) -> float:
        return self.right - self.left


def upright_band(grey: Grey, band: Band) -> Grey:
    """The band cut out and set upright: (height, width of the band)."""
    height = grey.shape[0]
    left, right = round(band.left), max(round(band.right), round(band.left) + 1)
    shift = np.array([[1.0, band.slope, left - band.slope * height / 2], [0.0, 1.0, 0.0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (right - left, height)
    return np.asarray(
        cv2.warpAffine(grey, shift, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def find_fold(grey: Grey, band: Band, rows: slice) -> tuple[float, float]:
    """Where in the band a fold runs (its middle where none does), and on what share of the rows.

    A rule between columns is no fold: it stops short of the edges of the page.
    """
    cut = upright_band(grey, band)[rows]
    if band.width < 6 or len(cut) < _STRIPS:
        return (band.left + band.right) / 2, 0.0
    strips = np.array_split(cut, _STRIPS, axis=0)
    middle = np.array([np.median(strip, axis=0) for strip in strips], np.float32)  # drops stray ink
    profiles = cv2.blur(middle, (3, 1)).astype(np.float64)
    marked = (_steps(profiles) | _valleys(profiles)).astype(np.uint8)
    reach = max(3, round(_REACH * grey.shape[0])) | 1
    near = cv2.dilate(marked, np.ones((1, reach), np.uint8))
    ends = near[[0, 1, -2, -1]].mean(axis=0)
    share = np.minimum(near.mean(axis=0), 1.2 * ends)
    best = np.flatnonzero(share == share.max())
    if share.max() == 0:
        return (band.left + band.right) / 2, 0.0
    return round(band.left) + float(best[len(best) // 2]) + 0.5, float(share.max())


def _steps(profiles: Profiles) -> NDArray[np.bool_]:
    """Sharp changes of brightness, well above the even slope and the grain of the strip."""
    slope = np.gradient(profiles, axis=1)
    edge = np.abs(slope - np.median(slope, axis=1, keepdims=True))
    return edge > np.maximum(4.0 * np.median(edge, axis=1, keepdims=True), _STEP)


def _valleys(profiles: Profiles) -> NDArray[np.bool_]:
    """The darkest place of each strip, where it is clearly darker than both sides of the band."""
    beside = np.minimum(profiles[:, :3].mean(axis=1), profiles[:, -3:].mean(axis=1))
    lowest = profiles.min(axis=1)
    deep = lowest < _VALLEY * beside
    return np.asarray((profiles <= lowest[:, None] + 1.0) & deep[:, None], np.bool_)
