"""What the rounds refuse: it changes nothing, and says what to do."""

import json
from dataclasses import replace

from rounds_work import (
    ISSUE,
    STEPS,
    choosing,
    edition,
    gazette,
    in_process,
    make,
    mine,
    saved,
    signed,
    text,
    typing,
)

from pipeline.errors import ExitCode


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
