"""The way from a derivative to its master: a point drawn there is found here."""

from __future__ import annotations

import drawn_scans as drawn
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.scan.piece import Piece, cut, halves, place, turned, upright, whole
from pipeline.scan.spread import Gutter

WIDTH, HEIGHT = 520, 400
MASTER, CENTRES = drawn.dots(WIDTH, HEIGHT)
WHITE = 255, 255, 255


@given(
    turn=st.sampled_from((0, 90, 180, 270)),
    angle=st.one_of(st.just(0.0), st.floats(-12, 12).map(lambda a: round(a, 2))),
    split=st.sampled_from(("none", "left", "right")),
    crop=st.tuples(*[st.integers(0, 25)] * 4),
    lean=st.integers(-20, 20),
)
@example(turn=0, angle=0.92, split="none", crop=(0, 0, 0, 0), lean=0)
@settings(max_examples=60, deadline=None)
def test_a_point_of_the_master_comes_out_where_the_transform_says(
    turn: int, angle: float, split: str, crop: tuple[int, int, int, int], lean: int
) -> None:
    page = turned(MASTER, turn)
    height, width = page.shape[:2]
    box = Box(crop[0], crop[1], width - crop[2], height - crop[3])
    left, right = halves(box, Gutter(width / 2 - lean, width / 2 + lean), height)
    piece = Piece({"none": whole(box), "left": left, "right": right}[split], angle)
    placed = place(piece, upright(WIDTH, HEIGHT, turn))
    image = cut(page, piece, placed, WHITE)
    _all_known(drawn.found_dots(image), [placed.to_master.inverse().point(x, y) for x, y in CENTRES])
    expected = sum(_well_inside(placed.to_upright, placed.to_master, point, piece.quad) for point in CENTRES)
    assert len(drawn.found_dots(image, 0.9)) >= expected  # resampling takes some of a whole disc's rim


def _all_known(found: np.ndarray, predicted: list[tuple[float, float]]) -> None:
    for x, y in found:
        nearest = min(np.hypot(x - px, y - py) for px, py in predicted)
        assert nearest < 0.6


def _well_inside(to_upright, to_master, point, quad) -> bool:  # type: ignore[no-untyped-def]
    """Whether the disc around a master's point lies wholly in the quadrilateral of the upright page."""
    x, y = to_upright.point(*to_master.inverse().point(*point))
    for (ax, ay), (bx, by) in zip(quad, (*quad[1:], quad[0]), strict=True):
        length = np.hypot(bx - ax, by - ay)
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length < 9:
            return False
    return True


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_unlevelled_page_keeps_its_pixels(turn: int) -> None:
    page = turned(MASTER, turn)
    piece = Piece(whole(Box(0, 0, page.shape[1], page.shape[0])))
    assert np.array_equal(cut(page, piece, place(piece, upright(WIDTH, HEIGHT, turn)), WHITE), page)


def test_a_levelled_page_holds_all_of_the_paper() -> None:
    piece = Piece(whole(Box(0, 0, WIDTH, HEIGHT)), 7.0)
    placed = place(piece, upright(WIDTH, HEIGHT, 0))
    back = placed.to_upright.inverse()
    for x, y in piece.quad:
        px, py = back.point(x, y)
        assert -0.01 <= px <= placed.width + 0.01
        assert -0.01 <= py <= placed.height + 0.01


def test_the_other_page_does_not_show_in_the_corners() -> None:
    master = np.full((300, 400, 3), 255, np.uint8)
    master[:, 200:] = 0
    left, _ = halves(Box(0, 0, 400, 300), Gutter(199, 199), 300)
    piece = Piece(left, 5.0)
    raster = cut(master, piece, place(piece, upright(400, 300, 0)), WHITE)
    assert raster.min() > 200
