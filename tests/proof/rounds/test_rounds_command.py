"""The rounds by the command line: four rounds of three proofs and three reviews, by three people."""

import json
import shutil
from dataclasses import replace

import pytest
from rounds_work import (
    ISSUE,
    PAGES,
    choosing,
    edition,
    gazette,
    in_process,
    make,
    put,
    saved,
    text,
    typing,
)

from pipeline.errors import ExitCode
from pipeline.roster import RoundSettings, steps_of
from pipeline.workspace import sha256

WHO = ("王芳", "李明", "陈静")
STEPS = [step.id for step in steps_of(RoundSettings())]


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    in_process(monkeypatch)
    return make(tmp_path / "work")


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def refused(workspace, capsys):
    """The command refuses, changes nothing, and says so."""

    def check(command, *arguments, told, code=ExitCode.REFUSED):
        before = {path: path.read_bytes() for path in workspace.rounds(ISSUE).rglob("*.json*")}
        capsys.readouterr()
        assert gazette(workspace, command, *arguments) == code
        said = capsys.readouterr().err
        assert told in said
        assert len(said.strip().split("\n")) >= 2, "what to do is missing"
        assert before == {path: path.read_bytes() for path in workspace.rounds(ISSUE).rglob("*.json*")}

    return check


def signed(workspace, *steps):
    """Sign steps on all pages, by one person after the other."""
    for step in steps:
        assert gazette(workspace, "sign", step, "--as", WHO[STEPS.index(step) % 3]) == 0


def person_of(workspace, page, capsys):
    """Who is to do the page's next step, as `gazette rounds --json` has it."""
    capsys.readouterr()
    assert gazette(workspace, "rounds", "--json") == 0
    pages = json.loads(capsys.readouterr().out)["issues"][0]["pages"]
    return next(found["person"] for found in pages if found["page"] == page)


def test_an_issue_goes_through_all_steps(workspace, files, capsys):
    assert len(STEPS) == 24
    first = saved(workspace, files, "王芳", "scan.proof1", *choosing(workspace, "p0002", "魂", "厦"))
    assert gazette(workspace, "decide", first) == 0
    signed(workspace, *STEPS[:8])
    third = saved(workspace, files, "陈静", "layout.proof3", typing(workspace, "p0001", "三", "叁"))
    assert gazette(workspace, "decide", third) == 0
    signed(workspace, *STEPS[8:18])
    assert gazette(workspace, "assign", "--step", "rotation", "--as", "陈静") == 0
    for step in STEPS[18:]:
        for page in PAGES:
            person = person_of(workspace, page, capsys)
            assert gazette(workspace, "sign", step, "--page", page, "--as", person) == 0
    capsys.readouterr()
    assert gazette(workspace, "rounds") == 0
    assert "p0001–p0002  24/24 all steps signed" in capsys.readouterr().out
    assert gazette(workspace, "verify") == 0
    assert text(edition(workspace, "p0002")) == "灵魂深处|安得广厦千万间"
    assert "叁" in text(edition(workspace, "p0001"))


# What is refused


def test_one_person_for_two_proofs_in_a_row(workspace, refused):
    signed(workspace, "scan.proof1", "scan.proof2")
    refused("sign", "scan.proof3", "--as", "李明", told="李明 did scan.proof2 (扫描识别校对 二校)")


def test_the_proofreader_of_a_blind_proof_has_not_done_the_one_it_is_blind_to(workspace, refused):
    signed(workspace, "scan.proof1")
    refused("sign", "scan.proof2", "--as", "王芳", told="is blind to it")


def test_one_person_for_two_levels_of_review(workspace, refused):
    signed(workspace, *STEPS[:5])
    refused("sign", "scan.final", "--as", "王芳", told="all reviews of a round need different people")


def test_a_skipped_level(workspace, refused):
    signed(workspace, "scan.proof1")
    refused("sign", "scan.first", "--as", "陈静", told="stands at scan.proof2 (扫描识别校对 二校)")


def test_a_person_nobody_knows(workspace, refused):
    refused("sign", "scan.proof1", "--as", "赵六", told="赵六 is not among the people of this work")


