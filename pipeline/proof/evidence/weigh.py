"""The doubts of a page: from its drafted lines to a probability of error for each of their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Finding
from pipeline.proof.evidence.calibration import Calibration
from pipeline.proof.evidence.card import Card
from pipeline.proof.evidence.facts import gather
from pipeline.proof.evidence.hints import said_of
from pipeline.proof.evidence.units import UnitLine, UnitPage

UNREAD = "unread-marks"  # code of the finding that ink was not read


@dataclass(frozen=True, slots=True)
class Weights:
    """What evidence makes of a page."""

    doubts: tuple[tuple[float, ...], ...]  # by line and unit: the probability of an error
    proposals: tuple[Mapping[int, str], ...]  # by line: what the language would rather have, by unit


def weigh(
    lines: Sequence[UnitLine], findings: Sequence[Finding], card: Card, calibration: Calibration
) -> Weights:
    """Gather all evidence of a page and weigh it; `findings` are those of its witnesses."""
    page = UnitPage(tuple(lines), marks(findings))
    said = said_of(page)
    doubts = [
        tuple(
            calibration.corrected(card.log_odds(facts), unit.text) if unit.is_printed else 0.0
            for facts, unit in zip(of_line, line.units, strict=True)
        )
        for of_line, line in zip(gather(page, said.hints), page.lines, strict=True)
    ]
    proposals: list[dict[int, str]] = [{} for _ in page.lines]
    for (number, n), best in said.best.items():
        proposals[number][n] = best
    return Weights(tuple(doubts), tuple(proposals))


def marks(findings: Sequence[Finding]) -> tuple[tuple[str, Box], ...]:
    """Where there is ink that nobody could read, by image."""
    return tuple((f.image, f.box) for f in findings if f.code == UNREAD and f.box)
