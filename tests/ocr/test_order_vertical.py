from drawn import strip
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Glyph
from pipeline.ocr import leftward
from pipeline.ocr.articles import upright_columns
from pipeline.ocr.margins import find_margins
from pipeline.ocr.shapes import Strip
from pipeline.ocr.told import Told

WIDE, PITCH = 40, 44  # of a column of usual text


def order(page: list[Strip], rules: tuple[Box, ...] = ()) -> list[int]:
    """The numbers of the strips as they are read."""
    found = [item.strip for column in upright_columns(page, rules) for line in column for item in line]
    return [page.index(one) for one in found]


def tier(right: int, top: int, count: int, height: int = 300) -> list[Strip]:
    """Columns of text from the right."""
    return [strip(right - PITCH * n - WIDE, top, WIDE, height) for n in range(count)]


def test_tiers_are_read_one_below_the_other() -> None:
    page = tier(900, 100, 8) + tier(890, 430, 8) + tier(905, 760, 8)
    assert order(list(reversed(page))) == list(reversed(range(24)))


def test_a_headline_across_two_tiers_comes_before_both() -> None:
    page = [strip(900, 100, 100, 620), *tier(880, 100, 8), *tier(870, 430, 8)]
    assert order(page) == list(range(17))


def test_a_headline_in_the_middle_parts_what_is_right_of_it_from_what_is_left() -> None:
    right = tier(1400, 100, 5) + tier(1395, 430, 5)
    left = tier(1040, 100, 6) + tier(1035, 430, 6)
    page = [*right, strip(1060, 100, 100, 600), *left]
    assert order(page) == list(range(23))


def test_an_article_goes_on_below_where_the_next_tier_has_no_headline() -> None:
    """The second of two articles runs on under a rule, there the whole width of both."""
    first = [strip(1310, 100, 90, 300), *tier(1300, 100, 6)]
    second = [strip(910, 100, 90, 300), *tier(900, 100, 6)]
    third = [strip(600, 90, 90, 330), *tier(590, 100, 6)]
    below = tier(1390, 430, 17)
    page = [*first, *second, *below, *third]
    rules = (Box(630, 412, 1410, 416), Box(612, 90, 616, 760))
    assert order(page, rules) == list(range(len(page)))


def test_a_boxed_part_is_read_whole() -> None:
    right, left = tier(1400, 100, 6) + tier(1395, 430, 6), tier(800, 100, 6) + tier(795, 430, 6)
    box = tier(1100, 130, 6, 180) + tier(1095, 340, 6, 180) + tier(1090, 550, 6, 160)
    frame = (
        Box(1118, 100, 1122, 740),
        Box(818, 100, 822, 740),
        Box(818, 98, 1122, 102),
        Box(818, 738, 1122, 742),
    )
    page = right + box + left
    assert order(page, frame) == list(range(len(page)))


def test_level_lines_are_read_from_the_top_and_their_pieces_from_the_right() -> None:
    masthead = [strip(500, 20, 200, 60), strip(200, 22, 200, 60), strip(200, 100, 500, 50)]
    page = masthead + tier(900, 300, 16)
    rules = (Box(40, 220, 900, 226),)
    assert order(page, rules) == list(range(len(page)))


def test_head_and_folio_in_the_margin_frame_the_text() -> None:
    page = [strip(20, 100, 36, 300), *tier(900, 100, 17, 900), strip(22, 950, 34, 36)]
    assert order(page) == list(range(19))


def test_a_last_column_apart_from_the_others_is_no_margin() -> None:
    boxes = [one.box for one in tier(900, 100, 10, 900)] + [Box(300, 100, 340, 400)]
    assert find_margins(boxes, (), 40.0).text == tuple(range(11))


@given(
    st.lists(
        st.builds(
            strip, st.integers(0, 900), st.integers(0, 1200), st.integers(10, 600), st.integers(10, 600)
        ),
        unique=True,
        max_size=40,
    ),
    st.lists(
        st.builds(
            lambda x, y, long, level: Box(x, y, x + long, y + 4) if level else Box(x, y, x + 4, y + long),
            st.integers(0, 900),
            st.integers(0, 1200),
            st.integers(50, 1200),
            st.booleans(),
        ),
        max_size=8,
    ),
)
def test_no_strip_of_a_vertical_page_is_lost_or_doubled(page: list[Strip], rules: list[Box]) -> None:
    found = [item.strip for column in upright_columns(page, rules) for line in column for item in line]
    assert sorted(map(str, found)) == sorted(map(str, page))


@given(st.integers(1, 5))
def test_the_order_does_not_depend_on_the_resolution(times: int) -> None:
    page = [strip(900, 100, 100, 620), *tier(880, 100, 8), *tier(870, 430, 8)]
    larger = [
        strip(b.left * times, b.top * times, b.width * times, b.height * times)
        for b in (one.box for one in page)
    ]
    assert order(larger) == order(page)


def glyphs(text: str) -> tuple[Glyph, ...]:
    return tuple(Glyph(char, None) for char in text)


def text(found: tuple[Glyph, ...]) -> str:
    return "".join(glyph.text for glyph in found)


def test_a_level_line_is_turned_round_but_not_the_figures_in_it() -> None:
    assert text(leftward.from_right(glyphs("號1987第（刊月）"))) == "（月刊）第1987號"


