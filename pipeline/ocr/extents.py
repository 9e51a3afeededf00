"""Boxes seen along one axis: where they start and stop, what crosses a cut, where there is white.

Positions are pixels along that axis; lengths are compared in glyphs of the page's usual text.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SLACK = 0.6  # so far, in glyphs, may a box reach over a cut: detectors draw boxes with a margin
MARGIN = 0.3  # so much of a box's own extent is margin, at either end

Spans = NDArray[np.float64]  # shape (n, 2): start and stop


def parts(across: Spans, at: float) -> bool:
    """Whether a cut has something on either side."""
    first = across[:, 0] + across[:, 1] <= 2 * at
    return bool(first.any() and not first.all())


def crossing(across: Spans, at: float, glyph: float) -> NDArray[np.bool_]:
    """Which spans reach over a cut by more than their margin, shape (n,)."""
    return np.asarray((across[:, 0] < at - SLACK * glyph) & (across[:, 1] > at + SLACK * glyph))


def covered(spans: Spans, start: float, stop: float) -> float:
    """The share of start … stop that lies in at least one span."""
    total, reached = 0.0, start
    for low, high in sorted((float(a), float(b)) for a, b in spans):
        total += max(0.0, min(high, stop) - max(low, reached))
        reached = max(reached, min(high, stop))
    return total / max(1.0, stop - start)


def white(across: Spans, glyph: float) -> list[float]:
    """Middles of the white right through a part; boxes may reach a little over it."""
    shrink = np.minimum(SLACK * glyph, MARGIN * (across[:, 1] - across[:, 0]))
    order = np.argsort(across[:, 0] + shrink, kind="stable")
    starts, stops = (across[:, 0] + shrink)[order], (across[:, 1] - shrink)[order]
    reached = np.maximum.accumulate(stops)[:-1]
    return [float(a + b) / 2 for a, b in zip(reached, starts[1:], strict=True) if b >= a]
