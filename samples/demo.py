"""The main job on a sample issue, and how far its text is from what was set: ``make demo``."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.score import Score, score
from pipeline import codec
from pipeline.commands import Making, Ran, run_targets
from pipeline.errors import GazetteError
from pipeline.ledger import Ledger
from pipeline.model import Edition
from pipeline.workspace import Workspace

ISSUE = "1987-03"
SAMPLES = Path(__file__).parent / "issues"
OUT = Path(".demo")


def main() -> int:
    """Run, print the account, end with the run's own exit code."""
    try:
        ran = run_targets([SAMPLES / ISSUE], Making(OUT, "云山省人民政府公报"), ())
    except GazetteError as error:
        print(f"demo: {error}\n  {error.advice}", file=sys.stderr)
        return error.exit_code
    print("\n".join(_account(ran)))
    return ran.exit_code


def _account(ran: Ran) -> list[str]:
    workspace, report = ran.workspace, ran.report
    editions = _editions(workspace)
    unsettled = sum(not app.settled for edition in editions.values() for app in edition.apps)
    with Ledger(workspace.ledger) as ledger:
        findings = len(ledger.findings())
    pace = f"{report.pages_per_minute:.1f} pages a minute ({report.seconds:.0f} s)"
    if not report.pages:
        pace = f"nothing redone, all {sum(count.fresh for count in report.counts)} results are fresh"
    total = sum((_scored(page, edition) for page, edition in editions.items()), Score())
    return [
        "",
        f"Sample issue   {ISSUE} (typeset by samples/typeset, see samples/README.md)",
        f"Pages          {len(editions)} of {len(workspace.inventory(ISSUE).masters)} with text",
        f"Findings       {findings}",
        f"Unsettled      {unsettled} places for a proofreader",
        f"CER            {total.cer:.4f} before proofreading ({total.characters} characters of ground truth)",
        f"Speed          {pace}",
        *_places(workspace),
    ]


def _editions(workspace: Workspace) -> dict[str, Edition]:
    found = {}
    for master in workspace.inventory(ISSUE).masters:
        path = workspace.edition(ISSUE, master.page)
        if path.exists():
            found[master.page] = codec.load(path.read_bytes(), Edition, str(path))
    return found


def _scored(page: str, edition: Edition) -> Score:
    text = "\n".join(line.text for region in edition.regions for line in region.lines)
    return score((SAMPLES / ISSUE / f"{page}.gt.txt").read_text("utf-8"), text)


def _places(workspace: Workspace) -> list[str]:
    export = workspace.export(ISSUE)
    named = (
        ("Report", workspace.report(ISSUE) / "index.html"),
        ("Akoma Ntoso", export / "issue.akn.xml"),
        ("METS", export / "mets.xml"),
        ("ALTO", export / "alto"),
        ("Plain text", export / "issue.txt"),
        ("JSON Lines", export / "documents.jsonl"),
        ("Index", workspace.index),
    )
    places = [f"{name:14} {_short(path)}" for name, path in named]
    return [*places, "", f"Try:  .venv/bin/gazette search {_short(workspace.root)} 通知"]


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    sys.exit(main())
