"""Errors left by capture and recapture: does the interval cover the truth, and does it say when it cannot?

    python -m bench.capture --runs 1000 --json FILE

First, where the conditions hold: two and three passes of stated skill over a stated number of errors,
simulated; the share of runs in which the 95 % interval covers the errors really left, and its median
width, beside three intervals that were not taken: Chao's log-normal, Sadinle's transformed logit,
and the profile likelihood of Darroch's model.  Then, where they fail: the share of runs in which the
assessment says that the interval does not hold, or estimates by kind, and the coverage of those in which
it is silent.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import product
from pathlib import Path
from statistics import median

from bench import machine
from pipeline.proof.measures.capture import Caught, Tally, chapman, darroch, estimate, tally
from pipeline.proof.measures.conditions import Find, Passes, assess
from pipeline.proof.measures.tails import last

ERRORS = (5, 10, 20, 50, 100, 200, 500)
SKILLS = (0.3, 0.5, 0.7, 0.8, 0.95)
Z = 1.959964
_DROP = 1.920729  # half the 95 % point of chi-square with one degree of freedom

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """One setting in which the conditions hold: coverage and median width of each interval."""

    errors: int
    skills: tuple[float, ...]
    covered: dict[str, float]
    width: dict[str, float]


@dataclass(frozen=True, slots=True)
class Failing:
    """One setting in which they fail."""

    name: str
    errors: int
    said: float  # share of runs in which the interval is declared not to hold
    by_kind: float  # share in which kinds were estimated apart
    covered: float  # of all runs
    covered_silent: float  # of the runs in which nothing was declared


def exact(tallied: Tally) -> Interval:
    found = estimate(tallied).interval
    return found.low, found.high


@cache
def log_normal(tallied: Tally) -> Interval:
    """Chao (1987), with the variance of Chapman's estimator (Seber 1982)."""
    first, second = tallied.counts
    both, left = tallied.repeated, chapman(tallied) - tallied.found
    if left <= 0:
        return 0.0, 0.0
    spread = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    factor = math.exp(Z * math.sqrt(math.log1p(spread / left**2)))
    return left / factor, left * factor


@cache
def transformed_logit(tallied: Tally) -> Interval:
    """Sadinle (2009): every cell half an error richer."""
    both, second, first = (
        tallied.repeated + 0.5,
        tallied.found - tallied.counts[0] + 0.5,
        tallied.found - tallied.counts[1] + 0.5,
    )
    odds = first * second / both
    width = Z * math.sqrt(1 / both + 1 / first + 1 / second + 1 / odds)
    return odds * math.exp(-width) - 0.5, odds * math.exp(width) - 0.5


@cache
def profile(tallied: Tally) -> Interval:
    """All numbers whose profile likelihood is near enough to the highest."""
    best = darroch(tallied)
    if math.isinf(best):
        return 0.0, math.inf
    top, found = int(max(best, tallied.found)), tallied.found

    def near(errors: int) -> bool:
        return _likelihood(top, tallied) - _likelihood(errors, tallied) <= _DROP

    low = top - last(lambda step: near(top - step), 0, top - found)
    return low - found, last(near, top, 10**8) - found


def _likelihood(errors: int, tallied: Tally) -> float:
    value = math.lgamma(errors + 1) - math.lgamma(errors - tallied.found + 1)
    for count in tallied.counts:
        value += count * math.log(count / errors) if count else 0.0
        value += (errors - count) * math.log1p(-count / errors) if count < errors else 0.0
    return value


INTERVALS: dict[str, Callable[[Tally], Interval]] = {
    "exact": exact,
    "log-normal": log_normal,
    "transformed logit": transformed_logit,
    "profile": profile,
}


def cell(errors: int, skills: tuple[float, ...], runs: int, draw: random.Random) -> Cell:
    """Independent passes, every error as hard as any other."""
    names = [name for name in INTERVALS if len(skills) == 2 or name in ("exact", "profile")]
    hits = dict.fromkeys(names, 0)
    widths: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(runs):
        caught = _passes(errors, skills, draw)
        tallied = tally(caught, len(skills))
        for name in names:
            low, high = INTERVALS[name](tallied)
            hits[name] += low - 0.5 < errors - len(caught) < high + 0.5
            widths[name].append(high - low)
    covered = {name: hits[name] / runs for name in names}
    return Cell(errors, skills, covered, {name: median(widths[name]) for name in names})


