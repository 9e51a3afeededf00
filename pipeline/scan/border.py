"""Dark surroundings of the paper: the bed of the scanner, a table, black bars.

Only strips along the edges that are dark from end to end and give way to paper at once are cut off,
and a margin of them is kept: cropping must not take anything of the page (DA/T 31-2017, 10.3).  The
darkness of a photograph fades; it stays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box
from pipeline.scan.ink import Look

DARK = 0.5  # of the paper's level: what is darker is not paper
_PAPER = 0.3  # share of the image that must be paper, else nothing is cut
_ALL = 0.985  # share of a row or column that must be dark
_MOST = 0.25  # share of the width or height cut off on one side at most
_BRIGHT, _SOON = 0.75, 0.04  # the paper's level that must be reached, within this share of the side
_MARGIN = 0.004  # of the long side: kept of what is cut
_LETTERS = 3  # glyphs (of any brightness) in a strip that keep it


def find(seen: Look) -> Box:
    """What to keep, in pixels of the copy."""
    everything = Box(0, 0, seen.width, seen.height)
    level = float(np.percentile(seen.paper, 80))
    dark = seen.paper < DARK * level
    if seen.size == 0 or dark.mean() > 1 - _PAPER or not dark.any():
        return everything
    columns, rows = dark.mean(axis=0) >= _ALL, dark.mean(axis=1) >= _ALL
    across = np.median(seen.paper, axis=0) >= _BRIGHT * level
    down = np.median(seen.paper, axis=1) >= _BRIGHT * level
    margin = round(_MARGIN * max(seen.width, seen.height)) + 1
    box = Box(
        _strip(columns, across, margin),
        _strip(rows, down, margin),
        seen.width - _strip(columns[::-1], across[::-1], margin),
        seen.height - _strip(rows[::-1], down[::-1], margin),
    )
    return _without_text(seen, box)


def _strip(dark: NDArray[np.bool_], bright: NDArray[np.bool_], margin: int) -> int:
    """The length of the dark run at the start, less the margin; 0 where paper does not follow at once."""
    light = np.flatnonzero(~dark)
    run = int(light[0]) if light.size else dark.size
    if run > _MOST * dark.size or not bright[run : run + round(_SOON * dark.size) + 1].any():
        return 0
    return max(0, run - margin)


def _without_text(seen: Look, box: Box) -> Box:
    """The box, opened again on every side where glyphs lie outside it."""
    glyphs = seen.glyphs
    left = 0 if (glyphs[:, 0] < box.left).sum() >= _LETTERS else box.left
    top = 0 if (glyphs[:, 1] < box.top).sum() >= _LETTERS else box.top
    right = seen.width if (glyphs[:, 2] > box.right).sum() >= _LETTERS else box.right
    bottom = seen.height if (glyphs[:, 3] > box.bottom).sum() >= _LETTERS else box.bottom
    return Box(left, top, right, bottom)
