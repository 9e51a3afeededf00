"""How high a share may be, after so many were found in so many that were looked at.

The intervals are exact: Clopper and Pearson's where the whole is without end, the hypergeometric
one where it is counted.  They hold their confidence at every true share, and are never too short.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.proof.measures.tails import binomial_at_most, crossing, hypergeometric_at_most, last


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both within it; `high` is infinite where nothing bounds it."""

    low: float
    high: float
    confidence: float


def clopper_pearson(found: int, looked_at: int, confidence: float = 0.95) -> Interval:
    """The two-sided interval of a share; of zero found, the upper end is about 3.7 in `looked_at`."""
    _checked(found, looked_at)
    tail = (1 - confidence) / 2
    if looked_at == 0:
        return Interval(0.0, 1.0, confidence)
    high = 1.0
    if found < looked_at:
        high = crossing(lambda rate: binomial_at_most(found, looked_at, rate) > tail, found / looked_at, 1.0)
    low = crossing(lambda rate: 1 - binomial_at_most(found - 1, looked_at, rate) <= tail, 0.0, high)
    return Interval(low if found else 0.0, high, confidence)


def upper_count(found: int, looked_at: int, whole: int, confidence: float = 0.95) -> int:
    """The one-sided upper bound of how many there are in a whole of which a part was drawn without return.

    What was found counts; 0 where everything was looked at and nothing found.  Of a large whole of which
    nothing was found wrong it is the rule of three, 3 in `looked_at`.
    """
    _checked(found, looked_at)
    if looked_at > whole:
        raise ValueError(f"{looked_at} looked at of {whole}")
    tail = 1 - confidence
    most = whole - (looked_at - found)
    return last(lambda marked: hypergeometric_at_most(found, whole, marked, looked_at) > tail, found, most)


def design_effect(sizes: Sequence[int], found: Sequence[int]) -> float:
    """How many times the variance of a share grows because whole lines were drawn, not single characters.

    `sizes` are the characters of each line drawn, `found` what was found in each.  The variance of the
    ratio estimator over that of a simple draw (Cochran, Sampling Techniques, 1977, ch. 9), never below
    1.  Where fewer than two were found nothing can be said of how they cluster, and 1 is returned.
    """
    lines, total, hits = len(sizes), sum(sizes), sum(found)
    if lines < 2 or hits < 2 or hits >= total:
        return 1.0
    rate = hits / total
    spread = sum((f - rate * size) ** 2 for size, f in zip(sizes, found, strict=True))
    clustered = lines / (lines - 1) * spread / total**2
    return max(1.0, clustered / (rate * (1 - rate) / total))


def effective(found: int, looked_at: int, effect: float) -> tuple[int, int]:
    """What a clustered sample is worth as a simple one: found, rounded up, of looked at, rounded down."""
    size = max(1, math.floor(looked_at / effect)) if looked_at else 0
    return min(size, math.ceil(found / effect)), size


def _checked(found: int, looked_at: int) -> None:
    if not 0 <= found <= looked_at:
        raise ValueError(f"{found} found of {looked_at} looked at")