def test_a_line_of_latin_letters_keeps_its_order() -> None:
    assert text(leftward.from_right(glyphs("人 A.B. Name"))) == "人 A.B. Name"


@given(st.text("甲乙丙（）第一號", max_size=12))
def test_turning_twice_gives_the_line_back(line: str) -> None:
    assert text(leftward.from_right(leftward.from_right(glyphs(line)))) == line


def test_level_lines_run_to_the_left_where_they_make_sense_so() -> None:
    level, column = strip(0, 0, 300, 40), strip(700, 100, 40, 600)
    old = leftward.mark((level, column), {level: glyphs("號百八千三第"), column: glyphs("國會")})
    assert [one.leftward for one in old.values()] == [True, False]
    new = leftward.mark((level, column), {level: glyphs("第三千八百號"), column: glyphs("國會")})
    assert [one.leftward for one in new.values()] == [False, False]


def test_where_level_lines_tell_nothing_the_characters_of_the_page_do() -> None:
    level, column = strip(0, 0, 300, 40), strip(700, 100, 40, 600)
    assert leftward.mark((level, column), {level: glyphs("山雲"), column: glyphs("關於國會")})[level].leftward
    assert not leftward.mark((level, column), {level: glyphs("云山"), column: glyphs("关于国会")})[
        level
    ].leftward


def test_an_empty_page_has_no_columns() -> None:
    assert upright_columns((), ()) == ()


def test_a_short_last_column_beside_an_indented_one_is_read_after_it() -> None:
    body = tier(900, 100, 4, 600)
    indented, last = strip(body[-1].box.left - PITCH, 180, WIDE, 520), strip(620, 100, WIDE, 60)
    page = [*body, indented, last]
    assert order(page) == list(range(6))


def test_a_small_headline_comes_before_a_column_that_reaches_out_to_its_right() -> None:
    right = tier(900, 100, 4, 600)
    heading = strip(640, 130, 60, 270)
    under = [strip(680 - 34 * n, 430, WIDE, 270) for n in range(3)]
    left = tier(600, 100, 4, 600)
    page = [*right, heading, *under, *left]
    assert order(page) == list(range(12))


def test_a_folio_under_the_end_of_the_text_stands_in_the_margin_of_the_frame() -> None:
    text = tier(900, 100, 8, 500)
    page = [strip(1000, 100, 30, 200), *text, strip(1000, 1000, 30, 80)]
    frame = (Box(500, 90, 940, 94), Box(936, 90, 940, 1150), Box(500, 1146, 940, 1150))
    assert order(page, frame) == list(range(10))


def close(right: int, top: int, count: int, height: int = 300) -> list[Strip]:
    """Columns as detectors draw them, one a little over the next."""
    return [strip(right - 30 * n - WIDE, top, WIDE, height) for n in range(count)]


def order_dated(page: list[Strip], *dated: Strip) -> list[int]:
    found = upright_columns(page, (), Told(dated=frozenset(dated)))
    return [page.index(item.strip) for column in found for line in column for item in line]


def test_a_small_headline_before_a_dateline_begins_an_article_of_its_own() -> None:
    """It stands in the tier below another headline's, and so is read after that one's article."""
    ahead, head, report = close(1400, 430, 3), strip(1244, 440, 60, 200), close(1258, 430, 4)
    above = close(1415, 100, 9)
    other = [strip(900, 100, 90, 620), *tier(890, 100, 6), *tier(890, 430, 6)]
    page = [*above, *ahead, *other, head, *report]
    assert order_dated(page, report[0]) == list(range(len(page)))


def test_a_text_whose_last_column_is_short_does_not_go_on_below() -> None:
    first = [strip(1310, 100, 90, 300), *tier(1300, 100, 6), strip(996, 100, WIDE, 120)]
    second = [strip(890, 100, 90, 300), *tier(880, 100, 6)]
    below = tier(1390, 430, 17)
    page = [*first, *second, *below]
    assert order(page, (Box(630, 412, 1410, 416),)) == list(range(len(page)))


def test_a_report_in_a_box_begins_with_its_level_title() -> None:
    """The title stands among its columns; the report beside it goes on in the tier below."""
    head, beside = strip(1310, 100, 90, 620), close(1300, 100, 6)
    start, title, under = close(1120, 100, 2), strip(880, 110, 180, 50), close(1060, 200, 6, 200)
    rest = close(1315, 430, 9)
    last = [strip(956, 430, 80, 300), *close(960, 430, 3)]
    page = [head, *beside, *rest, title, *start, *under, *last]
    assert order_dated(page, start[0]) == list(range(len(page)))


def test_a_folio_close_behind_a_frame_stands_in_the_margin() -> None:
    text = tier(900, 100, 10, 900)
    frame = (Box(908, 90, 912, 1010), Box(440, 90, 912, 94))
    page = [strip(938, 105, WIDE, 260), *text, strip(936, 900, WIDE, 90)]
    assert order(page, frame) == list(range(12))


def test_a_notice_of_level_lines_is_not_continued_below() -> None:
    """The article ends level with where the next tier begins, but not over it; the notice stands over it."""
    notice = [strip(620, 100, 260, 60), strip(620, 180, 260, 60)]
    article = [strip(500, 100, 90, 300), *tier(490, 100, 8)]
    below = tier(900, 430, 6)
    page = [*notice, *article, *below]
    rules = (Box(130, 412, 905, 416),)
    assert order(page, rules) == list(range(len(page)))
