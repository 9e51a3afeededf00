"""Learn the card of evidence that comes with the program from pages with ground truth.

    python -m bench.calibrate --data DIR --pages 200 --readings FOLDER --card FILE

DIR is as for bench.accuracy; its pages are read as they are and made worse by program, and so many typeset
pages beside them.  The curve from points to log odds is drawn on pages that the trees have not seen: each
page's points come from trees learned without its text.  Errors in which both engines agree are planted into
copies of the pages (bench.planting) and learned from with little weight; the curve does not know of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.examples import Sheet, sheet
from bench.learn import Array, Learned, Pace, learn, mean, sums
from bench.marks import Mark
from bench.readings import FIRST, SECOND, WEAR, real, typeset
from pipeline.proof.evidence import card
from pipeline.proof.evidence.card import Card
from pipeline.proof.evidence.facts import NAMES

FOLDS = 5
PACE = Pace()
SURE = 3.5  # decimals of certainty from which an agreed character is one of very many that are right
PLANTED = 0.12  # the weight of a planted error
FORESTS = 3  # learned each from a draw of its own; their mean is steadier than any of them
KEPT = 0.2  # the share of those that are learned from, each for as many as it was drawn from
STEP = 0.25  # log odds between neighbouring points of the curve, at least
DRAWN = 400  # characters that a step of the curve is drawn from, at least
DEFAULT = Path(card.__file__).parent / "data" / card.FILE


@dataclass(frozen=True, slots=True)
class Table:
    """The examples of many pages as arrays, one row a unit."""

    facts: Array
    errors: Array
    letters: Array
    counted: NDArray[np.bool_]
    page: NDArray[np.int64]
    sets: tuple[str, ...]  # of each page
    keys: tuple[str, ...]  # of the text of each page
    planted: Array  # the facts of planted errors …
    planted_on: NDArray[np.int64]  # … and the page of each
    marks: tuple[tuple[int, Mark], ...] = ()  # ink that nobody read, with the page of each

    @property
    def wrong(self) -> Array:
        return np.minimum(self.errors, 1.0)

    def of_set(self, name: str) -> NDArray[np.bool_]:
        return np.array([one == name for one in self.sets])[self.page]


def table(sheets: Sequence[Sheet]) -> Table:
    rows = [(example, n) for n, one in enumerate(sheets) for example in one.examples]
    return Table(
        np.array([example.facts for example, _ in rows], float),
        np.array([example.errors for example, _ in rows], float),
        np.array([example.letters for example, _ in rows], float),
        np.array([example.counted for example, _ in rows], bool),
        np.array([n for _, n in rows], int),
        tuple(one.set for one in sheets),
        tuple(one.key for one in sheets),
        np.array([facts for one in sheets for facts in one.planted], float).reshape(-1, len(NAMES)),
        np.array([n for n, one in enumerate(sheets) for _ in one.planted], int),
        tuple((n, mark) for n, one in enumerate(sheets) for mark in one.marks),
    )


def learned(found: Table, rows: NDArray[np.bool_]) -> Learned:
    """Trees learned from some rows: the mean of a few forests."""
    return mean([_forest(found, rows, seed) for seed in range(1, FORESTS + 1)])


def _forest(found: Table, rows: NDArray[np.bool_], seed: int) -> Learned:
    """Trees learned from a draw: of the many rows that are surely right, from a share."""
    sure = found.facts[:, NAMES.index("confidence")] >= SURE
    sure &= (found.facts[:, NAMES.index("stand")] <= 2) & (found.errors == 0)
    drawn = np.random.default_rng(seed).random(len(sure)) < KEPT
    use = rows & (~sure | drawn)
    weights = np.where(sure, 1 / KEPT, 1.0)
    plants = found.planted[np.isin(found.planted_on, np.unique(found.page[rows]))]
    return learn(
        np.vstack([found.facts[use], plants]),
        np.concatenate([found.wrong[use], np.ones(len(plants))]),
        np.concatenate([weights[use], np.full(len(plants), PLANTED)]),
        PACE,
        seed,
    )


def unseen(found: Table) -> Array:
    """The points of every unit from trees that were learned without its text, however worn."""
    points = np.zeros(len(found.errors))
    folds = np.array([int(key, 16) % FOLDS for key in found.keys])[found.page]
    for fold in range(FOLDS):
        out = folds == fold
        points[out] = sums(learned(found, ~out), found.facts[out])
    return points


def without_sets(found: Table, groups: Sequence[NDArray[np.bool_]]) -> Array:
    """The points of every unit from trees that were learned without any page of its group."""
    points = np.zeros(len(found.errors))
    for out in groups:
        points[out] = sums(learned(found, ~out), found.facts[out])
    return points


def curve(points: Array, wrong: Array) -> tuple[tuple[float, float], ...]:
    """Log odds by points: the mean of neighbouring characters, made to rise (pool adjacent violators)."""
    order = np.argsort(points, kind="stable")
    pools: list[list[float]] = []  # [sum of points, characters, errors]
    for start in range(0, len(order), DRAWN):
        own = order[start : start + DRAWN]
        pools.append([float(points[own].sum()), float(len(own)), float(wrong[own].sum())])
        while len(pools) > 1 and pools[-2][2] / pools[-2][1] >= pools[-1][2] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    drawn = [
        (total / count, float(np.log((errors + 0.5) / (count - errors + 0.5))))
        for total, count, errors in pools
    ]
    kept = [drawn[0]]
    for x, y in drawn[1:]:
        if x - kept[-1][0] >= STEP and y > kept[-1][1]:
            kept.append((x, y))
    return tuple((round(x, 4), round(y, 4)) for x, y in kept)


def made(found: Table, described: str) -> Card:
    """The card learned from all pages."""
    everything = learned(found, np.ones(len(found.errors), bool))
    drawn = curve(unseen(found), found.wrong)
    return Card(
        (FIRST, SECOND), everything.start, everything.trees, drawn, described, tuple(sorted(set(found.keys)))
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, action="append", default=[], help="images and .gt.txt")
    parser.add_argument("--pages", type=int, default=200, help="typeset pages")
    parser.add_argument("--readings", type=Path, help="keep what the engines read here")
    parser.add_argument("--card", type=Path, default=DEFAULT)
    given = parser.parse_args()
    sheets = [sheet(page) for data in given.data for page in real(data, given.readings, WEAR)]
    pages = len(sheets)
    sheets += [sheet(page) for page in typeset(given.pages, given.readings)]
    found = table(sheets)
    described = (
        f"bench.calibrate, {date.today().isoformat()}: {len(found.errors)} characters of {pages} scanned and "
        f"{len(sheets) - pages} typeset pages, {int(found.wrong.sum())} of them wrong"
    )
    given.card.parent.mkdir(exist_ok=True)
    given.card.write_text(card.write(made(found, described)), "utf-8")
    print(described)


if __name__ == "__main__":
    main()
