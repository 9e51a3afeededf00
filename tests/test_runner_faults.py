"""Bad pages, dying and hanging workers and a full disk cost their page, or end the run, and nothing else."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from fakes import chain, crashing_task, dying_task, greedy_task, hanging_task, refusing_task, work
from fakes.work import failed, inline, make_work, times, with_workers

from pipeline.errors import ExitCode
from pipeline.freshness import call_for
from pipeline.ledger import Ledger
from pipeline.settings import Settings
from pipeline.stages import Stage
from pipeline.task import Unit
from pipeline.workers import Call, Crew, Fault, processes
from pipeline.workspace import Workspace


def test_a_bad_page_fails_alone_and_is_tried_again(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "bad", "three")})
    report = inline(workspace, chain.chain_with(refusing_task.work))
    assert report.exit_code is ExitCode.PAGES_FAILED
    assert failed(workspace) == {("scan", "1 p0002"): "truncated-file"}
    (failure,) = report.failures
    assert str(failure.unit) == "1 p0002"
    assert "ends at byte 3" in failure.fault.message
    assert failure.fault.advice
    assert "P6: THREE auto" in (workspace.index / "register").read_text("utf-8")
    again = inline(workspace, chain.chain_with(refusing_task.work))
    first = again.counts[0]
    assert (first.done, first.fresh, first.failed) == (0, 2, 1)
    workspace.master("1", "p0002.txt").write_text("mended", "utf-8")
    assert inline(workspace, chain.chain_with(refusing_task.work)).exit_code is ExitCode.OK
    assert failed(workspace) == {}


@pytest.mark.parametrize("text", ["crash", "stubborn", "astray"])
def test_a_fault_of_ours_fails_its_page_and_is_logged(tmp_path: Path, text: str) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", text, "three")})
    report = with_workers(workspace, chain.chain_with(crashing_task.work))
    assert report.exit_code is ExitCode.INTERNAL
    assert failed(workspace) == {("scan", "1 p0002"): "internal"}
    log = (workspace.root / "gazette.log").read_text("utf-8")
    assert "1 p0002 scan" in log
    assert "Traceback" in log
    assert workspace.derivative("1", "p0003.txt").exists()
    assert workspace.master("1", "p0001.txt").read_text("utf-8") == "one"


def test_a_worker_that_dies_fails_its_page_alone(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "die", "three", "die", "five")})
    report = with_workers(workspace, chain.chain_with(dying_task.work))
    assert report.exit_code is ExitCode.PAGES_FAILED
    died = {("scan", "1 p0002"): "worker-died", ("scan", "1 p0004"): "worker-died"}
    assert failed(workspace) == died
    assert workspace.witness("1", "p0005", "P4").exists()


def test_a_worker_that_died_by_chance_costs_nothing(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "die once", "three")})
    assert with_workers(workspace, chain.chain_with(dying_task.work)).exit_code is ExitCode.OK
    assert set(times(workspace).values()) == {1}


def _crew_calls(workspace: Workspace, stage: Stage) -> list[Call]:
    (task,) = stage.tasks(Settings())
    with Ledger(workspace.ledger) as ledger:
        units = [Unit("1", master.page) for master in workspace.inventory("1").masters]
        found = [call_for(task, unit, workspace, ledger, Settings()) for unit in units]
    return [call for call in found if call]


def test_a_page_that_hangs_is_given_up(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("hang", "two")})
    calls = _crew_calls(workspace, chain.scan_stage(hanging_task.work))
    with Crew(2, processes, page_seconds=4.0) as crew:
        outcomes = {call.unit.page: outcome.result for call, outcome in crew.outcomes(calls[0].task, calls)}
    assert isinstance(outcomes["p0001"], Fault)
    assert outcomes["p0001"].code == "worker-died"
    assert not isinstance(outcomes["p0002"], Fault)


def test_workers_killed_between_two_tasks_are_replaced(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "two")})
    calls = _crew_calls(workspace, chain.SCAN_STAGE)
    with Crew(1, processes) as crew:
        assert len(list(crew.outcomes(calls[0].task, calls))) == 2
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert all(not isinstance(o.result, Fault) for _, o in crew.outcomes(calls[0].task, calls))


def test_calls_are_not_piled_up(tmp_path: Path) -> None:
    """Thirty thousand pages wait in the ledger, not in memory."""
    workspace = make_work(tmp_path / "work", {"1": tuple("abcdefghij")})
    calls = _crew_calls(workspace, chain.SCAN_STAGE)
    taken = []
    with Crew(2, work.Inline) as crew:
        outcomes = crew.outcomes(calls[0].task, (taken.append(call) or call for call in calls))
        next(outcomes)
        assert len(taken) <= 4
        list(outcomes)
    assert len(taken) == 10


def test_too_little_memory_fails_the_page(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("memory", "two")})
    report = inline(workspace, chain.chain_with(greedy_task.work))
    assert failed(workspace) == {("scan", "1 p0001"): "out-of-memory"}
    assert report.exit_code is ExitCode.PAGES_FAILED
