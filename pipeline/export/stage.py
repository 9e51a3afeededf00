"""The export stage: ALTO for each page, then the package of the issue."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.export import renditions
from pipeline.export.pages import edition_files, page_of, pages_of, text_files
from pipeline.settings import FORMATS, ExportSettings, Settings, WorkSettings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

STAGE = "export"
RULES = ("export-rules", "12")  # raise it when the same editions would give other files


@dataclass(frozen=True, slots=True)
class PackageSettings:
    """What an issue's package depends on besides its pages."""

    work: WorkSettings
    export: ExportSettings


def tasks(settings: Settings) -> tuple[Task, ...]:
    """ALTO a page, where METS wants it; the renditions that were chosen; the package an issue.

    Raises:
        SettingsError: where the work's date, language or country cannot stand in the exported files.
    """
    _check(settings.work)
    alto = Task("alto", STAGE, Scope.PAGE, no_settings, alto_inputs, write_alto, (RULES,))
    package = Task("package", STAGE, Scope.ISSUE, package_settings, package_inputs, write_package, (RULES,))
    altos = (alto,) if "mets" in settings.export.formats else ()
    return (*altos, *renditions.tasks(settings), package)


def no_settings(_workspace: Workspace, _unit: Unit, _settings: Settings) -> None:
    """ALTO depends on nothing but its page."""


def alto_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    found = edition_files(workspace, unit.issue, unit.page)
    inventory = workspace.inventory_file(unit.issue)
    return (*found, inventory) if found and inventory.exists() else found


def write_alto(workspace: Workspace, unit: Unit, _settings: Any) -> Product:
    """One page as ALTO 4.4, in the frame of its master."""
    from pipeline.formats import alto

    masters = {master.page: master for master in workspace.inventory(unit.issue).masters}
    page = page_of(workspace, unit.issue, masters[unit.page])
    if page.edition is None:
        return Product()
    return Product(((alto_file(workspace, unit), alto.write(page.edition, page.master)),))


def package_settings(_workspace: Workspace, _unit: Unit, settings: Settings) -> PackageSettings:
    return PackageSettings(settings.work, settings.export)


def package_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The inventory, of each page its edition and its clean page, and the files that METS lists."""
    texts = text_files(workspace, unit.issue)
    return (*texts, *made_before(workspace, unit.issue, FORMATS)) if texts else ()


def write_package(workspace: Workspace, unit: Unit, settings: PackageSettings) -> Product:
    """All files of the issue's package but those of the tasks before, which are listed as they lie there."""
    from pipeline.export.delivered import undelivered
    from pipeline.export.issue import issue_of
    from pipeline.export.package import findings, package

    issue = issue_of(unit.issue, pages_of(workspace, unit.issue), settings.work)
    folder = workspace.export(unit.issue)
    before = tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in made_before(workspace, unit.issue, settings.export.formats)
    )
    files = package(issue, settings.export.formats, before)
    found = (*undelivered(issue.pages, (*files, *before)), *findings(issue))
    return Product(tuple((folder / name, data) for name, data in files), found)


def made_before(workspace: Workspace, issue: str, formats: tuple[str, ...]) -> tuple[Path, ...]:
    """The files of the issue that other tasks made: ALTO of the pages that have text, the renditions."""
    pages = [master.page for master in workspace.inventory(issue).masters]
    with_text = [page for page in pages if workspace.edition(issue, page).exists()]
    altos = [alto_file(workspace, Unit(issue, page)) for page in with_text] if "mets" in formats else []
    return (*(path for path in altos if path.exists()), *renditions.files(workspace, issue, formats))


def alto_file(workspace: Workspace, unit: Unit) -> Path:
    return workspace.export(unit.issue) / "alto" / f"{unit.page}.xml"


def _check(work: WorkSettings) -> None:
    """The three settings that the schemas of the exported files check the form of."""
    if not _is_date(work.digitized):
        message = f"gazette.toml: [work] digitized is no date: {work.digitized!r}"
        raise SettingsError(message, "Write it as 2026-11-20.")
    if not re.fullmatch(r"[a-z]{2,3}", work.language):
        message = f"gazette.toml: [work] language is no ISO 639 code: {work.language!r}"
        raise SettingsError(message, "Write three letters, such as zho.")
    if not re.fullmatch(r"[a-z]{2}(-[a-z0-9]{1,8})*", work.country):
        message = f"gazette.toml: [work] country is no ISO 3166 code: {work.country!r}"
        raise SettingsError(message, "Write two letters, such as cn.")


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
