"""The bend of a page: exact there and back, never folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import bends

from pipeline.bend import FLAT, Bend

places = st.floats(-3_000, 9_000)
HILL = Bend((0.0, 100.0, 200.0), (0.0, 50.0), ((0.0, 10.0, 0.0), (0.0, 30.0, 0.0)))


@given(bends(), places, places)
def test_a_bend_leads_there_and_back(bend: Bend, x: float, y: float) -> None:
    assert bend.back(*bend.point(x, y)) == pytest.approx((x, y), abs=1e-6)
    assert bend.point(*bend.back(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(bends(), places, places, st.floats(-500, 500), st.floats(-500, 500))
def test_a_bend_moves_with_the_origin(bend: Bend, x: float, y: float, left: float, top: float) -> None:
    moved = bend.beside(left, top).point(x - left, y - top)
    assert (moved[0] + left, moved[1] + top) == pytest.approx(bend.point(x, y), abs=1e-6)


def test_a_bend_shifts_across_the_lines_only() -> None:
    assert HILL.point(50, 0) == (50, 5)
    assert HILL.point(100, 25) == (100, 45)
    assert HILL.point(500, -99) == (500, -99)  # as at the corner of the grid
    upright = Bend(HILL.along, HILL.across, HILL.shifts, upright=True)
    assert upright.point(25, 100) == (45, 100)


def test_the_flat_bend_moves_nothing() -> None:
    assert FLAT.flat
    assert Bend((0.0, 1.0), (0.0,), ((0.0, 0.0),)).flat
    assert FLAT.point(3, 4) == FLAT.back(3, 4) == (3, 4)


@pytest.mark.parametrize(
    ("along", "across", "shifts", "message"),
    [
        ((0.0, 1.0), (0.0,), ((1.0,),), "every knot"),
        ((0.0, 0.0), (0.0,), ((1.0, 1.0),), "must rise"),
        ((0.0,), (0.0, 10.0), ((0.0,), (-10.0,)), "folds the page"),
        ((0.0,), (0.0, 10.0), ((0.0,), (float("nan"),)), "folds the page"),
    ],
)
def test_what_has_no_way_back_is_no_bend(
    along: tuple[float, ...],
    across: tuple[float, ...],
    shifts: tuple[tuple[float, ...], ...],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        Bend(along, across, shifts)
