"""The quick look gives regions in the frame of the image that came in, whatever cleaning cut out of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.bend import FLAT
from pipeline.derivative import Transform
from pipeline.image import Raster, encode_png
from pipeline.model import Box, Direction, Glyph
from pipeline.ocr import engines
from pipeline.ocr.shapes import Strip, upright
from pipeline.reading import read_pages, read_text
from pipeline.scan import recipe
from pipeline.scan.recipe import Cleaned, Sheet
from pipeline.settings import ScanSettings, Settings

FOUND = Box(20, 30, 140, 50)


class OneLineEngine:
    """Finds the same line on every image, and counts the images."""

    looks = 0

    def find_strips(self, image: Raster) -> tuple[Strip, ...]:
        self.looks += 1
        return (upright(FOUND, Direction.HORIZONTAL, 1.0),)

    def read_strips(self, image: Raster, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        return tuple((Glyph("政", strip.box), Glyph("府", strip.box)) for strip in strips)


Meanwhile = Callable[[tuple[Sheet, ...]], None]


def halves(raster: Raster, settings: ScanSettings, page: str, meanwhile: Meanwhile) -> Cleaned:
    """A spread of 400 pixels cut in two, the second half on its head; it was taken for upright at first."""
    meanwhile((Sheet(f"{page}_a", raster, Transform(), FLAT),))
    return turned_halves(raster, page)


def turned_halves(raster: Raster, page: str) -> Cleaned:
    first = Sheet(f"{page}_a", raster[:, :200], Transform(), FLAT)
    second = Sheet(f"{page}_b", raster[::-1, :199:-1], Transform(-1, 0, 400, 0, -1, 100), FLAT)
    return Cleaned((first, second), (), ())


def whole(raster: Raster, settings: ScanSettings, page: str, meanwhile: Meanwhile) -> Cleaned:
    """The page as it lies."""
    sheets = (Sheet(f"{page}_a", raster, Transform(), FLAT),)
    meanwhile(sheets)
    return Cleaned(sheets, (), ())


@pytest.fixture
def spread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    raster = np.full((100, 400, 3), 255, np.uint8)
    raster[30:50, 20:140:3] = 0
    raster[50:70, 260:380:3] = 0
    (tmp_path / "spread.png").write_bytes(encode_png(raster))
    monkeypatch.setattr(engines, "open_engine", lambda sigil, settings: OneLineEngine())
    monkeypatch.setattr(recipe, "clean", halves)
    return tmp_path / "spread.png"


def test_the_regions_of_both_halves_are_moved_to_the_spread(spread: Path) -> None:
    (page,) = read_pages(spread, Settings())
    boxes = [region.lines[0].glyphs[0].box for region in page.regions]
    assert boxes == [Box(20, 30, 141, 51), Box(259, 49, 380, 70)]
    assert {region.image for region in page.regions} == {"p0001"}
    assert [region.id for region in page.regions] == ["p0001_r01", "p0001_r02"]


def test_the_text_is_that_of_the_regions(spread: Path) -> None:
    assert list(read_text(spread, Settings())) == ["政府\n\n政府"]


def test_a_page_that_lies_upright_is_looked_at_once(spread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = OneLineEngine()
    monkeypatch.setattr(engines, "open_engine", lambda sigil, settings: engine)
    monkeypatch.setattr(recipe, "clean", whole)
    assert list(read_text(spread, Settings())) == ["政府"]
    assert engine.looks == 1
