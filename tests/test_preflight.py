"""The check before the first page: what is missing is told before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import called
from fakes.work import make_work

from pipeline import preflight
from pipeline.errors import ExitCode, NoSpaceError
from pipeline.ocr.engines import Probe
from pipeline.settings import OcrSettings, Settings


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
