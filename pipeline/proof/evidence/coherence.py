"""The page's own redundancy: what it says twice, and whether it says the same.

`check` reads pages, one or a whole issue, and gives the places that contradict each other or the calendar.
Each kind of check is a module of `slips`; `CHECKS` is the table of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.model import Box, Finding, Severity, hull
from pipeline.proof.evidence.slips import (
    amounts,
    balances,
    contents,
    cycle,
    dates,
    docnumbers,
    folios,
    issues,
    numbered,
    pairs,
    periods,
    regnal,
    tables,
    totals,
    twins,
    weekdays,
)
from pipeline.proof.evidence.slips.passage import Printed, Sheet, Text, read
from pipeline.proof.evidence.slips.record import Slip, Span

CHECKS: tuple[Callable[[Text], Iterator[Slip]], ...] = (
    regnal.slips,
    cycle.slips,
    dates.slips,
    weekdays.slips,
    numbered.slips,
    pairs.slips,
    tables.slips,
    totals.slips,
    balances.slips,
    periods.slips,
    amounts.slips,
    docnumbers.slips,
    issues.slips,
    folios.slips,
    contents.slips,
    twins.slips,
)


def check(pages: Sequence[Printed]) -> tuple[Slip, ...]:
    """All slips of pages, which follow one another; in the order of the checks."""
    text = read(pages)
    return tuple(dict.fromkeys(slip for one in CHECKS for slip in one(text)))


def across(pages: Sequence[Printed]) -> tuple[Slip, ...]:
    """The slips of an issue that no page shows by itself: folios, contents, lists over several pages."""
    alone = {(slip.code, slip.spans) for page in pages for slip in check([page])}
    return tuple(slip for slip in check(pages) if (slip.code, slip.spans) not in alone)


def as_findings(pages: Sequence[Printed], slips: Iterable[Slip]) -> tuple[Finding, ...]:
    """Slips of pages as findings, with the box around what is wrong on the image of its line."""
    lines = {line.id: (r.image, line) for page in pages for r in page.regions for line in r.lines}
    found = []
    for slip in slips:
        image, line = lines[slip.line]
        boxes = tuple(glyph.box for glyph in line.glyphs[slip.start : slip.stop] if glyph.box)
        box: Box | None = hull(boxes) if boxes else line.box
        message = f"{slip.line}: {slip.message}"
        severity = Severity.CHECK if slip.sure else Severity.NOTE
        found.append(Finding(slip.code, message, severity, slip.page, image, box))
    return tuple(found)


__all__ = ["CHECKS", "Sheet", "Slip", "Span", "across", "as_findings", "check"]
