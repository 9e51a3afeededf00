"""The export stage: ALTO for each page, then the package of the issue."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import codec
from pipeline.errors import SettingsError
from pipeline.model import CleanPage, Edition, Master
from pipeline.settings import ExportSettings, Settings, WorkSettings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.export.flow import Page

STAGE = "export"
RULES = ("export-rules", "4")  # raise it when the same editions would give other files


@dataclass(frozen=True, slots=True)
class PackageSettings:
    """What an issue's package depends on besides its pages."""

    work: WorkSettings
    export: ExportSettings


def tasks(settings: Settings) -> tuple[Task, ...]:
    """ALTO a page, where METS wants it; the package an issue.

    Raises:
        SettingsError: where the work's date, language or country cannot stand in the exported files.
    """
    _check(settings.work)
    alto = Task("alto", STAGE, Scope.PAGE, no_settings, alto_inputs, write_alto, (RULES,))
    package = Task("package", STAGE, Scope.ISSUE, package_settings, package_inputs, write_package, (RULES,))
    return (alto, package) if "mets" in settings.export.formats else (package,)


def no_settings(_workspace: Workspace, _unit: Unit, _settings: Settings) -> None:
    """ALTO depends on nothing but its page."""


def alto_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    edition = workspace.edition(unit.issue, unit.page)
    if not edition.exists():
        return ()
    others = (workspace.clean_page(unit.issue, unit.page), workspace.inventory_file(unit.issue))
    return (edition, *(path for path in others if path.exists()))


def write_alto(workspace: Workspace, unit: Unit, _settings: Any) -> Product:
    """One page as ALTO 4.4, in the frame of its master."""
    from pipeline.formats import alto

    masters = {master.page: master for master in workspace.inventory(unit.issue).masters}
    page = _page(workspace, unit.issue, masters[unit.page])
    if page.edition is None:
        return Product()
    return Product(((alto_file(workspace, unit), alto.write(page.edition, page.master)),))


def package_settings(_workspace: Workspace, _unit: Unit, settings: Settings) -> PackageSettings:
    return PackageSettings(settings.work, settings.export)


def package_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The inventory, and of each page its edition, its clean page and its ALTO, as far as they exist."""
    inventory = workspace.inventory_file(unit.issue)
    if not inventory.exists():
        return ()
    units = [Unit(unit.issue, master.page) for master in workspace.inventory(unit.issue).masters]
    found = [path for one in units for path in _page_files(workspace, one) if path.exists()]
    return (inventory, *found)


def write_package(workspace: Workspace, unit: Unit, settings: PackageSettings) -> Product:
    """All files of the issue's package but ALTO, which is listed as it lies there."""
    from pipeline.export.issue import issue_of
    from pipeline.export.package import findings, package

    masters = workspace.inventory(unit.issue).masters
    pages = tuple(_page(workspace, unit.issue, master) for master in masters)
    issue = issue_of(unit.issue, pages, settings.work)
    folder = workspace.export(unit.issue)
    read = [alto_file(workspace, Unit(unit.issue, page.id)) for page in pages if page.edition]
    altos = tuple((f"alto/{path.name}", path.read_bytes()) for path in read if path.exists())
    files = package(issue, settings.export.formats, altos)
    return Product(tuple((folder / name, data) for name, data in files), findings(issue))


def alto_file(workspace: Workspace, unit: Unit) -> Path:
    return workspace.export(unit.issue) / "alto" / f"{unit.page}.xml"


def _page_files(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    edition = workspace.edition(unit.issue, unit.page)
    if not edition.exists():
        return ()
    return edition, workspace.clean_page(unit.issue, unit.page), alto_file(workspace, unit)


def _page(workspace: Workspace, issue: str, master: Master) -> Page:
    """A page with its edition moved to the master; without one where the page has no text."""
    from pipeline.export.flow import Page, edition_on_master

    path = workspace.edition(issue, master.page)
    if not path.exists():
        return Page(master, None)
    edition = codec.load(path.read_bytes(), Edition, str(path))
    clean = workspace.clean_page(issue, master.page)
    record = codec.load(clean.read_bytes(), CleanPage, str(clean)) if clean.exists() else None
    return Page(master, edition_on_master(edition, record))


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
