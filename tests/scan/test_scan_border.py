"""Dark surroundings are cut off, the page never."""

from __future__ import annotations

import drawn_scans as drawn
import numpy as np

from pipeline.model import Box
from pipeline.scan import border
from pipeline.scan.ink import look


def framed(page: drawn.Raster, left: int, top: int, right: int, bottom: int) -> drawn.Raster:
    return np.pad(page, ((top, bottom), (left, right), (0, 0)), constant_values=12)


def test_a_black_border_is_cut_and_a_margin_kept() -> None:
    kept = border.find(look(framed(drawn.page(), 60, 40, 0, 90), 1.0))
    assert 40 <= kept.left <= 60
    assert 20 <= kept.top <= 40
    assert kept.right == 860
    assert 1140 <= kept.bottom <= 1165


def test_a_page_without_border_is_kept_whole() -> None:
    assert border.find(look(drawn.page(), 1.0)) == Box(0, 0, 800, 1100)


def test_a_page_lying_askew_on_a_dark_table_keeps_its_corners() -> None:
    page = framed(drawn.page(), 100, 100, 100, 100)
    dark = drawn.turned(page, 3.0)
    kept = border.find(look(dark, 1.0))
    assert kept.left <= 100
    assert kept.right >= 900


def test_a_dark_picture_at_the_edge_is_no_border() -> None:
    page = drawn.page()
    page[900:, :600] = 30
    assert border.find(look(page, 1.0)) == Box(0, 0, 800, 1100)


def test_white_writing_in_the_dark_is_kept() -> None:
    page = framed(drawn.page(), 0, 0, 0, 120)
    writing = drawn.sheet(800, 100)
    drawn.write(writing, 40, 30, 26, 1)
    page[1110:1210] = np.clip(writing.astype(int) - 140, 0, 255)
    assert border.find(look(page, 1.0)).bottom == 1220


def test_a_black_image_is_kept_whole() -> None:
    assert border.find(look(np.zeros((500, 400, 3), np.uint8), 1.0)) == Box(0, 0, 400, 500)
