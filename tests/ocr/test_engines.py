"""The real engines on a drawn page: they are fast enough not to need a stand-in."""

import numpy as np
import pytest
from drawn import sheet
from rapidfuzz.distance import Levenshtein

from pipeline.errors import MissingToolError, SettingsError
from pipeline.ocr.engines import ENGINES, engine_kind, model_digest, open_engine, probe
from pipeline.ocr.forced import Wishes
from pipeline.ocr.page import read_image
from pipeline.ocr.shapes import Place
from pipeline.settings import OcrSettings

PLACE = Place("p0001", "p0001_a")
LINES = ("云山省人民政府关于做好春耕", "生产工作的通知各市县人民", "政府省直各部门一九八七年")


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return sheet([(80, 100 + 70 * n, line) for n, line in enumerate(LINES)])


@pytest.mark.parametrize(("sigil", "slips"), [("P6", 0), ("P4", 0), ("T", 1)])
def test_reads_a_drawn_page(sigil: str, slips: int, page: np.ndarray) -> None:
    engine = open_engine(sigil, OcrSettings(witnesses=(sigil,)))
    regions = read_image(page, engine, PLACE, Wishes()).regions
    text = "".join(line.text for region in regions for line in region.lines)
    assert Levenshtein.distance(text, "".join(LINES)) <= slips


@pytest.mark.parametrize("sigil", ["P6", "P4", "T"])
def test_glyphs_stand_on_their_ink(sigil: str, page: np.ndarray) -> None:
    """The fifth character of the first line was drawn at 80 + 4 · 40."""
    engine = open_engine(sigil, OcrSettings(witnesses=(sigil,)))
    line = read_image(page, engine, PLACE, Wishes()).regions[0].lines[0]
    box = line.glyphs[4].box
    assert box is not None
    assert abs(box.centre[0] - (80 + 4.5 * 40)) < 14
    assert 90 < box.centre[1] < 170


@pytest.mark.parametrize("backend", ["openvino", "onnxruntime"])
def test_both_backends_read_the_same(backend: str, page: np.ndarray) -> None:
    engine = open_engine("P6", OcrSettings(backend=backend))
    regions = read_image(page, engine, PLACE, Wishes()).regions
    assert tuple(line.text for region in regions for line in region.lines) == LINES


def test_the_same_page_gives_the_same_record_twice(page: np.ndarray) -> None:
    engine = open_engine("P6", OcrSettings())
    assert read_image(page, engine, PLACE, Wishes()) == read_image(page, engine, PLACE, Wishes())


@pytest.mark.parametrize("shade", [0, 255])
def test_an_empty_page_has_no_text(shade: int) -> None:
    engine = open_engine("P6", OcrSettings())
    assert read_image(np.full((900, 700, 3), shade, np.uint8), engine, PLACE, Wishes()).regions == ()


def test_probe_tells_versions() -> None:
    found = probe("P6", OcrSettings())
    assert found.available
    assert "rapidocr 3" in found.version


def test_probe_tells_how_to_get_a_language() -> None:
    found = probe("T", OcrSettings(languages=("xxx_yyy",)))
    assert not found.available
    assert found.remedy == "apt-get install tesseract-ocr-xxx-yyy"


def test_a_missing_language_is_told_before_reading() -> None:
    with pytest.raises(MissingToolError, match="xxx_yyy"):
        open_engine("T", OcrSettings(languages=("xxx_yyy",)))


def test_an_unknown_sigil_lists_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="Q9") as caught:
        engine_kind("Q9")
    assert all(sigil in caught.value.advice for sigil in ENGINES)


def test_weights_are_told_by_their_digest() -> None:
    digests = {model_digest(sigil, OcrSettings()) for sigil in ("P6", "P4")}
    assert len(digests) == 2
    assert all(len(digest) == 64 for digest in digests)
