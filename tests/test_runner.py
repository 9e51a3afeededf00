"""Runs on fake stages: what is fresh stays, what is not is made, and what is amiss is told."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
from pathlib import Path

import pytest
from fakes import chain, greedy_task
from fakes.work import inline, make_work, put_issue, times, tree, with_workers

from pipeline.errors import ExitCode, LockedError, NoSpaceError, WorkspaceError
from pipeline.model import Finding
from pipeline.settings import OcrSettings, ScanSettings, Settings, WorkSettings
from pipeline.workspace import Workspace

UNITS = 4 + 4 + 4 + 2 + 1  # scan, two witnesses, packages, register


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_work(tmp_path / "work")


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, bytes]:
    reference = make_work(tmp_path / "reference")
    inline(reference, chain.CHAIN)
    return tree(reference)


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


def test_a_full_disk_in_a_worker_ends_the_run(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "work", {"1": ("disk", "two")})
    with pytest.raises(NoSpaceError, match=r"1 p0001.*/tmp/strips"):
        inline(workspace, chain.chain_with(greedy_task.work))


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
    report = inline(workspace, chain.chain_with(greedy_task.work))
    (failure,) = report.failures
    ours = dataclasses.replace(failure, fault=dataclasses.replace(failure.fault, exit_code=ExitCode.INTERNAL))
    assert dataclasses.replace(report, failures=(failure, ours)).exit_code is ExitCode.INTERNAL


def test_findings_of_intake_are_no_failures(workspace: Workspace) -> None:
    put_issue(workspace, "1987-04", ("four",), (Finding("page-gap", "p0002 missing"),))
    assert inline(workspace, chain.CHAIN).exit_code is ExitCode.OK
