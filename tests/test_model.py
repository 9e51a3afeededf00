"""Boxes: the algebra that coordinates rest on; and what a glyph may say of itself."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import boxes

from pipeline.model import Box, Glyph, hull


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
