"""Even paper: white, red stays red, ink stays ink, even pages are left alone."""

from __future__ import annotations

import cv2
import drawn_scans as drawn
import numpy as np

from pipeline.bend import FLAT
from pipeline.derivative import Transform
from pipeline.scan import background, noharm
from pipeline.scan.ink import look, to_grey


def shaded(page: drawn.Raster, depth: float) -> drawn.Raster:
    """Light that falls off towards the left edge."""
    light = 1 - depth * np.linspace(1, 0, page.shape[1]) ** 2
    return np.rint(page * light[None, :, None]).astype(np.uint8)


def test_an_even_page_needs_nothing() -> None:
    assert not background.needed(background.measure(look(drawn.page(), 1.0)))


def test_a_deep_shadow_needs_it() -> None:
    assert background.needed(background.measure(look(shaded(drawn.page(), 0.8), 1.0)))


def test_faint_ink_on_even_paper_is_not_faded() -> None:
    faint = (220 - 0.12 * (226 - drawn.page().astype(float))).astype(np.uint8)
    seen = look(faint, 1.0)
    gathered = noharm.blank(seen)
    noharm.keep(gathered, background.clean(faint, background.measure(seen).contrast), FLAT, Transform())
    assert noharm.compare(seen, gathered).share == 0


def test_the_paper_becomes_even_and_white() -> None:
    cleaned = background.clean(shaded(drawn.page(), 0.7), 0.7)
    paper = np.median(to_grey(cleaned)[:60], axis=0)
    assert paper[40:].min() > background.WHITE - 12
    assert paper.min() > 0.8 * background.WHITE


def test_no_ink_is_lost() -> None:
    page = shaded(drawn.page(), 0.7)
    seen = look(page, 1.0)
    gathered = noharm.blank(seen)
    noharm.keep(gathered, background.clean(page, 0.7), FLAT, Transform())
    assert noharm.compare(seen, gathered).share == 0


def test_red_print_stays_red() -> None:
    page = drawn.sheet(600, 800)
    cv2.rectangle(page, (200, 100), (230, 300), (190, 40, 30), -1)
    red, green, blue = (int(value) for value in background.clean(page, 0.7)[200, 215])
    assert red > 2.5 * green
    assert red > 2.5 * blue


def test_show_through_fades_and_ink_stays() -> None:
    page = drawn.sheet(600, 800, (220, 220, 220))
    cv2.rectangle(page, (100, 100), (110, 300), (200, 200, 200), -1)
    cv2.rectangle(page, (300, 100), (310, 300), (80, 80, 80), -1)
    cleaned = background.clean(page, 0.7)
    assert background.WHITE - int(cleaned[200, 105, 0]) < 15
    assert abs(int(cleaned[200, 305, 0]) - 80 / 220 * background.WHITE) < 5


def test_a_grey_page_stays_grey() -> None:
    assert background.clean(to_grey(drawn.page()), 0.7).ndim == 2