def test_a_person_without_the_role(tmp_path, monkeypatch, capsys):
    in_process(monkeypatch)
    work = make(tmp_path / "work", '[people]\nproof = ["王芳"]\nfirst = ["李明"]\n')
    assert gazette(work, "sign", "scan.proof1", "--as", "李明") == ExitCode.REFUSED
    assert "Those who may: 王芳" in capsys.readouterr().err


def test_a_step_assigned_to_someone_else(workspace, refused):
    given = ("--step", "scan.proof1", "--page", "p0001", "--to", "李明", "--as", "陈静")
    assert gazette(workspace, "assign", *given) == 0
    refused("sign", "scan.proof1", "--page", "p0001", "--as", "王芳", told="is assigned to 李明")


def test_a_step_that_is_to_be_assigned_first(workspace, refused):
    signed(workspace, *STEPS[:18])
    refused("sign", "rotation.proof1", "--as", "王芳", told="is assigned to nobody yet")


def test_a_step_that_somebody_else_has_begun(workspace, files, refused):
    assert gazette(workspace, "decide", mine(workspace, files)) == 0
    refused("sign", "scan.proof1", "--page", "p0002", "--as", "李明", told="王芳 has begun scan.proof1")


def mine(workspace, files, step="scan.proof1", **changes):
    return saved(workspace, files, "王芳", step, *choosing(workspace, "p0002", "魂", "厦"), **changes)


def test_a_late_file(workspace, files, refused):
    late = mine(workspace, files)
    signed(workspace, "scan.proof1")
    refused("decide", late, told="scan.proof1 (扫描识别校对 一校) was signed by 王芳 (log:2)")


def test_a_file_from_an_older_state(workspace, files, refused):
    older = saved(
        workspace, files, "王芳", "scan.proof1", *choosing(workspace, "p0002", "魂", "厦"),
        typing(workspace, "p0002", "千万", "万千"),
    )  # fmt: skip
    newer = saved(workspace, files, "王芳", "scan.proof1", typing(workspace, "p0002", "千万", "萬千"))
    assert gazette(workspace, "decide", newer) == 0
    refused("decide", older, told="made from an older state of p0002; 2 of 3 decisions still fit")
    assert gazette(workspace, "decide", older, "--those-that-fit") == 0
    assert text(edition(workspace, "p0002")) == "灵魂深处|安得广厦萬千间"
    refused("decide", older, "--those-that-fit", told="this very file was taken already, by 王芳")


def test_a_file_for_another_issue(workspace, files, refused):
    refused("decide", mine(workspace, files, issue="1987-04"), told="for issue '1987-04'")


def test_a_file_for_another_page(workspace, files, refused):
    decisions = [replace(each, page="p0001") for each in choosing(workspace, "p0002", "魂", "厦")]
    file = saved(workspace, files, "王芳", "scan.proof1", *decisions)
    refused("decide", file, told="p0001 p0002_a_r01_l01_a01: the page has no line p0002_a_r01_l01")
    decisions = [replace(each, page="p0099") for each in decisions]
    data = json.loads(file.read_text("utf-8"))
    for each in data["decisions"]:
        each["page"] = "p0099"
    file.write_text(json.dumps(data), "utf-8")
    refused("decide", file, told=f"{ISSUE} has no page p0099")


def test_a_file_that_was_changed_after_it_was_saved(workspace, files, refused):
    file = mine(workspace, files)
    file.write_text(file.read_text("utf-8").replace('"魂"', '"鬼"'), "utf-8")
    refused("decide", file, told="'鬼' is none of the readings to choose from")
    file.write_text(file.read_text("utf-8").replace('"动"', '"云"'), "utf-8")
    refused("decide", file, told="'动' stands there, and the decision is on '云'")


def test_a_file_that_is_none(workspace, files, refused):
    file = files / "x.json"
    file.write_text("{}")
    refused("decide", file, told="is no file of decisions", code=ExitCode.BAD_INPUT)


