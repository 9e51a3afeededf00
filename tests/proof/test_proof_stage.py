"""The stage at its edge: files in, files out."""

from dataclasses import replace

import numpy as np
import pytest
import slip_pages
from plain_card import plain_card
from proof_witnesses import IMAGE, PAGE, boxed, clean_page

from pipeline import codec, image
from pipeline.derivative import Transform
from pipeline.errors import ForeignPageError
from pipeline.model import Box, Edition, Finding, Inventory, Master, Region, RegionKind, Severity
from pipeline.proof import edition as edition_module
from pipeline.proof import stage
from pipeline.proof.balance import IssueBalance, Sheet
from pipeline.proof.balancesheets import sheet_file
from pipeline.proof.confusions import Confusions
from pipeline.proof.learned import confusions_file
from pipeline.settings import OcrSettings, ProofSettings, Settings
from pipeline.task import Unit
from pipeline.workspace import Workspace, write_atomic

ISSUE = "1987-03"
UNIT = Unit(ISSUE, PAGE)
MASTER = Master(PAGE, "p0001.png", 0, "PNG", "1.png", "0" * 64, 400, 300, 300.0)


@pytest.fixture(autouse=True)
def settled_by_the_plain_card():
    with plain_card():
        yield


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path)
    raster = np.full((300, 400, 3), 255, np.uint8)
    write_atomic(made.inventory_file(ISSUE), codec.dump(Inventory(ISSUE, (MASTER,))))
    write_atomic(made.clean_page(ISSUE, PAGE), codec.dump(clean_page(width=400, height=300)))
    write_atomic(made.derivative(ISSUE, f"{IMAGE}.png"), image.encode_png(raster))
    return made


def put(workspace, *witnesses):
    for witness in witnesses:
        write_atomic(workspace.witness(ISSUE, PAGE, witness.sigil), codec.dump(witness))


def run(workspace, name, settings=None):
    settings = settings or Settings()
    task = next(task for task in stage.tasks(settings) if task.name == name)
    unit = UNIT if task.scope.value == "page" else Unit(ISSUE)
    if not task.inputs(workspace, unit):
        return None
    product = task.work(workspace, unit, task.settings(workspace, unit, settings))
    for path, data in product.files:
        write_atomic(path, data)
    return product


def edition(workspace):
    path = workspace.edition(ISSUE, PAGE)
    return codec.load(path.read_bytes(), Edition, str(path))


def test_all_witnesses_of_a_page_become_its_edition(workspace):
    put(workspace, boxed("P6", "灵魂"), boxed("P4", "灵动"))
    write_atomic(workspace.layout(ISSUE, PAGE), b"no witness")
    product = run(workspace, "edition")
    made = edition(workspace)
    assert (made.page, made.sigils) == (PAGE, ("P6", "P4"))
    assert [finding.code for finding in product.findings] == ["unsettled-places"]
    assert made.steps[-1].stage == "proof"


def test_the_base_is_the_one_the_settings_name_first(workspace):
    put(workspace, boxed("P6", "灵魂"), boxed("P4", "灵动"))
    run(workspace, "edition", Settings(ocr=OcrSettings(witnesses=("T", "P4"))))
    assert edition(workspace).sigils == ("P4", "P6")


def test_a_page_may_have_a_base_of_its_own(workspace):
    put(workspace, boxed("P6", "灵魂"), boxed("P4", "灵动"))
    write_atomic(workspace.overrides(ISSUE), b'[p0001]\nwitnesses = ["P4", "P6"]\n')
    run(workspace, "edition")
    assert edition(workspace).sigils == ("P4", "P6")


def test_boxes_of_engines_lie_on_the_derivative_and_those_from_outside_on_the_master(workspace):
    page = clean_page(Transform(f=100), 400, 300)
    write_atomic(workspace.clean_page(ISSUE, PAGE), codec.dump(page))
    image = page.derivatives[0].image
    put(workspace, boxed("P6", "灵魂", image=image), boxed("K", "灵动", image=PAGE, top=100, name="k_r01"))
    run(workspace, "edition")
    (app,) = edition(workspace).apps
    assert (app.lemma, app.box.top, [r.text for r in app.readings]) == ("魂", 0, ["魂", "动"])


def test_findings_of_the_witnesses_stay_with_the_edition_but_are_not_told_twice(workspace):
    seen = Finding("unread-marks", "something is left", Severity.CHECK, PAGE)
    witness = boxed("P6", "灵魂")
    put(workspace, type(witness)(PAGE, "P6", witness.regions, (seen,), ()))
    assert run(workspace, "edition").findings == ()
    assert edition(workspace).findings == (seen,)


def test_a_page_nobody_could_read_has_no_edition(workspace):
    assert run(workspace, "edition") is None
    assert run(workspace, "crops") is None
    assert b"No witness has read this page" in run(workspace, "report").files[0][1]


def test_a_witness_of_another_page_is_refused(workspace):
    witness = boxed("P6", "灵魂")
    put(workspace, type(witness)("p0009", "P6", witness.regions, (), ()))
    with pytest.raises(ForeignPageError, match=r"p0001\.P6\.json: a witness of page p0009"):
        run(workspace, "edition")


