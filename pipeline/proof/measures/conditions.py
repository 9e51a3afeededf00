"""Whether errors left may be estimated from passes: what can be seen of the conditions, said in words.

A caveat that `breaks` means that the interval must not be relied on as it stands.  What is tested:

- the passes saw one another (as the rounds declare);
- too little was found twice;
- errors of some kinds, or in what looked doubtful, are found more often than others: then those are
  estimated apart and added;
- of what a third pass found, two others found the same ones too often, or too seldom (Fisher's exact test);
- a sample read afterwards held more than the passes had left room for.

Two passes alone show nothing of errors that are hard for both; that is said every time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.proof.measures.capture import Caught, Estimate, Tally, at_least, estimate, tally
from pipeline.proof.measures.proportion import Interval
from pipeline.proof.measures.tails import binomial_at_most, chi_square_above, hypergeometric

SIGNIFICANT = 0.05  # of all tests of one sort together
SUSPECT = 0.3  # of kinds that differ: estimating them apart without need costs a wider interval, no more
FEW = 7  # found twice; from here on the estimate has no bias to speak of (Robson and Regier 1964)
THIN = 5  # errors of a kind that a test of kinds needs; rarer kinds are one


@dataclass(frozen=True, slots=True)
class Find:
    """One error, of a kind, and which of the passes found it; at least one did."""

    kind: str
    caught: Caught
    look: str = ""  # how it looked to the passes, such as "doubtful" or "certain"


@dataclass(frozen=True, slots=True)
class Reread:
    """A sample read after the passes: its share of the text, and the errors found that no pass had found."""

    share: float
    errors: int


@dataclass(frozen=True, slots=True)
class Passes:
    """What is known of some passes over the same text."""

    names: tuple[str, ...]
    finds: tuple[Find, ...]
    blind: bool = True  # none saw the text of another
    reread: Reread | None = None


@dataclass(frozen=True, slots=True)
class Caveat:
    """A condition that fails or cannot be seen."""

    code: str  # stable, kebab-case
    message: str
    breaks: bool  # the interval must not be relied on


@dataclass(frozen=True, slots=True)
class Assessment:
    """Errors left, by what method, and whether that holds."""

    estimate: Estimate
    method: str  # "Chapman", "Darroch", "Chapman by kind", "Chapman by look", …
    at_least: float  # errors left, also where some are harder to find than others
    caveats: tuple[Caveat, ...]

    @property
    def holds(self) -> bool:
        """Nothing that was looked at speaks against the interval."""
        return not any(caveat.breaks for caveat in self.caveats)


def assess(passes: Passes, confidence: float = 0.95) -> Assessment:
    """Errors left after the passes, with a word on when that does not hold.

    Raises:
        ValueError: for fewer than two passes.
    """
    count = len(passes.names)
    caught = [find.caught for find in passes.finds]
    whole = tally(caught, count)
    uneven = _uneven(passes.finds, count)
    parts = [tally(group, count) for group in uneven.groups] if uneven else [whole]
    found = _summed([estimate(part, confidence) for part in parts], confidence)
    method = ("Chapman" if count == 2 else "Darroch") + (f" by {uneven.name}" if uneven else "")
    caveats = [*_told(passes, whole), *_parted(uneven, parts), *_dependence(passes)]
    caveats += _reread(passes.reread, found)
    return Assessment(found, method, at_least(caught, count), tuple(caveats))


def fisher(a: int, b: int, c: int, d: int) -> float:
    """The two-sided p of a fourfold table, rows (a, b) and (c, d): all tables no likelier than this one."""
    whole, marked, drawn = a + b + c + d, a + b, a + c
    own = hypergeometric(a, whole, marked, drawn)
    lowest, highest = max(0, drawn + marked - whole), min(marked, drawn)
    every = (hypergeometric(k, whole, marked, drawn) for k in range(lowest, highest + 1))
    return min(1.0, sum(p for p in every if p <= own * (1 + 1e-9)))


def _told(passes: Passes, whole: Tally) -> Iterator[Caveat]:
    """What needs no test."""
    if not passes.blind:
        yield Caveat(
            "not-blind", "a pass was made on the text of another: what both found tells nothing", True
        )
    if not whole.repeated and whole.found:
        yield Caveat("nothing-twice", "no error was found twice: there may be any number more", True)
    elif whole.repeated < FEW:
        message = f"only {whole.repeated} found twice: the interval holds, the estimate is rough"
        yield Caveat("found-twice-seldom", message, False)
    if len(passes.names) == 2:
        message = (
            "two passes cannot show errors that are hard for both: the estimate is a lower bound, "
            "until a third pass or a sample bears it out"
        )
        yield Caveat("two-passes", message, False)


@dataclass(frozen=True, slots=True)
class _Parting:
    """The errors in groups of which some are found more often than others."""

    name: str  # what parts them: "kind", "look"
    groups: tuple[tuple[Caught, ...], ...]


_PARTINGS: dict[str, tuple[Callable[[Find], str], str]] = {
    "kind": (lambda find: find.kind, "errors of some kinds are found more often than others"),
    "look": (lambda find: find.look, "errors in what looked doubtful are found more often, or more seldom"),
}  # by what errors are parted, and what is said where that shows


def _uneven(finds: Sequence[Find], passes: int) -> _Parting | None:
    """The parting under which a pass finds some errors more often than others, the clearest one; or None.

    Looked at among what the other passes found, which is a fair draw of all errors as far as this pass
    is concerned.
    """
    limit = SUSPECT / passes / len(_PARTINGS)
    found = []
    for name, (trait, _) in _PARTINGS.items():
        groups = _groups(finds, trait)
        p = min(_homogeneity(groups, which) for which in range(passes))
        found.append((p, _Parting(name, groups)))
    p, clearest = min(found, key=lambda pair: pair[0])
    return clearest if p <= limit else None


def _groups(finds: Sequence[Find], trait: Callable[[Find], str]) -> tuple[tuple[Caught, ...], ...]:
    """The errors by one of their traits, what is rare together."""
    often = Counter(map(trait, finds))
    groups: dict[str, list[Caught]] = {}
    for find in finds:
        own = trait(find) if often[trait(find)] >= THIN else ""
        groups.setdefault(own, []).append(find.caught)
    return tuple(tuple(groups[own]) for own in sorted(groups))


def _homogeneity(groups: Sequence[Sequence[Caught]], which: int) -> float:
    """The p of Pearson's chi-square: one pass's share of what the others found, kind against kind."""
    rows = []
    for group in groups:
        seen = [found[which] for found in group if any(found[:which] + found[which + 1 :])]
        if seen:
            rows.append((sum(seen), len(seen)))
    hits, size = sum(hit for hit, _ in rows), sum(number for _, number in rows)
    if len(rows) < 2 or hits in (0, size):
        return 1.0
    rate = hits / size
    if len(rows) == 2:
        (a, n), (c, k) = rows
        return fisher(a, n - a, c, k - c)
    value = sum((hit - rate * number) ** 2 / (number * rate * (1 - rate)) for hit, number in rows)
    return chi_square_above(value, len(rows) - 1)


def _parted(uneven: _Parting | None, parts: Sequence[Tally]) -> Iterator[Caveat]:
    if uneven is None:
        return
    message = f"{_PARTINGS[uneven.name][1]}: estimated apart and added"
    yield Caveat(f"uneven-{uneven.name}", message, False)
    if any(not part.repeated and part.found for part in parts):
        message = f"of one {uneven.name} at least no error was found twice: there may be any number more"
        yield Caveat("nothing-twice-of-a-sort", message, True)


def _summed(parts: Sequence[Estimate], confidence: float) -> Estimate:
    """The sum of estimates, its interval by the squares of the distances (Zou and Donner 2008)."""
    if len(parts) == 1:
        return parts[0]
    left = sum(part.left for part in parts)
    below = math.sqrt(sum((part.left - part.interval.low) ** 2 for part in parts if math.isfinite(part.left)))
    above = math.sqrt(sum(_above(part) ** 2 for part in parts))
    low = max(0.0, left - below) if math.isfinite(left) else sum(part.interval.low for part in parts)
    interval = Interval(low, left + above, confidence)
    return Estimate(sum(part.errors for part in parts), left, interval, sum(part.found for part in parts))


def _above(part: Estimate) -> float:
    return part.interval.high - part.left if math.isfinite(part.interval.high) else math.inf


def _dependence(passes: Passes) -> Iterator[Caveat]:
    """Pairs of passes that are not independent among what any third one found."""
    count = len(passes.names)
    pairs = list(combinations(range(count), 2)) if count > 2 else []
    for first, second in pairs:
        table = Counter(
            (find.caught[first], find.caught[second])
            for find in passes.finds
            if any(find.caught[other] for other in range(count) if other not in (first, second))
        )
        yes, no = table[True, True], table[False, False]
        p = fisher(yes, table[True, False], table[False, True], no)
        if p <= SIGNIFICANT / len(pairs):
            more = yes * no > table[True, False] * table[False, True]
            way = "the same errors too often: more are left than estimated" if more else "the same too seldom"
            names = f"{passes.names[first]} and {passes.names[second]}"
            yield Caveat("not-independent", f"{names} found {way} (p = {p:.2g})", True)


def _reread(reread: Reread | None, found: Estimate) -> Iterator[Caveat]:
    """Whether a later sample holds more errors than even the upper bound leaves room for."""
    if reread is None or not math.isfinite(found.interval.high):
        return
    room = math.floor(found.interval.high)
    p = 1 - binomial_at_most(reread.errors - 1, room, reread.share)
    if reread.errors > room or p <= SIGNIFICANT:
        message = (
            f"a sample of {reread.share:.1%} held {reread.errors} errors, more than {room} errors left "
            "in the whole would put there: the passes miss the same ones"
        )
        yield Caveat("more-than-estimated", message, True)
