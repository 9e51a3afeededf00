import numpy as np
from drawn import strip

from pipeline.ocr.crossed import part_crossed
from pipeline.ocr.ink import find_ink

WIDE = 40


def page(left: int, right: int) -> np.ndarray:
    """Two columns of squares, two tiers of them, and a level line between the tiers."""
    found = np.full((700, 400, 3), 255, np.uint8)
    for x in (108, 152):
        for y in (*range(104, 300, 30), *range(354, 550, 30)):
            found[y : y + 24, x : x + 24] = 0
    found[325:328, left:right] = 0
    return found


def heights(left: int, right: int) -> list[int]:
    both = [strip(100, 100, WIDE, 450), strip(144, 100, WIDE, 450)]
    return [one.box.height for one in part_crossed(both, find_ink(page(left, right), WIDE))]


def test_columns_are_parted_where_a_short_rule_crosses_them() -> None:
    found = heights(105, 180)
    assert len(found) == 4
    assert max(found) <= 230


def test_a_stroke_as_wide_as_a_character_crosses_no_column() -> None:
    assert len(heights(106, 134)) == 2


def test_a_rule_that_ends_beside_a_column_leaves_it_whole() -> None:
    assert len(heights(20, 138)) == 3


def test_a_headline_is_never_parted() -> None:
    headline = strip(90, 100, 100, 450)
    assert part_crossed([headline], find_ink(page(80, 200), WIDE)) == (headline,)
