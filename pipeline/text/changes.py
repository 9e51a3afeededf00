"""Changes to a text that can be undone, and the map of places before and after them.

A text is printed; some stretches of it are replaced, each by one rule.  Neither text need be kept: the
changes lead from each to the other, and so does every place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the printed text, and what stands for it.  Either may be empty, not both."""

    start: int  # first character in the printed text
    printed: str
    text: str
    rule: str  # id of the rule that asked for it

    @property
    def stop(self) -> int:
        """The first character of the printed text after it."""
        return self.start + len(self.printed)


@dataclass(frozen=True, slots=True)
class Changed:
    """A text after its changes, which are in order and do not overlap."""

    text: str
    changes: tuple[Change, ...]

    @property
    def printed(self) -> str:
        """The text before the changes."""
        made, at = [], 0
        for change, start in zip(self.changes, self._starts(), strict=True):
            made += [self.text[at:start], change.printed]
            at = start + len(change.text)
        return "".join([*made, self.text[at:]])

    def printed_span(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch of the printed text that `text[start:stop]` stands for; whole changes only."""
        starts = self._starts()
        first = self._origin(starts, start)[0]
        return (first, self._origin(starts, stop - 1)[1]) if start < stop else (first, first)

    def _origin(self, starts: list[int], place: int) -> tuple[int, int]:
        """What one character of the text stands for in the printed one."""
        at = bisect_right(starts, place) - 1
        if at < 0:
            return place, place + 1
        change = self.changes[at]
        beyond = place - starts[at] - len(change.text)
        if beyond < 0:
            return change.start, change.stop
        return change.stop + beyond, change.stop + beyond + 1

    def _starts(self) -> list[int]:
        """Where each change begins in the text after them."""
        starts, moved = [], 0
        for change in self.changes:
            starts.append(change.start + moved)
            moved += len(change.text) - len(change.printed)
        return starts


def changed(printed: str, changes: Iterable[Change]) -> Changed:
    """The text with all changes made.

    Raises:
        ValueError: where they overlap, change nothing, or do not fit the text.
    """
    held = tuple(sorted(changes, key=lambda change: (change.start, change.stop)))
    for change in held:
        if printed[change.start : change.stop] != change.printed or change.printed == change.text:
            raise ValueError(f"no change of this text: {change}")
    for before, after in pairwise(held):
        if after.start < before.stop:
            raise ValueError(f"two changes of one place: {before}, {after}")
    made, at = [], 0
    for change in held:
        made += [printed[at : change.start], change.text]
        at = change.stop
    return Changed("".join([*made, printed[at:]]), held)


def first_come(offered: Iterable[Change]) -> tuple[Change, ...]:
    """Those of the changes that do not touch one offered before them."""
    kept: list[Change] = []
    taken: set[int] = set()
    for change in offered:
        places = range(change.start, max(change.stop, change.start + 1))
        if taken.isdisjoint(places):
            kept.append(change)
            taken.update(places)
    return tuple(sorted(kept, key=lambda change: change.start))
