from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.ctc import decode

CHARACTERS = ("", "一", "二", "三", " ")


def certain(classes: list[int]) -> np.ndarray:
    """Probabilities that leave no doubt about the class of each step."""
    return np.eye(len(CHARACTERS), dtype=np.float32)[classes]


def test_equal_neighbours_are_one_glyph_and_blanks_part_them() -> None:
    spots = decode(certain([1, 1, 0, 1, 2, 2]), CHARACTERS, 1.0)
    assert "".join(spot.text for spot in spots) == "一一二"


def test_places_are_shares_of_the_part_that_is_not_padding() -> None:
    (spot,) = decode(certain([0, 1, 1, 0, 0, 0, 0, 0]), CHARACTERS, 0.5)
    assert (spot.start, spot.stop) == (0.25, 0.75)


def test_next_best_readings_are_kept_best_first() -> None:
    rows = np.array([[0.02, 0.6, 0.3, 0.08, 0.0]], np.float32)
    (spot,) = decode(rows, CHARACTERS, 1.0)
    assert (spot.text, spot.confidence) == ("一", 0.6)
    assert spot.alternatives == (("二", 0.3), ("三", 0.08))


def test_a_line_of_blanks_is_empty() -> None:
    assert decode(certain([0, 0, 0]), CHARACTERS, 1.0) == ()


@given(st.lists(st.integers(0, 4), max_size=60))
def test_reads_what_a_plain_reference_reads(classes: list[int]) -> None:
    expected = [CHARACTERS[c] for i, c in enumerate(classes) if c and (i == 0 or classes[i - 1] != c)]
    spots = decode(certain(classes), CHARACTERS, 1.0) if classes else ()
    assert [spot.text for spot in spots] == expected
    assert all(a.stop <= b.start for a, b in pairwise(spots))
