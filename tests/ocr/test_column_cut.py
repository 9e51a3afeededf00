import numpy as np
from drawn import strip

from pipeline.ocr.ppocr import LINE_HEIGHT, NARROW, PRESSED, cut, level


def page() -> np.ndarray:
    image = np.full((900, 200, 3), 255, np.uint8)
    image[:, 61:63] = 0  # ink of the neighbour, at the very edge of the column
    return image


def test_a_column_is_pressed_together_along_the_line() -> None:
    column = strip(60, 50, 48, 600)
    assert cut(page(), column).shape == (LINE_HEIGHT, round(PRESSED * 600), 3)


def test_a_column_loses_the_outermost_part_of_its_margins() -> None:
    column = strip(60, 50, 48, 600)
    assert level(page(), column, LINE_HEIGHT).min() < 128
    assert NARROW < 1
    assert cut(page(), column).min() > 200


def test_a_short_column_and_a_level_line_are_cut_as_they_are() -> None:
    for one in (strip(60, 50, 48, 120), strip(10, 50, 180, 48)):
        assert cut(page(), one).shape == level(page(), one, LINE_HEIGHT).shape
