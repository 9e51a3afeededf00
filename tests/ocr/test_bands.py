"""Level running text on a page of columns."""

from drawn import strip

from pipeline.model import Direction
from pipeline.ocr.bands import bands
from pipeline.ocr.shapes import Strip

COLUMNS = [strip(left, 500, 40, 700) for left in (100, 200, 300, 400, 500, 600, 700)]


def level(count: int, top: int, width: int = 640) -> list[Strip]:
    return [strip(100, top + 60 * n, width, 40) for n in range(count)]


def directions(strips: list[Strip]) -> list[tuple[Direction, int]]:
    return [(band.direction, len(band.strips)) for band in bands(strips, Direction.VERTICAL)]


def test_running_text_over_columns_and_a_note_under_them_are_read_by_themselves() -> None:
    page = [*COLUMNS, *level(5, 100), *level(1, 1300, 200)]
    assert directions(page) == [(Direction.HORIZONTAL, 5), (Direction.VERTICAL, 7), (Direction.HORIZONTAL, 1)]


def test_titles_over_columns_stay_with_them() -> None:
    assert directions([*COLUMNS, *level(3, 100)]) == [(Direction.VERTICAL, 10)]
    assert directions([*COLUMNS, *level(6, 100, 200)]) == [(Direction.VERTICAL, 13)]


def test_level_lines_among_columns_stay_with_them() -> None:
    page = [*COLUMNS, *level(6, 500)]
    assert directions(page) == [(Direction.VERTICAL, 13)]


def test_a_level_page_is_one_band_whatever_stands_on_it() -> None:
    page = [*COLUMNS, *level(8, 100)]
    (band,) = bands(page, Direction.HORIZONTAL)
    assert band.strips == tuple(page)
