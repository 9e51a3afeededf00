"""PAGE-XML, pictures, PDF and manifest as tasks: made when chosen, listed in METS, valid."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import numpy as np
import pikepdf
import pytest
from lxml import etree
from PIL import Image
from shared_folder import SHARED, needs_shared

from pipeline import codec, preflight
from pipeline.export import renditions
from pipeline.export.stage import tasks
from pipeline.formats import page as page_xml
from pipeline.formats.target import Target
from pipeline.formats.xml import faults, parse
from pipeline.model import Inventory, Master
from pipeline.settings import FORMATS, ExportSettings, Settings
from pipeline.task import Scope, Task, Unit
from pipeline.workspace import Workspace, write_atomic

ALL = Settings(work=samples.WORK, export=ExportSettings(FORMATS, "https://example.org"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sample issue with masters, and everything made of it."""
    made = Workspace(tmp_path_factory.mktemp("work"))
    masters = tuple(page.master for page in samples.PAGES)
    write_atomic(made.inventory_file("1987-03"), codec.dump(Inventory("1987-03", masters)))
    for page in samples.PAGES:
        _scan(made.master("1987-03", page.master.file), page.master)
        if page.edition:
            write_atomic(made.edition("1987-03", page.id), codec.dump(page.edition))
    for task in tasks(ALL):
        for unit in _units(task):
            if task.inputs(made, unit):
                for path, data in task.work(made, unit, task.settings(made, unit, ALL)).files:
                    write_atomic(path, data)
    return made


def _scan(path: Path, master: Master) -> None:
    held = io.BytesIO()
    Image.fromarray(np.full((master.height, master.width), 255, np.uint8)).save(held, "PNG")
    write_atomic(path, held.getvalue())


def _units(task: Task) -> list[Unit]:
    if task.scope is Scope.ISSUE:
        return [Unit("1987-03")]
    return [Unit("1987-03", page.id) for page in samples.PAGES]


def test_a_task_for_each_format_chosen() -> None:
    def names(*formats: str) -> list[str]:
        return [task.name for task in tasks(replace(ALL, export=ExportSettings(formats)))]

    assert names("akn") == ["package"]
    assert names("pdf", "page") == ["page", "pdf", "package"]
    assert names("iiif") == ["picture", "iiif", "package"]
    assert names(*FORMATS) == ["alto", "page", "picture", "pdf", "iiif", "package"]


def test_everything_is_there_and_mets_lists_it(workspace: Workspace) -> None:
    folder = workspace.export("1987-03")
    mets = etree.parse(str(folder / "mets.xml")).getroot()
    listed = [f.get("{http://www.w3.org/1999/xlink}href") for f in mets.iterfind(".//{*}FLocat")]
    made = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {"issue.pdf", "issue.tei.xml", "iiif/manifest.json", "page/p0001.xml", "images/p0005.jpg"} <= made
    assert sorted(made - {"mets.xml"}) == sorted(name for name in listed if name and name[0] != ".")
    ids = [f.get("ID") for f in mets.iterfind(".//{*}file")]
    assert len(ids) == len(set(ids))


@needs_shared
def test_mets_and_page_are_valid(workspace: Workspace) -> None:
    folder = workspace.export("1987-03")
    assert faults(parse((folder / "mets.xml").read_bytes(), "mets"), SHARED / "schemas/mets-1.12.1.xsd") == ()
    pages = sorted((folder / "page").iterdir())
    assert [path.stem for path in pages] == [page.id for page in samples.PAGES if page.edition]
    for path in pages:
        assert (
            faults(parse(path.read_bytes(), path.name), SHARED / "schemas/pagecontent-2019-07-15.xsd") == ()
        )


def test_page_xml_reads_back_as_the_edition(workspace: Workspace) -> None:
    for page in samples.PAGES:
        if page.edition:
            data = (workspace.export("1987-03") / "page" / f"{page.id}.xml").read_bytes()
            read = page_xml.read(data, "x", Target(page.id, "X", 1200, 1700))
            lines = [line.text for region in read.regions for line in region.lines]
            assert lines == [line.text for region in page.edition.regions for line in region.lines]


def test_the_pdf_has_all_pages(workspace: Workspace) -> None:
    with pikepdf.open(workspace.export("1987-03") / "issue.pdf") as pdf:
        assert len(pdf.pages) == len(samples.PAGES)


def test_an_issue_that_is_not_there_has_nothing_to_do(tmp_path: Path) -> None:
    empty = Workspace(tmp_path)
    for task in renditions.tasks(ALL):
        if task.scope is Scope.ISSUE:
            assert task.inputs(empty, Unit("1999-01")) == ()


def test_a_missing_package_is_told_before_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(preflight.FORMAT_PACKAGES, "pdf", (("no_such_module", "pikepdf"),))
    found = {check.what: check for check in preflight.packages(["export"], ("akn", "pdf"))}
    assert found["pikepdf"].verdict is preflight.Verdict.MISSING
    assert found["pikepdf"].remedy == "pip install pikepdf"
    assert "pikepdf" not in {check.what for check in preflight.packages(["export"], ("akn",))}
    assert "pikepdf" not in {check.what for check in preflight.packages(["scan"], ("pdf",))}
