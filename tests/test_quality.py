"""The figures of a work, its texts compared, samples drawn and accepted: by the command line."""

import hashlib
import json
from dataclasses import replace

import pytest
from calling import called
from fakes.work import make_work

from pipeline import codec
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.errors import UsageError
from pipeline.model import (
    App,
    Edition,
    Finding,
    Glyph,
    Reading,
    Region,
    RegionKind,
    Severity,
    TextLine,
    Witness,
)
from pipeline.proof.standing import Carrier
from pipeline.sampled import rate_of
from pipeline.workspace import write_atomic

ISSUE = "1987-03"
READ = ("关于加强粮食征购工作的通知", "各行署、各市县人民政府：", "灵动深处未来")
PRINTED = ("关于加强粮食征购工作的通知", "各行署、各市县人民政府：", "灵魂深处未来")


def region(page, lines, image="", confidence=1.0):
    made = tuple(
        TextLine(f"{page}_r01_l{n:02}", None, tuple(Glyph(char, None, confidence) for char in text))
        for n, text in enumerate(lines, 1)
    )
    return (Region(f"{page}_r01", RegionKind.PARAGRAPH, image or f"{page}_a", None, made),)


def edition(page, lines, apps=(), findings=(), confidence=1.0):
    return Edition(page, ("P6",), region(page, lines, confidence=confidence), apps, findings, ())


def app(page, number, settled=True, by="rule", mark=""):
    reading = Reading("x", ("P6",), 1.0)
    name = f"{page}_r01_l03_a{number:02}"
    return App(name, f"{page}_r01_l03", 0, 1, "灵", (reading,), (), settled, "", None, 0.9, by, mark)


@pytest.fixture
def work(tmp_path):
    """Three pages of an issue as read, each with an edition."""
    workspace = make_work(tmp_path / "w", {ISSUE: ("one", "two", "three")})
    for page in ("p0001", "p0002", "p0003"):
        put_page(workspace, page, READ)
    return workspace


def put_page(workspace, page, lines):
    derivative = Derivative(f"{page}_a", f"{page}_a.png", 900, 900, Transform())
    put(workspace.clean_page(ISSUE, page), CleanPage(page, (derivative,), (), (), ()))
    put(workspace.edition(ISSUE, page), edition(page, lines))
    put(workspace.witness(ISSUE, page, "P6"), Witness(page, "P6", region(page, READ), (), ()))


def put(path, record):
    write_atomic(path, codec.dump(record))


# Quality


def test_places_are_counted_by_who_settled_them(work, capsys):
    apps = (
        app("p0001", 1),
        app("p0001", 2, by="evidence"),
        app("p0001", 3, by="log:17", mark="sic"),
        app("p0001", 4, by="log:18", mark="unreadable"),
        app("p0001", 5, settled=False, by=""),
        replace(app("p0001", 6, settled=False, by=""), reasons=("disagreement", "change", "hidden")),
    )
    loss = Finding("unread-marks", "a line", Severity.LOSS)
    put(work.edition(ISSUE, "p0001"), edition("p0001", READ, apps, (loss,), 0.9))
    work.edition(ISSUE, "p0003").unlink()
    code, out, _ = called(capsys, "quality", work.root, "--json")
    (found,) = json.loads(out)
    assert code == 0
    assert found["places"] == {
        "open": 1, "hidden": 1, "rule": 1, "evidence": 1, "people": 2, "sic": 1, "unreadable": 1,
    }  # fmt: skip
    assert (found["characters"], found["missing"], found["losses"]) == (62, ["p0003"], 1)
    assert found["expected"] == pytest.approx(3.1)
    assert found["expected_settled"] == pytest.approx(3.0)  # one character lies in an open place
    assert "1 open; settled: 1 by rule, 1 by evidence, 2 by people" in called(capsys, "quality", work.root)[1]


def test_against_ground_truth_there_is_a_rate(work, capsys, tmp_path):
    truth = tmp_path / "truth"
    truth.mkdir()
    for page in ("p0001", "p0002"):
        (truth / f"{page}.txt").write_text("\n".join(PRINTED), "utf-8")
    _, out, _ = called(capsys, "quality", work.root, "--truth", truth, "--json")
    official = json.loads(out)[0]["official"]
    assert official["errors"] == {"characters": 62, "replaced": 2, "missing": 0, "extra": 0}
    assert [fault["line"] for fault in official["faults"]] == ["p0001_r01_l03", "p0002_r01_l03"]
    assert official["rate"]["errors"] == 2
    assert official["rate"]["characters"] == 13 * 3 * 2  # a full line has 13, a full page 3
    text = called(capsys, "quality", work.root, "--truth", truth)[1]
    assert "ABOVE the limit of 2" in text
    assert "期刊编校差错率计算方法" in text


