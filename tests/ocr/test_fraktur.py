"""The second look at Fraktur: which pages get it, and what comes of it; Tesseract is played by a script."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from drawn import ScriptedEngine, strip
from PIL import Image, ImageDraw, ImageFont

from pipeline.model import Glyph, Step
from pipeline.ocr import fraktur
from pipeline.ocr.engines import open_engine
from pipeline.ocr.forced import Wishes
from pipeline.ocr.fraktur import is_fraktur, second_look
from pipeline.ocr.page import read_image
from pipeline.ocr.shapes import Place, Strip
from pipeline.ocr.tessdata import FRAKTUR
from pipeline.settings import OcrSettings

UMING = "/usr/share/fonts/truetype/arphic/uming.ttc"  # has a long s
PAPER = np.full((900, 900, 3), 255, np.uint8)
FIRST = (
    "Das Gefetz über die Breußifche Bank",
    "ist von beiden Häufern genehmigt",
    "und wird fofort verkündet",
)
SECOND = (
    "Das Geſetz über die Preußiſche Bank",
    "iſt von beiden Häuſern genehmigt",
    "und wird ſofort verkündet",
)
FRENCH = (
    "La Chambre des députés a adopté hier",
    "le projet de loi sur les sucres",
    "après une longue séance",
)
LISTED = {"Das", "Gesetz", "über", "die", "Preußische", "Bank", "und", "wird", "sofort", "verkündet"}
STRIPS = tuple(strip(20, 20 + 50 * n, 800, 36) for n in range(9))


class Tesseract(ScriptedEngine):
    """Says what it is told to, and counts the strips."""

    asked: ClassVar[int] = 0
    script: ClassVar[dict[Strip, str]] = {}

    def __init__(self, languages: tuple[str, ...]) -> None:
        assert languages == (FRAKTUR,)
        super().__init__(self.script, 0.985)

    def read_strips(self, image: np.ndarray, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        Tesseract.asked += len(strips)
        return super().read_strips(image, strips)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    step = Step("ocr", "Tesseract", "5 (frk)")
    monkeypatch.setattr(fraktur, "data_file", Path)
    monkeypatch.setattr(fraktur, "reading_step", lambda language: step)
    monkeypatch.setattr(fraktur, "word_list", lambda path: LISTED)
    monkeypatch.setattr("pipeline.ocr.tesseract.TesseractEngine", Tesseract)
    monkeypatch.setattr(Tesseract, "asked", 0)


def look(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], tuple[Step, ...]]:
    """The lines three times over, read by both."""
    Tesseract.script = dict(zip(STRIPS, second * 3, strict=True))
    read = ScriptedEngine(dict(zip(STRIPS, first * 3, strict=True)), 0.9).read_strips(PAPER, STRIPS)
    seen = second_look(PAPER, dict(zip(STRIPS, read, strict=True)))
    return ["".join(glyph.text for glyph in seen.read[s]) for s in STRIPS], seen.steps


def test_a_page_of_fraktur_is_read_again_whole() -> None:
    lines, steps = look(FIRST, SECOND)
    assert lines == list(SECOND * 3)
    assert [step.tool for step in steps] == ["Tesseract"]
    assert Tesseract.asked == len(STRIPS)


def test_a_page_of_antiqua_costs_a_sample_and_stays_as_it_was() -> None:
    first = [line.replace("ſ", "s") for line in SECOND]
    plain = [line.replace("ſ", "s").replace("Bank", "Vank") for line in SECOND]
    lines, steps = look(first, plain)
    assert (lines, steps) == (first * 3, ())
    assert Tesseract.asked == fraktur.SAMPLE


@pytest.mark.parametrize("page", [FRENCH, ("关于做好春耕生产工作的通知", "各市县人民政府", "省直各部门")])
def test_no_page_in_another_language_is_looked_at(page: Sequence[str]) -> None:
    assert look(page, SECOND) == (list(page * 3), ())
    assert Tesseract.asked == 0


def test_a_line_of_antiqua_on_a_page_of_fraktur_stays_as_it_was() -> None:
    first = (*FIRST[:2], "Le Messager parisien")
    second = (*SECOND[:2], "Die Messager parisieu")
    assert look(first, second)[0][1:3] == [SECOND[1], first[2]]


def test_without_tesseract_all_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fraktur, "data_file", lambda language: None)
    assert look(FIRST, SECOND) == (list(FIRST * 3), ())


def test_lines_without_s_are_no_fraktur() -> None:
    assert not is_fraktur([(Glyph("a", None),)])


def test_both_engines_on_a_drawn_page_with_long_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    image = Image.new("RGB", (1000, 400), "white")
    font = ImageFont.truetype(UMING, 40)
    for n, line in enumerate(SECOND + SECOND[1:]):
        ImageDraw.Draw(image).text((40, 30 + 70 * n), line, fill="black", font=font)
    found = read_image(
        np.asarray(image), open_engine("P6", OcrSettings()), Place("p0001", "p0001_a"), Wishes()
    )
    text = "".join(line.text for region in found.regions for line in region.lines)
    assert [step.tool for step in found.steps] == ["Tesseract"]
    assert text == "".join(SECOND + SECOND[1:])
