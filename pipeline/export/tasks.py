"""All tasks of the export: those of pages and issues, then the one of the whole work."""

from __future__ import annotations

from pipeline.export import stage
from pipeline.export.relations import stage as relations
from pipeline.settings import Settings
from pipeline.task import Task


def tasks(settings: Settings) -> tuple[Task, ...]:
    """The packages of the issues; then, from their documents, the relations between those.

    Raises:
        SettingsError: where the work's date, language or country cannot stand in the exported files.
    """
    of_work = (relations.task(),) if "jsonl" in settings.export.formats else ()
    return (*stage.tasks(settings), *of_work)
