"""Hyphens of both kinds, drawn between two letters."""

import cv2
import numpy as np
import pytest
from drawn import strip

from pipeline.model import Box, Glyph
from pipeline.ocr.hyphens import with_printed_hyphens
from pipeline.ocr.shapes import Strip

LINE = strip(0, 10, 200, 40)
HYPHEN = Glyph("-", Box(88, 10, 112, 50), 0.9)


def sheet(*strokes: tuple[tuple[int, int], tuple[int, int]]) -> np.ndarray:
    image = np.full((60, 200, 3), 240, np.uint8)
    for left in (60, 130):
        cv2.rectangle(image, (left, 18), (left + 12, 42), (20, 20, 20), -1)
    for start, stop in strokes:
        cv2.line(image, start, stop, (20, 20, 20), 3)
    return image


def hyphen_on(image: np.ndarray, line: Strip = LINE) -> str:
    return with_printed_hyphens(image, {line: (HYPHEN,)})[line][0].text


def test_two_strokes_that_climb_are_a_double_hyphen() -> None:
    assert hyphen_on(sheet(((95, 30), (105, 26)), ((95, 37), (105, 33)))) == "⸗"


def test_one_flat_stroke_is_a_plain_hyphen() -> None:
    assert hyphen_on(sheet(((92, 31), (108, 31)))) == "-"


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_where_no_hyphen_is_seen_it_stays_as_it_was_read(shade: int) -> None:
    assert hyphen_on(np.full((60, 200, 3), shade, np.uint8)) == "-"


def test_a_line_that_reaches_over_the_edge_of_the_image() -> None:
    over = strip(-20, -10, 300, 40)
    assert with_printed_hyphens(sheet(), {over: (Glyph("-", Box(-5, -10, 5, 30), 0.9),)})[over][0].text == "-"