def test_a_file_without_a_step_once_the_rounds_have_begun(workspace, files, refused):
    given = typing(workspace, "p0001", "云山", "雲山")
    assert gazette(workspace, "decide", saved(workspace, files, "王芳", "", given)) == 0
    signed(workspace, "scan.proof1")
    late = saved(workspace, files, "王芳", "", typing(workspace, "p0001", "公报", "公報"))
    refused("decide", late, told="the file names no step of the rounds, and the page stands at scan.proof2")


def test_a_file_of_a_step_that_does_not_exist(workspace, files, refused):
    refused("decide", mine(workspace, files, step="scan.prof1"), told="'scan.prof1' is no step of the rounds")


def test_a_signed_step_again(workspace, refused):
    signed(workspace, "scan.proof1")
    refused("sign", "scan.proof1", "--as", "王芳", told="and is not overwritten")


def test_a_return_without_a_reason(workspace, refused):
    signed(workspace, *STEPS[:3])
    given = ("scan.first", "--page", "p0001", "--as", "王芳")
    refused("return", *given, told="a page is not sent back without a reason")
    refused("return", *given, "--reason", "  ", told="a page is not sent back without a reason")


def test_a_return_by_a_proof_or_forwards(workspace, refused):
    refused(
        "return", "scan.proof1", "--page", "p0001", "--reason", "漏行", "--as", "王芳", told="is no review"
    )
    signed(workspace, *STEPS[:3])
    given = ("scan.first", "--page", "p0001", "--reason", "漏行", "--as", "王芳")
    refused("return", *given, "--to", "layout.proof1", told="does not come before scan.first")


def test_an_edited_log_stops_everything(workspace, refused, capsys):
    signed(workspace, "scan.proof1")
    log = workspace.rounds(ISSUE) / "log.jsonl"
    log.write_bytes(log.read_bytes().replace("王芳".encode(), "李明".encode(), 1))
    refused("sign", "scan.proof2", "--as", "李明", told="was changed after it", code=ExitCode.TAMPERED)
    assert gazette(workspace, "verify") == ExitCode.TAMPERED
    assert "edited-entry" in capsys.readouterr().out


# Returned and spot-checked


def test_a_page_sent_back_goes_through_its_steps_again(workspace, capsys):
    signed(workspace, *STEPS[:3])
    back = ("--page", "p0002", "--reason", "第二栏漏行", "--as", "王芳")
    assert gazette(workspace, "return", "scan.first", *back, "--to", "scan.proof2") == 0
    capsys.readouterr()
    gazette(workspace, "rounds")
    said = capsys.readouterr().out
    assert "p0001        3/24 scan.first (扫描识别校对 初审)" in said
    assert "p0002        1/24 scan.proof2 (扫描识别校对 二校)" in said
    assert "returned by 王芳: 第二栏漏行" in said
    for step, person in (("scan.proof2", "李明"), ("scan.proof3", "陈静")):
        assert gazette(workspace, "sign", step, "--page", "p0002", "--as", person) == 0
    signed(workspace, "scan.first")
    assert gazette(workspace, "verify") == 0


def test_a_page_that_is_done_is_opened_again_by_a_review(workspace, refused, capsys):
    signed(workspace, *STEPS[:9])
    back = ("scan.final", "--page", "p0001", "--to", "scan.second", "--reason", "标题有误")
    refused("return", *back, "--as", "赵六", told="赵六 is not among the people")
    refused("return", "layout.second", *back[1:], "--as", "王芳", told="stands at layout.first")
    assert gazette(workspace, "return", *back, "--as", "王芳") == 0
    capsys.readouterr()
    gazette(workspace, "rounds")
    said = capsys.readouterr().out
    assert "p0001        4/24 scan.second" in said
    assert "p0002        9/24 layout.first" in said


