"""From a recogniser's probabilities to glyphs: greedy CTC with places and next-best readings.

A column of the probabilities is one step along the line.  Class 0 is "nothing here"; equal classes
in neighbouring columns are one glyph (Graves et al., 2006).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALTERNATIVES = 3
_FLOOR = 0.001  # a next-best reading below this is noise


@dataclass(frozen=True, slots=True)
class Spot:
    """One glyph on a line: its reading, and where it lies as shares of the line's length."""

    text: str
    start: float
    stop: float
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


def decode(probabilities: NDArray[np.float32], characters: tuple[str, ...], used: float) -> tuple[Spot, ...]:
    """Read one line.

    Args:
        probabilities: shape (steps, classes), each row sums to 1.
        characters: reading of each class; class 0 is the blank.
        used: share of the steps that the line fills; the rest is padding.
    """
    best = probabilities.argmax(axis=1)
    steps = max(1.0, len(best) * used)
    spots = []
    start = 0
    for stop in range(1, len(best) + 1):
        if stop < len(best) and best[stop] == best[start]:
            continue
        if best[start] != 0:
            spots.append(_spot(probabilities[start:stop], characters, start / steps, stop / steps))
        start = stop
    return tuple(spots)


def _spot(rows: NDArray[np.float32], characters: tuple[str, ...], start: float, stop: float) -> Spot:
    peak = rows[rows.max(axis=1).argmax()]
    likely = np.flatnonzero(peak >= min(_FLOOR / 2, peak.max()))  # of some thousands of classes, but a few
    ranked = sorted(((round(float(peak[i]), 4), int(i)) for i in likely), key=lambda c: (-c[0], c[1]))
    classes = [(characters[i], p) for p, i in ranked if i != 0]
    others = tuple((text, p) for text, p in classes[1 : ALTERNATIVES + 1] if p >= _FLOOR)
    return Spot(classes[0][0], min(start, 1.0), min(stop, 1.0), min(classes[0][1], 1.0), others)
