"""The ocr stage: clean page images in, witnesses out.

The first engine finds the lines of a page and reads them (``p0003.layout.json``, ``p0003.P6.json``);
the others read the same lines (``p0003.P4.json``).  So their witnesses agree in regions, lines and
order, and differ only in what they saw.  A PDF's own text (D) and witnesses imported from other tools
come with an order of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import codec
from pipeline.derivative import CleanPage, Derivative
from pipeline.errors import MissingToolError
from pipeline.frames import from_master
from pipeline.model import Finding, Glyph, Master, Region, Severity, Step, Witness
from pipeline.ocr.engines import PDF_TEXT, engine_kind, model_digest, open_engine, pdfplumber_version, probe
from pipeline.ocr.tessdata import FRAKTUR, HAN_LANGUAGES, reading_step
from pipeline.settings import OcrSettings, Settings, page_overrides
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.image import Raster

STAGE = "ocr"
RULES = ("layout", "7")  # raise it when the same image and engine give another witness


def tasks(settings: Settings) -> tuple[Task, ...]:
    """One task for the engine that finds the lines, one for each further engine, one each for D and imports.

    Raises:
        SettingsError: where the settings name an engine that does not exist.
    """
    first, *others = settings.ocr.witnesses
    return (
        _task(first, partial(_find_and_read, first), _clean_inputs, settings.ocr, _helpers()),
        *(_task(sigil, partial(_read, sigil), _layout_inputs, settings.ocr, ()) for sigil in others),
        Task(
            PDF_TEXT, STAGE, Scope.PAGE, _ocr_settings, _pdf_inputs, _read_pdf, (RULES, pdfplumber_version())
        ),
        Task("outside", STAGE, Scope.PAGE, _ocr_settings, _outside_inputs, _read_outside, (RULES,)),
    )


def _task(
    sigil: str,
    work: partial[Product],
    inputs: Callable[[Workspace, Unit], tuple[Path, ...]],
    settings: OcrSettings,
    helpers: tuple[tuple[str, str], ...],
) -> Task:
    found = probe(sigil, settings)
    return Task(
        sigil,
        STAGE,
        Scope.PAGE,
        _ocr_settings,
        inputs,
        work,
        (RULES, (found.name, found.version), *helpers),
        parallel=not engine_kind(sigil).all_cores,
    )


def _helpers() -> tuple[tuple[str, str], ...]:
    """Name and version of what reads Fraktur a second time and of the lists of words, where installed."""
    steps = (reading_step(language) for language in (FRAKTUR, *HAN_LANGUAGES))
    return tuple((step.tool, f"{step.version} {step.model}") for step in steps if step)


def _ocr_settings(workspace: Workspace, unit: Unit, settings: Settings) -> OcrSettings:
    return page_overrides(workspace.overrides(unit.issue), unit.page, settings).ocr


def _clean_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    path = workspace.clean_page(unit.issue, unit.page)
    if not path.exists():
        return ()
    page = codec.load(path.read_bytes(), CleanPage, str(path))
    return (path, *(workspace.derivative(unit.issue, d.file) for d in page.derivatives))


def _layout_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    layout = workspace.layout(unit.issue, unit.page)
    return (layout, *_clean_inputs(workspace, unit)) if layout.exists() else ()


def _pdf_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    master = _master(workspace, unit)
    return (workspace.master(unit.issue, master.file),) if master.format == "PDF" else ()


def _outside_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    folder = workspace.outside_witness(unit.issue, unit.page, "x").parent
    return tuple(sorted(folder.glob(f"{unit.page}.*")))


def _find_and_read(sigil: str, workspace: Workspace, unit: Unit, settings: OcrSettings) -> Product:
    from pipeline.ocr.forced import wishes
    from pipeline.ocr.inkstates import InkLedger
    from pipeline.ocr.page import read_image
    from pipeline.ocr.shapes import Layout, LayoutRegion, Place

    engine = open_engine(sigil, settings)
    shapes: list[LayoutRegion] = []
    regions: list[Region] = []
    findings: list[Finding] = []
    steps = _steps(sigil, settings)
    ink: list[InkLedger] = []
    for derivative, raster in _rasters(workspace, unit):
        place = Place(unit.page, derivative.image, len(regions))
        found = read_image(raster, engine, place, wishes(settings, from_master(derivative)))
        shapes += found.layout
        regions += found.regions
        findings += [_of_page(finding, unit.page) for finding in found.findings]
        steps += tuple(step for step in found.steps if step not in steps)
        ink.append(found.ledger)
    if not any(region.lines for region in regions):
        findings.append(Finding("no-text", "no text was found on this page", Severity.NOTE, unit.page))
    layout = Layout(unit.page, tuple(shapes), (), steps, tuple(ink))
    witness = Witness(unit.page, sigil, tuple(regions), tuple(findings), steps)
    files = (
        (workspace.layout(unit.issue, unit.page), codec.dump(layout)),
        (workspace.witness(unit.issue, unit.page, sigil), codec.dump(witness)),
    )
    return Product(files, tuple(findings))


def _read(sigil: str, workspace: Workspace, unit: Unit, settings: OcrSettings) -> Product:
    from pipeline.ocr.lifting import made_clear
    from pipeline.ocr.lines import text_region
    from pipeline.ocr.shapes import Layout, Strip

    engine = open_engine(sigil, settings)
    path = workspace.layout(unit.issue, unit.page)
    layout = codec.load(path.read_bytes(), Layout, str(path))
    read: dict[Strip, tuple[Glyph, ...]] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for derivative, raster in _rasters(workspace, unit):
        sizes[derivative.image] = derivative.width, derivative.height
        mine = [region for region in layout.regions if region.image == derivative.image]
        strips = [s for region in mine for line in region.lines for s in line.strips if not s.leader]
        clear = made_clear(raster).image
        read.update(zip(strips, engine.read_strips(clear, strips), strict=True))
    regions = tuple(text_region(region, read, sizes[region.image]) for region in layout.regions)
    return _witness_product(workspace, unit, sigil, regions, _steps(sigil, settings))


def _read_pdf(workspace: Workspace, unit: Unit, settings: OcrSettings) -> Product:
    from pipeline.ocr.pdf_text import read_layer

    master = _master(workspace, unit)
    witness = read_layer(workspace.master(unit.issue, master.file), master, PDF_TEXT)
    if not witness.regions:
        return Product((), witness.findings)
    return Product(
        ((workspace.witness(unit.issue, unit.page, PDF_TEXT), codec.dump(witness)),), witness.findings
    )


def _read_outside(workspace: Workspace, unit: Unit, settings: OcrSettings) -> Product:
    from pipeline.formats.outside import read_witness
    from pipeline.formats.target import Target

    master = _master(workspace, unit)
    files: list[tuple[Path, bytes]] = []
    findings: list[Finding] = []
    for path in _outside_inputs(workspace, unit):
        sigil = path.name.removeprefix(f"{unit.page}.")
        target = Target(unit.page, sigil, master.width, master.height, master.dpi)
        witness = read_witness(path.read_bytes(), path.name, target)
        files.append((workspace.witness(unit.issue, unit.page, sigil), codec.dump(witness)))
        findings += witness.findings
    return Product(tuple(files), tuple(findings))


def _witness_product(
    workspace: Workspace, unit: Unit, sigil: str, regions: tuple[Region, ...], steps: tuple[Step, ...]
) -> Product:
    witness = Witness(unit.page, sigil, regions, (), steps)
    return Product(((workspace.witness(unit.issue, unit.page, sigil), codec.dump(witness)),))


def _rasters(workspace: Workspace, unit: Unit) -> Iterator[tuple[Derivative, Raster]]:
    """The derivatives of a page with their pixels, in reading order."""
    from pipeline.image import decode

    path = workspace.clean_page(unit.issue, unit.page)
    page = codec.load(path.read_bytes(), CleanPage, str(path))
    for derivative in page.derivatives:
        file = workspace.derivative(unit.issue, derivative.file)
        yield derivative, decode(file, 0, derivative.width * derivative.height)


def _master(workspace: Workspace, unit: Unit) -> Master:
    return next(m for m in workspace.inventory(unit.issue).masters if m.page == unit.page)


def _of_page(finding: Finding, page: str) -> Finding:
    return Finding(finding.code, finding.message, finding.severity, page, finding.image, finding.box)


def _steps(sigil: str, settings: OcrSettings) -> tuple[Step, ...]:
    found = probe(sigil, settings)
    if not found.available:
        raise MissingToolError(f"the engine {sigil} ({found.name}) is missing", found.remedy)
    return (Step(STAGE, found.name, found.version, codec.canonical(settings), model_digest(sigil, settings)),)
