"""A column is cut where its characters part, marks on half squares and wide margins included."""

import numpy as np
from drawn import SONG
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.cells import WIDTH, Column, cells_of, cut_column, pitch_of
from pipeline.ocr.ctc import Spot
from pipeline.ocr.even import evenly

SQUARES = st.lists(st.integers(18, 22), min_size=2, max_size=12)


def column(text: str, pitch: int = 44) -> np.ndarray:
    """An upright column of characters, `WIDTH` wide, on white."""
    image = Image.new("RGB", (WIDTH, pitch * len(text)), "white")
    font = ImageFont.truetype(SONG, 38, index=2)
    for n, character in enumerate(text):
        ImageDraw.Draw(image).text((13, pitch * n - 8), character, fill="black", font=font)
    return np.asarray(image)


def with_mark(text: str, at: int, pitch: int = 44) -> np.ndarray:
    """The column with a small mark in the upper right corner of the square number `at`."""
    image = column(text, pitch).copy()
    image[pitch * at : pitch * (at + 1)] = 255
    image[pitch * at + 6 : pitch * at + 16, 38:48] = 0
    return image


def cut(image: np.ndarray, text: str) -> Column:
    return cut_column(image, evenly(text, 0.9))


def test_every_character_has_its_cell() -> None:
    found = cut(column("國務院公報"), "國務院公報")
    assert len(found.cells) == 5
    middles = [(cell.start + cell.stop) / 2 for cell in found.cells]
    assert all(abs(middle - (22 + 44 * n)) < 10 for n, middle in enumerate(middles))
    assert not any(cell.mark for cell in found.cells)


def test_a_small_piece_on_the_right_is_a_mark() -> None:
    found = cut(with_mark("國務院公報", 2), "國務院公報")
    assert [cell.mark for cell in found.cells] == [False, False, True, False, False]


def test_strokes_of_the_neighbour_are_left_outside() -> None:
    image = column("國務院公報").copy()
    image[:, :5] = 0
    found = cut(image, "國務院公報")
    assert found.left > 5


def test_an_empty_column_has_no_cells() -> None:
    found = cut(np.full((200, WIDTH, 3), 255, np.uint8), "國務")
    assert found.cells == ()


def test_the_pitch_is_taken_from_neighbours_only() -> None:
    spots = (*evenly("國務院公", 0.9),)
    assert pitch_of(spots, 160, 38) == 40
    assert pitch_of(spots[:1], 160, 40) > 40


def test_two_steps_that_are_nothing_like_each_other_still_give_a_pitch() -> None:
    spots = tuple(Spot("國", at, at, 0.9, ()) for at in (0.1, 0.4, 1.0))
    assert round(pitch_of(spots, 100, 35.0)) == 45


@given(SQUARES)
def test_squares_parted_by_paper_are_found_again(heights: list[int]) -> None:
    profile = np.concatenate([np.array([0.0, *[0.5] * (height - 1)]) for height in heights])
    found = cells_of(profile, 20.0)
    assert len(found) == len(heights)


@given(st.lists(st.floats(0, 1), min_size=0, max_size=80), st.floats(8, 30))
def test_cells_follow_one_another_inside_the_column(shares: list[float], pitch: float) -> None:
    found = cells_of(np.array(shares), pitch)
    ends = [0, *(end for cell in found for end in cell), len(shares)]
    assert ends == sorted(ends)
    assert all(start < stop for start, stop in found)
