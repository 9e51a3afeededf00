"""The card: what each fact is worth, learned from pages with ground truth and shipped as a file of ours.

A character's points are summed over small trees, each of which asks one or two facts; a curve turns the sum
into the odds that the character is wrong, such that they are right on pages that the trees have not
seen.  `python -m bench.calibrate` makes the file and says in it from what.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Any

from pipeline.proof.evidence.facts import NAMES, Facts

FORMAT = "gazette-card 1"
FILE = "card.json"
Tree = float | tuple[int, float, Any, Any]  # points, or: number of a fact, an edge, up to it, above it


@dataclass(frozen=True, slots=True)
class Card:
    """What a sum of points means: `curve` has pairs (points, log odds of an error), both rising."""

    engines: tuple[str, ...]  # the sigils it was learned from
    start: float
    trees: tuple[Tree, ...]
    curve: tuple[tuple[float, float], ...]
    made: str  # from what
    pages: tuple[str, ...] = ()  # keys of the texts it was learned from: it is no judge of those

    def points(self, facts: Facts) -> float:
        """The sum of points of one character."""
        total = self.start
        for tree in self.trees:
            part = tree
            while isinstance(part, tuple):
                part = part[2] if facts[part[0]] <= part[1] else part[3]
            total += part
        return total

    def log_odds(self, facts: Facts) -> float:
        """The log odds that a character with these facts is not what is printed."""
        return along(self.curve, self.points(facts))

    def doubt(self, facts: Facts) -> float:
        """The probability of it."""
        return probability(self.log_odds(facts))


def probability(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


def along(curve: Sequence[tuple[float, float]], x: float) -> float:
    """The height of a curve, given as points from left to right; level beyond its ends."""
    at = bisect_right(curve, (x, float("inf")))
    if at in (0, len(curve)):
        return curve[min(at, len(curve) - 1)][1]
    (x0, y0), (x1, y1) = curve[at - 1], curve[at]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


@cache
def shipped() -> Card:
    """The card that comes with the program."""
    return read(resources.files("pipeline.proof.evidence").joinpath("data", FILE).read_text("utf-8"))


def read(text: str) -> Card:
    """A card from its file.

    Raises:
        ValueError: where the text is no card, or one for other facts than are gathered here.
    """
    found = json.loads(text)
    if not isinstance(found, dict) or found.get("format") != FORMAT or tuple(found["facts"]) != NAMES:
        raise ValueError(f"no {FORMAT} of the facts that are gathered here")
    curve = tuple((float(x), float(y)) for x, y in found["curve"])
    trees = tuple(_tree(tree) for tree in found["trees"])
    engines, pages = tuple(found["engines"]), tuple(found["pages"])
    return Card(engines, float(found["start"]), trees, curve, found["made"], pages)


def write(card: Card) -> str:
    """A card as its file."""
    whole = {
        "format": FORMAT,
        "made": card.made,
        "engines": card.engines,
        "facts": NAMES,
        "start": card.start,
        "curve": card.curve,
        "pages": card.pages,
    }
    lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in whole.items())
    trees = ",\n".join(f"  {json.dumps(_listed(tree))}" for tree in card.trees)
    return f'{{\n{lines},\n "trees": [\n{trees}\n ]\n}}\n'


def _tree(found: Any) -> Tree:
    if not isinstance(found, list):
        return float(found)
    name, edge, low, high = found
    return NAMES.index(name), float(edge), _tree(low), _tree(high)


def _listed(tree: Tree) -> Any:
    if not isinstance(tree, tuple):
        return tree
    number, edge, low, high = tree
    return [NAMES[number], edge, _listed(low), _listed(high)]