def test_a_spot_check_draws_the_same_lines_and_signs_or_returns(workspace, capsys):
    signed(workspace, *STEPS[:3])
    said = []
    for _ in range(2):
        capsys.readouterr()
        assert gazette(workspace, "spot", "scan.first", "--page", "p0002") == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "p0002: 1 lines" in said[0]
    good = ("--page", "p0001", "--wrong", "0", "--as", "王芳")
    bad = ("--page", "p0002", "--wrong", "2", "--as", "王芳")
    assert gazette(workspace, "spot", "scan.first", *good) == 0
    assert gazette(workspace, "spot", "scan.first", *bad) == 0
    capsys.readouterr()
    gazette(workspace, "rounds")
    said = capsys.readouterr().out
    assert "p0001        4/24 scan.second" in said
    assert "p0002        0/24 scan.proof1" in said
    assert "spot-check: 2 wrong characters in 1 lines" in said


# Blind proofs, other engines


def test_a_blind_proof_does_not_see_the_one_before_it(workspace, files):
    assert gazette(workspace, "decide", mine(workspace, files)) == 0
    signed(workspace, "scan.proof1")
    assert text(edition(workspace, "p0002", shown=False)) == "灵魂深处|安得广厦千万间"
    assert text(edition(workspace, "p0002")) == "灵动深处|安得广厦千万间"
    other = saved(workspace, files, "李明", "scan.proof2", *choosing(workspace, "p0002", "动", "厦"))
    assert gazette(workspace, "decide", other) == 0
    assert edition(workspace, "p0002") != edition(workspace, "p0002", shown=False)
    signed(workspace, "scan.proof2")
    found = edition(workspace, "p0002")
    assert found == edition(workspace, "p0002", shown=False)
    assert [app.lemma for app in found.apps if app.reasons[0] == "people-disagree"] == ["动"]
    third = saved(workspace, files, "陈静", "scan.proof3", *choosing(workspace, "p0002", "魂"))
    assert gazette(workspace, "decide", third) == 0
    assert [a for a in edition(workspace, "p0002").apps if "people-disagree" in a.reasons] == []
    assert len(json.loads(workspace.standing(ISSUE, "p0002").read_bytes())["record"]["carriers"]) == 1
    assert gazette(workspace, "verify") == 0


def test_a_run_with_another_engine_keeps_every_decision(workspace, files):
    given = (*choosing(workspace, "p0002", "魂", "夏"), typing(workspace, "p0002", "千万", "萬"))
    assert gazette(workspace, "decide", saved(workspace, files, "王芳", "scan.proof1", *given)) == 0
    signed(workspace, "scan.proof1", "scan.proof2")
    for page in PAGES:
        for sigil in ("P6", "P4"):
            workspace.witness(ISSUE, page, sigil).unlink()
    put(workspace, "p0002", "T", "灵云|深处", "安|得厂厦千|万间", layout="r07")
    assert gazette(workspace, "proof") == 0
    found = edition(workspace, "p0002")
    assert text(found).replace("|", "") == "灵魂深处安得厂夏萬间"
    assert [app.lemma for app in found.apps if app.by == "log:1" and app.lemma] == ["魂", "夏", "萬"]
    assert found.sigils == ("T",)
    assert gazette(workspace, "verify") == 0


# Verify


def troubles(workspace, capsys, *arguments):
    capsys.readouterr()
    code = gazette(workspace, "verify", *arguments)
    said = capsys.readouterr().out
    assert (code == ExitCode.TAMPERED) == ("as it was written" not in said)
    return said


def test_verify_finds_what_was_changed(workspace, files, capsys):
    assert gazette(workspace, "decide", mine(workspace, files)) == 0
    signed(workspace, "scan.proof1")
    folder = workspace.rounds(ISSUE)
    text_file = next((folder / "texts").iterdir())
    given = next((folder / "files").iterdir())
    cases = {
        folder / "log.jsonl": (lambda old: b"".join(old.splitlines(True)[:-1]), "cut-log"),
        folder / "p0002.json": (lambda old: old.replace("魂".encode(), "鬼".encode()), "other-standing"),
        folder / "head.json": (lambda _: b"{}", "damaged-head"),
        text_file: (lambda old: old + b" ", "changed-text"),
        given: (lambda old: old.replace(b"king", b"king "), ""),
        workspace.master(ISSUE, "p0001.png"): (lambda old: old + b"x", "changed-master"),
    }
    for path, (change, code) in cases.items():
        old = path.read_bytes()
        path.write_bytes(change(old))
        assert code in troubles(workspace, capsys), path
        path.write_bytes(old)
    assert "as it was written" in troubles(workspace, capsys)
    text_file.unlink()
    assert "missing-text" in troubles(workspace, capsys)


