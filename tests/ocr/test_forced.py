"""A page laid out as a person says."""

from drawn import strip
from hypothesis import given
from hypothesis import strategies as st

from pipeline.bend import Bend
from pipeline.derivative import Derivative, Transform
from pipeline.frames import from_master
from pipeline.model import Box, Direction
from pipeline.ocr.forced import deal, forced_columns, on_image
from pipeline.ocr.shapes import Strip
from pipeline.zones import Zone


def lines(left: int, width: int, tops: list[int]) -> list[Strip]:
    return [strip(left, top, width, 40) for top in tops]


def order(strips: list[Strip], count: int) -> list[list[int]]:
    found = forced_columns(strips, Direction.HORIZONTAL, count)
    return [[strips.index(item.strip) for row in column for item in row] for column in found]


def test_one_column_reads_straight_across() -> None:
    page = lines(100, 400, [100, 160, 220]) + lines(560, 400, [100, 160, 220])
    assert order(page, 1) == [[0, 3, 1, 4, 2, 5]]


def test_short_columns_that_rules_alone_would_not_part_are_parted() -> None:
    page = lines(100, 120, [100, 160]) + lines(400, 130, [100, 160]) + lines(700, 90, [100, 160])
    assert order(page, 3) == [[0, 1], [2, 3], [4, 5]]


def test_a_heading_across_the_gutter_parts_the_columns_above_it_from_those_below() -> None:
    page = [
        *lines(100, 400, [100, 160]),
        *lines(560, 400, [100, 160]),
        strip(200, 240, 700, 40),
        *lines(100, 400, [320, 380]),
        *lines(560, 400, [320, 380]),
    ]
    assert order(page, 2) == [[0, 1], [2, 3], [4], [5, 6], [7, 8]]


@given(
    st.lists(
        st.builds(strip, st.integers(0, 900), st.integers(0, 900), st.integers(20, 300), st.just(30)),
        min_size=1,
    ),
    st.integers(1, 6),
)
def test_no_strip_is_lost_or_doubled(strips: list[Strip], count: int) -> None:
    found = forced_columns(strips, Direction.HORIZONTAL, count)
    dealt = [item.strip for column in found for row in column for item in row]
    assert sorted(dealt, key=repr) == sorted(strips, key=repr)


def test_strips_go_to_the_first_zone_that_holds_their_middle_and_the_rest_stays_last() -> None:
    left, right, below = strip(100, 100, 200, 40), strip(500, 100, 200, 40), strip(100, 900, 200, 40)
    zones = (Zone(Box(450, 0, 1000, 800)), Zone(Box(0, 0, 1000, 800)))
    assert deal([left, right, below], zones) == ((right,), (left,), (below,))


def test_a_zone_of_the_master_is_found_on_the_derivative() -> None:
    way = Transform(2, 0, 100, 0, 2, 50).inverse()
    assert on_image((Zone(Box(100, 50, 300, 250), "vertical"),), way) == (
        Zone(Box(0, 0, 100, 100), "vertical"),
    )


def test_a_zone_of_the_master_is_found_on_a_flattened_derivative() -> None:
    bend = Bend(
        (0, 1000), (0, 1000), ((40, 40), (40, 40))
    )  # a point of the image lies 40 lower on the master
    derivative = Derivative("p0001_a", "p0001_a.png", 1000, 1000, Transform(), bend)
    assert on_image((Zone(Box(100, 200, 300, 400)),), from_master(derivative)) == (
        Zone(Box(100, 160, 300, 360)),
    )
