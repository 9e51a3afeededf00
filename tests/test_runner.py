"""Runs on fake stages: whole, killed at every boundary, with bad pages, dying workers and a full disk."""

from __future__ import annotations

import dataclasses
import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import chain, crashing_task, dying_task, greedy_task, hanging_task, refusing_task, work
from fakes.work import failed, inline, make_work, put_issue, times, tree, with_workers

from pipeline.errors import ExitCode, LockedError, NoSpaceError, WorkspaceError
from pipeline.freshness import call_for
from pipeline.ledger import Ledger
from pipeline.model import Finding
from pipeline.settings import OcrSettings, ScanSettings, Settings, WorkSettings
from pipeline.stages import Stage
from pipeline.task import Unit
from pipeline.workers import Call, Crew, Fault, processes
from pipeline.workspace import Workspace

TESTS = Path(__file__).parent
UNITS = 4 + 4 + 4 + 2 + 1  # scan, two witnesses, packages, register


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_work(tmp_path / "work")


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, bytes]:
    reference = make_work(tmp_path / "reference")
    inline(reference, chain.CHAIN)
    return tree(reference)


def bad_chain(work_function: Callable[..., object]) -> tuple[Stage, ...]:
    return (chain.scan_stage(work_function), *chain.CHAIN[1:])


def test_a_whole_run_makes_everything_once(workspace: Workspace) -> None:
    report = inline(workspace, chain.CHAIN)
    assert report.exit_code is ExitCode.OK
    assert [(count.label, count.done) for count in report.counts] == [
        ("scan", 4),
        ("ocr P6", 4),
        ("ocr P4", 4),
        ("export package", 2),
        ("index", 1),
    ]
    assert (report.pages, report.findings) == (4, 4)
    assert set(times(workspace).values()) == {1}
    assert "P6: ONE auto" in (workspace.index / "register").read_text("utf-8")