def test_a_cover_is_half_a_page_and_its_faults_count_twice(work, capsys, tmp_path):
    (tmp_path / "p0001.txt").write_text("\n".join(PRINTED), "utf-8")
    with work.config.open("a", encoding="utf-8") as config:
        config.write('[quality]\ncover_pages = ["p0001"]\nline_characters = 40\npage_lines = 25\n')
    _, out, _ = called(capsys, "quality", work.root, "--truth", tmp_path, "--json")
    rate = json.loads(out)[0]["official"]["rate"]
    assert (rate["errors"], rate["characters"]) == (2, 500)


def test_a_folder_without_ground_truth_is_told(work, capsys, tmp_path):
    code, _, err = called(capsys, "quality", work.root, "--truth", tmp_path)
    assert code == 2
    assert "holds no ground truth" in err


def put_pass(work, seq, step, actor, texts, act="decide"):
    """A text kept and its entry in the log, as the rounds write them."""
    digests = []
    for lines in texts:
        witness = Witness("p0001", "x", region("p0001", lines, "p0001"), (), ())
        data = codec.dump(Carrier(witness, ()))
        digests.append(hashlib.sha256(data).hexdigest())
        write_atomic(work.issue(ISSUE) / "rounds" / "texts" / f"{digests[-1]}.json", data)
    entry = {"seq": seq, "step": step, "page": "p0001", "actor": actor, "act": act}
    entry |= {"before": digests[0], "after": digests[1]}
    with (work.issue(ISSUE) / "rounds" / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry) + "\n")


def test_blind_passes_give_an_estimate_and_others_say_that_they_do_not(work, capsys):
    shown, right = ("关干加强狼食征购王作的通知",), (READ[0],)
    put(work.edition(ISSUE, "p0001"), edition("p0001", right))
    half = ("关于加强粮食征购王作的通知",)
    put_pass(work, 1, "scan.proof1", "王芳", (shown, half))
    put_pass(work, 2, "scan.proof2", "李明", (shown, right))
    put_pass(work, 3, "scan.proof3", "陈静", (right, right))
    _, out, _ = called(capsys, "quality", work.root, "--json")
    (found,) = json.loads(out)[0]["rounds"]
    assert found["steps"] == ["scan.proof1", "scan.proof2"]
    assert (found["people"], found["caught"]) == (["王芳", "李明"], [2, 3])
    assert not any(caveat["breaks"] for caveat in found["assessment"]["caveats"])
    put_pass(work, 4, "layout.proof1", "王芳", (shown, half))
    put_pass(work, 5, "layout.proof2", "李明", (half, right))
    text = called(capsys, "quality", work.root)[1]
    assert "does NOT hold" in text
    assert "a pass was made on the text of another" in text


def test_what_people_mended_is_the_rate_of_the_text_as_read(work, capsys):
    put(work.edition(ISSUE, "p0001"), edition("p0001", PRINTED))
    put_pass(work, 1, "scan.proof1", "王芳", (READ, PRINTED))
    put_pass(work, 2, "scan.proof2", "李明", (PRINTED, PRINTED))
    (found,) = json.loads(called(capsys, "quality", work.root, "--json")[1])
    assert (found["as_read"]["pages"], found["as_read"]["errors"]["replaced"]) == (1, 1)
    assert "before people mended  1 page: CER 0.0323" in called(capsys, "quality", work.root)[1]


def test_settled_places_that_were_shown_tell_what_settling_lets_through(work, capsys):
    decision = {
        "page": "p0001", "app": "p0001_r01_l01_s01", "line": "p0001_r01_l01", "start": 0, "stop": 2,
        "lemma": "关于", "act": "type", "text": "关千", "note": "",
    }  # fmt: skip
    other = {"app": "p0001_r01_l02_s01", "line": "p0001_r01_l02", "text": "关于"}
    data = json.dumps({"decisions": [decision, decision | other]}).encode()
    write_atomic(work.issue(ISSUE) / "rounds" / "files" / "aa.json", data)
    write_atomic(work.issue(ISSUE) / "rounds" / "files" / "bb.json", b"damaged")
    (found,) = json.loads(called(capsys, "quality", work.root, "--json")[1])
    assert (found["control"]["characters"], found["control"]["wrong"]) == (4, 1)
    assert "1 wrong in 4 characters shown unmarked" in called(capsys, "quality", work.root)[1]


# Diff


def test_two_texts_are_compared_and_reported(work, capsys, tmp_path):
    put(work.edition(ISSUE, "p0001"), edition("p0001", PRINTED))
    report = tmp_path / "diff.html"
    code, out, _ = called(capsys, "diff", work.root, "P6", "edition", "--html", report)
    assert code == 0
    assert f"{ISSUE} p0001  1 of 31 characters: 1 change" in out
    assert out.endswith("1 place, 1 of 93 characters, 107.5 in 10,000\n")
    assert "<ins>魂</ins>" in report.read_text("utf-8")