def _passes(errors: int, skills: Sequence[float], draw: random.Random) -> list[Caught]:
    caught = (tuple(draw.random() < skill for skill in skills) for _ in range(errors))
    return [found for found in caught if any(found)]


# Where the conditions fail

Maker = Callable[[int, random.Random], Iterator[Find]]


def _uneven(errors: int, draw: random.Random) -> Iterator[Find]:
    """Three kinds: nearly always found, mostly, seldom."""
    for number in range(errors):
        skill = (0.95, 0.7, 0.4)[number % 3]
        yield Find(str(number % 3), (draw.random() < skill, draw.random() < skill))


def _hidden(errors: int, draw: random.Random) -> Iterator[Find]:
    """As uneven, but of one kind: two passes cannot show it."""
    for find in _uneven(errors, draw):
        yield Find("", find.caught)


def _copied(errors: int, draw: random.Random) -> Iterator[Find]:
    """The second of three passes finds what the first has found, nearly always, and little else."""
    for _ in range(errors):
        first = draw.random() < 0.6
        yield Find("", (first, draw.random() < (0.95 if first else 0.2), draw.random() < 0.6))


def _seen(errors: int, draw: random.Random) -> Iterator[Find]:
    """The second pass works on the text of the first, and finds some of what is left."""
    for _ in range(errors):
        first = draw.random() < 0.8
        yield Find("", (first, not first and draw.random() < 0.8))


FAILING: dict[str, tuple[Maker, int, bool]] = {
    "kinds found unevenly": (_uneven, 2, True),
    "the same, kinds not known": (_hidden, 2, True),
    "second pass follows first, a third is independent": (_copied, 3, True),
    "second pass sees the first": (_seen, 2, False),
}


def failing(name: str, errors: int, runs: int, draw: random.Random) -> Failing:
    make, passes, blind = FAILING[name]
    said = by_kind = hits = silent_hits = 0
    for _ in range(runs):
        finds = tuple(find for find in make(errors, draw) if any(find.caught))
        found = assess(Passes(tuple("abc"[:passes]), finds, blind))
        interval = found.estimate.interval
        hit = interval.low - 0.5 < errors - len(finds) < interval.high + 0.5
        said += not found.holds
        by_kind += found.method.endswith("by kind")
        hits += hit
        silent_hits += hit and found.holds
    silent = runs - said
    return Failing(
        name, errors, said / runs, by_kind / runs, hits / runs, silent_hits / silent if silent else 1.0
    )


def _print_cells(cells: Sequence[Cell]) -> None:
    print("errors  skill of the passes     covered (median width)")
    for one in cells:
        shown = "  ".join(f"{name} {one.covered[name]:.3f} ({one.width[name]:.0f})" for name in one.covered)
        print(f"{one.errors:6}  {' '.join(map(str, one.skills)):22}  {shown}")
    for name in INTERVALS:
        of_all = [one.covered[name] for one in cells if name in one.covered]
        print(f"worst of {len(of_all)}: {name} {min(of_all):.3f}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capture", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args(arguments)
    draw = random.Random(given.seed)
    pairs = [(a, b) for a, b in product(SKILLS, repeat=2) if a <= b]
    cells = [cell(errors, pair, given.runs, draw) for errors in ERRORS for pair in pairs]
    three = [(0.5, 0.5, 0.5), (0.5, 0.7, 0.95), (0.8, 0.8, 0.8)]
    cells += [cell(n, skills, max(1, given.runs // 4), draw) for n in ERRORS[:5] for skills in three]
    _print_cells(cells)
    failed = [
        failing(name, errors, max(1, given.runs // 4), draw) for name in FAILING for errors in (30, 100, 300)
    ]
    print("\nerrors  says so  by kind  covered  covered where silent  where the conditions fail")
    for one in failed:
        print(
            f"{one.errors:6}  {one.said:7.3f}  {one.by_kind:7.3f}  {one.covered:7.3f}  "
            f"{one.covered_silent:20.3f}  {one.name}"
        )
    record = {"holds": [asdict(one) for one in cells], "fails": [asdict(one) for one in failed]}
    machine.keep(given.json, record)


if __name__ == "__main__":
    main()
