"""The settling of a page: its lines drafted, all evidence weighed, the threshold found, each line settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Finding, Severity
from pipeline.proof.columns import Collation
from pipeline.proof.drafts import Draft, draft
from pipeline.proof.evidence.card import shipped
from pipeline.proof.evidence.threshold import PER, Threshold, threshold
from pipeline.proof.evidence.units import UnitLine
from pipeline.proof.evidence.weigh import weigh
from pipeline.proof.policy import Policy
from pipeline.proof.settle import SettledLine, Weighed, settle

ERRORS_LEFT = "errors-left"
LEAST = 0.5  # errors to be expected on a page; fewer are not told


@dataclass(frozen=True, slots=True)
class SettledPage:
    lines: tuple[SettledLine, ...]  # in the order of the collation
    findings: tuple[Finding, ...]


def settle_page(
    collation: Collation, told: Sequence[Finding], errors_left: float, policy: Policy
) -> SettledPage:
    """Settle all lines of a page; `told` are the findings of its witnesses, `errors_left` those that may be
    left in 10,000 characters of what is settled."""
    drafts = drafts_of(collation)
    card = shipped()
    weights = weigh(unit_lines(collation, drafts), told, card, policy.calibration)
    limit = threshold((doubt for line in weights.doubts for doubt in line), errors_left)
    lines = tuple(
        settle(Weighed(one, doubts, proposals, limit.doubt, card.engines, policy))
        for one, doubts, proposals in zip(drafts, weights.doubts, weights.proposals, strict=True)
    )
    characters = sum(len(one.glyphs) for one in lines)
    short = limit.left > errors_left and limit.left * characters >= LEAST * PER
    return SettledPage(lines, _findings(collation.page, limit, errors_left) if short else ())


def drafts_of(collation: Collation) -> tuple[Draft, ...]:
    """What is to stand in each line of a page, in its order."""
    return tuple(
        draft(line, region.region.image, collation.sigils)
        for region in collation.regions
        for line in region.lines
    )


def unit_lines(collation: Collation, drafts: Sequence[Draft]) -> tuple[UnitLine, ...]:
    """The same lines as evidence sees them."""
    found: list[UnitLine] = []
    for region in collation.regions:
        for n, line in enumerate(region.lines, 1):
            found.append(
                UnitLine(
                    drafts[len(found)].units,
                    line.box,
                    region.region.image,
                    line.direction,
                    region.region.kind,
                    n == len(region.lines),
                    region.region.joiner,
                    line.id,
                    region.region.cells,
                )
            )
    return tuple(found)


def _findings(page: str, limit: Threshold, wanted: float) -> tuple[Finding, ...]:
    """Where what is settled is not as good as was wished, the page wants reading whole."""
    message = (
        f"about {limit.left:.1f} errors in 10,000 characters are left in what is settled, not {wanted:g}: "
        "read this page whole"
    )
    return (Finding(ERRORS_LEFT, message, Severity.CHECK, page),)
