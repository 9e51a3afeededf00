"""Whether a page has colour, and which colour its paper has."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.image import Raster
from pipeline.scan.ink import Look, to_grey

_TINT = 14  # grey levels between the channels: less is noise of the camera or of JPEG
_SHARE = 0.001  # of the pixels that must show more


def is_coloured(small: Raster) -> bool:
    """Whether a small copy shows colour: of the paper, a red heading, a seal."""
    if small.ndim == 2:
        return False
    red, green, blue = cv2.split(small)
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return bool((spread > _TINT).mean() > _SHARE)


def without_colour(raster: Raster) -> Raster:
    """The grey (h, w) raster of an RGB one."""
    return to_grey(raster)


def paper_colour(small: Raster, seen: Look) -> tuple[int, ...]:
    """The usual colour of the paper: it fills what lies outside a levelled page."""
    bright = seen.grey >= np.percentile(seen.grey, 50)
    pixels = small[bright]
    return tuple(int(value) for value in np.atleast_1d(np.median(pixels, axis=0)))
