"""A status as text for people and as JSON for programs.

Neighbouring pages in the same state share a row, so that thirty thousand pages fit on a screen and
every one of them can still be found in it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.model import Finding, Severity
from pipeline.status import INTAKE, IssueStatus, State, Status, UnitStatus
from pipeline.wording import counted

Row = tuple[str, ...]
MOST_LOST = 50  # losses that are told one by one


def table(status: Status) -> str:
    """The whole status, in lines: the table, what failed, what is lost, what intake found, the sums."""
    damaged = any(issue.whole.stages[:1] == ((INTAKE, State.FAILED),) for issue in status.issues)
    stages = (INTAKE, *status.stages) if damaged else status.stages
    rows = [("ISSUE", "PAGES", *(name.upper() for name in stages), "FINDINGS")]
    for issue in status.issues:
        rows += _rows(issue, stages)
    rows += [_row(("", "whole work"), status.work, stages)]
    parts = ["\n".join(_aligned(rows)), *_sections(status), _sums(status)]
    return "\n\n".join(parts)


def as_json(status: Status) -> str:
    """Every issue and every page, with its state, its faults and the number of its findings."""
    record = {
        "title": status.title,
        "pages": {state.value: status.count(state) for state in State},
        "work": _unit_json(status.work),
        "issues": [_issue_json(issue) for issue in status.issues],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _rows(issue: IssueStatus, stages: Sequence[str]) -> Iterator[Row]:
    title = issue.issue
    for _, group in groupby(issue.pages, key=lambda page: (page.stages, bool(page.findings))):
        pages = tuple(group)
        yield _row((title, _span(pages)), pages[0], stages, sum(page.findings for page in pages))
        title = ""
    if issue.whole.stages or not issue.pages:
        yield _row((title, "issue"), issue.whole, stages)


def _span(pages: Sequence[UnitStatus]) -> str:
    first, last = pages[0].unit.page, pages[-1].unit.page
    return first if first == last else f"{first}–{last} ({len(pages)})"


def _row(head: Row, unit: UnitStatus, stages: Sequence[str], findings: int | None = None) -> Row:
    states = dict(unit.stages)
    cells = tuple(states[name].value if name in states else "" for name in stages)
    number = unit.findings if findings is None else findings
    return (*head, *cells, str(number) if number else "")


def _sections(status: Status) -> Iterator[str]:
    failed = [_told(unit, unit.faults) for unit in _units(status) if unit.faults]
    if failed:
        yield "\n".join(("Failed:", *failed))
    lost = [f"  {u.unit}: {f.message} [{f.code}]" for u in _units(status) for f in u.losses]
    if lost:
        more = [f"  and {len(lost) - MOST_LOST} more: see --json"] if len(lost) > MOST_LOST else []
        yield "\n".join(("Lost:", *lost[:MOST_LOST], *more))
    intake = [line for issue in status.issues for line in _intake(issue)]
    if intake:
        yield "\n".join(("Found at intake:", *intake))


def _intake(issue: IssueStatus) -> Iterator[str]:
    """Each finding that asks for a look; of those for the record the first of a kind and their number."""
    notes: dict[str, list[Finding]] = {}
    for finding in issue.intake:
        if finding.severity is Severity.NOTE:
            notes.setdefault(finding.code, []).append(finding)
        else:
            yield f"  {_about(issue, finding)}"
    for found in notes.values():
        more = f" and {len(found) - 1} more like it" if len(found) > 1 else ""
        yield f"  {_about(issue, found[0])}{more}"


def _told(unit: UnitStatus, faults: Sequence[Any]) -> str:
    return "\n".join(f"  {unit.unit} {f.task}: {f.message} [{f.code}]\n    {f.advice}" for f in faults)


def _about(issue: IssueStatus, finding: Finding) -> str:
    where = f"{issue.issue} {finding.page}".rstrip()
    return f"{where}: {finding.message} [{finding.code}]"


def _units(status: Status) -> Iterator[UnitStatus]:
    for issue in status.issues:
        yield issue.whole
        yield from issue.pages
    yield status.work


def _sums(status: Status) -> str:
    pages = sum(len(issue.pages) for issue in status.issues)
    parts = [f"{status.count(state)} {state.value}" for state in State if status.count(state)]
    refused = sum(f.severity is Severity.LOSS for issue in status.issues for f in issue.intake)
    text = f"{status.title}: {counted(len(status.issues), 'issue')}, {counted(pages, 'page')}"
    text += f": {', '.join(parts)}" if parts else ""
    return text + (f"; {counted(refused, 'file')} could not be taken in whole" if refused else "")


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns of a terminal: Han and full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _issue_json(issue: IssueStatus) -> dict[str, Any]:
    return {
        "issue": issue.issue,
        "whole": _unit_json(issue.whole),
        "intake": [
            {"code": f.code, "severity": f.severity.value, "page": f.page, "message": f.message}
            for f in issue.intake
        ],
        "pages": [{"page": page.unit.page, **_unit_json(page)} for page in issue.pages],
    }


def _unit_json(unit: UnitStatus) -> dict[str, Any]:
    faults = [
        {"stage": f.stage, "task": f.task, "code": f.code, "message": f.message, "advice": f.advice}
        for f in unit.faults
    ]
    stages = {name: state.value for name, state in unit.stages}
    found = {"state": unit.state.value, "stages": stages, "findings": unit.findings, "faults": faults}
    return {**found, "losses": [{"code": f.code, "message": f.message} for f in unit.losses]}