def test_a_step_of_the_rounds_is_a_text_with_its_person(work, capsys):
    put_pass(work, 1, "scan.proof1", "王芳", (READ, PRINTED))
    _, out, _ = called(capsys, "diff", work.root, "P6", "scan.proof1", "--json")
    (page,) = json.loads(out)[0]["pages"]
    assert page["second_by"] == "王芳"
    assert json.loads(out)[0]["absent"] == ["p0002", "p0003"]
    assert f"{ISSUE} by 王芳  322.6 in 10,000: 1 change" in called(capsys, "diff", work.root, "P6", "scan")[1]


@pytest.mark.parametrize("name", ["T", "../p0001.P6", "scan.proof9", "", "log:99", "*"])
def test_a_text_that_is_not_there_is_told_with_those_that_are(work, capsys, name):
    code, _, err = called(capsys, "diff", work.root, name, "edition")
    assert code == 2
    assert "There are: edition, P6." in err


def test_a_page_that_is_not_there_is_told(work, capsys):
    code, _, err = called(capsys, "diff", work.root, "P6", "edition", "--page", "p0009")
    assert code == 2
    assert "has no page p0009" in err


# Sample and acceptance


@pytest.fixture
def drawn(work, capsys, tmp_path):
    file = tmp_path / "sample.txt"
    code, out, _ = called(capsys, "sample", work.root, ISSUE, "--bound", "1/50", "--to", file)
    assert code == 0
    assert "If no error is found in them" in out
    return file


def test_a_sample_without_error_is_accepted_and_kept(work, capsys, drawn):
    code, out, _ = called(capsys, "accept", work.root, ISSUE, drawn, "--as", "王芳")
    assert out.endswith("ACCEPTED, signed by 王芳\n")
    assert code == 0
    (kept,) = (work.issue(ISSUE) / "rounds" / "acceptance").glob("*.json")
    assert "王芳" in kept.read_text("utf-8")


def test_an_error_is_refused_and_the_record_is_one_more(work, capsys, drawn):
    called(capsys, "accept", work.root, ISSUE, drawn, "--as", "王芳")
    drawn.write_text(drawn.read_text("utf-8").replace("\t各行署", "\t各行暑", 1), "utf-8")
    code, out, _ = called(capsys, "accept", work.root, ISSUE, drawn, "--as", "李明", "--note", "x")
    assert code == 1
    assert "! 1 errors in the sample, 0 allowed" in out
    assert out.endswith("REFUSED, signed by 李明\n")
    assert len(list((work.issue(ISSUE) / "rounds" / "acceptance").glob("*.json"))) == 2


def test_open_places_are_refused(work, capsys, drawn):
    made = replace(edition("p0001", READ), apps=(app("p0001", 1, settled=False, by=""),))
    put(work.edition(ISSUE, "p0001"), made)
    code, out, _ = called(capsys, "accept", work.root, ISSUE, drawn, "--as", "王芳")
    assert code == 1
    assert "! 1 places are open" in out


def test_a_sample_of_an_earlier_text_is_not_judged(work, capsys, drawn):
    put(work.edition(ISSUE, "p0002"), edition("p0002", PRINTED))
    code, _, err = called(capsys, "accept", work.root, ISSUE, drawn, "--as", "王芳")
    assert code == 3
    assert "the text has changed since the sample was drawn: p0002" in err
    assert not (work.issue(ISSUE) / "rounds" / "acceptance").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no sample"),
        (b"# gazette-sample 1 x ../../x\n", "is no sample"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_another_file_is_not_judged(work, capsys, drawn, data, message):
    drawn.write_bytes(data)
    code, _, err = called(capsys, "accept", work.root, ISSUE, drawn, "--as", "王芳")
    assert code == 3
    assert message in err


def test_a_sample_that_has_lost_lines_is_not_judged(work, capsys, drawn):
    drawn.write_text("\n".join(drawn.read_text("utf-8").splitlines()[:-1]), "utf-8")
    code, _, err = called(capsys, "accept", work.root, ISSUE, drawn, "--as", "王芳")
    assert code == 3
    assert "lines are gone" in err


def test_nobody_cannot_sign(work, capsys, drawn):
    assert called(capsys, "accept", work.root, ISSUE, drawn, "--as", " ")[0] == 2


def test_the_same_text_draws_the_same_lines(work, capsys, drawn, tmp_path):
    again, other = tmp_path / "again.txt", tmp_path / "other.txt"
    called(capsys, "sample", work.root, ISSUE, "--bound", "1/50", "--to", again)
    called(capsys, "sample", work.root, ISSUE, "--bound", "1/50", "--to", other, "--seed", "another")
    assert again.read_bytes() == drawn.read_bytes()
    assert other.read_bytes() != drawn.read_bytes()


@pytest.mark.parametrize(("text", "rate"), [("1/10000", 1e-4), ("0.0002", 2e-4), ("1‱", 1e-4), ("", 0.0)])
def test_rates_as_people_write_them(text, rate):
    assert rate_of(text) == pytest.approx(rate)


@pytest.mark.parametrize("text", ["x", "1/0", "0", "2", "-1/100", "nan"])
def test_what_is_no_rate(text):
    with pytest.raises(UsageError):
        rate_of(text)
