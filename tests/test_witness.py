"""Witnesses from outside: kept as they came, each with its page; what cannot be one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import called
from fakes.work import make_work

from pipeline import witness
from pipeline.errors import ExitCode, GazetteError
from pipeline.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_work(tmp_path / "w")


@pytest.mark.parametrize(
    ("place", "issue", "found"),
    [("1987-03/p0002", "", ("1987-03", "p0002")), ("p0001", "1987-04", ("1987-04", "p0001"))],
)
def test_a_page_is_found_by_either_name(
    workspace: Workspace, place: str, issue: str, found: tuple[str, str]
) -> None:
    name, master = witness.find_page(workspace, place, issue)
    assert (name, master.page) == found


@pytest.mark.parametrize(
    ("place", "issue", "exit_code"),
    [
        ("p0001", "", ExitCode.USAGE),  # two issues have one
        ("1987-03/p0001", "1987-04", ExitCode.USAGE),
        ("a/b/c", "", ExitCode.USAGE),
        ("1987-03/p0099", "", ExitCode.WORKSPACE),
        ("1999/p0001", "", ExitCode.WORKSPACE),
    ],
)
def test_a_page_that_cannot_be_found_is_told(
    workspace: Workspace, place: str, issue: str, exit_code: ExitCode
) -> None:
    with pytest.raises(GazetteError) as caught:
        witness.find_page(workspace, place, issue)
    assert caught.value.exit_code is exit_code
    assert caught.value.advice


def test_a_witness_is_kept_as_it_came(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "p.txt"
    file.write_text("政务公开\n", "utf-8")
    code, out, _ = called(capsys, "witness", workspace.root, "1987-03/p0002", file, "--sigil", "K")
    assert code == ExitCode.OK
    kept = workspace.outside_witness("1987-03", "p0002", "K")
    assert out == f"{kept}\n"
    assert kept.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("sigil", ["P6", "p6", "D", "a b", "../x", "", "ninechars"])
def test_a_sigil_that_cannot_be_one_is_refused(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path, sigil: str
) -> None:
    file = tmp_path / "p.txt"
    file.write_text("x", "utf-8")
    code, _, _ = called(capsys, "witness", workspace.root, "1987-03/p0002", file, "--sigil", sigil)
    assert code == ExitCode.USAGE
    assert not (workspace.root / "1987-03" / "0-master" / "witness").exists()


def test_a_witness_that_cannot_be_read_is_not_kept(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "p.xml"
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    code, _, said = called(capsys, "witness", workspace.root, "1987-03/p0002", file, "--sigil", "K")
    assert code == ExitCode.BAD_INPUT
    assert "p.xml" in said
    assert not workspace.outside_witness("1987-03", "p0002", "K").exists()
