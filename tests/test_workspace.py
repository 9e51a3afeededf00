"""Paths, ids, order, atomic writes and the lock of a workspace."""

import errno
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import codec, workspace
from pipeline.errors import BadInputError, LockedError, NoSpaceError, UsageError, WorkspaceError
from pipeline.model import Inventory
from pipeline.workspace import Workspace, copy_atomic, issue_id, natural_key, open_workspace, write_atomic

names = st.text(st.characters(codec="utf-8"), max_size=12)


def _refuse(code: int) -> Any:
    def failing(*_: Any, **__: Any) -> None:
        raise OSError(code, "made up")

    return failing


def test_page2_comes_before_page10() -> None:
    given_names = ["page10.tif", "Page2.tif", "page1.tif", "封面.tif", "page02b.tif"]
    expected = ["page1.tif", "Page2.tif", "page02b.tif", "page10.tif", "封面.tif"]
    assert sorted(given_names, key=natural_key) == expected


@given(st.lists(names, unique=True), st.randoms())
def test_natural_order_is_total(some: list[str], random: Any) -> None:
    ordered = sorted(some, key=natural_key)
    random.shuffle(some)
    assert sorted(some, key=natural_key) == ordered


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_natural_order_is_the_order_of_numbers(numbers: list[int]) -> None:
    ordered = sorted((f"p{n}.tif" for n in numbers), key=natural_key)
    assert ordered == [f"p{n}.tif" for n in sorted(numbers)]


@pytest.mark.parametrize("good", ["1", "1987-03", "第3期", "a.b_c+d"])
def test_issue_ids(good: str) -> None:
    assert issue_id(good) == good


@pytest.mark.parametrize(
    "bad",
    ["", ".", "..", "a/b", "../x", "a..b", "-x", "_x", "a b", "index", "gazette.toml", "a\n", "x" * 101],
)
def test_what_cannot_be_an_issue_id(bad: str) -> None:
    with pytest.raises(UsageError, match="cannot be an issue id"):
        issue_id(bad)


def test_write_atomic_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.json"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert [p.name for p in path.parent.iterdir()] == ["file.json"]
    assert path.read_bytes() == b"two"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_a_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: Any, code: int) -> None:
    path = tmp_path / "file.json"
    write_atomic(path, b"old")
    monkeypatch.setattr(workspace.os, "fsync", _refuse(code))
    with pytest.raises(NoSpaceError, match=r"file\.json: cannot be written"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"


def test_copy_atomic_checks_what_it_wrote(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b" / "c.tif"
    source.write_bytes(b"pixels")
    copy_atomic(source, target, hashlib.sha256(b"pixels").hexdigest(), 0o444)
    assert target.read_bytes() == b"pixels"
    assert target.stat().st_mode & 0o777 == 0o444
    with pytest.raises(BadInputError, match="changed while it was being copied"):
        copy_atomic(source, target, hashlib.sha256(b"other").hexdigest(), 0o444)
    with pytest.raises(BadInputError, match="cannot be copied"):
        copy_atomic(tmp_path / "none", target, "", 0o444)
    assert [p.name for p in target.parent.iterdir()] == ["c.tif"]


def test_copy_atomic_goes_over_a_read_only_remnant(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"new")
    remnant = tmp_path / ".b.part"
    remnant.write_bytes(b"half")
    remnant.chmod(0o444)
    copy_atomic(tmp_path / "a", tmp_path / "b", hashlib.sha256(b"new").hexdigest(), 0o444)
    assert (tmp_path / "b").read_bytes() == b"new"
    assert not remnant.exists()


def test_copy_atomic_tells_a_full_disk_from_a_bad_source(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "a").write_bytes(b"new")
    monkeypatch.setattr(workspace.os, "fsync", _refuse(errno.ENOSPC))
    with pytest.raises(NoSpaceError):
        copy_atomic(tmp_path / "a", tmp_path / "b", "", 0o444)
    monkeypatch.setattr(workspace.shutil, "copyfileobj", _refuse(errno.EIO))
    with pytest.raises(BadInputError, match="cannot be copied"):
        copy_atomic(tmp_path / "a", tmp_path / "b", "", 0o444)


def test_a_second_process_is_kept_out_and_let_in_afterwards(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.workspace import Workspace\n"
        "from pipeline.errors import LockedError\n"
        "try:\n with Workspace(Path(sys.argv[1])).locked(): pass\n"
        "except LockedError as error: print(error); sys.exit(int(error.exit_code))\n"
    )
    other = [sys.executable, "-c", code, str(tmp_path)]
    with Workspace(tmp_path).locked():
        refused = subprocess.run(other, capture_output=True, text=True, check=False)
        with pytest.raises(LockedError), Workspace(tmp_path).locked():
            pass
    assert refused.returncode == 7
    assert "another gazette process" in refused.stdout
    assert subprocess.run(other, check=False).returncode == 0


def test_an_error_under_the_lock_keeps_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), Workspace(tmp_path).locked():
        raise PermissionError(errno.EACCES, "a file elsewhere")


def test_opening_what_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace here") as caught:
        open_workspace(tmp_path)
    assert "gazette init" in caught.value.advice


def test_issues_come_in_natural_order_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    here = Workspace(tmp_path)
    for issue in ("10", "9", "1987-03"):
        write_atomic(here.inventory_file(issue), codec.dump(Inventory(issue, ())))
    assert here.issues() == ("9", "10", "1987-03")
    assert here.inventory("9") == Inventory("9", ())
    with pytest.raises(WorkspaceError, match="no issue 11") as caught:
        here.inventory("11")
    assert "9, 10, 1987-03" in caught.value.advice
