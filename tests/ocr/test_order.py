import pytest
from drawn import strip
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Direction
from pipeline.ocr import order as module
from pipeline.ocr.order import along_lines, columns, page_direction
from pipeline.ocr.shapes import Strip


def order(strips: list[Strip], direction: Direction = Direction.HORIZONTAL) -> list[list[int]]:
    """Columns as lists of lines, each strip by its number."""
    return [
        [strips.index(item.strip) for row in column for item in row] for column in columns(strips, direction)
    ]


def lines(left: int, width: int, tops: list[int]) -> list[Strip]:
    return [strip(left, top, width, 40) for top in tops]


def test_one_column_reads_downwards() -> None:
    page = lines(100, 800, [300, 100, 200])
    assert order(page) == [[1, 2, 0]]


def test_two_columns_read_one_after_the_other() -> None:
    tops = [100, 160, 220, 280]
    page = lines(100, 400, tops) + lines(560, 400, tops)
    assert order(page) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_a_heading_across_two_columns_comes_first_and_a_footer_last() -> None:
    tops = [200, 260, 320, 380]
    page = [
        strip(200, 100, 700, 50),
        *lines(100, 400, tops),
        *lines(560, 400, tops),
        strip(150, 460, 700, 40),
    ]
    assert order(page) == [[0], [1, 2, 3, 4], [5, 6, 7, 8], [9]]


def test_page_numbers_of_a_contents_page_stay_with_their_titles() -> None:
    titles = [strip(100, top, width, 40) for top, width in ((100, 500), (160, 420), (220, 610), (280, 380))]
    numbers = [strip(900, top + 3, 60, 36) for top in (100, 160, 220, 280)]
    assert order(titles + numbers) == [[0, 4, 1, 5, 2, 6, 3, 7]]


def test_a_line_that_catches_the_rule_between_two_columns_does_not_span_them() -> None:
    tops = [100, 160, 220, 280]
    page = [
        *lines(100, 430, tops[:2]),
        strip(100, 220, 446, 40),
        *lines(100, 430, tops[3:]),
        *lines(560, 400, tops),
    ]
    assert order(page) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_a_rule_across_the_page_ends_its_columns() -> None:
    tops = [100, 160, 220, 280]
    page = lines(100, 400, tops) + lines(560, 400, tops) + lines(100, 300, [400, 460, 520])
    rules = along_lines([Box(90, 360, 980, 366), Box(520, 100, 524, 340)], Direction.HORIZONTAL)
    found = [
        [page.index(i.strip) for row in c for i in row] for c in columns(page, Direction.HORIZONTAL, rules)
    ]
    assert found == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10]]


def test_short_lines_in_a_column_do_not_hide_it() -> None:
    tops = [100, 160, 220, 280, 340, 400, 460, 520]
    right = [strip(560, top, 400 if n % 3 == 0 else 130, 40) for n, top in enumerate(tops)]
    assert order(lines(100, 400, tops) + right) == [list(range(8)), list(range(8, 16))]


def test_vertical_columns_read_from_the_right_in_two_storeys() -> None:
    upper = [strip(x, 100, 40, 400) for x in (700, 640, 580)]
    lower = [strip(x, 560, 40, 400) for x in (700, 640, 580)]
    assert order(lower + upper, Direction.VERTICAL) == [[3, 4, 5], [0, 1, 2]]


def test_pieces_of_a_slanting_line_are_one_line() -> None:
    page = [
        strip(100, 100, 300, 40),
        strip(430, 108, 300, 40),
        strip(100, 160, 630, 40),
        strip(100, 220, 630, 40),
    ]
    assert order(page) == [[0, 1, 2, 3]]


def test_direction_goes_by_area() -> None:
    assert page_direction(lines(0, 800, [0])) is Direction.HORIZONTAL
    assert page_direction([strip(0, 0, 40, 700), strip(100, 0, 200, 40)]) is Direction.VERTICAL


@given(
    st.lists(
        st.builds(
            strip, st.integers(0, 900), st.integers(0, 1200), st.integers(10, 600), st.integers(10, 90)
        ),
        unique=True,
        max_size=25,
    ),
    st.sampled_from(Direction),
)
def test_no_strip_is_lost_or_doubled(strips: list[Strip], direction: Direction) -> None:
    found = [item.strip for column in columns(strips, direction) for row in column for item in row]
    assert sorted(map(str, found)) == sorted(map(str, strips))


def test_a_column_of_one_line_is_read_after_the_whole_ones() -> None:
    tops = [100 + 60 * n for n in range(10)]
    page = lines(100, 400, tops) + lines(560, 400, tops) + [strip(1020, 100, 390, 40)]
    assert order(page) == [list(range(10)), list(range(10, 20)), [20]]


def test_a_caption_beside_a_justified_column_is_not_of_its_lines() -> None:
    tops = [100 + 60 * n for n in range(10)]
    page = [*lines(100, 400, tops), strip(560, 520, 300, 30), strip(590, 580, 240, 30)]
    assert order(page) == [list(range(10)), [10, 11]]


def test_three_columns_the_last_of_which_is_ragged() -> None:
    tops = [100 + 60 * n for n in range(12)]
    ragged = [strip(1020, 100 + 60 * n, (380, 260, 330)[n % 3], 40) for n in range(12)]
    page = lines(100, 400, tops) + lines(560, 400, tops) + ragged
    assert order(page) == [list(range(12)), list(range(12, 24)), list(range(24, 36))]


def test_a_headline_over_two_of_three_columns() -> None:
    upper, lower = [100 + 60 * n for n in range(6)], [560 + 60 * n for n in range(6)]
    page = [
        *lines(100, 400, upper),
        *lines(560, 400, upper),
        strip(200, 480, 660, 50),
        *lines(100, 400, lower),
        *lines(560, 400, lower),
        *lines(1020, 400, [100 + 60 * n for n in range(14)]),
    ]
    numbers = iter(range(len(page)))
    wanted = [[next(numbers) for _ in range(size)] for size in (6, 6, 1, 6, 6, 14)]
    assert order(page) == wanted


def test_few_gutters_are_tried_however_many_lines_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    bands = module._bands
    monkeypatch.setattr(module, "_bands", lambda matter, u: tried.append(u) or bands(matter, u))
    page = [strip(560 * c + n % 9, 60 * n, 440 + n % 23, 40) for c in range(4) for n in range(100)]
    assert len(columns(page, Direction.HORIZONTAL)) == 4
    assert len(tried) < 60


def test_parts_of_a_page_with_gutters_of_their_own() -> None:
    upper, lower = [100 + 60 * n for n in range(6)], [600 + 60 * n for n in range(5)]
    page = [
        *(one for left in (100, 560) for one in lines(left, 400, upper)),
        strip(100, 500, 860, 50),
        *(one for left in (100, 400, 700) for one in lines(left, 260, lower)),
    ]
    assert [len(column) for column in order(page)] == [6, 6, 1, 5, 5, 5]
    assert [n for column in order(page) for n in column] == list(range(len(page)))


def test_leader_dots_in_strips_with_their_page_numbers_stay_with_their_titles() -> None:
    titles = [500, 420, 610, 380, 540, 300, 460]
    page = []
    for n, wide in enumerate(titles):
        page += [strip(100, 100 + 60 * n, wide, 40), strip(130 + wide, 103 + 60 * n, 900 - wide, 36)]
    assert order(page) == [list(range(14))]
