"""Boosted trees of few facts: how a card is learned (Friedman, 2001; second-order steps of Chen, 2016).

The edges at which a fact may be asked are fixed here, not taken from the pages, so that a card can be
read and compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.proof.evidence.card import Tree
from pipeline.proof.evidence.facts import NAMES

Array = NDArray[np.float64]
_NINES = (
    .15, .3, .5, .7, .85, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.2, 3.35, 3.5, 3.8,
)  # fmt: skip
_RIVAL = (.0005, .002, .004, .008, .015, .03, .06, .1, .15, .2, .3, .4)  # fmt: skip
_GIVEN = (.0005, .003, .01, .03, .1, .2)  # fmt: skip
_SHARE = (.003, .006, .01, .02, .035, .06, .1, .15, .2, .3, .4, .6, .8)  # fmt: skip
_ROOM = (-.5, .01, .05, .1, .2, .35, .5, .7, 1, 1.5, 2.5, 4, 8)  # fmt: skip
EDGES: dict[str, tuple[float, ...]] = {
    "confidence": _NINES,
    "same_confidence": _NINES,
    "other_confidence": _NINES,
    "near_doubt": _NINES,
    "rival": _RIVAL,
    "same_rival": _RIVAL,
    "other_had_it": _GIVEN,
    "had_other": _GIVEN,
    "line_doubt": _SHARE,
    "line_dispute": _SHARE,
    "page_doubt": _SHARE,
    "page_dispute": _SHARE,
    "page_ends_open": _SHARE,
    "room_before": _ROOM,
    "room_after": _ROOM,
    "like_doubt": _SHARE,
    "form": (-12, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2),
    "length": (.05, .15, .25, .35, .45, .55, .65, .75, .85, .92, .98),
    "ends_open": (-.5, .3, 1, 2, 4, 8),
    "language": (-16, -12, -10, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 10, 13),
}  # fmt: skip
HELD = 20.0  # second derivative added to that of every leaf: few examples move it little
LEAST_WIDTH = 1.0  # second derivative that each side of a split must have
LEAST_GAIN = 1e-3


@dataclass(frozen=True, slots=True)
class Pace:
    """How long and how fast to learn."""

    rounds: int = 80
    rate: float = 0.12
    depth: int = 4  # facts asked one after another


@dataclass(frozen=True, slots=True)
class Learned:
    start: float
    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class _Slopes:
    """First and second derivatives of the loss, and the facts by their bins, of some characters."""

    first: Array
    second: Array
    bins: NDArray[np.intp]  # shape (facts, characters)

    def only(self, chosen: NDArray[np.bool_]) -> _Slopes:
        return _Slopes(self.first[chosen], self.second[chosen], self.bins[:, chosen])


def edges(name: str, values: Array) -> tuple[float, ...]:
    """Where a fact may be asked; between the whole numbers, where none are given."""
    if name in EDGES:
        return EDGES[name]
    return tuple(float(n) + 0.5 for n in range(int(values.min()), int(values.max())))


def learn(facts: Array, wrong: Array, weights: Array, pace: Pace) -> Learned:
    """Learn trees that say which characters are wrong.

    Args:
        facts: shape (characters, facts).
        wrong: 0 or 1 a character.
        weights: how many characters each stands for.
    """
    limits = [np.array(edges(name, facts[:, j])) for j, name in enumerate(NAMES)]
    bins = np.stack(
        [np.searchsorted(limit, facts[:, j], side="left") for j, limit in enumerate(limits)]
    ).astype(np.intp)
    share = float((weights * wrong).sum() / weights.sum())
    start = float(np.log(share / (1 - share)))
    points = np.full(len(wrong), start)
    trees: list[Tree] = []
    for _ in range(pace.rounds):
        claimed = 1 / (1 + np.exp(-points))
        slopes = _Slopes(weights * (claimed - wrong), weights * claimed * (1 - claimed), bins)
        tree = _grown(slopes, limits, pace, pace.depth)
        trees.append(tree)
        points += points_of(tree, facts)
    return Learned(start, tuple(trees))


def points_of(tree: Tree, facts: Array) -> Array:
    """What a tree gives each of many characters."""
    if not isinstance(tree, tuple):
        return np.full(len(facts), tree)
    number, edge, low, high = tree
    found = np.empty(len(facts))
    below = facts[:, number] <= edge
    found[below] = points_of(low, facts[below])
    found[~below] = points_of(high, facts[~below])
    return found


def sums(learned: Learned, facts: Array) -> Array:
    """The points of many characters."""
    total: Array = np.full(len(facts), learned.start)
    for tree in learned.trees:
        total = total + points_of(tree, facts)
    return total


def _grown(slopes: _Slopes, limits: Sequence[Array], pace: Pace, depth: int) -> Tree:
    leaf = round(-pace.rate * float(slopes.first.sum()) / (float(slopes.second.sum()) + HELD), 5)
    if not depth:
        return leaf
    best = max((_best(slopes, j, len(limit)) for j, limit in enumerate(limits)), default=(0.0, 0, 0))
    gain, number, cut = best
    if gain < LEAST_GAIN:
        return leaf
    low = slopes.bins[number] <= cut
    return (
        number,
        float(limits[number][cut]),
        _grown(slopes.only(low), limits, pace, depth - 1),
        _grown(slopes.only(~low), limits, pace, depth - 1),
    )


def _best(slopes: _Slopes, number: int, cuts: int) -> tuple[float, int, int]:
    """The best place to cut one fact: gain, number of the fact, number of the edge."""
    if not cuts:
        return 0.0, number, 0
    first = np.bincount(slopes.bins[number], slopes.first, cuts + 1).cumsum()
    second = np.bincount(slopes.bins[number], slopes.second, cuts + 1).cumsum()
    below, above = second[:-1], second[-1] - second[:-1]
    gain = first[:-1] ** 2 / (below + HELD) + (first[-1] - first[:-1]) ** 2 / (above + HELD)
    gain -= first[-1] ** 2 / (second[-1] + HELD)
    gain[(below < LEAST_WIDTH) | (above < LEAST_WIDTH)] = 0.0
    cut = int(gain.argmax())
    return float(gain[cut]), number, cut
