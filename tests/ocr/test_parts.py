import numpy as np

from pipeline.ocr.parts import Part, is_edge, is_heaped

GLYPH, PITCH = 40.0, 44.0


def columns(right: float, count: int, spans: list[tuple[float, float]], width: float = GLYPH) -> Part:
    """Columns from the right, one for each span of y at each place."""
    x = [(right - PITCH * n - width, right - PITCH * n) for n in range(count) for _ in spans]
    y = [span for _ in range(count) for span in spans]
    return Part(np.array(x), np.array(y), np.arange(len(x)))


def test_columns_over_columns_are_heaped_and_a_single_row_is_not() -> None:
    assert is_heaped(columns(900, 6, [(100, 300), (310, 500), (510, 700)]))
    assert not is_heaped(columns(900, 12, [(100, 300)]))


def test_a_few_columns_are_no_heap() -> None:
    assert not is_heaped(columns(900, 2, [(100, 300), (310, 500)]))


def test_a_long_column_that_begins_level_with_tiers_is_their_last_one() -> None:
    tiers = columns(900, 6, [(100, 300), (310, 500)])
    assert is_edge(columns(620, 1, [(110, 490)], 56), tiers, GLYPH)


def test_a_column_that_begins_elsewhere_or_is_short_or_no_single_one_is_not() -> None:
    tiers = columns(900, 6, [(100, 300), (310, 500)])
    assert not is_edge(columns(620, 1, [(310, 500)]), tiers, GLYPH)
    assert not is_edge(columns(620, 1, [(100, 250)]), tiers, GLYPH)
    assert not is_edge(columns(620, 3, [(100, 490)]), tiers, GLYPH)
