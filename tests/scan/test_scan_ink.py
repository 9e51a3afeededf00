"""The small copy: size, ink, glyphs."""

from __future__ import annotations

import drawn_scans as drawn
import numpy as np

from pipeline.scan.ink import SIDE, look, shrink


def test_a_small_page_is_measured_as_it_is() -> None:
    small, factor = shrink(drawn.page())
    assert factor == 1.0
    assert small.shape == (1100, 800, 3)


def test_a_large_page_is_measured_on_a_copy() -> None:
    small, factor = shrink(np.zeros((4000, 3000), np.uint8))
    assert small.shape == (SIDE, 1200)
    assert factor == 2.5


def test_the_typical_size_is_that_of_a_glyph() -> None:
    seen = look(drawn.page(), 1.0)
    assert abs(seen.size - drawn.CELL) <= 4
    assert len(seen.glyphs) >= 26 * 24 * 0.9


def test_blank_paper_has_no_ink() -> None:
    seen = look(drawn.sheet(800, 1100), 1.0)
    assert seen.size == 0
    assert not seen.ink.any()


def test_show_through_is_no_ink() -> None:
    page = drawn.page()
    other_side = drawn.sheet(800, 1100)
    drawn.write(other_side, 100, 110, 20, 20, seed=5)
    page = np.minimum(page, (255 - 0.12 * (255 - other_side[:, ::-1].astype(float))).astype(np.uint8) - 5)
    assert abs(len(look(page, 1.0).glyphs) - len(look(drawn.page(), 1.0).glyphs)) < 30
