"""The last task of the export: what the documents of the work have to do with one another."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import Settings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

RULES = ("relations-rules", "2")  # raise it when the same documents would give other relations


def task() -> Task:
    return Task("relations", "export", Scope.WORK, no_settings, inputs, work, (RULES,))


def no_settings(_workspace: Workspace, _unit: Unit, _settings: Settings) -> None:
    """Nothing can be set about relations."""


def inputs(workspace: Workspace, _unit: Unit) -> tuple[Path, ...]:
    files = (workspace.export(issue) / "documents.jsonl" for issue in workspace.issues())
    return tuple(path for path in files if path.exists())


def work(workspace: Workspace, unit: Unit, _settings: None) -> Product:
    """One file for the whole work.

    Raises:
        WorkspaceError: where the documents of an issue are damaged.
    """
    from pipeline.export.relations.lines import relation_lines
    from pipeline.export.relations.published import published

    documents = tuple(published(inputs(workspace, unit)))
    return Product(((workspace.relations, relation_lines(documents)),))
