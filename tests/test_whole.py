"""The main job, whole, with real engines: sample pages in; text, XML and an index out."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree
from shared_folder import SHARED, needs_shared

from bench.score import Score, score
from cli import call
from pipeline import codec
from pipeline.ledger import Ledger
from pipeline.model import Box, Edition
from pipeline.reading import read_text
from pipeline.settings import Settings
from pipeline.workspace import open_workspace

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "issues" / "1987-03"
PAGES = ("p0001", "p0002", "p0006")  # cover, contents, two columns
SCHEMAS = (
    ("4-export/issue.akn.xml", "akomantoso30.xsd"),
    ("4-export/mets.xml", "mets-1.12.1.xsd"),
    *((f"4-export/alto/p000{n}.xml", "alto-4-4.xsd") for n in (1, 2, 3)),
)


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an issue of three pages, after `gazette run`."""
    base = tmp_path_factory.mktemp("whole")
    scans = scans_of(base, PAGES)
    assert call(["run", str(scans), "--out", str(base / "work"), "--title", "云山省人民政府公报", "-q"]) == 0
    return base / "work" / "1987-03"


def scans_of(base: Path, pages: tuple[str, ...]) -> Path:
    scans = base / "1987-03"
    scans.mkdir()
    for page in pages:
        shutil.copy(SAMPLE / f"{page}.jpg", scans)
    return scans


def editions(issue: Path) -> list[Edition]:
    files = sorted((issue / "3-proof").glob("p*.json"))
    return [codec.load(path.read_bytes(), Edition, str(path)) for path in files]


def test_the_text_is_what_was_printed(issue: Path) -> None:
    total = Score()
    for page, edition in zip(PAGES, editions(issue), strict=True):
        text = "\n".join(line.text for region in edition.regions for line in region.lines)
        total += score((SAMPLE / f"{page}.gt.txt").read_text("utf-8"), text)
    assert total.cer <= 0.01
    assert total.recall >= 0.99


def test_status_accounts_for_every_page(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["status", str(issue.parent), "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    (found,) = status["issues"]
    assert [page["page"] for page in found["pages"]] == ["p0001", "p0002", "p0003"]


@needs_shared
@pytest.mark.parametrize(("file", "schema"), SCHEMAS)
def test_what_is_exported_is_valid(file: str, schema: str, issue: Path) -> None:
    grammar = etree.XMLSchema(etree.parse(SHARED / "schemas" / schema))
    grammar.assertValid(etree.parse(issue / file))


def test_search_finds_a_word_where_it_is_printed(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = json.loads((SAMPLE / "p0006.truth.json").read_text("utf-8"))
    lines = [line for region in truth["regions"] for line in region["lines"]]
    line = next(line for line in lines if "书记" in line["text"] or "公路" in line["text"])
    word = "公路" if "公路" in line["text"] else "书记"
    at = line["text"].index(word)
    printed = [Box(*glyph["box"]) for glyph in line["glyphs"][at : at + 2]]
    assert call(["search", str(issue.parent), word, "--json"]) == 0
    places = [place for hit in json.loads(capsys.readouterr().out)["hits"] for place in hit["places"]]
    boxes = [Box(*box["box"]) for place in places for box in place["boxes"] if box["page"] == "p0003"]
    assert any(all(box.overlap(glyph) > 0.5 * glyph.area for glyph in printed) for box in boxes)


def test_a_second_run_does_nothing(issue: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in issue.rglob("*") if path.is_file()}
    assert call(["run", str(issue.parent), "-q"]) == 0
    assert before == {path: path.stat().st_mtime_ns for path in issue.rglob("*") if path.is_file()}
    with Ledger(open_workspace(issue.parent).ledger) as ledger:
        assert {entry.times for entry in ledger.entries()} == {1}


def test_killed_and_started_again_the_files_are_the_same(tmp_path: Path) -> None:
    """Twice a kill that nothing can catch, while the engines are at work."""
    scans = scans_of(tmp_path, ("p0001",))
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    assert call(["run", str(scans), "--out", str(undisturbed), "--title", "公报", "-q"]) == 0
    for seconds in (3.0, 5.0):
        run = [sys.executable, "-m", "cli", "run", str(scans), "--out", str(killed), "--title", "公报", "-q"]
        process = subprocess.Popen(run, cwd=ROOT, start_new_session=True)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert call(["run", str(scans), "--out", str(killed), "--title", "公报", "-q"]) == 0
    assert contents(killed) == contents(undisturbed)
    with Ledger(killed / "ledger.sqlite") as ledger:
        assert {entry.times for entry in ledger.entries()} == {1}


def contents(root: Path) -> dict[str, bytes]:
    files = (
        path for path in root.rglob("*") if path.is_file() and not path.name.startswith(("ledger", ".lock"))
    )
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


@needs_shared
@pytest.mark.parametrize(
    ("page", "limit"),
    [
        ("prc_documents/wage_outline_1971_p1.jpg", 0.06),
        ("prc_documents/zhongfa_1977_10_p01_cover.jpg", 0.03),
        ("prc_documents/zhongfa_1977_10_toc.jpg", 0.05),
        ("prc_documents/cas_1977_p14_15_spread.jpg", 0.05),
        ("jingbao/crop_lead661_vertical.png", 0.16),
        ("bnl_luxembourg/3.tif", 0.06),
    ],
)
def test_real_scans_are_read_as_well_as_measured(page: str, limit: float) -> None:
    image = SHARED / "data" / page
    truth = image.with_suffix(".gt.txt").read_text("utf-8")
    assert score(truth, "\n\n".join(read_text(image, Settings()))).cer <= limit
