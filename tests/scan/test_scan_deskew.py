"""The skew: within a tenth of a degree, for both directions of the lines."""

from __future__ import annotations

import drawn_scans as drawn
import numpy as np
import pytest

from pipeline.model import Direction
from pipeline.scan import deskew
from pipeline.scan.deskew import Skew
from pipeline.scan.ink import look


def measured(page: drawn.Raster) -> Skew:
    seen = look(page, 1.0)
    return deskew.measure(seen.ink, seen.glyphs)


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("angle", [-8.5, -2.3, -0.4, 0.0, 0.7, 3.1, 11.0])
def test_a_turned_page_is_measured_within_a_tenth_of_a_degree(angle: float, vertical: bool) -> None:
    skew = measured(drawn.turned(drawn.page(vertical), angle))
    assert abs(skew.angle + angle) <= 0.1
    assert skew.direction is (Direction.VERTICAL if vertical else Direction.HORIZONTAL)
    assert skew.clearness > deskew.CLEAREST


def test_noise_and_blank_paper_have_no_skew() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (900, 700, 3)).astype(np.uint8)
    assert not deskew.worth_it(measured(noise))
    assert measured(drawn.sheet(700, 900)).clearness == 0


@pytest.mark.parametrize(
    ("angle", "turns"), [(0.1, False), (-0.2, False), (0.3, True), (-4.0, True), (14.9, False)]
)
def test_only_a_skew_worth_the_resampling_is_taken_out(angle: float, turns: bool) -> None:
    assert deskew.worth_it(Skew(angle, Direction.HORIZONTAL, 9.0)) is turns


def test_an_unclear_skew_is_left_alone_the_sooner_the_smaller_it_is() -> None:
    assert not deskew.worth_it(Skew(3.0, Direction.HORIZONTAL, 1.2))
    assert not deskew.worth_it(Skew(0.8, Direction.HORIZONTAL, 2.6))
    assert deskew.worth_it(Skew(3.0, Direction.HORIZONTAL, 2.6))
