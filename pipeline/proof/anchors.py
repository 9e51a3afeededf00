"""Short strings that stand once on either page: what shows that lines belong together wherever they are.

Two pages laid along each other whole give the cheapest way from one to the other, and official prose
has so many set phrases that a notice laid along another one looks right.  A string of a few
characters that neither page has twice is better evidence than any number of those.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

LENGTH = 4  # of the strings: shorter ones repeat, longer ones do not survive bad readings
SURE = 2  # as many show that two lines belong together
BESIDE = 1  # a line may be broken into its neighbours, so many lines away
Edge = tuple[int, int]


def votes(base: Sequence[str], other: Sequence[str]) -> Counter[Edge]:
    """How many strings of their own each pair of lines shares; a string counts to the line it begins in."""
    first, second = _strings(base), _strings(other)
    base_ends, other_ends = list(accumulate(map(len, base))), list(accumulate(map(len, other)))
    return Counter(
        (bisect_right(base_ends, first[0][text]), bisect_right(other_ends, second[0][text]))
        for text in first[0].keys() & second[0].keys()
        if first[0][text] == first[1][text] and second[0][text] == second[1][text]
    )


def _strings(lines: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Where each string of a page begins for the last time, and where for the first time."""
    text = "".join(lines)
    strings = [text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1)]
    places = range(len(strings))
    return dict(zip(strings, places, strict=True)), dict(
        zip(reversed(strings), reversed(places), strict=True)
    )


def corrected(edges: Iterable[Edge], given: Mapping[Edge, int]) -> set[Edge]:
    """The edges that the votes do not speak against, and those that they demand."""
    sure = {edge for edge, count in given.items() if count >= SURE}
    own = _Neighbourhood(sure)
    turned = _Neighbourhood((o, b) for b, o in sure)
    return sure | {(b, o) for b, o in edges if own.allows(b, o) and turned.allows(o, b)}


class _Neighbourhood:
    """Where lines are, by the lines around them that are known."""

    def __init__(self, sure: Iterable[Edge]) -> None:
        self._partners: dict[int, list[int]] = {}
        for line, partner in sure:
            self._partners.setdefault(line, []).append(partner)
        self._lines = sorted(self._partners)

    def allows(self, line: int, partner: int) -> bool:
        """Whether a line can be opposite another: it is near a partner of its own, or of a line beside it."""
        cut = bisect_left(self._lines, line)
        if cut < len(self._lines) and self._lines[cut] == line:
            return self._near(line, partner, BESIDE)
        beside = self._lines[max(0, cut - 1) : cut + 1]
        return not beside or any(
            self._near(known, partner, 2 * abs(line - known) + BESIDE) for known in beside
        )

    def _near(self, known: int, partner: int, most: int) -> bool:
        return any(abs(partner - one) <= most for one in self._partners[known])
