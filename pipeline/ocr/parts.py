"""Parts of a vertical page: what the boxes in one of them tell of its make-up (see tiers.py).

Positions are in pixels of the page; lengths are compared in glyphs of its usual text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.extents import MARGIN, Spans

SLIM = 2.0  # a part no wider than this, in glyphs, is no more than a column of what stands at its right
LEAST = 6  # so many columns at least are heaped


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes of a part of the page: their x and y, shape (n, 2) each, and their numbers."""

    x: Spans
    y: Spans
    numbers: NDArray[np.intp]

    def take(self, chosen: NDArray[np.bool_]) -> Part:
        return Part(self.x[chosen], self.y[chosen], self.numbers[chosen])


def is_heaped(part: Part) -> bool:
    """Whether columns stand over columns everywhere in a part: such are tiers, however they are parted."""
    middles = part.x.mean(axis=1)
    over = (part.x[:, 0][:, None] < middles) & (middles < part.x[:, 1][:, None])
    above = part.y[:, 1][:, None] <= part.y.mean(axis=1)
    return 2 * int((over & above).any(axis=1).sum()) > len(middles) >= LEAST


def is_stacked(part: Part, at: float) -> bool:
    """Whether something above a level cut stands over something below it; a short last column does not."""
    above = part.y.mean(axis=1) < at
    margins = MARGIN * (part.x[:, 1] - part.x[:, 0])
    left, right = part.x[:, 0] + margins, part.x[:, 1] - margins
    over = (left[above][:, None] < right[~above]) & (right[above][:, None] > left[~above])
    return bool(over.any())


def is_edge(slab: Part, right: Part, glyph: float) -> bool:
    """Whether a part is the last column of the tiers at its right, found too long, by where it begins."""
    slim = slab.x.max() - slab.x.min() <= SLIM * glyph
    begins = abs(slab.y.min() - right.y.min()) <= glyph
    return bool(slim and begins and 2 * np.ptp(slab.y) > np.ptp(right.y))


def joined(one: Part, other: Part) -> Part:
    return Part(
        np.concatenate((one.x, other.x)),
        np.concatenate((one.y, other.y)),
        np.concatenate((one.numbers, other.numbers)),
    )
