"""Pictures of pages: every region drawn, sizes bounded, names in the index escaped."""

from pathlib import Path

import numpy as np
import pytest

from bench import accuracy, systems
from bench.pictures import COLOURS, LONGEST, Entry, draw, write, write_index
from pipeline.image import encode_png
from pipeline.model import Box, Finding, Region, RegionKind
from pipeline.reading import PageReading


def test_every_kind_has_a_colour_of_the_drawing() -> None:
    assert set(COLOURS) == set(RegionKind)


@pytest.mark.parametrize("kind", list(RegionKind))
def test_a_region_is_framed_in_the_colour_of_its_kind(kind: RegionKind) -> None:
    raster = np.full((200, 200, 3), 255, np.uint8)
    picture = draw(raster, [Region("r", kind, "p0001", Box(20, 60, 180, 150), ())])
    assert "#{:02x}{:02x}{:02x}".format(*picture.getpixel((100, 60))) == COLOURS[kind]


def test_a_grey_page_and_a_region_without_a_box_are_drawn() -> None:
    raster = np.full((50, 40), 200, np.uint8)
    assert draw(raster, [Region("r", RegionKind.TABLE, "p0001", None, ())]).size == (40, 50)


def test_a_large_page_is_drawn_smaller() -> None:
    raster = np.full((4000, 10, 3), 255, np.uint8)
    assert max(draw(raster, ()).size) == LONGEST


def test_the_index_leads_to_the_pictures_and_escapes_their_names(tmp_path: Path) -> None:
    entry = Entry("set-<b>&1", "CER <0.1")
    write(tmp_path, entry, draw(np.full((9, 9, 3), 255, np.uint8), ()))
    write_index(tmp_path, "Pages", [entry])
    text = (tmp_path / "index.html").read_text("utf-8")
    assert (tmp_path / entry.file).exists()
    assert "<b>" not in text
    assert "CER &lt;0.1" in text
    assert 'href="set-%3Cb%3E%261.png"' in text


def test_real_pages_are_drawn_by_their_set_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = tmp_path / "p1.png"
    image.write_bytes(encode_png(np.full((60, 80, 3), 255, np.uint8)))
    table = Region("r", RegionKind.TABLE, "p0001", Box(30, 10, 70, 50), ())
    found = PageReading((table,), (Finding("unread-marks", "", box=Box(2, 2, 9, 9)),))
    asked = []
    monkeypatch.setattr(systems, "reading", lambda path, witness: asked.append((path, witness)) or found)
    accuracy.draw_pages([accuracy.Page("frk", image, "")], {"frk": "T:frk"}, tmp_path / "out")
    assert asked == [(image, "T:frk")]
    assert "1 regions, 1 marks not read" in (tmp_path / "out" / "index.html").read_text("utf-8")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["frk-p1.png", "index.html"]
