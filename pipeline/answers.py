"""What the commands answer, as text for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.progress import duration

if TYPE_CHECKING:
    from pipeline.commands import Intake, Ran
    from pipeline.exchange import Exchanged
    from pipeline.search.find import SearchResult
    from pipeline.search.hits import Hit


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
        yield f"{report.inventory.issue}: {len(report.inventory.masters)} pages; files: {files}"


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
        found = f"; {report.findings} findings{lost}" if lost else ""
        return f"nothing to do: everything is fresh ({duration(report.seconds)}){found}"
    speed = f" ({report.pages_per_minute:.1f} pages a minute)" if report.pages else ""
    failed = f"; {len(report.failures)} failed" if report.failures else ""
    return (
        f"{report.pages} pages worked on in {duration(report.seconds)}{speed}; "
        f"{report.findings} findings{lost}{failed}"
    )


def sheet_text(workspace: Path, made: Exchanged) -> str:
    """Where the sheet is; or what one that came back has decided, and what to do next."""
    if made.handed is None:
        command = f"gazette sheet {workspace} {made.issue}/{made.page} --from {made.path} --as NAME"
        return f"{made.path}\nWhen it is back: {command}"
    count = f"{len(made.handed.file.decisions)} decisions on {made.issue} {made.page}"
    return (
        f"{made.path}: {count}; {made.handed.open} open places stay open\n"
        f"Next: gazette decide {workspace} {made.path}"
    )


def hits_text(result: SearchResult) -> str:
    """A line for each hit, with its place; the sum at the end."""
    lines = [_hit_text(hit) for hit in result.hits]
    shown = "" if len(result.hits) == result.total else f", {len(result.hits)} shown"
    return "\n".join((*lines, f"{result.total} hits on {result.pages} pages{shown}"))


def _hit_text(hit: Hit) -> str:
    boxes = " ".join(f"{b.left},{b.top},{b.right},{b.bottom}" for b in hit.boxes) or "no box"
    doubt = "" if hit.exact else "  (a reading not chosen)"
    where = f"{hit.issue} {hit.page} {hit.line} [{boxes}]"
    return f"{where}  {hit.before}【{hit.match}】{hit.after}".replace("\n", " ") + doubt


def hits_json(result: SearchResult) -> str:
    """Counts and hits; boxes are left, top, right, bottom in pixels of the master."""
    hits = [
        {
            "issue": hit.issue, "page": hit.page, "line": hit.line, "text": hit.text,
            "before": hit.before, "match": hit.match, "after": hit.after, "image": hit.image,
            "boxes": [[b.left, b.top, b.right, b.bottom] for b in hit.boxes], "via": hit.via.value,
        }
        for hit in result.hits
    ]  # fmt: skip
    record = {"total": result.total, "pages": result.pages, "hits": hits}
    return json.dumps(record, ensure_ascii=False, indent=1)
