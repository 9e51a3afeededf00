"""What the other places of a page with the same character say of one: how many there are, how sure they are.

An engine that takes one character of a typeface for another does so all over a page, now surely and now not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.proof.evidence.stands import UNKNOWN

USUAL = 3  # so many usual places are reckoned with besides those that are there
USUAL_DOUBT = 0.01  # of a character as most are


@dataclass(frozen=True, slots=True)
class Likes:
    """Of each character, how often it stands on the page, and the sum of its doubts."""

    sums: Mapping[str, tuple[int, float]]

    def of(self, text: str, doubt: float) -> tuple[float, float]:
        """How often the character stands on the page, in doublings, and the mean doubt of its other places.

        UNKNOWN for a blank or a gap.
        """
        if not text.strip():
            return UNKNOWN, UNKNOWN
        count, doubts = self.sums[text]
        return doublings(count), (doubts - doubt + USUAL * USUAL_DOUBT) / (count - 1 + USUAL)

    def times(self, text: str) -> float:
        """How often a character stands on the page, in doublings; 0 where it does not."""
        return doublings(self.sums[text][0]) if text in self.sums else 0.0


def likes(page: Iterable[tuple[str, float]]) -> Likes:
    """The sums over all characters of a page, each given with its lack of certainty."""
    sums: dict[str, tuple[int, float]] = {}
    for text, doubt in page:
        count, doubts = sums.get(text, (0, 0.0))
        sums[text] = count + 1, doubts + doubt
    return Likes(sums)


def doublings(times: int) -> float:
    """A count on a scale of doublings: 1, 2 from 2 on, 3 from 4 on, …"""
    return float(times.bit_length())
