"""Zones in overrides.toml: what is wrong with one is said."""

import re
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.model import Box
from pipeline.settings import Settings, load, page_overrides
from pipeline.zones import Zone


def test_zones_of_a_page_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(
        "[p0002]\ncolumns = 2\n"
        'zones = [{ box = [10, 20, 300, 400] }, { box = [310, 20, 600, 400], direction = "vertical" }]\n'
    )
    found = page_overrides(path, "p0002", Settings()).ocr
    assert found.columns == 2
    assert found.zones == (Zone(Box(10, 20, 300, 400)), Zone(Box(310, 20, 600, 400), "vertical"))
    assert page_overrides(path, "p0001", Settings()).ocr.zones == ()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("zones = 3", "must be a list of zones"),
        ("zones = [3]", "a zone must look like { box = [left, top, right, bottom] }"),
        ("zones = [{ box = [1, 2, 3] }]", "four pixel numbers"),
        ("zones = [{ box = [1, 2, 3, true] }]", "four pixel numbers"),
        ("zones = [{ box = [9, 2, 3, 4] }]", "its left before its right"),
        ("zones = [{ box = [1, 2, 3, 4], kind = 'x' }]", "no kind"),
        ("zones = [{ box = [1, 2, 3, 4], direction = 'down' }]", "not 'down'"),
        ("columns = 7", "columns must be one of auto, 1, 2, 3, 4, 5, 6, not 7"),
        ("columns = true", "columns must be str or int"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, value: str, told: str) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(f"[p0002]\n{value}\n")
    with pytest.raises(SettingsError, match=re.escape(told)):
        page_overrides(path, "p0002", Settings())


def test_zones_for_all_pages_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gazette.toml"
    path.write_text("[ocr]\nzones = [{ box = [1, 2, 3, 4] }]\n")
    with pytest.raises(SettingsError, match="zones are of one page"):
        load(path)
