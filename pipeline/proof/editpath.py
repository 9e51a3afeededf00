"""Where the stretches that a person decided stand in a text of today.

The person's text is a path with forks: at a decided stretch it runs through what the person put
there or through what stood there before.  Today's text is laid along it at the least cost, so a
stretch is found again whether an engine has its old reading, the right one, or a new wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

GAP = 10  # a character that only one side has
OTHER = 10  # one against another
OTHER_DECIDED = 9  # the same in a decided stretch: what stands in its place belongs to it


@dataclass(frozen=True, slots=True)
class Segment:
    """One character of the path, or a fork of it; texts as comparison keys."""

    after: tuple[str, ...]  # what the person put there; of an undecided character the character
    was: tuple[str, ...] | None = None  # what stood there before; None where nothing was decided


@dataclass(slots=True)
class _Row:
    """The least cost at which a path up to here covers so many characters of the text."""

    cost: list[int]
    entry: list[int] = field(default_factory=list)  # where the last segment began
    passed: list[bool] = field(default_factory=list)  # the last character lies outside of the segment


def spans(text: Sequence[str], path: Sequence[Segment]) -> list[tuple[int, int]]:
    """For each segment the stretch of the text that lies along it; costs len(text) × len(path)."""
    rows = [_relaxed([0, *[_FAR] * len(text)], [0] * (len(text) + 1))]
    for segment in path:
        rows.append(_relaxed(*_through(segment, text, rows[-1].cost)))
    found: list[tuple[int, int]] = []
    stop = len(text)
    for row in reversed(rows[1:]):
        while row.passed[stop]:
            stop -= 1
        start = row.entry[stop]
        found.append((start, stop))
        stop = start
    found.reverse()
    return found


_FAR = 1 << 40


def _relaxed(cost: list[int], entry: list[int]) -> _Row:
    """The row with characters of the text let by that lie along no segment."""
    row = _Row(cost, entry, [False] * len(cost))
    for at in range(1, len(cost)):
        if row.cost[at - 1] + GAP < row.cost[at]:
            row.cost[at] = row.cost[at - 1] + GAP
            row.passed[at] = True
    return row


def _through(segment: Segment, text: Sequence[str], cost: Sequence[int]) -> tuple[list[int], list[int]]:
    """Cost and entry after the segment; where both ways cost the same, the person's own counts."""
    other = OTHER if segment.was is None else OTHER_DECIDED
    best = _along(segment.after, text, cost, other)
    if segment.was is None or segment.was == segment.after:
        return best
    before = _along(segment.was, text, cost, other)
    first = [mine <= theirs for mine, theirs in zip(best[0], before[0], strict=True)]
    return (
        [best[0][at] if own else before[0][at] for at, own in enumerate(first)],
        [best[1][at] if own else before[1][at] for at, own in enumerate(first)],
    )


def _along(
    way: Sequence[str], text: Sequence[str], cost: Sequence[int], other: int
) -> tuple[list[int], list[int]]:
    costs, entries = list(cost), list(range(len(cost)))
    for number, key in enumerate(way):
        inner = number < len(way) - 1  # after the last character of a stretch begins what is outside of it
        costs, entries = _step(key, text, (costs, entries), (other, inner))
    return costs, entries


def _step(
    key: str, text: Sequence[str], before: tuple[list[int], list[int]], manner: tuple[int, bool]
) -> tuple[list[int], list[int]]:
    """One character further along a way, from each number of characters of the text covered so far."""
    (cost, entry), (other, inner) = before, manner
    costs, entries = [cost[0] + GAP], [entry[0]]
    for at in range(1, len(cost)):
        best, began = cost[at - 1] + (0 if text[at - 1] == key else other), entry[at - 1]
        if cost[at] + GAP < best:
            best, began = cost[at] + GAP, entry[at]
        if inner and costs[-1] + GAP < best:
            best, began = costs[-1] + GAP, entries[-1]
        costs.append(best)
        entries.append(began)
    return costs, entries
