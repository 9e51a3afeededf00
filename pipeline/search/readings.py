"""What else may stand at a place that is not settled, as the index holds it.

A reading as long as the chosen one goes in character by character, at the same positions: a phrase may
then be chosen at one place and not at the next.  A longer or shorter one has no positions of its own;
it goes in as a *variant*, with what stands around it, behind the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.search.entry import Variant
from pipeline.search.key import Text
from pipeline.search.row import BREAK
from pipeline.text.fold import fold

AROUND = 12  # characters of a variant on either side of the reading
MAX_VARIANTS = 400  # of one entry, so that a page on which nothing agrees stays within bounds


@dataclass(frozen=True, slots=True)
class Place:
    """An open place: its glyphs, counted through all rows of the entry, and the readings not chosen."""

    start: int
    stop: int  # equal to start where the chosen reading is empty
    others: tuple[str, ...]
    inner: bool = True  # begins within its line; False where it begins the line


def doubts(text: Text, places: Sequence[Place]) -> tuple[tuple[int, str], ...]:
    """Readings as long as the chosen one: position in the key, the other characters read there."""
    found: dict[int, set[str]] = {}
    for low, high, other in keyed(text, places):
        if len(other) == high - low:
            for place, char in enumerate(other, low):
                if char not in (text.key[place], BREAK):
                    found.setdefault(place, set()).add(char)
    return tuple((place, "".join(sorted(found[place]))) for place in sorted(found))


def variants(text: Text, places: Sequence[Place]) -> tuple[Variant, ...]:
    """Readings longer or shorter than the chosen one, each with its surroundings within the same text."""
    found: dict[Variant, None] = {}
    for low, high, other in keyed(text, places):
        if len(other) != high - low and len(found) < MAX_VARIANTS:
            found[_variant(text.key, low, high, other)] = None
    return tuple(found)


def _variant(key: str, low: int, high: int, other: str) -> Variant:
    start = max(low - AROUND, key.rfind(BREAK, 0, low) + 1, 0)
    end = key.find(BREAK, high)
    stop = min(high + AROUND, len(key) if end < 0 else end)
    ended = low == len(key) or key[low] == BREAK
    home = low - 1 if ended and low else low  # where a hit on the reading itself is shown
    places = (*range(start, low), *[home] * len(other), *range(high, stop))
    return Variant(key[start:low] + other + key[high:stop], places)


def keyed(text: Text, places: Sequence[Place]) -> Iterator[tuple[int, int, str]]:
    """Each reading folded, with the part of the key that it would stand for."""
    if not places or not text.key:
        return
    glyphs = text.glyphs()
    for place in places:
        low, high = bisect_left(glyphs, place.start), bisect_left(glyphs, place.stop)
        high = _back(text.key, high, low)
        if low == high and place.inner:  # something is missing there, perhaps at the end of the line
            low = high = _back(text.key, low, 0)
        if BREAK not in text.key[low:high]:
            for other in place.others:
                yield low, high, fold(other).key


def _back(key: str, place: int, least: int) -> int:
    """Where the text before a gap ends."""
    while place > least and key[place - 1] == BREAK:
        place -= 1
    return place
