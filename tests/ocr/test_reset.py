"""Of the two readings of a column the likelier stays, and no glyph seen well is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.cells import WIDTH, Cell, Column
from pipeline.ocr.ctc import Spot
from pipeline.ocr.even import evenly
from pipeline.ocr.reset import Row, blended, doubtful, merge, set_row

SHARES = st.floats(0, 0.5)
READINGS = st.builds(
    lambda text, share, other, rest: Spot(text, 0.0, 1.0, share + 0.5, ((other, rest * (0.5 - share)),)),
    st.sampled_from("國圖團"),
    SHARES,
    st.sampled_from("士土工"),
    st.floats(0, 1),
)


def column(marks: str) -> Column:
    """Cells of 40 rows; a full stop stands for the cell of a mark."""
    length = 40 * len(marks)
    ink = np.zeros((length, WIDTH), np.bool_)
    cells = []
    for n, sort in enumerate(marks):
        cells.append(Cell(40 * n, 40 * (n + 1), sort == "."))
        if sort == ".":
            ink[40 * n + 4 : 40 * n + 14, 36:46] = True
        elif sort == "~":
            ink[40 * n + 24 : 40 * n + 34, 14:50] = True
        else:
            ink[40 * n + 3 : 40 * n + 37, 14:50] = True
    image = np.where(ink[:, :, np.newaxis], 0, 255).astype(np.uint8).repeat(3, axis=2)
    return Column(image, ink, 12, 52, 40.0, tuple(cells))


def spots(text: str, confidence: float = 0.9) -> tuple[Spot, ...]:
    return evenly(text, confidence)


def row(count: int) -> Row:
    """A row of all cells, as wide as one another."""
    blank = np.zeros((48, 48, 3), np.uint8)
    return Row(blank, tuple((n, (n + 0.5) / count) for n in range(count)))


def read(result: tuple[Spot, ...]) -> str:
    return "".join(spot.text for spot in result)


def test_a_mark_left_out_on_its_side_comes_from_the_upright_reading() -> None:
    sideways = tuple(spot for spot in spots("順x在") if spot.text != "x")
    assert read(merge(column("#.#"), sideways, row(3), spots("順、在"))) == "順、在"


def test_a_letter_in_the_cell_of_a_mark_is_not_believed() -> None:
    sideways = tuple(spot for spot in spots("順x在") if spot.text != "x")
    assert read(merge(column("#.#"), sideways, row(3), spots("順丶在"))) == "順在"


def test_the_likelier_reading_stays_and_the_other_is_an_alternative() -> None:
    found = merge(column("##"), spots("廣近", 0.4), row(2), spots("接近", 0.95))
    assert read(found) == "接近"
    assert "廣" in dict(found[0].alternatives)


def test_no_glyph_that_was_seen_well_is_lost() -> None:
    """A cell cut too large held 一、 and was read as 二."""
    sideways = (Spot("一", 0.1, 0.2, 0.99, ()), Spot("、", 0.3, 0.35, 0.76, ()), *spots("一從")[1:])
    assert read(merge(column("##"), sideways, row(2), spots("二從", 0.97))) == "一、從"


def test_a_reading_of_too_few_cells_is_no_reading() -> None:
    """Arrows in a column of ornaments were read as one letter."""
    assert read(merge(column("#####"), spots("→→→→→", 0.3), row(5), spots("A", 0.9))) == "→→→→→"


def test_flat_ink_that_was_not_read_is_a_bracket_or_nothing() -> None:
    sideways = spots("x重慶")[1:]
    assert read(merge(column("~##"), sideways, row(3), spots("（重慶"))) == "（重慶"
    assert read(merge(column("~##"), sideways, row(3), spots("一重慶"))) == "重慶"


def test_the_row_holds_open_cells_and_their_neighbours() -> None:
    sure = tuple(
        Spot(s.text, s.start, s.stop, 0.3 if s.text == "?" else 0.99, ()) for s in spots("一二?四五六")
    )
    made = set_row(column("######"), sure, 48)
    assert [number for number, _ in made.places] == [1, 2, 3]
    assert made.image.shape[0] == 48


def test_a_mark_is_set_at_the_foot_of_its_cell() -> None:
    made = set_row(column("."), (), 48)
    dark = np.argwhere(made.image[:, :, 0] < 128)
    assert dark[:, 0].mean() > 28
    assert dark[:, 1].mean() < made.image.shape[1] / 2


@pytest.mark.parametrize(
    ("text", "confidence", "wanted"),
    [("國務院公報", 0.99, False), ("國務院公報", 0.5, True), ("國", 0.1, False)],
)
def test_only_a_column_in_doubt_is_read_again(text: str, confidence: float, wanted: bool) -> None:
    assert doubtful(spots(text, confidence), 0.15) is wanted


def test_a_gap_between_sure_glyphs_is_a_doubt() -> None:
    sideways = tuple(spot for spot in spots("國務院x公報", 0.99) if spot.text != "x")
    assert doubtful(sideways, 0.1)


@given(READINGS, READINGS)
def test_weighed_readings_stay_probabilities_in_order(first: Spot, second: Spot) -> None:
    found = blended(first, second)
    shares = [found.confidence, *(share for _, share in found.alternatives)]
    assert shares == sorted(shares, reverse=True)
    assert 0 <= shares[-1] <= shares[0] <= 1
    assert found.text in {text for spot in (first, second) for text in (spot.text, *dict(spot.alternatives))}
    assert (found.start, found.stop) == (first.start, first.stop)


def test_a_glyph_across_two_cells_is_not_read_twice() -> None:
    """（二）: between half brackets 二 ends in the next cell; the upright reading finds it there again."""
    sideways = (Spot("（", 0.0, 0.1, 0.9, ()), Spot("二", 0.15, 0.35, 0.9, ()), Spot("要", 0.7, 0.9, 0.9, ()))
    upright = (Spot("1", 0.34, 0.4, 0.9, ()), Spot("二", 0.45, 0.6, 0.9, ()), Spot("要", 0.7, 0.9, 0.9, ()))
    assert read(merge(column("###"), sideways, row(3), upright)) == "（二要"


def test_a_character_that_is_printed_twice_and_was_read_once_on_its_side_comes_twice() -> None:
    sideways = (Spot("人", 0.1, 0.25, 0.9, ()), Spot("要", 0.75, 0.9, 0.9, ()))
    assert read(merge(column("###"), sideways, row(3), spots("人人要"))) == "人人要"
