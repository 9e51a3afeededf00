"""What `quality`, `diff`, `sample` and `accept` answer, as text for people and JSON for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline import codec
from pipeline.wording import counted

if TYPE_CHECKING:
    from pipeline.differences import IssueDiff
    from pipeline.proof.measures.acceptance import Judgement
    from pipeline.proof.measures.control import Control
    from pipeline.proof.measures.rates import Rate
    from pipeline.quality import IssueQuality, Official, RoundEstimate
    from pipeline.sampled import Acceptance, Drawn


def as_json(records: Sequence[Any]) -> str:
    """The records as they are, field by field; what is infinite is null."""
    return json.dumps(_finite(json.loads(codec.canonical(list(records)))), ensure_ascii=False, indent=1)


def quality_text(found: Sequence[IssueQuality]) -> str:
    """A paragraph for each issue, and what the settled text of all of them lets through."""
    told = ["\n".join(_quality(issue)) for issue in found]
    controls = [issue.control for issue in found if issue.control]
    if len(controls) > 1:
        from pipeline.proof.measures.control import pooled

        whole = pooled(controls, controls[0].share.confidence)
        told.append(f"all issues\n{_control(whole, sum(issue.settled for issue in found))}")
    return "\n\n".join(told) or "no issue has been taken in"


def diff_text(found: Sequence[IssueDiff]) -> str:
    """A line for each page, the sum by kind at the end of each issue."""
    return "\n\n".join("\n".join(_diff(issue)) for issue in found)


def sample_text(drawn: Drawn) -> str:
    """What was drawn and why so much."""
    made = drawn.sample
    share = made.characters / made.population
    allowed = f"no more than {counted(made.allowed, 'error')}" if made.allowed else "no error"
    return "\n".join(
        (
            f"{drawn.file}: {counted(len(made.lines), 'line')}, {made.characters} of {made.population} "
            f"characters ({share:.1%})",
            f"If {allowed} is found in them, the text has no more than {made.bound * 10_000:g} errors "
            f"in 10,000, at {made.confidence:.4g} confidence.",
            f"Next: mend in the file what is not as printed, then gazette accept DIR {made.issue} "
            f"{drawn.file} --as NAME",
        )
    )


def acceptance_text(made: Acceptance) -> str:
    """All figures, the verdict last."""
    return "\n".join(_acceptance(made.judgement, made.signature.actor))


def _quality(issue: IssueQuality) -> Iterator[str]:
    yield f"{issue.issue}: {counted(issue.pages, 'page')}, {issue.characters} characters"
    if issue.missing:
        yield f"  without settled text  {counted(len(issue.missing), 'page')}: {' '.join(issue.missing[:8])}"
    places = issue.places
    yield (
        f"  places                {places.open} open; settled: {places.rule} by rule, "
        f"{places.evidence} by evidence, {places.people} by people"
    )
    if places.hidden:
        yield f"  not asked about       {places.hidden} open places of kinds that are hidden"
    if places.sic or places.unreadable:
        yield f"  marked                {places.sic} sic, {places.unreadable} unreadable"
    if issue.losses:
        yield f"  findings              {issue.losses} tell of something lost"
    yield (
        f"  expected errors       {issue.expected:.1f} by the probability of each character; "
        f"{issue.expected_settled:.1f} outside of open places ({issue.left_per_10000:.1f} in 10,000)"
    )
    if issue.control:
        yield _control(issue.control, issue.settled)
    for estimate in issue.rounds:
        yield from _round(estimate)
    if issue.official:
        yield from _official("ground truth", issue.official)
    if issue.as_read:
        yield from _official("before people mended", issue.as_read)


def _control(found: Control, settled: int) -> str:
    """What settling lets through, by the control places, and what that makes in so many characters."""
    low, high = found.share.low * 10_000, found.share.high * 10_000
    left, least, most = found.left(settled)
    return (
        f"  settled text          {found.wrong} wrong in {found.characters} characters shown unmarked: "
        f"{low:.1f} to {high:.1f} in 10,000 at {found.share.confidence:.4g}, "
        f"or {left:.0f} errors ({least:.0f} to {most:.0f}) in {settled} settled characters"
    )


def _round(estimate: RoundEstimate) -> Iterator[str]:
    found = estimate.assessment
    interval = found.estimate.interval
    each = zip(estimate.steps, estimate.people, estimate.caught, strict=True)
    steps = ", ".join(f"{step} ({who}) found {count}" for step, who, count in each)
    yield f"  errors in {counted(estimate.pages, 'page')}: {steps}, together {found.estimate.found}"
    yield (
        f"    left                {_number(found.estimate.left)} "
        f"({interval.confidence:.0%}: {_number(interval.low)} to {_number(interval.high)}; {found.method})"
        f"{'' if found.holds else ' - does NOT hold:'}"
    )
    for caveat in found.caveats:
        yield f"    {'!' if caveat.breaks else '-'} {caveat.message}"


def _official(name: str, official: Official) -> Iterator[str]:
    yield (
        f"  {name:<22}{counted(official.pages, 'page')}: CER {official.errors.cer:.4f}, "
        f"{official.letters.cer:.4f} without punctuation"
    )
    yield from _rate(official.rate)


def _rate(rate: Rate) -> Iterator[str]:
    verdict = "within" if rate.passes else "ABOVE"
    yield (
        f"  official rate         {_number(rate.value)} in 10,000 ({rate.errors:g} errors, {rate.characters} "
        f"characters of 版面字数), {verdict} the limit of {rate.limit:g}"
    )
    for row in rate.rows:
        yield f"    {row.kind.value:<20}{row.count} counted as {row.errors:g}"
    yield f"    {rate.source}"


def _acceptance(judged: Judgement, actor: str) -> Iterator[str]:
    yield (
        f"{judged.issue}, sample {judged.sample}: {counted(judged.lines, 'line')}, {judged.characters} of "
        f"{judged.population} characters"
    )
    edits = judged.errors
    yield (
        f"  errors in the sample  {edits.edits} ({edits.replaced} other, {edits.missing} missing, "
        f"{edits.extra} too many); allowed {judged.allowed}"
    )
    yield (
        f"  in the whole          at most {judged.upper * 10_000:.2f} in 10,000 "
        f"at {judged.confidence:.4g} confidence; demanded {judged.bound * 10_000:g}"
    )
    if judged.effect > 1:
        yield f"  clustering            errors come together in lines: variance × {judged.effect:.1f}"
    yield f"  pages without error   {judged.good_pages} of {judged.pages} sampled"
    yield from _rate(judged.rate)
    for reason in judged.reasons:
        yield f"  ! {reason}"
    yield f"{'ACCEPTED' if judged.passes else 'REFUSED'}, signed by {actor}"


def _diff(issue: IssueDiff) -> Iterator[str]:
    from pipeline.proof.diff.overview import overview

    seen = overview(issue.pages)
    for page in seen.pages:
        kinds = ", ".join(f"{count.places} {kind.value}" for kind, count in page.kinds) or "no difference"
        yield f"{issue.issue} {page.name}  {page.total.characters} of {page.characters} characters: {kinds}"
    for person in seen.people:
        kinds = ", ".join(f"{count.places} {kind.value}" for kind, count in person.kinds) or "no difference"
        yield f"{issue.issue} by {person.name}  {person.per_10000:.1f} in 10,000: {kinds}"
    if issue.absent:
        pages = f"{counted(len(issue.absent), 'page')}: {' '.join(issue.absent[:8])}"
        yield f"{issue.issue}: one of the two is missing on {pages}"
    whole = seen.whole
    yield (
        f"{issue.issue}: {counted(whole.total.places, 'place')}, {whole.total.characters} of "
        f"{whole.characters} characters, {whole.per_10000:.1f} in 10,000"
    )


def _number(value: float) -> str:
    if math.isinf(value):
        return "any number"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def _finite(value: Any) -> Any:
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value
