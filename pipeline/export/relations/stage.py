"""The last task of the export: what the documents of the work have to do with one another."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import Settings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

RULES = ("relations-rules", "3")  # raise it when the same documents would give other relations


def task() -> Task:
    return Task("relations", "export", Scope.WORK, no_settings, inputs, work, (RULES,))


def no_settings(_workspace: Workspace, _unit: Unit, _settings: Settings) -> None:
    """Nothing can be set about relations."""


def inputs(workspace: Workspace, _unit: Unit) -> tuple[Path, ...]:
    files = (workspace.export(issue) / "documents.jsonl" for issue in workspace.issues())
    return tuple(path for path in files if path.exists())


def work(workspace: Workspace, unit: Unit, _settings: None) -> Product:
    """One file for the whole work, and pages that show what was printed twice.

    Raises:
        WorkspaceError: where the documents of an issue are damaged.
    """
    from pipeline.export.relations.lines import relation_lines
    from pipeline.export.relations.numbers import numbered_alike
    from pipeline.export.relations.pages import twin_pages
    from pipeline.export.relations.published import published
    from pipeline.export.relations.twins import twins

    documents = tuple(published(inputs(workspace, unit)))
    pairs = tuple(twins(documents))
    pages = twin_pages(workspace, documents, pairs)
    relations = workspace.relations, relation_lines(documents, pairs)
    return Product((relations, *pages), numbered_alike(documents, pairs))
