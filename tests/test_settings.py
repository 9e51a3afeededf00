"""gazette.toml and overrides.toml: what is wrong is named with file, part, key and remedy."""

import re
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, load, page_overrides


def _file(folder: Path, text: str) -> Path:
    path = folder / "gazette.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(_file(tmp_path, "")) == Settings()


def test_values_reach_their_record(tmp_path: Path) -> None:
    text = '[work]\ntitle = "县政"\n[scan]\nrotate = 90\ndeskew = -1\n'
    settings = load(_file(tmp_path, text + '[ocr]\nwitnesses = ["T"]\n[proof]\nerrors_left_per_10000 = 1\n'))
    assert settings.work.title == "县政"
    assert (settings.scan.rotate, settings.scan.deskew) == (90, -1.0)
    assert settings.ocr.witnesses == ("T",)
    assert isinstance(settings.proof.errors_left_per_10000, float)
    assert settings.intake == Settings().intake


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[scann]\n", "unknown part: scann; did you mean scan?"),
        ("[scan]\nrotat = 90\n", "unknown key in [scan]: rotat; did you mean rotate?"),
        ("[xyz]\n", "unknown part: xyz; known are work, intake"),
        ("[scan\n", "not valid TOML"),
        ("scan = 1\n", "[scan] must be a table"),
        ("[work]\ntitle = 1\n", "[work] title must be str, not 1"),
        ("[intake]\nmax_pixels = true\n", "max_pixels must be int, not True"),
        ("[intake]\nmax_pixels = 0\n", "max_pixels is too small"),
        ("[intake]\nlow_dpi = -1\n", "low_dpi is too small"),
        ("[run]\nworkers = -1\n", "workers is too small"),
        ("[scan]\nrotate = 45\n", "rotate must be one of auto, 0, 90, 180, 270, not 45"),
        ("[scan]\nrotate = 90.0\n", "rotate must be str or int, not 90.0"),
        ("[scan]\nsplit = 'left'\n", "split must be one of auto, never, always"),
        ("[scan]\nsplit = -3\n", "split is too small"),
        ("[scan]\ndeskew = nan\n", "deskew must lie between -45 and 45 degrees"),
        ("[scan]\nborder = 'no'\n", "border must be one of"),
        ("[scan]\nbackground = 'no'\n", "background must be one of"),
        ("[ocr]\nwitnesses = 'P6'\n", 'witnesses must be a list of texts, such as ["P6", "T"]'),
        ("[ocr]\nwitnesses = []\n", "witnesses is empty"),
        ("[ocr]\ndirection = 'down'\n", "direction must be one of"),
        ("[ocr]\nbackend = 'cuda'\n", "backend must be one of"),
        ("[proof]\nerrors_left_per_10000 = -1\n", "errors_left_per_10000 must lie between 0 and 10000"),
        ("[proof]\ncontrol_share = nan\n", "control_share must lie between 0 and 1"),
        ("[export]\nformats = ['docx']\n", "formats must be one of"),
        ("[export]\naddress = 'example.org'\n", "address must look like https://example.org/gazette"),
        ("[work]\ndigitized = '20260301'\n", "digitized must be a date such as 2026-03-01"),
        ("[work]\ndigitized = 'spring'\n", "digitized must be a date such as 2026-03-01, not 'spring'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, told: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(told)) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert caught.value.advice


def test_a_missing_file_and_one_in_another_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "none.toml")
    path = tmp_path / "gazette.toml"
    path.write_bytes("[work]\ntitle = '政'\n".encode("gb18030"))
    with pytest.raises(SettingsError, match="cannot be read"):
        load(path)


def test_overrides_change_one_page(tmp_path: Path) -> None:
    path = tmp_path / "overrides.toml"
    assert page_overrides(path, "p0001", Settings()) == Settings()
    path.write_text('[p0003]\nrotate = 180\ndirection = "vertical"\n')
    changed = page_overrides(path, "p0003", Settings())
    assert changed.scan.rotate == 180
    assert changed.ocr.direction == "vertical"
    assert page_overrides(path, "p0001", Settings()) == Settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[p0003]\nrotat = 180\n", "unknown key in [p0003]: rotat; did you mean rotate?"),
        ("[p0003]\ntitle = 'x'\n", "unknown key in [p0003]: title"),
        ("p0003 = 1\n", "[p0003] must be a table"),
        ("[p0003]\nrotate = 1\n", "rotate must be one of"),
        ("[page3]\nrotate = 180\n", "page3 is no page id; they look like [p0003]"),
    ],
)
def test_mistakes_in_overrides_are_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=re.escape(told)):
        page_overrides(path, "p0003", Settings())
