"""Where in a key a phrase stands.

The engines say which entries have a phrase; these functions say where in them, and whether the chosen
text has it or only another reading does.  Places may overlap: 哈哈 stands twice in 哈哈哈.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.search.asked import ANY, Pattern
from pipeline.search.row import BREAK

Doubts = Sequence[tuple[int, str]]


def exact(key: str, pattern: Pattern) -> Iterator[int]:
    """The positions at which the key has the phrase, in order."""
    if ANY in pattern:
        for found in _expression(pattern).finditer(key):
            yield found.start()
        return
    phrase = "".join(pattern)
    place = key.find(phrase)
    while place >= 0:
        yield place
        place = key.find(phrase, place + 1)


@lru_cache(maxsize=1024)
def _expression(pattern: Pattern) -> re.Pattern[str]:
    """Looks ahead, so that it finds places that overlap."""
    chars = "".join(f"[^{BREAK}]" if char == ANY else re.escape(char) for char in pattern)
    return re.compile(f"(?={chars})")


def doubtful(key: str, doubts: Doubts, pattern: Pattern) -> list[int]:
    """The positions, in order, at which the phrase stands only with the help of other readings."""
    others = dict(doubts)
    starts = {
        place - n
        for place, chars in doubts
        for n, char in enumerate(pattern)
        if place >= n and char in chars and char != ANY
    }
    return sorted(
        start for start in starts if _stands(key, others, start, pattern) and not _plain(key, start, pattern)
    )


def near(key: str, first: Pattern, second: Pattern, distance: int) -> list[tuple[int, int]]:
    """Pairs of positions at which the two stand with at most `distance` characters between, either first."""
    pairs: list[tuple[int, int]] = []
    others = list(exact(key, second))
    for start in exact(key, first):
        low = bisect_left(others, start - len(second) - distance)
        high = bisect_right(others, start + len(first) + distance)
        apart = (n for n in others[low:high] if n >= start + len(first) or n + len(second) <= start)
        pairs.extend((start, other) for other in apart)
    return pairs


def _stands(key: str, others: dict[int, str], start: int, pattern: Pattern) -> bool:
    """Whether a phrase stands there as a whole, each character chosen or read otherwise."""
    if start + len(pattern) > len(key):
        return False
    return all(
        _fits(char, key[place]) or char in others.get(place, "") for place, char in enumerate(pattern, start)
    )


def _plain(key: str, start: int, pattern: Pattern) -> bool:
    return all(_fits(char, key[place]) for place, char in enumerate(pattern, start))


def _fits(char: str, there: str) -> bool:
    return there != BREAK if char == ANY else char == there
