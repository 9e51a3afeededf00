"""Ink before and after."""

from __future__ import annotations

import drawn_scans as drawn

from pipeline.bend import FLAT
from pipeline.derivative import Transform
from pipeline.scan import noharm
from pipeline.scan.ink import look
from pipeline.scan.noharm import Loss


def compared(before: drawn.Raster, after: drawn.Raster, way: Transform) -> Loss:
    seen = look(before, 1.0)
    gathered = noharm.blank(seen)
    noharm.keep(gathered, after, FLAT, way)
    return noharm.compare(seen, gathered)


def test_the_same_page_loses_nothing() -> None:
    assert compared(drawn.page(), drawn.page(), Transform()).share == 0


def test_a_wiped_line_is_found_with_its_boxes() -> None:
    after = drawn.page()
    after[90 : 90 + drawn.CELL] = drawn.PAPER
    loss = compared(drawn.page(), after, Transform())
    assert 0.03 < loss.share < 0.06
    assert len(loss.boxes) >= 24
    assert all(box.top < 90 + drawn.CELL for box in loss.boxes)


def test_what_a_crop_leaves_out_is_lost() -> None:
    before = drawn.page()
    loss = compared(before, before[:, 400:].copy(), Transform(c=400))
    assert 0.4 < loss.share < 0.6


def test_a_crop_of_the_margin_loses_nothing() -> None:
    before = drawn.page()
    assert compared(before, before[80:1000, 80:].copy(), Transform(c=80, f=80)).share == 0


def test_half_of_a_larger_derivative_counts_at_its_place() -> None:
    before = drawn.page()
    after = before.repeat(3, axis=0).repeat(3, axis=1)
    assert compared(before, after, Transform(1 / 3, 0, 0, 0, 1 / 3, 0)).share == 0


def test_paper_without_text_has_nothing_to_lose() -> None:
    assert compared(drawn.sheet(300, 400), drawn.sheet(300, 400), Transform()).share == 0
