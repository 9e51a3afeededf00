"""Verify: what was changed behind the back of the log is found; what a kill cut off is finished."""

import json
import shutil

import pytest
from rounds_work import ISSUE, gazette, make, mine, signed

from pipeline.errors import ExitCode
from pipeline.workspace import sha256


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
