from drawn import strip

from pipeline.ocr.articles import upright_columns
from pipeline.ocr.masthead import find_masthead
from pipeline.ocr.shapes import Strip

WIDE, PITCH = 40, 44
TITLE = [strip(700, 100, 160, 160), strip(520, 100, 160, 160)]
UNDER = [strip(540, 290, 300, 34), strip(560, 340, 260, 34)]
DATE = [strip(100, 420, 1200, 40)]
RIGHT = [strip(1000, 120, 300, 60), strip(1020, 300, 260, 34)]
LEFT = [strip(80, 130, 300, 60), strip(90, 290, 260, 34)]
TEXT = [strip(1250 - PITCH * n, top, WIDE, 300) for top in (500, 830) for n in range(26)]


def order(page: list[Strip]) -> list[int]:
    found = [item.strip for column in upright_columns(page, ()) for line in column for item in line]
    return [page.index(one) for one in found]


def test_a_masthead_goes_before_the_advertisements_at_its_sides() -> None:
    page = [*TITLE, *UNDER, *DATE, *RIGHT, *LEFT, *TEXT]
    found = order(page)
    assert found[:5] == [0, 1, 2, 3, 4]
    assert sorted(found) == list(range(len(page)))


def test_a_date_under_one_part_of_the_head_only_is_found_by_its_place() -> None:
    page = [*TITLE, *UNDER, *RIGHT, *LEFT, *TEXT]
    assert find_masthead(page, WIDE) == (0, 1, 2, 3)


def test_level_lines_of_usual_size_are_no_masthead() -> None:
    assert find_masthead([*UNDER, *RIGHT, *TEXT], WIDE) == ()


def test_a_large_level_line_at_the_foot_is_no_masthead() -> None:
    assert find_masthead([*TEXT, strip(300, 1200, 700, 160)], WIDE) == ()


def test_a_page_without_level_lines_has_no_masthead() -> None:
    assert find_masthead(TEXT, WIDE) == ()
