"""The ledger keeps what it is told, all or nothing, and says plainly when it cannot."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import NoSpaceError, WorkspaceError
from pipeline.ledger import Entry, Ledger, Output
from pipeline.model import Box, Finding, Severity
from pipeline.task import Unit

PAGE = Unit("1987-03", "p0001")
OUTPUTS = (Output("1987-03/1-scan/p0001.png", "ab", 3), Output("1987-03/1-scan/p0001.json", "cd", 4))
FINDING = Finding("faint", "hardly legible", Severity.LOSS, "p0001", "p0001_a", Box(1, 2, 3, 4))


def entry(state: str = "writing", unit: Unit = PAGE, fingerprint: str = "f1") -> Entry:
    return Entry("scan", unit, "scan", state, fingerprint, "", "", "", 1.5, 0)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


def test_what_is_announced_is_writing_until_it_is_confirmed(ledger: Ledger) -> None:
    ledger.announce(entry(), OUTPUTS, (FINDING,))
    assert ledger.entry("scan", PAGE) == entry()
    ledger.confirm("scan", PAGE)
    found = ledger.entry("scan", PAGE)
    assert found is not None
    assert (found.state, found.times) == ("done", 1)
    assert ledger.outputs("scan", PAGE) == tuple(sorted(OUTPUTS, key=lambda o: o.path))


def test_findings_come_back_as_they_were(ledger: Ledger) -> None:
    plain = Finding("odd", "no box", Severity.CHECK, "p0001")
    note = Finding("small", "for the record", Severity.NOTE, "p0001")
    ledger.announce(entry(), OUTPUTS, (FINDING, plain, note))
    assert ledger.findings() == tuple(("scan", "1987-03", f) for f in (FINDING, plain, note))
    assert ledger.finding_counts() == (("1987-03", "p0001", 2),)


def test_a_finding_without_a_page_is_about_the_unit(ledger: Ledger) -> None:
    ledger.announce(entry(), (), (Finding("odd", "somewhere"),))
    assert ledger.findings()[0][2].page == "p0001"


def test_a_second_announcement_replaces_outputs_and_findings(ledger: Ledger) -> None:
    ledger.announce(entry(), OUTPUTS, (FINDING,))
    ledger.announce(entry(fingerprint="f2"), OUTPUTS[:1], ())
    assert ledger.outputs("scan", PAGE) == OUTPUTS[:1]
    assert ledger.findings() == ()


def test_a_failure_keeps_the_outputs_of_an_earlier_success(ledger: Ledger) -> None:
    ledger.announce(entry(), OUTPUTS, (FINDING,))
    ledger.confirm("scan", PAGE)
    ledger.fail(Entry("scan", PAGE, "scan", "failed", "f2", "bad-input", "no", "look", 0.1, 0))
    assert len(ledger.outputs("scan", PAGE)) == 2
    found = ledger.entry("scan", PAGE)
    assert found is not None
    assert (found.state, found.code, found.message, found.advice) == ("failed", "bad-input", "no", "look")
    assert ledger.findings() == ()


def test_a_path_belongs_to_the_task_that_announced_it_last(ledger: Ledger) -> None:
    ledger.announce(entry(), OUTPUTS, ())
    other = Entry("layout", PAGE, "scan", "writing", "f", "", "", "", 0, 0)
    ledger.announce(other, OUTPUTS[:1], ())
    assert ledger.outputs("scan", PAGE) == OUTPUTS[1:]
    assert {(task, path) for task, _, path in ledger.all_outputs()} == {
        ("layout", OUTPUTS[0].path),
        ("scan", OUTPUTS[1].path),
    }


def test_what_is_forgotten_is_gone_everywhere(ledger: Ledger) -> None:
    ledger.announce(entry(), OUTPUTS, (FINDING,))
    assert ledger.listed("scan") == (("scan", PAGE),)
    ledger.forget("scan", PAGE)
    assert (ledger.entries(), ledger.outputs("scan", PAGE), ledger.findings()) == ((), (), ())


def test_a_hash_is_known_at_once_and_after_closing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l") as ledger:
        ledger.remember_hash("a", 1, 2, "ff")
        assert ledger.known_hash("a", 1, 2) == "ff"
        assert ledger.known_hash("a", 1, 3) is None
    with Ledger(tmp_path / "l") as ledger:
        assert ledger.known_hash("a", 1, 2) == "ff"


def test_a_file_that_is_no_ledger_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "l").write_bytes(b"not a database" * 100)
    with pytest.raises(WorkspaceError, match="not a usable ledger"):
        Ledger(tmp_path / "l")


def test_a_ledger_damaged_inside_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "l"
    with Ledger(path) as ledger:
        for number in range(200):
            ledger.announce(entry(unit=Unit("1", f"p{number:04}")), OUTPUTS, ())
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with Ledger(path) as ledger, pytest.raises(WorkspaceError, match="not a usable ledger"):
        ledger.entries()


def test_a_ledger_of_another_version_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "l") as db:
        db.execute("PRAGMA user_version=99")
    with pytest.raises(WorkspaceError, match="version 99"):
        Ledger(tmp_path / "l")


def test_a_folder_that_cannot_hold_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSpaceError, match="cannot be opened"):
        Ledger(tmp_path / "nowhere" / "l")


def test_a_full_disk_is_told_and_leaves_the_last_state(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l") as ledger:
        ledger.announce(entry(), OUTPUTS, ())
        pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
        ledger._db.execute(f"PRAGMA max_page_count={pages}")
        long = Finding("x", "y" * 100_000)
        with pytest.raises(NoSpaceError, match="cannot be written"):
            ledger.announce(entry(fingerprint="f2"), OUTPUTS, (long,))
        assert ledger.entry("scan", PAGE) == entry()
