"""Four stages that behave well: masters in capitals, two witnesses of them, an edition, a register."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.model import Finding
from pipeline.settings import Settings
from pipeline.stages import Stage
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import EXPORT, INDEX, OCR, SCAN, Workspace


def whole_settings(workspace: Workspace, unit: Unit, settings: Settings) -> Any:
    return None


def master(workspace: Workspace, unit: Unit) -> Path:
    return workspace.master(unit.issue, f"{unit.page}.txt")


def clean(workspace: Workspace, unit: Unit) -> Path:
    return workspace.derivative(unit.issue, f"{unit.page}.txt")


def edition(workspace: Workspace, issue: str) -> Path:
    return workspace.export(issue) / "text" / "issue.txt"


def existing(*paths: Path) -> tuple[Path, ...]:
    return tuple(path for path in paths if path.exists())


def scan_settings(workspace: Workspace, unit: Unit, settings: Settings) -> Any:
    return settings.scan


def master_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    return existing(master(workspace, unit))


def scan_work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = master(workspace, unit).read_text("utf-8").upper() + f" {settings.rotate}"
    files = [(clean(workspace, unit), text.encode())]
    if settings.split == "always":
        files.append((workspace.derivative(unit.issue, f"{unit.page}_b.txt"), b"second half"))
    return Product(tuple(files), (Finding("capitals", "was in small letters"),))


def clean_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    return existing(clean(workspace, unit))


def ocr_work(sigil: str, workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = f"{sigil}: {clean(workspace, unit).read_text('utf-8')}"
    return Product(((workspace.witness(unit.issue, unit.page, sigil), text.encode()),))


def witness_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    return tuple(sorted((workspace.issue(unit.issue) / OCR).glob("*.json")))


def export_settings(workspace: Workspace, unit: Unit, settings: Settings) -> Any:
    return settings.work


def export_work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = "\n".join(path.read_text("utf-8") for path in witness_inputs(workspace, unit))
    first = (edition(workspace, unit.issue), f"{settings.title}\n{text}".encode())
    return Product((first, (workspace.export(unit.issue) / "issue.count", str(len(text)).encode())))


def edition_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    return existing(*(edition(workspace, issue) for issue in workspace.issues()))


def index_work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = "\n".join(path.read_text("utf-8") for path in edition_inputs(workspace, unit))
    return Product(((workspace.index / "register", text.encode()),))


def page_task(name: str, stage: str, inputs: Any, work: Any, settings: Any = whole_settings) -> Task:
    return Task(name, stage, Scope.PAGE, settings, inputs, work)


def scan_tasks(settings: Settings) -> tuple[Task, ...]:
    return (page_task("scan", "scan", master_inputs, scan_work, scan_settings),)


def ocr_tasks(settings: Settings) -> tuple[Task, ...]:
    return tuple(
        Task(sigil, "ocr", Scope.PAGE, whole_settings, clean_inputs, partial(ocr_work, sigil), parallel=False)
        for sigil in settings.ocr.witnesses
    )


def export_tasks(settings: Settings) -> tuple[Task, ...]:
    return (Task("package", "export", Scope.ISSUE, export_settings, witness_inputs, export_work),)


def index_tasks(settings: Settings) -> tuple[Task, ...]:
    return (Task("index", "index", Scope.WORK, whole_settings, edition_inputs, index_work, parallel=False),)


SCAN_STAGE = Stage("scan", SCAN, scan_tasks)
OCR_STAGE = Stage("ocr", OCR, ocr_tasks)
EXPORT_STAGE = Stage("export", EXPORT, export_tasks)
INDEX_STAGE = Stage("index", INDEX, index_tasks)
CHAIN = (SCAN_STAGE, OCR_STAGE, EXPORT_STAGE, INDEX_STAGE)


def scan_stage(work: Any) -> Stage:
    """A first stage that does its work in another way: `work` is a function of a module."""
    return Stage("scan", SCAN, partial(_tasks_with, work))


def _tasks_with(work: Any, settings: Settings) -> tuple[Task, ...]:
    return (page_task("scan", "scan", master_inputs, work, scan_settings),)


def chain_with(work_function: Callable[..., object]) -> tuple[Stage, ...]:
    """The chain with another first task."""
    return (scan_stage(work_function), *CHAIN[1:])