def test_a_second_run_does_nothing(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    before = tree(workspace)
    report = inline(workspace, chain.CHAIN)
    assert sum(count.done for count in report.counts) == 0
    assert sum(count.fresh for count in report.counts) == UNITS
    assert tree(workspace) == before


@pytest.mark.parametrize("workers", [1, 3])
def test_processes_make_the_same_bytes(
    workspace: Workspace, undisturbed: dict[str, bytes], workers: int
) -> None:
    assert with_workers(workspace, chain.CHAIN, workers).exit_code is ExitCode.OK
    assert tree(workspace) == undisturbed


def test_without_its_ledger_a_workspace_is_made_again_the_same(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    before = tree(workspace)
    for path in workspace.root.glob("ledger.sqlite*"):
        path.unlink()
    report = inline(workspace, chain.CHAIN)
    assert sum(count.done for count in report.counts) == UNITS
    assert tree(workspace) == before


@pytest.mark.parametrize("folder", ["1-scan", "2-ocr", "4-export"])
def test_a_deleted_folder_is_made_again_and_what_follows_stays(workspace: Workspace, folder: str) -> None:
    inline(workspace, chain.CHAIN)
    before = tree(workspace)
    shutil.rmtree(workspace.root / "1987-03" / folder)
    report = inline(workspace, chain.CHAIN)
    redone = {count.label.split()[0] for count in report.counts if count.done}
    assert redone == {folder.split("-")[1]}
    assert tree(workspace) == before


def test_one_stage_alone_uses_what_is_there(workspace: Workspace) -> None:
    report = inline(workspace, chain.CHAIN[1:2])
    assert [count.skipped for count in report.counts] == [4, 4]
    inline(workspace, chain.CHAIN[:1])
    assert [count.done for count in inline(workspace, chain.CHAIN[1:2]).counts] == [4, 4]


def test_one_issue_alone_leaves_the_others(workspace: Workspace) -> None:
    report = inline(workspace, chain.CHAIN, None, "1987-04")
    assert report.pages == 1
    assert not (workspace.root / "1987-03" / "1-scan").exists()


# What a change reruns


def test_a_setting_reruns_its_stage_and_what_depends_on_it(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    report = inline(workspace, chain.CHAIN, Settings(work=WorkSettings(title="New")))
    assert {count.label: count.done for count in report.counts if count.done} == {
        "export package": 2,
        "index": 1,
    }


def test_a_changed_master_reruns_its_page_alone(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    workspace.master("1987-03", "p0002.txt").write_text("changed", "utf-8")
    report = inline(workspace, chain.CHAIN)
    assert {count.label: count.done for count in report.counts} == {
        "scan": 1,
        "ocr P6": 1,
        "ocr P4": 1,
        "export package": 1,
        "index": 1,
    }


def test_what_a_task_no_longer_makes_is_removed(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    before = tree(workspace)
    inline(workspace, chain.CHAIN, Settings(scan=ScanSettings(split="always")))
    assert workspace.derivative("1987-03", "p0001_b.txt").exists()
    inline(workspace, chain.CHAIN)
    assert tree(workspace) == before


def test_an_engine_no_longer_asked_for_leaves_nothing(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    one = Settings(ocr=OcrSettings(witnesses=("P6",)))
    inline(workspace, chain.CHAIN, one)
    alone = make_work(workspace.root.parent / "alone")
    inline(alone, chain.CHAIN, one)
    assert tree(workspace) == tree(alone)
    assert times(workspace).keys() == times(alone).keys()


def test_a_page_no_longer_in_the_inventory_leaves_nothing(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    put_issue(workspace, "1987-03", ("one", "two"))
    workspace.master("1987-03", "p0003.txt").unlink()
    inline(workspace, chain.CHAIN)
    assert not [name for name in tree(workspace) if "p0003" in name]


def test_results_outlive_the_loss_of_their_inputs(workspace: Workspace) -> None:
    """Reading pages is dear; deleting 1-scan to save room must not cost the witnesses."""
    inline(workspace, chain.CHAIN)
    shutil.rmtree(workspace.root / "1987-03" / "1-scan")
    inline(workspace, chain.CHAIN[1:])
    assert workspace.witness("1987-03", "p0001", "P6").exists()


def test_a_result_that_lost_its_inputs_and_its_files_is_struck_out(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    shutil.rmtree(workspace.root / "1987-03" / "1-scan")
    workspace.witness("1987-03", "p0001", "P6").unlink()
    inline(workspace, chain.CHAIN[1:])
    assert ("P6", "1987-03 p0001") not in times(workspace)


# Killed


class _Dying:
    """Kills this process before the n-th call of any of the functions that touch the disk."""

    def __init__(self, fatal: int) -> None:
        self.left = fatal

    def wrap(self, owner: object, name: str) -> None:
        function = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        setattr(owner, name, counted)


def _run_until(root: Path, fatal: int) -> None:
    dying = _Dying(fatal)
    dying.wrap(os, "replace")
    dying.wrap(os, "fsync")
    dying.wrap(os, "unlink")
    dying.wrap(Ledger, "announce")
    dying.wrap(Ledger, "confirm")
    dying.wrap(Ledger, "close")
    inline(Workspace(root), chain.CHAIN)


def _killed(root: Path, fatal: int) -> bool:
    process = multiprocessing.get_context("fork").Process(target=_run_until, args=(root, fatal))
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def test_killed_at_every_boundary_it_ends_the_same(tmp_path: Path) -> None:
    small = {"1": ("one",)}
    reference = make_work(tmp_path / "reference", small)
    inline(reference, chain.CHAIN)
    undisturbed = tree(reference)
    fatal = 1
    while True:
        workspace = make_work(tmp_path / f"killed-{fatal}", small)
        if not _killed(workspace.root, fatal):
            break
        inline(workspace, chain.CHAIN)
        assert tree(workspace) == undisturbed
        assert set(times(workspace).values()) == {1}
        shutil.rmtree(workspace.root)
        fatal += 1
    assert fatal > 20


def test_killed_over_and_over_it_comes_to_an_end(workspace: Workspace, undisturbed: dict[str, bytes]) -> None:
    """Each start gets a little further, because nothing that was done is done again."""
    starts = 1
    while _killed(workspace.root, 9):
        starts += 1
        assert starts < 100
    assert tree(workspace) == undisturbed
    assert set(times(workspace).values()) == {1}


def test_killed_on_the_way_back_to_older_settings_it_ends_the_same(
    workspace: Workspace, undisturbed: dict[str, bytes]
) -> None:
    """Files that have to go are removed at some instant, too."""
    fatal = 1
    killed = True
    while killed:
        inline(workspace, chain.CHAIN, Settings(scan=ScanSettings(split="always")))
        killed = _killed(workspace.root, fatal)
        inline(workspace, chain.CHAIN)
        assert tree(workspace) == undisturbed
        fatal += 7


def _script(root: Path) -> str:
    """A run that a page hangs.  Tests started in the background inherit an ignored SIGINT: it is put back."""
    return f"""
if __name__ == '__main__':
    import pathlib, signal
    from fakes import chain, hanging_task, work
    signal.signal(signal.SIGINT, signal.default_int_handler)
    workspace = work.Workspace(pathlib.Path({str(root)!r}))
    work.with_workers(workspace, (chain.scan_stage(hanging_task.work), *chain.CHAIN[1:]))
"""


def _start(root: Path) -> subprocess.Popen[bytes]:
    script = root.parent / "script.py"
    script.write_text(_script(root), "utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(TESTS)])}
    return subprocess.Popen([sys.executable, str(script)], env=env, stderr=subprocess.PIPE)


def _children(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def _alive(pid: int) -> bool:
    """A zombie, which waits for its parent's parent to take note, is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    pytest.fail("it did not come about within a minute")


def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("hang", "good")})
    process = _start(workspace.root)
    _until(lambda: workspace.derivative("1", "p0002.txt").exists())
    workers = _children(process.pid)
    assert workers
    process.kill()
    process.communicate()
    _until(lambda: not any(map(_alive, workers)))


def test_a_stopped_run_stops_its_workers_and_loses_nothing(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("hang", "good")})
    process = _start(workspace.root)
    _until(lambda: workspace.derivative("1", "p0002.txt").exists())
    workers = _children(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert b"KeyboardInterrupt" in said  # the command turns it into exit code 130
    _until(lambda: not any(map(_alive, workers)))
    inline(workspace, chain.CHAIN)
    assert times(workspace)["scan", "1 p0002"] == 1


# Bad pages


def test_a_bad_page_fails_alone_and_is_tried_again(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "bad", "three")})
    report = inline(workspace, bad_chain(refusing_task.work))
    assert report.exit_code is ExitCode.PAGES_FAILED
    assert failed(workspace) == {("scan", "1 p0002"): "truncated-file"}
    (failure,) = report.failures
    assert str(failure.unit) == "1 p0002"
    assert "ends at byte 3" in failure.fault.message
    assert failure.fault.advice
    assert "P6: THREE auto" in (workspace.index / "register").read_text("utf-8")
    again = inline(workspace, bad_chain(refusing_task.work))
    first = again.counts[0]
    assert (first.done, first.fresh, first.failed) == (0, 2, 1)
    workspace.master("1", "p0002.txt").write_text("mended", "utf-8")
    assert inline(workspace, bad_chain(refusing_task.work)).exit_code is ExitCode.OK
    assert failed(workspace) == {}


@pytest.mark.parametrize("text", ["crash", "stubborn", "astray"])
def test_a_fault_of_ours_fails_its_page_and_is_logged(tmp_path: Path, text: str) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", text, "three")})
    report = with_workers(workspace, bad_chain(crashing_task.work))
    assert report.exit_code is ExitCode.INTERNAL
    assert failed(workspace) == {("scan", "1 p0002"): "internal"}
    log = (workspace.root / "gazette.log").read_text("utf-8")
    assert "1 p0002 scan" in log
    assert "Traceback" in log
    assert workspace.derivative("1", "p0003.txt").exists()
    assert workspace.master("1", "p0001.txt").read_text("utf-8") == "one"


def test_a_worker_that_dies_fails_its_page_alone(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "die", "three", "die", "five")})
    report = with_workers(workspace, bad_chain(dying_task.work))
    assert report.exit_code is ExitCode.PAGES_FAILED
    died = {("scan", "1 p0002"): "worker-died", ("scan", "1 p0004"): "worker-died"}
    assert failed(workspace) == died
    assert workspace.witness("1", "p0005", "P4").exists()


def test_a_worker_that_died_by_chance_costs_nothing(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("one", "die once", "three")})
    assert with_workers(workspace, bad_chain(dying_task.work)).exit_code is ExitCode.OK
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
    report = inline(workspace, bad_chain(greedy_task.work))
    assert failed(workspace) == {("scan", "1 p0001"): "out-of-memory"}
    assert report.exit_code is ExitCode.PAGES_FAILED


# Things that end the run


def test_a_full_disk_in_a_worker_ends_the_run(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("disk", "two")})
    with pytest.raises(NoSpaceError, match=r"1 p0001.*/tmp/strips"):
        inline(workspace, bad_chain(greedy_task.work))


def test_a_disk_that_fills_up_leaves_nothing_half_written(
    workspace: Workspace, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = [5]

    def fsync(handle: int) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(NoSpaceError):
            inline(workspace, chain.CHAIN)
    whole = {name: data for name, data in tree(workspace).items() if not name.endswith(".part")}
    assert whole.items() <= undisturbed.items()
    inline(workspace, chain.CHAIN)
    assert tree(workspace) == undisturbed
    assert set(times(workspace).values()) == {1}


def test_a_second_process_is_kept_out(workspace: Workspace) -> None:
    with workspace.locked(), pytest.raises(LockedError, match="another gazette process"):
        inline(workspace, chain.CHAIN)


def test_an_empty_workspace_says_what_comes_first(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no pages") as caught:
        inline(make_work(tmp_path / "w", {}), chain.CHAIN)
    assert "gazette intake" in caught.value.advice


def test_an_issue_that_is_not_there_is_named(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="no issue 1999"):
        inline(workspace, chain.CHAIN, None, "1999")


def test_a_damaged_inventory_fails_its_issue_alone_and_deletes_nothing(workspace: Workspace) -> None:
    inline(workspace, chain.CHAIN)
    before = tree(workspace)
    path = workspace.inventory_file("1987-04")
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    report = inline(workspace, chain.CHAIN[:2])
    assert report.exit_code is ExitCode.PAGES_FAILED
    assert str(report.failures[0].unit) == "1987-04"
    path.write_bytes(whole)
    assert tree(workspace) == before


def test_the_graver_failure_decides_the_exit_code(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("memory", "two")})
    report = inline(workspace, bad_chain(greedy_task.work))
    (failure,) = report.failures
    ours = dataclasses.replace(failure, fault=dataclasses.replace(failure.fault, exit_code=ExitCode.INTERNAL))
    assert dataclasses.replace(report, failures=(failure, ours)).exit_code is ExitCode.INTERNAL


def test_findings_of_intake_are_no_failures(workspace: Workspace) -> None:
    put_issue(workspace, "1987-04", ("four",), (Finding("page-gap", "p0002 missing"),))
    assert inline(workspace, chain.CHAIN).exit_code is ExitCode.OK
