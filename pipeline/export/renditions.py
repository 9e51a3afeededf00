"""What is made of an issue beside its package: PAGE-XML and a picture a page, a PDF, a IIIF manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.export.pages import edition_files, page_of, pages_of, text_files
from pipeline.model import Master
from pipeline.settings import Settings, WorkSettings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

STAGE = "export"
RULES = ("renditions", "1")  # raise it when the same editions would give other files


def tasks(settings: Settings) -> tuple[Task, ...]:
    """A task for each of the formats chosen."""
    known = {
        "page": Task("page", STAGE, Scope.PAGE, page_settings, page_inputs, write_page, (RULES,)),
        "iiif": Task("picture", STAGE, Scope.PAGE, no_settings, picture_inputs, write_picture, (RULES,)),
        "pdf": Task("pdf", STAGE, Scope.ISSUE, pdf_settings, pdf_inputs, write_pdf, (RULES,)),
    }
    manifest = Task("iiif", STAGE, Scope.ISSUE, iiif_settings, iiif_inputs, write_iiif, (RULES,))
    chosen = tuple(task for name, task in known.items() if name in settings.export.formats)
    return (*chosen, manifest) if "iiif" in settings.export.formats else chosen


def files(workspace: Workspace, issue: str, formats: tuple[str, ...]) -> tuple[Path, ...]:
    """Those of these files that there are, in order."""
    folder = workspace.export(issue)
    masters = workspace.inventory(issue).masters
    found: list[Path] = []
    if "page" in formats:
        found += [
            page_file(workspace, issue, m.page) for m in masters if workspace.edition(issue, m.page).exists()
        ]
    if "iiif" in formats:
        found += [picture_file(workspace, issue, m.page) for m in masters]
        found += [folder / "iiif" / name for name in ("manifest.json", *(f"{m.page}.json" for m in masters))]
    if "pdf" in formats:
        found.append(folder / "issue.pdf")
    return tuple(path for path in found if path.exists())


def page_file(workspace: Workspace, issue: str, page: str) -> Path:
    return workspace.export(issue) / "page" / f"{page}.xml"


def picture_file(workspace: Workspace, issue: str, page: str) -> Path:
    return workspace.export(issue) / "images" / f"{page}.jpg"


@dataclass(frozen=True, slots=True)
class Digitized:
    """The date that PAGE-XML demands."""

    digitized: str


def page_settings(_workspace: Workspace, _unit: Unit, settings: Settings) -> Digitized:
    return Digitized(settings.work.digitized)


def page_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    if not workspace.edition(unit.issue, unit.page).exists():
        return ()
    return (*edition_files(workspace, unit.issue, unit.page), workspace.inventory_file(unit.issue))


def write_page(workspace: Workspace, unit: Unit, settings: Digitized) -> Product:
    """One page as PAGE-XML 2019, in the frame of its master."""
    from pipeline.formats import page as page_xml

    page = page_of(workspace, unit.issue, _master(workspace, unit))
    if page.edition is None:
        return Product()
    data = page_xml.write(page.edition, page.master, settings.digitized)
    return Product(((page_file(workspace, unit.issue, unit.page), data),))


def no_settings(_workspace: Workspace, _unit: Unit, _settings: Settings) -> None:
    """A picture depends on nothing but its master."""


def picture_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    return (workspace.master(unit.issue, _master(workspace, unit).file),)


def write_picture(workspace: Workspace, unit: Unit, _settings: Any) -> Product:
    """One page as JPEG, for browsers."""
    from pipeline.plate import web_picture

    master = _master(workspace, unit)
    data = web_picture(workspace.master(unit.issue, master.file), master)
    return Product(((picture_file(workspace, unit.issue, unit.page), data),))


@dataclass(frozen=True, slots=True)
class ManifestSettings:
    """What a manifest says besides its pages: the work, where it is served, what lies beside it."""

    work: WorkSettings
    address: str
    formats: tuple[str, ...]


def iiif_settings(_workspace: Workspace, _unit: Unit, settings: Settings) -> ManifestSettings:
    return ManifestSettings(settings.work, settings.export.address, settings.export.formats)


def iiif_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The inventory and the editions."""
    return text_files(workspace, unit.issue)


def write_iiif(workspace: Workspace, unit: Unit, settings: ManifestSettings) -> Product:
    """The manifest of an issue, and the annotations of each page that has text."""
    from pipeline.export import iiif
    from pipeline.export.issue import issue_of

    issue = issue_of(unit.issue, pages_of(workspace, unit.issue), settings.work)
    address = f"{settings.address}/{quote(issue.id)}"
    folder = workspace.export(unit.issue) / "iiif"
    texts = tuple(
        (folder / f"{page.id}.json", iiif.page_annotations(page, issue, address))
        for page in issue.pages
        if page.edition
    )
    whole = iiif.manifest(issue, address, settings.formats)
    return Product(((folder / "manifest.json", whole), *texts))


def pdf_settings(_workspace: Workspace, _unit: Unit, settings: Settings) -> WorkSettings:
    return settings.work


def pdf_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The inventory, the editions, and the masters."""
    texts = text_files(workspace, unit.issue)
    if not texts:
        return ()
    masters = workspace.inventory(unit.issue).masters
    return (*texts, *dict.fromkeys(workspace.master(unit.issue, master.file) for master in masters))


def write_pdf(workspace: Workspace, unit: Unit, settings: WorkSettings) -> Product:
    """The issue as searchable PDF/A-2b."""
    from pipeline.export.issue import issue_of
    from pipeline.export.pdf import document
    from pipeline.plate import plate

    issue = issue_of(unit.issue, pages_of(workspace, unit.issue), settings)
    data = document.write(issue, lambda master: plate(workspace.master(unit.issue, master.file), master))
    return Product(((workspace.export(unit.issue) / "issue.pdf", data),))


def _master(workspace: Workspace, unit: Unit) -> Master:
    masters = {master.page: master for master in workspace.inventory(unit.issue).masters}
    return masters[unit.page]
