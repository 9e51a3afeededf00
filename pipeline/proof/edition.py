"""A collation settled, line by line: the edition of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import (
    App,
    Box,
    Cell,
    Edition,
    Finding,
    Region,
    Severity,
    Step,
    TextLine,
    Witness,
    hull,
)
from pipeline.proof.collate import collate
from pipeline.proof.columns import CollatedLine, Collation
from pipeline.proof.decided import overlay
from pipeline.proof.policy import Policy
from pipeline.proof.settle import EXTRA_LINE, MISSING_LINE, SettledLine
from pipeline.proof.settlement import settle_page
from pipeline.proof.standing import Carrier
from pipeline.proof.treatment import is_asked


def base_of(witnesses: Sequence[Witness], wanted: Sequence[str]) -> str:
    """The sigil of the base: the first one wanted that is there, else the first with boxes, else the first.

    `witnesses` holds at least one; their order does not matter.
    """
    there = sorted(witness.sigil for witness in witnesses)
    boxed = sorted(witness.sigil for witness in witnesses if _has_boxes(witness))
    return next(sigil for sigil in (*wanted, *boxed, *there) if sigil in there)


def _has_boxes(witness: Witness) -> bool:
    return any(line.box for region in witness.regions for line in region.lines)


def edit(
    witnesses: Sequence[Witness],
    base: str,
    errors_left: float,
    step: Step,
    people: Sequence[Carrier] = (),
    *,
    policy: Policy | None = None,
) -> Edition:
    """Collate and settle all witnesses of a page, whose boxes lie on the derivatives; people go first.

    `errors_left` is how many errors in 10,000 characters may be left in what is settled without a person.
    """
    collation = collate(witnesses, base)
    told = tuple(finding for witness in witnesses for finding in witness.findings)
    settled = settle_page(collation, told, errors_left, policy or Policy())
    found = iter(settled.lines)
    regions: list[Region] = []
    apps: list[App] = []
    for collated in collation.regions:
        own = [next(found) for _ in collated.lines]
        lines = tuple(_line(line, one) for line, one in zip(collated.lines, own, strict=True))
        regions.append(replace(collated.region, lines=lines))
        apps += (app for one in own for app in one.apps)
    steps = tuple(dict.fromkeys((*(s for w in _sorted(witnesses, collation) for s in w.steps), step)))
    of_engines = Edition(collation.page, collation.sigils, tuple(regions), tuple(apps), (), steps)
    decided = overlay(of_engines, people)
    celled = tuple(replace(region, cells=_cells(region)) for region in decided.regions)
    findings = (*_findings(collation, celled, decided.apps), *settled.findings)
    return replace(decided, regions=celled, findings=findings)


def _sorted(witnesses: Sequence[Witness], collation: Collation) -> list[Witness]:
    return sorted(witnesses, key=lambda witness: collation.sigils.index(witness.sigil))


def _cells(region: Region) -> tuple[Cell, ...]:
    """The cells of a table, with the lines that only other witnesses have in the cells they lie on."""
    placed = {name for cell in region.cells for name in cell.lines}
    cells = []
    for cell in region.cells:
        own = (line.id for line in region.lines if line.id not in placed and _holds(cell.box, line.box))
        cells.append(replace(cell, lines=(*cell.lines, *own)))
    return tuple(cells)


def _holds(outer: Box | None, inner: Box | None) -> bool:
    if outer is None or inner is None:
        return False
    x, y = inner.centre
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _line(line: CollatedLine, settled: SettledLine) -> TextLine:
    boxes = tuple(glyph.box for glyph in settled.glyphs if glyph.box)
    box = line.box or (hull(boxes) if boxes else None)
    return TextLine(line.id, box, settled.glyphs, line.direction)


def _findings(collation: Collation, regions: Sequence[Region], apps: Sequence[App]) -> tuple[Finding, ...]:
    """What a person should know of the page as a whole; the places themselves are in the apparatus."""
    page = collation.page
    length = sum(len(line.glyphs) for region in regions for line in region.lines)
    unsettled = sum(map(is_asked, apps))
    partial = sum(not app.decided and app.reasons[0] in (MISSING_LINE, EXTRA_LINE) for app in apps)
    found = []
    if unsettled:
        message = f"{unsettled} unsettled places in {length} characters"
        found.append(Finding("unsettled-places", message, Severity.CHECK, page))
    if partial:
        message = f"{partial} lines that not every witness has"
        found.append(Finding("partial-lines", message, Severity.CHECK, page))
    return (*found, *_moved(collation))


def _moved(collation: Collation) -> tuple[Finding, ...]:
    found = []
    for sigil in collation.sigils:
        lines = [line.id for line in collation.lines if sigil in line.moved]
        if lines:
            message = f"{sigil} has {len(lines)} lines in another order, the first is {lines[0]}"
            found.append(Finding("moved-text", message, Severity.CHECK, collation.page))
    return tuple(found)
