"""The command: light to start, and every error a message with its exit code."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from calling import called
from fakes import chain
from fakes.work import inline, make_work

import cli
from pipeline import commands
from pipeline.errors import ExitCode

ROOT = Path(__file__).parents[1]
LIBRARIES = {
    *("cv2", "numpy", "PIL", "pypdfium2", "pdfplumber", "lxml", "cobalt", "jinja2", "rapidfuzz", "regex"),
    *("opencc", "tantivy", "rapidocr", "rapidocr_onnxruntime", "onnxruntime", "openvino", "pytesseract"),
    "paddleocr",
}


def gazette(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    environment = {**os.environ, **env}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def loaded(statement: str) -> set[str]:
    """The top-level modules that a statement imports."""
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


# Light


@pytest.mark.parametrize("statement", ["import cli", "import pipeline.commands"])
def test_starting_loads_no_library(statement: str) -> None:
    assert loaded(statement).isdisjoint(LIBRARIES)


def test_help_loads_what_it_needs_and_no_more() -> None:
    ours = {"cli", "pipeline", "click"}
    others = {name for name in loaded("import cli") if name not in sys.stdlib_module_names}
    assert others - ours - loaded("") <= {"colorama"}


def test_help_ends_well() -> None:
    done = gazette("--help", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "宁夏政报" in done.stdout


# Errors and exit codes


def test_a_mistyped_command_suggests_the_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = called(capsys, "serch", "x")
    assert code == ExitCode.USAGE
    assert "Did you mean 'search'?" in said


def test_a_mistyped_option_suggests_the_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = called(capsys, "status", ".", "--jsn")
    assert code == ExitCode.USAGE
    assert "Did you mean '--json'?" in said


def test_a_missing_workspace_is_told_with_a_remedy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, said = called(capsys, "status", tmp_path)
    assert (code, out) == (ExitCode.WORKSPACE, "")
    assert said == (
        f"gazette: {tmp_path}: no workspace here (gazette.toml is missing)\n"
        "  Make one with: gazette init DIR --title TITLE\n"
    )


@pytest.mark.parametrize("command", ["run", "scan", "ocr", "proof", "export", "index", "status", "check"])
def test_bad_settings_are_told_by_every_command(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "gazette.toml").write_text("[scan]\nrotat = 90\n", "utf-8")
    code, _, said = called(capsys, command, tmp_path)
    assert code == ExitCode.BAD_SETTINGS
    assert "did you mean rotate?" in said


def test_a_locked_workspace_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    with workspace.locked():
        code, _, said = called(capsys, "run", workspace.root)
    assert code == ExitCode.LOCKED
    assert "another gazette process" in said


def test_a_run_without_pages_says_what_comes_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert called(capsys, "init", tmp_path / "w", "--title", "宁夏政报")[0] == ExitCode.OK
    code, _, said = called(capsys, "run", tmp_path / "w")
    assert code == ExitCode.WORKSPACE
    assert "gazette intake" in said


def test_ctrl_c_ends_with_its_code_and_a_word_of_comfort(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "look", interrupted)
    code, _, said = called(capsys, "status", tmp_path)
    assert code == ExitCode.INTERRUPTED
    assert "the same command goes on" in said


def test_a_polite_kill_is_like_ctrl_c(tmp_path: Path) -> None:
    code = (
        "import os, signal, cli, click\n"
        "cli.gazette.commands['check'].callback = lambda **_: os.kill(os.getpid(), signal.SIGTERM)\n"
        "import sys; sys.argv = ['gazette', 'check']\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w", {f"{n:04}": ("a",) for n in range(300)})
    command = f"{sys.executable} -m cli status {workspace.root} --json | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(root: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "look", broken)
    with pytest.raises(ZeroDivisionError):
        cli.call(["status", str(tmp_path)])


# What the commands do


def test_a_status_is_a_result(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    inline(workspace, chain.CHAIN[:1])
    code, out, said = called(capsys, "status", workspace.root, "--json")
    assert (code, said) == (ExitCode.OK, "")
    assert json.loads(out)["title"] == "A Gazette"


def test_a_workspace_is_not_run_together_with_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workspace = make_work(tmp_path / "w")
    other = tmp_path / "x.png"
    other.touch()
    assert called(capsys, "run", workspace.root, other)[0] == ExitCode.USAGE
    assert called(capsys, "run", workspace.root, "--title", "Other")[0] == ExitCode.USAGE


def test_files_go_into_one_issue_and_never_into_a_strange_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    assert called(capsys, "run", scans, "--issue", "1", "--issue", "2")[0] == ExitCode.USAGE
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    code, _, said = called(capsys, "run", scans, "--out", tmp_path / "full")
    assert code == ExitCode.USAGE
    assert "holds other files" in said


def test_a_file_that_is_refused_fails_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "p1.tif").write_bytes(b"II*\0")
    called(capsys, "init", tmp_path / "w", "--title", "T")
    code, out, said = called(capsys, "intake", tmp_path / "w", scans)
    assert code == ExitCode.PAGES_FAILED
    assert "1 refused" in out
    assert "p1.tif" in said


def test_the_title_of_a_workspace_is_not_changed_in_passing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workspace = make_work(tmp_path / "w")
    scans = tmp_path / "scans"
    scans.mkdir()
    code, _, said = called(capsys, "run", scans, "--out", workspace.root, "--title", "Other")
    assert code == ExitCode.USAGE
    assert "A Gazette" in said


def test_signals_are_left_alone_by_importing(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    importlib.reload(cli)
    assert signal.getsignal(signal.SIGTERM) is before
