"""Transforms: there and back, one after the other, and what they do to a box."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import boxes, transforms

from pipeline.derivative import Transform
from pipeline.model import Box

points = st.tuples(st.floats(-20_000, 20_000), st.floats(-20_000, 20_000))


def close(one: tuple[float, float], other: tuple[float, float], tolerance: float = 1e-3) -> bool:
    return math.dist(one, other) < tolerance


@given(transforms(), points)
def test_a_transform_leads_there_and_back(way: Transform, point: tuple[float, float]) -> None:
    assert close(way.inverse().point(*way.point(*point)), point)


@given(transforms(), transforms(), points)
def test_after_applies_one_map_after_the_other(
    outer: Transform, inner: Transform, point: tuple[float, float]
) -> None:
    assert close(outer.after(inner).point(*point), outer.point(*inner.point(*point)))


@given(transforms(), transforms(), points)
def test_the_inverse_of_a_composition_runs_backwards(
    outer: Transform, inner: Transform, point: tuple[float, float]
) -> None:
    there = outer.after(inner).point(*point)
    assert close(inner.inverse().after(outer.inverse()).point(*there), point, 1e-2)


@given(boxes())
def test_the_identity_keeps_a_box(box: Box) -> None:
    assert Transform().box(box) == box


@given(boxes(), st.integers(-500, 500), st.integers(-500, 500))
def test_whole_shifts_and_quarter_turns_are_exact(box: Box, right: int, down: int) -> None:
    shift = Transform(c=right, f=down)
    quarter = Transform(0, -1, right, 1, 0, down)
    assert shift.inverse().box(shift.box(box)) == box
    assert quarter.inverse().box(quarter.box(box)) == box
    assert (quarter.box(box).width, quarter.box(box).height) == (box.height, box.width)


@given(transforms(), boxes())
def test_the_box_after_a_map_holds_its_corners(way: Transform, box: Box) -> None:
    mapped = way.box(box)
    for x, y in way.corners(box):
        assert mapped.left - 0.5 <= x <= mapped.right + 0.5
        assert mapped.top - 0.5 <= y <= mapped.bottom + 0.5


@pytest.mark.parametrize("flat", [(0, 0, 0, 0, 0, 0), (1, 2, 0, 2, 4, 0), (math.nan, 0, 0, 0, 1, 0)])
def test_a_transform_without_a_way_back_cannot_be_built(flat: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="no way back"):
        Transform(*flat)