def test_each_line_with_an_open_place_has_one_picture_of_the_announced_size(workspace):
    put(workspace, boxed("P6", "灵魂灵魂", "安。", top=100), boxed("P4", "灵动灵动", "安。", top=100))
    run(workspace, "edition")
    ((path, data),) = run(workspace, "crops").files
    assert path == workspace.report(ISSUE) / "crops" / "p0001_a_r01_l01.jpg"
    assert image.decode_bytes(data, "crop").shape == (48 + 2 * 17, 160 + 17, 3)


def test_the_report_is_one_file_in_its_own_folder(workspace):
    put(workspace, boxed("P6", "灵魂"), boxed("P4", "灵动"))
    run(workspace, "edition")
    ((path, data),) = run(workspace, "report").files
    assert path == workspace.report(ISSUE) / "index.html"
    assert data.count(b'id="data"') == 1


def test_a_seal_stays_in_the_edition_and_takes_no_line(workspace):
    seal = Region(f"{PAGE}_r02", RegionKind.STAMP, IMAGE, Box(100, 20, 300, 220), ())
    read = boxed("P6", "一九七七年十月二十七日")
    other = boxed("P4", "一九七七年十月二十七日", None, "云山省")  # the second line lies in the seal
    put(workspace, replace(read, regions=(*read.regions, seal)), other)
    run(workspace, "edition")
    found = edition(workspace).regions
    assert seal in found
    assert [len(region.lines) for region in found if region.kind is RegionKind.STAMP] == [0]
    assert "云山省" in [line.text for region in found for line in region.lines]


def test_the_balance_sheet_of_a_page_is_written_with_its_edition_and_summed_for_the_issue(workspace):
    put(workspace, boxed("P6", "灵魂"), boxed("P4", "灵动"))
    run(workspace, "edition")
    path = sheet_file(workspace, ISSUE, PAGE)
    sheet = codec.load(path.read_bytes(), Sheet, str(path))
    assert sheet.balanced
    assert [(e.sigil, e.thing, e.read) for e in sheet.entries if e.thing == "characters"] == [
        ("P4", "characters", 2),
        ("P6", "characters", 2),
    ]
    product = run(workspace, "balance")
    assert product.findings == ()
    assert codec.load(product.files[0][1], IssueBalance, "").pages == 1


def test_a_loss_is_a_finding_of_page_and_issue_and_stands_in_the_report(workspace, monkeypatch):
    put(workspace, boxed("P6", "灵魂", "安得广厦"), boxed("P4", "灵魂", "安得广厦"))
    whole = edition_module.edit

    def forgetful(*arguments, **more):
        made = whole(*arguments, **more)
        (region,) = made.regions
        return replace(made, regions=(replace(region, lines=region.lines[:1]),), apps=())

    monkeypatch.setattr(edition_module, "edit", forgetful)
    lost = [f for f in run(workspace, "edition").findings if f.severity is Severity.LOSS]
    assert [f.code for f in lost] == ["lost-text", "lost-text"]
    assert lost[0] in edition(workspace).findings
    (unbalanced,) = run(workspace, "balance").findings
    assert (unbalanced.severity, unbalanced.code, unbalanced.page) == (Severity.LOSS, "unbalanced-pages", "")
    html = run(workspace, "report").files[0][1].decode()
    assert "1 of 1 pages do not account for all that was read: p0001" in html
    assert "「安得广厦」" in html


def test_slips_of_page_and_issue_are_findings_and_stand_in_the_report(workspace):
    masters = tuple(replace(MASTER, page=f"p{n:04}") for n in range(1, 6))
    write_atomic(workspace.inventory_file(ISSUE), codec.dump(Inventory(ISSUE, masters)))
    for page, number in zip(masters, (1, 2, 9, 4, 5), strict=True):
        text = f"民国10年（1921年）设局。\n\n— {number} —"
        leaf = slip_pages.leaf(text, page.page, r02=RegionKind.PAGE_NUMBER)
        made = Edition(page.page, ("P6",), leaf.regions, (), (), ())
        write_atomic(workspace.edition(ISSUE, page.page), codec.dump(made))
    product = run(workspace, "slips")
    assert [(f.code, f.page) for f in product.findings] == [("folio", "p0003")]
    assert product.findings[0].message in run(workspace, "report").files[0][1].decode()
    put(workspace, boxed("P6", "民国10年（1912年）设局。"))
    assert "regnal-year" in [f.code for f in run(workspace, "edition").findings]


def test_what_was_learned_is_an_input_and_is_applied(workspace):
    put(workspace, boxed("P6", "灵魂"), boxed("P4", "灵动"))
    task = stage.tasks(Settings())[0]
    before = task.inputs(workspace, UNIT)
    write_atomic(confusions_file(workspace), codec.dump(Confusions(own=("魂动",))))
    assert set(task.inputs(workspace, UNIT)) - set(before) == {confusions_file(workspace)}
    run(workspace, "edition")
    assert "confusable" in edition(workspace).apps[-1].reasons


def test_kinds_that_are_hidden_are_no_question_in_the_report(workspace):
    put(workspace, boxed("P6", "学生會"), boxed("P4", "学生会"))
    settings = Settings(proof=ProofSettings(hide=("variant",)))
    assert "unsettled-places" not in [f.code for f in run(workspace, "edition", settings).findings]
    assert b'<b id="open">0</b>' in run(workspace, "report", settings).files[0][1]
