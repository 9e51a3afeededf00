"""What the commands answer, as text for people and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.progress import duration
from pipeline.wording import counted

if TYPE_CHECKING:
    from pipeline.commands import Intake, Ran
    from pipeline.exchange import Exchanged


def intake_text(intake: Intake) -> str:
    """A line for each issue: ``1987-03: 48 pages; 5 files taken in, 43 fresh, 1 refused``"""
    return "\n".join(_intake_lines(intake))


def _intake_lines(intake: Intake) -> Iterator[str]:
    for report in intake.reports:
        numbers = (
            (len(report.taken), "taken in"),
            (len(report.fresh), "fresh"),
            (len(report.refused), "refused"),
            (len(report.skipped), "left out"),
        )
        files = ", ".join(f"{number} {word}" for number, word in numbers if number) or "none"
        yield f"{report.inventory.issue}: {counted(len(report.inventory.masters), 'page')}; files: {files}"


def run_text(ran: Ran) -> str:
    """What was taken in, what was done, how fast, and where to look next; the stages told their own."""
    lines = (*_intake_lines(ran.intake), _sum(ran), f"See also: gazette status {ran.workspace.root}")
    return "\n".join(lines)


def _sum(ran: Ran) -> str:
    report = ran.report
    lost = f"; {report.losses} of them losses" if report.losses else ""
    if not any(count.done or count.failed for count in report.counts):
        waiting = [count for count in report.counts if count.skipped == count.total]
        if len(waiting) == len(report.counts):
            return "nothing done: an earlier stage has to make what this one reads"
        found = f"; {counted(report.findings, 'finding')}{lost}" if lost else ""
        return f"nothing to do: everything is fresh ({duration(report.seconds)}){found}"
    speed = f" ({report.pages_per_minute:.1f} pages a minute)" if report.pages else ""
    failed = f"; {len(report.failures)} failed" if report.failures else ""
    return (
        f"{counted(report.pages, 'page')} worked on in {duration(report.seconds)}{speed}; "
        f"{counted(report.findings, 'finding')}{lost}{failed}"
    )


def sheet_text(workspace: Path, made: Exchanged) -> str:
    """Where the sheet is; or what one that came back has decided, and what to do next."""
    if made.handed is None:
        command = f"gazette sheet {workspace} {made.issue}/{made.page} --from {made.path} --as NAME"
        return f"{made.path}\nWhen it is back: {command}"
    count = f"{counted(len(made.handed.file.decisions), 'decision')} on {made.issue} {made.page}"
    return (
        f"{made.path}: {count}; left open: {counted(made.handed.open, 'place')}\n"
        f"Next: gazette decide {workspace} {made.path}"
    )