def test_verify_finds_a_log_written_anew_whole(workspace, capsys, tmp_path):
    signed(workspace, "scan.proof1")
    head = next(line for line in troubles(workspace, capsys).split() if line.startswith("2:"))
    other = make(tmp_path / "other")
    assert gazette(other, "sign", "scan.proof1", "--as", "李明") == 0
    for name in ("log.jsonl", "head.json"):
        (workspace.rounds(ISSUE) / name).write_bytes((other.rounds(ISSUE) / name).read_bytes())
    assert "rewritten-log" in troubles(workspace, capsys)
    workspace.ledger.unlink()  # it may be made anew: then only a head noted down elsewhere tells
    assert "as it was written" in troubles(workspace, capsys)
    assert "rewritten-log" in troubles(workspace, capsys, "--head", head)


def test_verify_finds_rounds_taken_away_or_put_back_from_an_old_copy(workspace, capsys):
    signed(workspace, "scan.proof1")
    folder = workspace.rounds(ISSUE)
    old = {name: (folder / name).read_bytes() for name in ("log.jsonl", "head.json")}
    signed(workspace, "scan.proof2")
    for name, data in old.items():
        (folder / name).write_bytes(data)
    assert "cut-log" in troubles(workspace, capsys)
    shutil.rmtree(folder)
    assert "cut-log" in troubles(workspace, capsys)


def test_verify_tells_work_on_another_scan(workspace, capsys):
    signed(workspace, "scan.proof1")
    path = workspace.inventory_file(ISSUE)
    master = workspace.master(ISSUE, "p0001.png")
    was = sha256(master.read_bytes())
    master.write_bytes(master.read_bytes() + b"new")
    path.write_text(path.read_text("utf-8").replace(was, sha256(master.read_bytes())), "utf-8")
    assert "other-master: entry 1 (sign by 王芳) was made from another scan" in troubles(workspace, capsys)


@pytest.mark.parametrize("left", [0, 1, 30])
def test_an_entry_that_was_not_finished_is_written_again(workspace, left, capsys):
    """Killed after the announcement, with so many bytes of the entry written."""
    signed(workspace, "scan.proof1")
    folder = workspace.rounds(ISSUE)
    log, head = folder / "log.jsonl", folder / "head.json"
    before = log.read_bytes(), json.loads(head.read_bytes())["head"]
    signed(workspace, "scan.proof2")
    whole, end = log.read_bytes(), json.loads(head.read_bytes())["head"]
    workspace.ledger.unlink()
    for data in (before[0] + whole[len(before[0]) :][:left], whole):
        log.write_bytes(data)
        head.write_text(json.dumps({"head": before[1], "announced": end}))
        assert "as it was written" in troubles(workspace, capsys)
    log.write_bytes(before[0] + whole[len(before[0]) :][:left])
    signed(workspace, "scan.proof2")
    assert len(log.read_bytes().splitlines()) == 4
    assert gazette(workspace, "verify") == 0


def test_what_was_logged_and_not_brought_to_an_end_is_finished_by_the_next_command(workspace, files):
    """Killed after the entry was written and before the standing of the page was."""
    folder = workspace.rounds(ISSUE)
    assert gazette(workspace, "decide", mine(workspace, files)) == 0
    standing, head = workspace.standing(ISSUE, "p0002"), folder / "head.json"
    whole, end = standing.read_bytes(), json.loads(head.read_bytes())["head"]
    standing.unlink()
    head.write_text(json.dumps({"head": f"0:{'0' * 64}", "announced": end}))
    workspace.ledger.unlink()
    signed(workspace, "scan.proof1")
    assert json.loads(standing.read_bytes())["record"]["carriers"] == json.loads(whole)["record"]["carriers"]
    assert gazette(workspace, "verify") == 0
