"""A fingerprint changes with everything the result depends on, and with nothing else."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from fakes import chain, work

from pipeline import freshness
from pipeline.errors import BadInputError
from pipeline.ledger import Ledger
from pipeline.settings import ScanSettings, Settings, WorkSettings
from pipeline.task import Scope, Task, Unit

PAGE = Unit("1987-03", "p0001")
(SCAN,) = chain.scan_tasks(Settings())


def fingerprint(root: Path, task: Task = SCAN, settings: Settings | None = None) -> str:
    workspace = work.make_work(root) if not root.exists() else work.Workspace(root)
    with Ledger(workspace.ledger) as ledger:
        call = freshness.call_for(task, PAGE, workspace, ledger, settings or Settings())
    assert call is not None
    return call.fingerprint


def test_the_place_of_the_workspace_does_not_matter(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "here") == fingerprint(tmp_path / "there")


def test_the_task_its_tools_and_its_settings_matter(tmp_path: Path) -> None:
    prints = {
        fingerprint(tmp_path / "w"),
        fingerprint(tmp_path / "w", dataclasses.replace(SCAN, name="other")),
        fingerprint(tmp_path / "w", dataclasses.replace(SCAN, tools=(("opencv", "5"),))),
        fingerprint(tmp_path / "w", settings=Settings(scan=ScanSettings(rotate=90))),
    }
    assert len(prints) == 4


def test_settings_of_another_stage_do_not_matter(tmp_path: Path) -> None:
    other = Settings(work=WorkSettings(title="Another"))
    assert fingerprint(tmp_path / "w") == fingerprint(tmp_path / "w", settings=other)


def test_the_content_of_an_input_matters_and_its_time_does_not(tmp_path: Path) -> None:
    before = fingerprint(tmp_path / "w")
    path = tmp_path / "w" / "1987-03" / "0-master" / "p0001.txt"
    os.utime(path, (1, 1))
    assert fingerprint(tmp_path / "w") == before
    path.write_text("two", "utf-8")
    assert fingerprint(tmp_path / "w") != before


def test_a_hash_is_taken_from_memory_while_size_and_time_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(tmp_path / "w")
    monkeypatch.setattr(freshness, "sha256_file", None)
    assert fingerprint(tmp_path / "w") == before


def test_a_unit_without_inputs_has_no_call(tmp_path: Path) -> None:
    workspace = work.make_work(tmp_path / "w")
    with Ledger(workspace.ledger) as ledger:
        assert freshness.call_for(SCAN, Unit("1987-03", "p0099"), workspace, ledger, Settings()) is None


def test_an_input_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    workspace = work.make_work(tmp_path / "w")
    with Ledger(workspace.ledger) as ledger, pytest.raises(BadInputError, match="p0009"):
        freshness.input_hash(workspace.root / "p0009.txt", workspace, ledger)


def test_units_follow_the_scope() -> None:
    pages = {"a": ("p0001", "p0002"), "b": ("p0001",)}
    of = {
        scope: freshness.units(dataclasses.replace(SCAN, scope=scope), pages)
        for scope in (Scope.PAGE, Scope.ISSUE, Scope.WORK)
    }
    assert of[Scope.PAGE] == (Unit("a", "p0001"), Unit("a", "p0002"), Unit("b", "p0001"))
    assert of[Scope.ISSUE] == (Unit("a"), Unit("b"))
    assert of[Scope.WORK] == (Unit(),)
