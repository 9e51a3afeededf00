"""Boxes and transforms: the algebra that coordinates rest on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import boxes, transforms

from pipeline.model import Box, Glyph, Transform, hull

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


@given(boxes(), boxes())
def test_union_and_overlap(one: Box, other: Box) -> None:
    both = one.union(other)
    assert both == other.union(one) == hull((one, other))
    assert both.overlap(one) == one.area
    assert one.overlap(other) == other.overlap(one) <= min(one.area, other.area)
    assert one.overlap(one) == one.area


@given(boxes(), st.integers(0, 3_000), st.integers(0, 3_000))
def test_within_stays_on_the_image_and_loses_nothing_on_it(box: Box, width: int, height: int) -> None:
    image = Box(0, 0, width, height)
    part = box.within(width, height)
    assert image.union(part) == image
    assert part.area == box.overlap(image)
    assert part.within(width, height) == part


def test_a_box_turned_inside_out_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="inside out: 5 0 4 1"):
        Box(5, 0, 4, 1)


@pytest.mark.parametrize("confidence", [-0.01, 1.01, math.nan])
def test_confidence_lies_between_0_and_1(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        Glyph("字", None, confidence)
