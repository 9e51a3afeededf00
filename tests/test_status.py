"""Every page and every refused file is found in the status, in exactly one state."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

from fakes import chain, refusing_task
from fakes.work import inline, make_work, put_issue

from pipeline.ledger import Ledger
from pipeline.model import Finding, Severity
from pipeline.settings import Settings, WorkSettings
from pipeline.status import State, Status, survey
from pipeline.status_table import as_json, table
from pipeline.task import Scope
from pipeline.workspace import Workspace

BAD = (chain.scan_stage(refusing_task.work), *chain.CHAIN[1:])


def look(workspace: Workspace, title: str = "A Gazette") -> Status:
    return survey(workspace, Settings(work=WorkSettings(title=title)), chain.CHAIN)


def states(status: Status) -> dict[str, State]:
    return {str(page.unit): page.state for issue in status.issues for page in issue.pages}


def test_before_the_first_run_everything_is_to_do(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    status = look(workspace)
    assert set(states(status).values()) == {State.PENDING}
    assert len(states(status)) == 4
    assert not workspace.ledger.exists()


def test_after_a_run_every_page_is_done_with_its_findings(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    inline(workspace, chain.CHAIN)
    status = look(workspace)
    assert (status.count(State.CHECK), status.work.state) == (4, State.DONE)
    assert status.issues[0].pages[0].stages == (("scan", State.DONE), ("ocr", State.DONE))


def test_a_failed_page_says_why_and_what_to_do(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"1": ("one", "bad", "three")})
    inline(workspace, BAD)
    status = look(workspace)
    assert states(status) == {"1 p0001": State.CHECK, "1 p0002": State.FAILED, "1 p0003": State.CHECK}
    text = table(status)
    assert "1 p0002 scan: p0002.txt: ends at byte 3 [truncated-file]" in text
    assert "copy it again" in text
    assert "2 done with findings, 1 failed" in text


def test_the_states_add_up_to_every_page(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"1": ("one", "bad"), "2": ("three",)})
    inline(workspace, BAD, None, "1")
    status = look(workspace)
    assert [status.count(state) for state in State] == [0, 1, 1, 1]


def test_a_file_that_is_gone_makes_its_page_to_do(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    inline(workspace, chain.CHAIN)
    shutil.rmtree(workspace.root / "1987-04" / "2-ocr")
    assert states(look(workspace))["1987-04 p0001"] is State.PENDING
    assert states(look(workspace))["1987-03 p0001"] is State.CHECK


def test_what_was_killed_in_the_middle_is_to_do(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"1": ("one",)})
    inline(workspace, chain.CHAIN)
    with Ledger(workspace.ledger) as ledger:
        found = next(entry for entry in ledger.entries() if entry.task == "scan")
        outputs = ledger.outputs("scan", found.unit)
        ledger.announce(type(found)(*_values(found)), outputs, ())
    assert states(look(workspace))["1 p0001"] is State.PENDING


def _values(entry: object) -> list[object]:
    values = {name: getattr(entry, name) for name in type(entry).__slots__}  # type: ignore[attr-defined]
    return list({**values, "state": "writing"}.values())


def test_what_intake_found_is_listed(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"1": ("one",)})
    refused = Finding("unreadable-file", "x.tif: ends too early", Severity.LOSS)
    notes = [Finding("no-resolution", f"{n}.png: declares none", Severity.NOTE, "p0001") for n in range(3)]
    put_issue(workspace, "2", ("two",), (refused, Finding("page-gap", "3 missing", page="p0001"), *notes))
    inline(workspace, chain.CHAIN)
    status = look(workspace)
    text = table(status)
    assert "2: x.tif: ends too early [unreadable-file]" in text
    assert "2 p0001: 3 missing [page-gap]" in text
    assert "0.png: declares none [no-resolution] and 2 more like it" in text
    assert "1 file could not be taken in whole" in text
    assert status.issues[1].pages[0].findings == 2  # the gap, and one of scan's


def test_a_damaged_inventory_is_a_row_of_its_own(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    workspace.inventory_file("1987-03").write_bytes(b"{}")
    text = table(look(workspace))
    assert "INTAKE" in text
    assert "1987-03 inventory:" in text


def test_neighbours_in_one_state_share_a_row(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"1": ("a", "b", "bad", "d")})
    inline(workspace, BAD)
    rows = table(look(workspace)).split("\n\n")[0].splitlines()
    assert [row.split()[0] for row in rows[2:4]] == ["p0003", "p0004"]
    assert "p0001–p0002 (2)" in rows[1]
    assert rows[1].startswith("1 ")


def test_columns_stand_below_each_other_with_wide_characters(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"一九八七年": ("a",), "2": ("b",)})
    rows = table(look(workspace)).split("\n\n")[0].splitlines()
    wide = [unicodedata.east_asian_width(char) for char in rows[0]]
    assert "W" not in wide
    place = rows[0].index("PAGES")
    (han,) = [row for row in rows if row.startswith("一九八七年")]
    assert han.index("p0001") + 5 == place  # five characters of two columns each


def test_json_has_every_page(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {"1": ("one", "bad")})
    inline(workspace, BAD)
    record = json.loads(as_json(look(workspace, "宁夏政报")))
    assert record["title"] == "宁夏政报"
    assert record["pages"] == {"done": 0, "done with findings": 1, "failed": 1, "to do": 0}
    (issue,) = record["issues"]
    assert [page["page"] for page in issue["pages"]] == ["p0001", "p0002"]
    assert issue["pages"][1]["faults"][0]["code"] == "truncated-file"
    assert issue["whole"]["stages"] == {"export": "done"}


def test_nothing_is_hashed_and_no_image_read(tmp_path: Path, monkeypatch: object) -> None:
    workspace = make_work(tmp_path / "w")
    inline(workspace, chain.CHAIN)
    for path in workspace.root.glob("*/0-master/*.txt"):
        path.chmod(0)
    assert look(workspace).count(State.CHECK) == 4


def test_a_task_that_has_nothing_to_do_on_a_page_does_not_hold_it_up(tmp_path: Path) -> None:
    """A page of an image file has no text layer to read."""
    workspace = make_work(tmp_path / "w", {"1": ("one",)})
    inline(workspace, chain.CHAIN)
    extra = chain.page_task("D", "ocr", lambda workspace, unit: (), chain.scan_work)
    stage = type(chain.OCR_STAGE)("ocr", "2-ocr", lambda settings: (*chain.ocr_tasks(settings), extra))
    status = survey(workspace, Settings(), (chain.SCAN_STAGE, stage))
    assert extra.scope is Scope.PAGE
    assert states(status) == {"1 p0001": State.CHECK}


def test_a_loss_is_told_by_name_and_place(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    inline(workspace, chain.CHAIN)
    lost = Finding("lost-text", "P6 has 3 characters that are nowhere", Severity.LOSS, "p0001")
    with Ledger(workspace.ledger) as ledger:
        entry = next(entry for entry in ledger.entries() if entry.unit.page == "p0001")
        ledger.announce(entry, (), [lost])
        ledger.confirm(entry.task, entry.unit)
    status = look(workspace)
    assert status.issues[0].pages[0].losses == (lost,)
    text = table(status)
    assert f"Lost:\n  {entry.unit}: P6 has 3 characters that are nowhere [lost-text]" in text
    pages = json.loads(as_json(status))["issues"][0]["pages"]
    assert [len(page["losses"]) for page in pages] == [1, *(0 for _ in pages[1:])]
