"""The balance sheets on disk: one for each page, and their sum for the issue.

::

    3-proof/balance/p0003.json    what became of everything the witnesses of the page have
    3-proof/balance.json          the sums, and the pages that do not balance
"""

from __future__ import annotations

from pathlib import Path

from pipeline import codec
from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


def sheet_file(workspace: Workspace, issue: str, page: str) -> Path:
    return workspace.edition(issue, page).parent / "balance" / f"{page}.json"


def issue_file(workspace: Workspace, issue: str) -> Path:
    return workspace.report(issue).parent / "balance.json"


def issue_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The sheets of the issue's pages that have one."""
    masters = workspace.inventory(unit.issue).masters
    files = (sheet_file(workspace, unit.issue, master.page) for master in masters)
    return tuple(path for path in files if path.exists())


def issue_balance(workspace: Workspace, unit: Unit, _settings: None) -> Product:
    """Add up the sheets of an issue."""
    from pipeline.proof.balance import Sheet, summary, unbalanced_finding

    paths = issue_inputs(workspace, unit)
    sheets = [codec.load(path.read_bytes(), Sheet, str(path)) for path in paths]
    found = summary(unit.issue, sheets)
    file = (issue_file(workspace, unit.issue), codec.dump(found))
    return Product((file,), unbalanced_finding(found))
