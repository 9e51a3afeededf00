from drawn import strip

from pipeline.model import Direction
from pipeline.ocr.overrun import part_overruns
from pipeline.ocr.shapes import Strip

WIDE, PITCH = 40, 32  # the detector's boxes overlap


def two_tiers(right: int, count: int) -> list[Strip]:
    return [strip(right - PITCH * n, top, WIDE, 200) for n in range(count) for top in (100, 310)]


def heights(strips: tuple[Strip, ...]) -> list[int]:
    return [one.box.height for one in strips]


def test_a_column_through_two_tiers_is_parted_where_its_neighbours_end_and_begin() -> None:
    long = strip(600 + PITCH, 100, WIDE, 410)
    above, below = part_overruns([long], [long, *two_tiers(600, 4)], WIDE)
    assert above.box.top == 100
    assert below.box.bottom in (510, 511)
    assert abs(above.box.bottom - 305) <= 1
    assert abs(below.box.top - 305) <= 1


def test_a_column_through_three_tiers_gives_three() -> None:
    long = strip(600 + PITCH, 100, WIDE, 620)
    beside = [strip(600, top, WIDE, 200) for top in (100, 310, 520)]
    assert len(part_overruns([long], [long, *beside], WIDE)) == 3


def test_a_column_whose_other_neighbour_goes_on_is_left_whole() -> None:
    long = strip(600 + PITCH, 100, WIDE, 410)
    other = strip(600 + 2 * PITCH, 100, WIDE, 410)
    assert heights(part_overruns([long], [long, other, *two_tiers(600, 4)], WIDE)) == [long.box.height]


def test_a_headline_beside_tiers_is_left_whole() -> None:
    headline = strip(600 + PITCH, 100, 2 * WIDE, 410)
    assert part_overruns([headline], [headline, *two_tiers(600, 4)], WIDE) == (headline,)


def test_a_heading_over_a_short_column_parts_nothing() -> None:
    long = strip(600, 100, WIDE, 410)
    heading, short = strip(640, 100, 60, 200), strip(632, 310, WIDE, 200)
    assert heights(part_overruns([long], [long, heading, short], WIDE)) == [long.box.height]


def test_level_strips_are_left_alone() -> None:
    level = strip(100, 100, 500, 40)
    assert part_overruns([level], [level, *two_tiers(600, 4)], WIDE) == (level,)


def test_a_long_column_that_leans_is_no_thicker_for_it() -> None:
    lean = 20.0
    left, right, top, bottom = 632.0, 632.0 + WIDE, 100.0, 720.0
    corners = ((left - lean, top), (right - lean, top), (right + lean, bottom), (left + lean, bottom))
    long = Strip(corners, Direction.VERTICAL, 0.9)
    beside = [strip(600, top, WIDE, 200) for top in (100, 310, 520)]
    assert abs(long.thickness - WIDE) < 1
    assert len(part_overruns([long], [long, *beside], WIDE)) == 3


def test_the_first_columns_after_a_headline_are_parted_together() -> None:
    first, second = (strip(600 + PITCH * n, 100, WIDE, 410) for n in (2, 1))
    headline = strip(600 + 3 * PITCH, 90, 2 * WIDE, 430)
    page = [headline, first, second, *two_tiers(600, 4)]
    parts = part_overruns([headline, first, second], page, WIDE)
    assert len(parts) == 5
    assert parts[0] == headline


def test_a_line_of_a_headline_that_begins_lower_than_the_columns_is_left_whole() -> None:
    line = strip(600 + PITCH, 180, WIDE, 310)
    headline = strip(600 + 2 * PITCH, 120, 2 * WIDE, 370)
    assert part_overruns([line], [headline, line, *two_tiers(600, 4)], WIDE) == (line,)
