"""The scan stage: the master of a page in, its clean page images and their record out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import codec
from pipeline.derivative import CleanPage, Derivative
from pipeline.errors import WorkspaceError
from pipeline.model import Master, Step
from pipeline.settings import ScanSettings, Settings, page_overrides
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.scan.recipe import Cleaned, Sheet

NAME = "scan"
VERSION = "3"  # of the recipe: raise it when the same settings give other images


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the work on one page depends on."""

    scan: ScanSettings
    max_pixels: int
    frame: int  # of the master's file
    dpi: float  # a PDF page is rendered at


def tasks(settings: Settings) -> tuple[Task, ...]:
    """The one task: clean a page."""
    tools = (("scan", VERSION), ("opencv", _opencv()), ("tesseract-osd", _tesseract()))
    return (Task(NAME, "scan", Scope.PAGE, page_settings, inputs, work, tools),)


def page_settings(workspace: Workspace, unit: Unit, base: Settings) -> PageSettings:
    """The settings of one page, with what overrides.toml says of it.

    Raises:
        SettingsError: naming the file, the page and the key.
    """
    resolved = page_overrides(workspace.overrides(unit.issue), unit.page, base)
    master = _master(workspace, unit)
    return PageSettings(resolved.scan, resolved.intake.max_pixels, master.frame, master.dpi)


def inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The file of the page's master."""
    return (workspace.master(unit.issue, _master(workspace, unit).file),)


def work(workspace: Workspace, unit: Unit, settings: PageSettings) -> Product:
    """Clean one page: the images first, the record that names them last.

    Raises:
        BadInputError: or one of its children, where the master cannot be read.
    """
    from pipeline.image import decode_master, encode_png
    from pipeline.scan.recipe import clean

    master = _master(workspace, unit)
    raster = decode_master(workspace.master(unit.issue, master.file), master, settings.max_pixels)
    cleaned = clean(raster, settings.scan, unit.page)
    page = _record(unit.page, cleaned, settings.scan)
    files = [
        (workspace.derivative(unit.issue, derivative.file), encode_png(sheet.raster))
        for derivative, sheet in zip(page.derivatives, cleaned.sheets, strict=True)
    ]
    record = (workspace.clean_page(unit.issue, unit.page), codec.dump(page))
    return Product((*files, record), page.findings)


def _master(workspace: Workspace, unit: Unit) -> Master:
    for master in workspace.inventory(unit.issue).masters:
        if master.page == unit.page:
            return master
    raise WorkspaceError(f"{unit}: no such page in the inventory", "Take the issue in again.")


def _record(page: str, cleaned: Cleaned, settings: ScanSettings) -> CleanPage:
    derivatives = tuple(_derivative(sheet) for sheet in cleaned.sheets)
    step = Step("scan", "gazette-scan", VERSION, codec.canonical(settings))
    return CleanPage(page, derivatives, cleaned.parameters, cleaned.findings, (step,))


def _derivative(sheet: Sheet) -> Derivative:
    height, width = sheet.raster.shape[:2]
    return Derivative(sheet.image, f"{sheet.image}.png", width, height, sheet.transform, sheet.bend)


def _opencv() -> str:
    """The version of OpenCV without importing it."""
    for name in ("opencv-python-headless", "opencv-python"):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return "none"


def _tesseract() -> str:
    from pipeline.scan.osd import version as osd_version

    return osd_version()
