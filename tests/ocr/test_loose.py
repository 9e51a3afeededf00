"""Specks have no say in the make-up of a vertical page, and stand beside what they are nearest to."""

from drawn import strip

from pipeline.model import Box
from pipeline.ocr.articles import upright_columns
from pipeline.ocr.loose import find_loose
from pipeline.ocr.shapes import Strip

WIDE, PITCH = 40, 44


def order(page: list[Strip], rules: tuple[Box, ...] = ()) -> list[int]:
    found = [item.strip for column in upright_columns(page, rules) for line in column for item in line]
    return [page.index(one) for one in found]


def tier(right: int, top: int, count: int, height: int = 300) -> list[Strip]:
    return [strip(right - PITCH * n - WIDE, top, WIDE, height) for n in range(count)]


def test_a_speck_between_two_tiers_does_not_join_them() -> None:
    page = [*tier(900, 100, 4), strip(700, 385, 30, 34), *tier(724, 100, 4), *tier(900, 430, 8)]
    clean = [one for one in page if one is not page[4]]
    without = [page.index(clean[n]) for n in order(clean)]
    assert [n for n in order(page) if n != 4] == without


def test_a_stroke_between_a_headline_and_its_text_moves_nothing() -> None:
    page = [strip(900, 100, 100, 620), strip(888, 300, 14, 80), *tier(880, 100, 8), *tier(870, 430, 8)]
    assert [n for n in order(page) if n != 1] == [0, *range(2, 18)]


def test_every_speck_is_kept() -> None:
    specks = [strip(20 + 90 * n, 40 + 70 * n, 24, 24) for n in range(8)]
    page = [*tier(900, 100, 10), *specks]
    assert sorted(order(page)) == list(range(len(page)))
    assert sorted(order(specks)) == list(range(len(specks)))


def test_the_end_of_a_column_is_a_piece_of_it() -> None:
    page = [*tier(900, 100, 3), strip(772, 402, 38, 36)]
    assert not find_loose(page, WIDE)


def test_a_speck_above_a_level_title_comes_before_it() -> None:
    page = [strip(640, 60, 26, 26), strip(500, 100, 300, 60), *tier(900, 300, 10)]
    assert order(page)[:2] == [0, 1]
