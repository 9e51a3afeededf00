"""What only the pages of an issue together show, on disk.

::

    3-proof/slips.json    slips of folios, contents, running titles, lists over several pages
"""

from __future__ import annotations

from pathlib import Path

from pipeline import codec
from pipeline.model import Edition
from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


def slips_file(workspace: Workspace, issue: str) -> Path:
    return workspace.report(issue).parent / "slips.json"


def slip_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The inventory, and the editions that there are of the issue's pages: those that people are shown."""
    masters = workspace.inventory(unit.issue).masters
    files = (workspace.shown_edition(unit.issue, master.page) for master in masters)
    there = tuple(path for path in files if path.exists())
    return (workspace.inventory_file(unit.issue), *there) if there else ()


def issue_slips(workspace: Workspace, unit: Unit, _settings: None) -> Product:
    """Read the text of an issue as one."""
    from pipeline.proof.slips import IssueSlips, of_issue

    _, *paths = slip_inputs(workspace, unit)
    editions = [codec.load(path.read_bytes(), Edition, str(path)) for path in paths]
    found = IssueSlips(unit.issue, of_issue(editions))
    return Product(((slips_file(workspace, unit.issue), codec.dump(found)),), found.findings)
