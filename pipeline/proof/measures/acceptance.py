"""Acceptance: what was found in a sample, held against what is demanded; it passes or it refuses.

`judge` collects every reason to refuse, not the first alone.  A person signs the record; the log of
the rounds takes it down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.proof.measures.cer import COMPARED, Errors, errors, size
from pipeline.proof.measures.faults import Line, faults
from pipeline.proof.measures.proportion import (
    Interval,
    clopper_pearson,
    design_effect,
    effective,
    upper_count,
)
from pipeline.proof.measures.rates import Fault, Rate, TypeArea, rate
from pipeline.proof.measures.sample import Sample, id_of
from pipeline.proof.measures.schemes import PageKind, Scheme


@dataclass(frozen=True, slots=True)
class Demands:
    """What a text must meet.  DA/T 31-2017 asks for a sample of 5 % of which 95 % is good."""

    scheme: Scheme
    share: float = 0.05  # of the characters, at least, in the sample
    pass_rate: float = 0.95  # of the pages that were sampled, without error
    full_line: int = 0  # characters; 0: as measured in the sample


@dataclass(frozen=True, slots=True)
class Standings:
    """Where the issue stands besides the sample."""

    open_places: int
    losses: int  # findings that ask for action
    missing_pages: int  # without an edition
    unsigned_steps: int  # of the rounds, over all pages; 0 where no rounds are kept


@dataclass(frozen=True, slots=True)
class Judgement:
    """All figures of an acceptance, and why it refuses; without a reason it passes."""

    issue: str
    sample: str  # id
    lines: int
    characters: int  # of the sample
    population: int
    errors: Errors  # in the sample, by CER
    allowed: int
    bound: float
    confidence: float
    upper: float  # errors a character: the bound that the sample proves
    interval: Interval  # the two-sided one
    effect: float  # how much errors cluster in lines; 1: not at all
    good_pages: int
    pages: int  # that have a line in the sample
    rate: Rate
    faults: tuple[Fault, ...]
    standings: Standings
    reasons: tuple[str, ...] = ()  # to refuse

    @property
    def passes(self) -> bool:
        return not self.reasons


def judge(sample: Sample, read: Sequence[str], standings: Standings, demands: Demands) -> Judgement:
    """What the sample says: `read` holds its lines as the reader left them."""
    each = [errors(truth, line.text, COMPARED) for line, truth in zip(sample.lines, read, strict=True)]
    sizes = [size(line.text, COMPARED) for line in sample.lines]
    whole = sum(each, Errors())
    effect = design_effect(sizes, [one.edits for one in each])
    found, looked_at = effective(min(whole.edits, sum(sizes)), sum(sizes), effect)
    found_faults = _faults(sample, read)
    bad = {line.page for line, one in zip(sample.lines, each, strict=True) if one.edits}
    pages = {line.page for line in sample.lines}
    judged = Judgement(
        issue=sample.issue,
        sample=id_of(sample),
        lines=len(sample.lines),
        characters=sum(sizes),
        population=sample.population,
        errors=whole,
        allowed=sample.allowed,
        bound=sample.bound,
        confidence=sample.confidence,
        upper=_upper(found, looked_at, sample),
        interval=clopper_pearson(found, looked_at, sample.confidence),
        effect=effect,
        good_pages=len(pages - bad),
        pages=len(pages),
        rate=rate(found_faults, _area(sizes, demands), demands.scheme),
        faults=found_faults,
        standings=standings,
    )
    return replace(judged, reasons=(*_unready(standings), *_failings(judged, demands)))


def _faults(sample: Sample, read: Sequence[str]) -> tuple[Fault, ...]:
    return tuple(
        fault
        for line, truth in zip(sample.lines, read, strict=True)
        for fault in faults(truth, [Line(line.line, line.text)], line.page)
    )


def _upper(found: int, looked_at: int, sample: Sample) -> float:
    """Errors a character that the sample cannot rule out, of the text as it was when it was drawn."""
    whole = max(sample.population, looked_at)
    return upper_count(found, looked_at, whole, sample.confidence) / whole if whole else 0.0


def _area(sizes: Sequence[int], demands: Demands) -> TypeArea:
    """版面字数 of the lines read: each counts as a full line, as it does on the page."""
    ordered = sorted(sizes)
    measured = ordered[max(0, -(-9 * len(ordered) // 10) - 1)] if ordered else 0
    return TypeArea(demands.full_line or measured, len(sizes), (PageKind.FULL,))


def _unready(standings: Standings) -> list[str]:
    """What must be done before anything is accepted."""
    told = (
        (standings.missing_pages, "pages have no settled text"),
        (standings.open_places, "places are open"),
        (standings.losses, "findings tell of something lost"),
        (standings.unsigned_steps, "steps of the rounds are not signed"),
    )
    return [f"{count} {what}" for count, what in told if count]


def _failings(judged: Judgement, demands: Demands) -> list[str]:
    found = []
    if judged.errors.edits > judged.allowed:
        found.append(f"{judged.errors.edits} errors in the sample, {judged.allowed} allowed")
    elif round(judged.upper * judged.population) > math.floor(judged.bound * judged.population):
        found.append(
            f"the sample proves no more than {judged.upper * 10_000:.2f} errors in 10,000, "
            f"{judged.bound * 10_000:g} are demanded: read more"
        )
    if judged.characters < demands.share * judged.population:
        share = judged.characters / max(1, judged.population)
        found.append(f"the sample is {share:.1%} of the text, {demands.share:.0%} is demanded")
    if judged.pages and judged.good_pages < demands.pass_rate * judged.pages:
        found.append(
            f"{judged.good_pages} of {judged.pages} sampled pages are without error, "
            f"{demands.pass_rate:.0%} is demanded"
        )
    if not judged.rate.passes:
        found.append(
            f"the official rate is {judged.rate.value:.2f} in 10,000, {judged.rate.limit:g} is the limit "
            f"({judged.rate.scheme})"
        )
    return found
