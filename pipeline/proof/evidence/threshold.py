"""Where to stop asking: from which doubt on a place is shown, so that no more errors are left than wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

PER = 10_000
WORTH = 0.001  # whoever reads on where fewer errors than this are in a place does not find them either


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is above `doubt` is shown; what is settled has about `left` errors in 10,000 characters."""

    doubt: float
    left: float


def threshold(doubts: Iterable[float], wanted: float) -> Threshold:
    """The highest threshold at which the characters settled hold no more than `wanted` errors in 10,000.

    The expected errors of the settled characters are the sum of their doubts.  It never falls below
    WORTH: on a page where more errors hide in characters without a sign of them, `left` says how many.
    """
    ordered = sorted(doubts)
    allowed = wanted / PER * len(ordered)
    total = 0.0
    limit = WORTH
    for doubt, like in groupby(ordered):
        more = doubt * len(list(like))
        if doubt > WORTH and total + more > allowed:
            break
        total += more
        limit = max(limit, doubt)
    return Threshold(limit, total / max(1, len(ordered)) * PER)
