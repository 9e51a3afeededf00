"""A workspace whose masters are text files, and what one can ask of it afterwards."""

from __future__ import annotations

from pathlib import Path

from pipeline import codec
from pipeline.ledger import Ledger
from pipeline.model import Finding, Inventory, Master
from pipeline.progress import Quiet
from pipeline.runner import Options, Report, run
from pipeline.settings import RunSettings, Settings
from pipeline.stages import Stage
from pipeline.workers import Inline
from pipeline.workspace import CONFIG, Workspace, sha256

ISSUES = {"1987-03": ("one", "two", "three"), "1987-04": ("four",)}


def make_work(root: Path, issues: dict[str, tuple[str, ...]] | None = None) -> Workspace:
    """A workspace with these texts as masters, page by page."""
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text('[work]\ntitle = "A Gazette"\n', "utf-8")
    workspace = Workspace(root.resolve())
    for issue, texts in (ISSUES if issues is None else issues).items():
        put_issue(workspace, issue, texts)
    return workspace


def put_issue(
    workspace: Workspace, issue: str, texts: tuple[str, ...], findings: tuple[Finding, ...] = ()
) -> None:
    masters = []
    for number, text in enumerate(texts, 1):
        page = f"p{number:04}"
        path = workspace.master(issue, f"{page}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        masters.append(Master(page, path.name, 0, "PNG", path.name, sha256(text.encode()), 10, 10, 300.0))
    inventory = Inventory(issue, tuple(masters), findings)
    workspace.inventory_file(issue).write_bytes(codec.dump(inventory))


class Silent(Quiet):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def fault(self, where: str, message: str, advice: str) -> None:
        self.told.append(f"{where}: {message} / {advice}")


def inline(
    workspace: Workspace, stages: tuple[Stage, ...], settings: Settings | None = None, *issues: str
) -> Report:
    """Run in this process."""
    return run(workspace, settings or Settings(), stages, Options(issues, Silent, Inline))


def with_workers(workspace: Workspace, stages: tuple[Stage, ...], workers: int = 2) -> Report:
    """Run in real worker processes."""
    return run(workspace, Settings(run=RunSettings(workers)), stages, Options(talk=Silent))


def tree(workspace: Workspace) -> dict[str, bytes]:
    """Every file but the ledger's and the lock, with its content."""
    ours = ("ledger.sqlite", ".lock")
    return {
        path.relative_to(workspace.root).as_posix(): path.read_bytes()
        for path in sorted(workspace.root.rglob("*"))
        if path.is_file() and not path.name.startswith(ours)
    }


def times(workspace: Workspace) -> dict[tuple[str, str], int]:
    """How often each task on each unit has been brought to an end."""
    with Ledger(workspace.ledger) as ledger:
        return {(entry.task, str(entry.unit)): entry.times for entry in ledger.entries()}


def failed(workspace: Workspace) -> dict[tuple[str, str], str]:
    """The code of each failure, by task and unit."""
    with Ledger(workspace.ledger) as ledger:
        return {(e.task, str(e.unit)): e.code for e in ledger.entries() if e.state == "failed"}
