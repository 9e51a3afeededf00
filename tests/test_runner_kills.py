"""A run that is killed, at every boundary and over and over, ends as if nothing had been."""

from __future__ import annotations

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
from fakes import chain
from fakes.work import inline, make_work, times, tree

from pipeline.ledger import Ledger
from pipeline.settings import ScanSettings, Settings
from pipeline.workspace import Workspace

TESTS = Path(__file__).parent


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_work(tmp_path / "work")


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, bytes]:
    reference = make_work(tmp_path / "reference")
    inline(reference, chain.CHAIN)
    return tree(reference)


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
