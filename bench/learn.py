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
    "rival_language": (-16, -13, -11, -9, -7.5, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3.5, 5, 7, 9),
    "word": (-.5, .01, 1, 2, 3, 5, 7, 10, 14),
    "line_share": (.03, .06, .1, .15, .25, .4, .55, .7, .85, .95),
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
    asked: float = 0.7  # the share of all facts that a tree may ask, drawn for each


@dataclass(frozen=True, slots=True)
class Learned:
    start: float
    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class _Slopes:
    """First and second derivatives of the loss, and the facts by their bins, of all characters."""

    first: Array
    second: Array
    bins: NDArray[np.intp]  # shape (facts, characters)

    def sums(self, rows: NDArray[np.intp], facts: NDArray[np.intp], width: int) -> Array:
        """The derivatives of some characters, summed by bins: shape (2, facts asked, bins)."""
        first, second = self.first[rows], self.second[rows]
        found = np.empty((2, len(facts), width))
        for n, fact in enumerate(facts):
            bins = self.bins[fact][rows]
            found[0, n] = np.bincount(bins, first, width)
            found[1, n] = np.bincount(bins, second, width)
        return found


@dataclass(frozen=True, slots=True)
class _Growth:
    """What all nodes of a tree share."""

    slopes: _Slopes
    limits: Sequence[Array]
    asked: NDArray[np.intp]  # the facts that the tree may ask
    rate: float

    @property
    def width(self) -> int:
        return max(len(limit) for limit in self.limits) + 1


def edges(name: str, values: Array) -> tuple[float, ...]:
    """Where a fact may be asked; between the whole numbers, where none are given."""
    if name in EDGES:
        return EDGES[name]
    return tuple(float(n) + 0.5 for n in range(int(values.min()), int(values.max())))


def mean(found: Sequence[Learned]) -> Learned:
    """All trees together, such that their points are the mean of those of each."""
    share = 1 / len(found)
    trees = tuple(_scaled(tree, share) for one in found for tree in one.trees)
    return Learned(sum(one.start for one in found) * share, trees)


def _scaled(tree: Tree, share: float) -> Tree:
    if not isinstance(tree, tuple):
        return round(tree * share, 5)
    number, edge, low, high = tree
    return number, edge, _scaled(low, share), _scaled(high, share)


def learn(facts: Array, wrong: Array, weights: Array, pace: Pace, seed: int) -> Learned:
    """Learn trees that say which characters are wrong.

    Args:
        facts: shape (characters, facts).
        wrong: 0 or 1 a character.
        weights: how many characters each stands for.
        seed: of the draw of facts that each tree may ask.
    """
    dice = np.random.default_rng(seed)
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
        asked = np.flatnonzero(dice.random(len(limits)) < pace.asked)
        growth, rows = _Growth(slopes, limits, asked, pace.rate), np.arange(len(wrong))
        tree = _grown(growth, rows, slopes.sums(rows, asked, growth.width), pace.depth)
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


def _grown(growth: _Growth, rows: NDArray[np.intp], sums: Array, depth: int) -> Tree:
    """A tree for some characters; of the two parts of a cut only the smaller one is summed up anew."""
    first, second = sums[:, 0].sum(axis=1) if len(growth.asked) else (0.0, 0.0)
    leaf = round(-growth.rate * float(first) / (float(second) + HELD), 5)
    gain, place, cut = _best(sums, [len(growth.limits[fact]) for fact in growth.asked])
    if not depth or gain < LEAST_GAIN:
        return leaf
    number = int(growth.asked[place])
    low = growth.slopes.bins[number][rows] <= cut
    parts = rows[low], rows[~low]
    small = int(len(parts[1]) < len(parts[0]))
    own = growth.slopes.sums(parts[small], growth.asked, growth.width)
    both = (own, sums - own) if small == 0 else (sums - own, own)
    edge = float(growth.limits[number][cut])
    below, above = (_grown(growth, *part, depth - 1) for part in zip(parts, both, strict=True))
    return number, edge, below, above


def _best(sums: Array, cuts: Sequence[int]) -> tuple[float, int, int]:
    """The best place to cut: gain, place of the fact among those asked, number of the edge."""
    if not cuts:
        return 0.0, 0, 0
    first, second = sums.cumsum(axis=2)
    whole_first, whole_second = first[:, -1:], second[:, -1:]
    below, above = second[:, :-1], whole_second - second[:, :-1]
    gain = first[:, :-1] ** 2 / (below + HELD) + (whole_first - first[:, :-1]) ** 2 / (above + HELD)
    gain -= whole_first**2 / (whole_second + HELD)
    gain[(below < LEAST_WIDTH) | (above < LEAST_WIDTH)] = 0.0
    gain[np.arange(gain.shape[1]) >= np.array(cuts)[:, None]] = 0.0
    place, cut = np.unravel_index(int(gain.argmax()), gain.shape)
    return float(gain[place, cut]), int(place), int(cut)
