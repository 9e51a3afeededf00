"""Boxes find their way from the derivatives to the master, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import bends, boxes
from strategies import transforms as affine_maps

from pipeline.bend import Bend
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.frames import (
    app_on_master,
    finding_on_master,
    from_master,
    region_on_master,
    to_master,
    transforms,
)
from pipeline.model import (
    App,
    Box,
    Direction,
    Finding,
    Glyph,
    Reading,
    Region,
    RegionKind,
    Severity,
    TextLine,
)

TURNED = Transform(0, -1, 900, 1, 0, 0)  # a quarter turn onto a master 900 wide
CLEAN = CleanPage(
    "p0003",
    (
        Derivative("p0003_a", "p0003_a.png", 400, 600, Transform(c=20, f=30)),
        Derivative("p0003_b", "p0003_b.png", 400, 600, TURNED),
    ),
    (),
    (),
    (),
)


def region(image: str, box: Box | None) -> Region:
    line = TextLine("p0003_r01_l01", box, (Glyph("政", box, 0.5, (("正", 0.2),)), Glyph("府", None)))
    return Region("p0003_r01", RegionKind.HEADING, image, box, (line,), " ")


def test_every_image_has_a_way_and_the_master_stays_where_it_is():
    ways = transforms(CLEAN)
    assert set(ways) == {"p0003", "p0003_a", "p0003_b"}
    assert ways["p0003"] == Transform()


def test_a_region_moves_with_all_that_is_in_it():
    moved = region_on_master(region("p0003_a", Box(1, 2, 11, 22)), "p0003", transforms(CLEAN))
    there = Box(21, 32, 31, 52)
    assert moved == region("p0003", there)


def test_a_quarter_turn():
    moved = region_on_master(region("p0003_b", Box(0, 0, 100, 10)), "p0003", transforms(CLEAN))
    assert moved.box == Box(890, 0, 900, 100)
    assert moved.lines[0].direction is Direction.HORIZONTAL


def test_what_has_no_box_gets_none():
    assert region_on_master(region("p0003_a", None), "p0003", transforms(CLEAN)) == region("p0003", None)


def test_apparatus_and_findings_move_too():
    ways = transforms(CLEAN)
    app = App("a", "l", 0, 1, "政", (Reading("政", ("K",), 1.0),), (), False, "p0003_a", Box(0, 0, 1, 1))
    assert app_on_master(app, "p0003", ways).box == Box(20, 30, 21, 31)
    assert app_on_master(app, "p0003", ways).image == "p0003"
    finding = Finding("x", "y", Severity.NOTE, "p0003", "p0003_a", Box(0, 0, 1, 1))
    assert finding_on_master(finding, "p0003", ways).box == Box(20, 30, 21, 31)
    general = Finding("x", "y", Severity.NOTE, "p0003")
    assert finding_on_master(general, "p0003", ways) is general


def test_an_image_nobody_knows_is_an_error_of_the_program():
    with pytest.raises(KeyError, match="p0003_z"):
        region_on_master(region("p0003_z", None), "p0003", transforms(CLEAN))


@given(
    st.integers(-500, 500),
    st.integers(-500, 500),
    st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(0, 99), st.integers(0, 99)),
)
def test_there_and_back(dx, dy, place):
    left, top, width, height = place
    box = Box(left, top, left + width, top + height)
    way = Transform(c=dx, f=dy)
    there = region_on_master(region("d", box), "m", {"d": way})
    assert region_on_master(there, "d", {"m": way.inverse()}) == region("d", box)


HILL = Bend((0.0, 100.0, 200.0), (0.0, 50.0), ((0.0, 10.0, 0.0), (0.0, 10.0, 0.0)))


def test_a_line_that_bends_between_its_corners_is_held_whole() -> None:
    way = to_master(Transform(c=20), HILL)
    assert way.box(Box(0, 0, 200, 20)) == Box(20, 0, 220, 30)
    upright = to_master(Transform(), replace(HILL, upright=True))
    assert upright.box(Box(0, 0, 20, 200)) == Box(0, 0, 30, 200)


def test_a_region_goes_to_the_master_and_back_to_the_flattened_image() -> None:
    bent = Derivative("p0003_a", "p0003_a.png", 200, 60, Transform(0, -1, 90, 1, 0, 7), HILL)
    there = region_on_master(region("p0003_a", Box(90, 20, 110, 40)), "p0003", transforms(clean_of(bent)))
    back = region_on_master(there, "p0003_a", {"p0003": from_master(bent)})
    assert back.box is not None
    assert back.box.overlap(Box(90, 20, 110, 40)) == 20 * 20
    assert back.box.area <= 24 * 24


@given(affine_maps(), bends(), boxes(0, 3_000))
def test_the_way_back_finds_the_box_again(way: Transform, bend: Bend, box: Box) -> None:
    derivative = Derivative("p0003_a", "p0003_a.png", 3_000, 3_000, way, bend)
    x, y = box.centre
    there = to_master(way, bend).point(x, y)
    assert from_master(derivative).point(*there) == pytest.approx((x, y), abs=1e-3)


def clean_of(derivative: Derivative) -> CleanPage:
    return CleanPage("p0003", (derivative,), (), (), ())
