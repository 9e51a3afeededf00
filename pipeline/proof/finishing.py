"""An edition with all that is found on it: its balance, the slips of its text, tables of an unknown make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Edition, Witness
from pipeline.proof import slips, sums
from pipeline.proof.balance import Sheet, balance
from pipeline.proof.standing import Carrier


@dataclass(frozen=True, slots=True)
class Finished:
    """An edition whose findings are complete, and its balance sheet."""

    edition: Edition
    sheet: Sheet


def finish(edition: Edition, witnesses: Sequence[Witness], people: Sequence[Carrier]) -> Finished:
    """Hold an edition against all that it was made from, and against itself; losses come first."""
    sheet = balance(witnesses, edition, people)
    strange = sums.strange_tables(edition.page, edition.regions)
    found = (*sheet.findings, *edition.findings, *slips.of_page(edition), *strange)
    return Finished(replace(edition, findings=found), sheet)
