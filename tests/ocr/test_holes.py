"""Ink between two glyphs of a line where none was read."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from drawn import ScriptedEngine, sheet, strip
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Glyph, glyph_text
from pipeline.ocr.engines import open_engine
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.holes import findings, mend
from pipeline.ocr.ink import find_ink
from pipeline.ocr.shapes import Strip, stretch
from pipeline.settings import OcrSettings

SIZE = 40
LINE = "同意现将有关规定发给你们"


def line(text: str = LINE) -> tuple[np.ndarray, Strip]:
    return sheet([(100, 100, text)]), strip(100, 102, SIZE * len(text), 48)


def read_as(where: Strip, text: str, *missing: int) -> tuple[Glyph, ...]:
    """The glyphs of an evenly set line; those at `missing` were passed over."""
    glyphs = place(evenly(text, 0.99), where)
    return tuple(glyph for n, glyph in enumerate(glyphs) if n not in missing)


@pytest.mark.parametrize("missing", [0, 4, 11])
def test_a_character_that_was_passed_over_is_a_hole(missing: int) -> None:
    page, where = line()
    read = {where: read_as(where, LINE, missing)}
    done = mend(page, ScriptedEngine({}), find_ink(page, SIZE), read)
    (hole,) = done.holes
    assert hole.before == missing
    assert abs(hole.part.box.centre[0] - (100 + SIZE * (missing + 0.5))) < SIZE / 3
    assert done.read == read


def test_white_between_characters_is_none() -> None:
    page, where = line("同意　现将　　有关规定")
    glyphs = tuple(glyph for glyph in read_as(where, "同意　现将　　有关规定") if glyph.text.strip())
    assert mend(page, ScriptedEngine({}), find_ink(page, SIZE), {where: glyphs}).holes == ()


def test_a_line_that_was_read_whole_has_none() -> None:
    page, where = line()
    assert mend(page, ScriptedEngine({}), find_ink(page, SIZE), {where: read_as(where, LINE)}).holes == ()


class Turned(ScriptedEngine):
    """Reads every strip that is turned about as a text, from what is its left then."""

    def __init__(self, text: str, confidence: float) -> None:
        super().__init__({}, confidence)
        self.text = text

    def read_strips(self, image: np.ndarray, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        assert all(s.corners[0][0] > s.corners[1][0] for s in strips)
        self.readings = dict.fromkeys(strips, self.text)
        return super().read_strips(image, strips)


def test_what_stands_on_its_head_comes_in_its_place() -> None:
    page, where = line()
    done = mend(page, Turned("关有", 0.95), find_ink(page, SIZE), {where: read_as(where, LINE, 4, 5)})
    assert glyph_text(done.read[where]) == LINE
    assert done.holes == ()
    (finding,) = findings("p0001_a", done)
    assert (finding.code, finding.message) == ("turned-characters", "printed upside down: 有关")
    assert finding.box is not None
    assert finding.box.left > 100 + 3 * SIZE


@pytest.mark.parametrize(("text", "confidence"), [("关有", 0.8), ("5S", 0.99), ("", 0.99)])
def test_what_is_not_beyond_doubt_stays_a_hole(text: str, confidence: float) -> None:
    page, where = line()
    read = {where: read_as(where, LINE, 4, 5)}
    done = mend(page, Turned(text, confidence), find_ink(page, SIZE), read)
    assert done.read == read
    assert len(done.holes) == 1


def test_a_real_engine_reads_a_name_printed_upside_down() -> None:
    page = sheet([(100, 100, "用毛泽东思想检验一切向刘少奇这个庞然大物开炮")]).copy()
    for n in (12, 13):
        left = 100 + SIZE * n
        page[96:160, left : left + SIZE] = cv2.rotate(page[96:160, left : left + SIZE], cv2.ROTATE_180)
    engine = open_engine("P6", OcrSettings())
    found = engine.find_strips(page)
    read = dict(zip(found, engine.read_strips(page, found), strict=True))
    done = mend(page, engine, find_ink(page, SIZE), read)
    assert "向刘少奇这个" in "".join(glyph_text(glyphs) for glyphs in done.read.values())


@given(st.floats(0, 0.9), st.floats(0.05, 0.1), st.booleans())
def test_a_stretch_of_a_strip_lies_on_it(start: float, length: float, level: bool) -> None:
    whole = strip(10, 20, 400, 40) if level else strip(10, 20, 40, 400)
    part = stretch(whole, start, start + length)
    assert part.direction is whole.direction
    assert abs(part.box.width - (400 * length if level else 40)) <= 2
    assert abs(part.box.height - (40 if level else 400 * length)) <= 2
    assert part.box.overlap(whole.box) >= 0.9 * part.box.area
