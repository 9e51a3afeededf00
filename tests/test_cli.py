"""The command: light to start, documented in full, and every error a message with its exit code."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from fakes import chain
from fakes.work import inline, make_work

import cli
import pipeline
from pipeline import commands, preflight, witness
from pipeline.errors import ExitCode, GazetteError, NoSpaceError
from pipeline.ocr.engines import ENGINES, Probe
from pipeline.settings import DIRECTIONS, OcrSettings, Settings
from pipeline.stages import STAGES
from pipeline.workspace import Workspace

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


# Documented


def subcommands() -> dict[str, click.Command]:
    return cli.gazette.commands


def sections() -> dict[str, str]:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    found = re.split(r"^## `gazette (\w+)[^`]*`$", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("name", subcommands())
def test_every_command_is_documented_with_its_options_and_an_example(name: str) -> None:
    command, section = subcommands()[name], sections()[name]
    assert command.help
    example = re.search(r"Example: (gazette .+)", command.help)
    assert example
    assert example[1] in section
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
            assert all(f"`{option}" in section for option in parameter.opts), f"{name} {parameter.opts}"


def test_the_list_of_commands_stands_whole_on_eighty_columns() -> None:
    context = click.Context(cli.gazette, info_name="gazette", terminal_width=80)
    lines = cli.gazette.get_help(context).splitlines()
    assert [line for line in lines[1:] if line.endswith("...")] == []
    listed = [found[1] for line in lines if (found := re.match(r"  (\w+) +[A-Z]", line))]
    assert sorted(listed) == sorted(subcommands())


def test_nothing_is_documented_that_does_not_exist() -> None:
    assert sections().keys() == subcommands().keys()
    for name, section in sections().items():
        options = {option for p in subcommands()[name].params for option in p.opts}
        assert set(re.findall(r"^- .*?`(--[a-z-]+)", section, re.MULTILINE)) <= options, name


def test_every_stage_has_its_command() -> None:
    assert {stage.name for stage in STAGES} <= subcommands().keys()


def test_choices_are_those_of_the_program() -> None:
    choices = {p.name: p.type.choices for p in subcommands()["read"].params if hasattr(p.type, "choices")}
    assert set(choices["engine"]) == set(ENGINES)
    assert set(choices["direction"]) == set(DIRECTIONS)


def errors() -> Iterator[type[GazetteError]]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        importlib.import_module(module.name)
    waiting = [GazetteError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("pipeline."):
            yield kind


def _rows(title: str) -> list[list[str]]:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    section = text.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def test_exit_codes_are_documented() -> None:
    assert [(int(row[0]), row[1]) for row in _rows("Exit codes")] == [(c.value, c.name) for c in ExitCode]


def test_codes_of_failures_are_documented_with_their_exit_codes() -> None:
    documented = {(row[0].strip("`"), int(row[1])) for row in _rows("Codes of failures")}
    assert documented == {(kind.code, kind.exit_code.value) for kind in errors()}


def test_every_error_has_advice() -> None:
    assert all(kind.advice.endswith((".", "pdf", "TITLE")) for kind in errors())


# Errors and exit codes


def called(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = cli.call([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


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


# The check before the first page


def _missing(sigil: str, settings: OcrSettings) -> Probe:
    return Probe(False, "An engine", "", "pip install it")


def test_a_missing_engine_stops_a_run_before_the_first_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace = make_work(tmp_path / "w")
    monkeypatch.setattr(preflight, "probe", _missing)
    code, _, said = called(capsys, "run", workspace.root)
    assert code == ExitCode.MISSING_TOOL
    assert "P6 (An engine): not installed" in said
    assert "pip install it" in said
    assert not (workspace.root / "1987-03" / "1-scan").exists()


def test_an_engine_that_nobody_asks_for_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "probe", _missing)
    asked = OcrSettings(witnesses=("T",))
    assert preflight.engine("P", asked).verdict is preflight.Verdict.ABSENT
    assert preflight.engine("T", asked).verdict is preflight.Verdict.MISSING


def test_an_engine_that_does_not_exist_is_a_setting_to_correct() -> None:
    found = preflight.engine("Q", OcrSettings(witnesses=("Q",)))
    assert (found.verdict, found.exit_code) == (preflight.Verdict.MISSING, ExitCode.BAD_SETTINGS)


def test_a_package_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(preflight.PACKAGES, "scan", (("no_such_package", "no-such"),))
    (check,) = preflight.packages(["scan"])
    assert check.verdict is preflight.Verdict.MISSING
    assert check.remedy == "pip install no-such"


def test_a_full_disk_is_told_before_the_first_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workspace = make_work(tmp_path / "w")
    usage = type("usage", (), {"free": 1_000})
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(NoSpaceError, match="wanted"):
        preflight.require(Settings(), ["proof"], workspace)


@pytest.mark.parametrize(
    ("text", "said"),
    [("[p0009]\nrotate = 90\n", "no page p0009"), ("[p0001]\nrotate = 45\n", "rotate"), ("[", "TOML")],
)
def test_page_overrides_are_read_before_the_first_page(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, said: str
) -> None:
    workspace = make_work(tmp_path / "w")
    workspace.overrides("1987-03").write_text(text, "utf-8")
    code, _, err = called(capsys, "check", workspace.root)
    assert code == ExitCode.BAD_SETTINGS
    assert said in err


# Witnesses from outside


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


def test_signals_are_left_alone_by_importing(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    importlib.reload(cli)
    assert signal.getsignal(signal.SIGTERM) is before
