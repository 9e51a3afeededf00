"""The command `gazette sheet`: a page out, back, and into a file of decisions."""

import json

import pytest
from docx import Document

import cli
from pipeline import codec, exchange
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.errors import SheetError, UsageError
from pipeline.formats.alto import write as write_alto
from pipeline.model import App, Box, Edition, Glyph, Inventory, Master, Reading, Region, RegionKind, TextLine
from pipeline.proof.decisions import FORMAT, state_of
from pipeline.workspace import CONFIG, Workspace, write_atomic

ISSUE, PAGE, IMAGE = "1987-03", "p0001", "p0001_a"
MASTER = Master(PAGE, "p0001.png", 0, "PNG", "1.png", "0" * 64, 600, 400, 300.0)
TEXTS = ("关于粮票管理的通知", "各地区末来行署各市")
NAME = "王芳"


def edition():
    lines = tuple(
        TextLine(
            f"{IMAGE}_r01_l{n:02d}",
            Box(10, 60 * n, 10 + 40 * len(text), 60 * n + 48),
            tuple(Glyph(c, Box(10 + 40 * i, 60 * n, 50 + 40 * i, 60 * n + 48)) for i, c in enumerate(text)),
        )
        for n, text in enumerate(TEXTS, 1)
    )
    readings = (Reading("末", ("P6",), 0.6), Reading("未", ("P4",), 0.5))
    place = App(
        f"{lines[1].id}_a01", lines[1].id, 3, 4, "末", readings, ("disagreement",), False, IMAGE, None
    )
    region = Region(f"{IMAGE}_r01", RegionKind.PARAGRAPH, IMAGE, None, lines)
    return Edition(PAGE, ("P6", "P4"), (region,), (place,), (), ())


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path / "work")
    write_atomic(made.root / CONFIG, b'[work]\ntitle = "x"\n')
    write_atomic(made.inventory_file(ISSUE), codec.dump(Inventory(ISSUE, (MASTER,))))
    clean = CleanPage(PAGE, (Derivative(IMAGE, f"{IMAGE}.png", 600, 400, Transform()),), (), (), ())
    write_atomic(made.clean_page(ISSUE, PAGE), codec.dump(clean))
    write_atomic(made.edition(ISSUE, PAGE), codec.dump(edition()))
    return made


def gazette(*arguments):
    return cli.call(["sheet", *map(str, arguments)])


@pytest.mark.parametrize("name", ["page.txt", "page.docx"])
def test_a_page_goes_out_comes_back_and_becomes_decisions(workspace, tmp_path, name):
    sheet = tmp_path / name
    assert gazette(workspace.root, PAGE, "--to", sheet) == 0
    if name.endswith(".txt"):
        sheet.write_text(sheet.read_text("utf-8").replace("⟦末¦未⟧", "未"), "utf-8")
    else:
        document = Document(str(sheet))
        (run,) = [run for p in document.paragraphs for run in p.runs if run.text == "⟦末¦未⟧"]
        run.text = "未"
        document.save(str(sheet))
    assert gazette(workspace.root, PAGE, "--from", sheet, "--as", NAME, "--step", "scan.proof1") == 0
    record = json.loads((tmp_path / f"{name}.decisions.json").read_text("utf-8"))
    assert [record[key] for key in ("format", "issue", "step", "actor")] == [
        FORMAT,
        ISSUE,
        "scan.proof1",
        NAME,
    ]
    assert record["states"] == {PAGE: state_of(edition())}
    (one,) = record["decisions"]
    assert (one["app"], one["act"], one["text"]) == (f"{IMAGE}_r01_l02_a01", "choose", "未")


def test_alto_from_another_tool_becomes_decisions(workspace, tmp_path):
    from dataclasses import replace

    made = edition()
    (region,) = made.regions
    first, second = region.lines
    glyphs = (replace(second.glyphs[3], text="未"),)
    second = replace(second, glyphs=(*second.glyphs[:3], *glyphs, *second.glyphs[4:]))
    changed = replace(made, regions=(replace(region, image=PAGE, lines=(first, second)),), apps=())
    file = tmp_path / "page.xml"
    file.write_bytes(write_alto(changed, MASTER))
    place = exchange.opened(workspace.root, f"{ISSUE}/{PAGE}")
    handed = exchange.read_sheet(place, file, exchange.Actor(NAME), "2026-01-01T00:00:00Z")
    assert [(one.app, one.text) for one in handed.file.decisions] == [(f"{IMAGE}_r01_l02_a01", "未")]
    assert (handed.file.made, handed.open) == ("2026-01-01T00:00:00Z", 0)


def test_the_file_is_named_and_every_fault_of_it(workspace, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text("1| 公报\n", "utf-8")
    with pytest.raises(SheetError, match=r"page\.txt: not taken.*\n.*does not say which page"):
        exchange.read_sheet(exchange.opened(workspace.root, PAGE), file, exchange.Actor(NAME))


def test_what_is_there_is_not_written_over(workspace, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text("work of hours", "utf-8")
    assert gazette(workspace.root, PAGE, "--to", file) == UsageError.exit_code
    assert file.read_text("utf-8") == "work of hours"


def test_it_has_to_be_said_what_to_do_and_who_did_it(workspace, tmp_path):
    place = exchange.opened(workspace.root, PAGE)
    with pytest.raises(UsageError, match="neither"):
        exchange.exchanged(place, None, None, exchange.Actor(""))
    with pytest.raises(UsageError, match="who"):
        exchange.exchanged(place, None, tmp_path / "x", exchange.Actor(" "))
