"""Curled pages are made flat; flat ones are left alone; the way to the master stays exact."""

from __future__ import annotations

from dataclasses import replace

import drawn_scans as drawn
import numpy as np
import pytest

from pipeline.bend import FLAT, Bend
from pipeline.frames import to_master
from pipeline.model import Direction
from pipeline.scan import dewarp, recipe
from pipeline.scan.ink import look
from pipeline.settings import ScanSettings

UPRIGHT = ScanSettings(rotate=0)
RISE = 90.0  # pixels at the top right corner: three and a half glyphs


def find(page: drawn.Raster, direction: Direction = Direction.HORIZONTAL) -> Bend:
    seen = look(page, 1.0)
    return dewarp.find(seen.ink, seen.size, direction)


def test_the_curl_of_a_page_is_measured() -> None:
    bend = find(drawn.curled(drawn.page(), RISE))
    for x, y in ((400, 130), (650, 130), (650, 560)):
        true = RISE * (x / 800) ** 2 * (1 - y / 1100) - RISE * (100 / 800) ** 2 * (1 - y / 1100)
        rise = bend.point(100, y)[1] - bend.point(x, y)[1]
        assert rise == pytest.approx(true, abs=0.3 * drawn.CELL)


def test_columns_that_bend_are_measured_as_well() -> None:
    page = np.ascontiguousarray(drawn.curled(drawn.page(), RISE).transpose(1, 0, 2))
    bend = find(page, Direction.VERTICAL)
    assert bend.upright
    lying = find(drawn.curled(drawn.page(), RISE))
    assert bend.point(130, 650) == pytest.approx(lying.point(650, 130)[::-1], abs=1)


@pytest.mark.parametrize(
    "page",
    [
        drawn.page(),
        drawn.sheet(800, 1100),
        drawn.curled(drawn.page(), 8.0),
        np.random.default_rng(3).integers(0, 256, (700, 900, 3)).astype(np.uint8),
        drawn.dots(700, 900)[0],
    ],
    ids=["level", "blank", "slight", "noise", "dots"],
)
def test_pages_that_are_flat_or_tell_nothing_have_no_bend(page: drawn.Raster) -> None:
    assert find(page) == FLAT


def test_a_curled_page_becomes_flat_and_loses_nothing() -> None:
    page = drawn.curled(drawn.page(), RISE)
    cleaned = recipe.clean(page, UPRIGHT, "p0001")
    assert float(dict(cleaned.parameters)["curl"]) > 2 * drawn.CELL
    assert float(dict(cleaned.parameters)["ink-lost"]) == 0
    assert cleaned.findings == ()
    assert dict(cleaned.parameters)["direction"] == "horizontal"  # its columns were the clearer ones
    again = recipe.clean(cleaned.sheets[0].raster, UPRIGHT, "p0001")
    assert "curl" not in dict(again.parameters)


def test_dewarping_can_be_forbidden() -> None:
    page = drawn.curled(drawn.page(), RISE)
    cleaned = recipe.clean(page, replace(UPRIGHT, dewarp="never", deskew="never"), "p0001")
    assert np.array_equal(cleaned.sheets[0].raster, page)
    assert cleaned.sheets[0].bend == FLAT


def test_dewarping_that_loses_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Bend((0.0, 800.0), (0.0, 1100.0), ((0.0, 0.0), (2000.0, 2000.0)))
    monkeypatch.setattr(dewarp, "find", lambda *args: lost)
    monkeypatch.setattr(dewarp, "resampled", lambda page, x, y, fill: np.full((*x.shape, 3), 230, np.uint8))
    cleaned = recipe.clean(drawn.page(), UPRIGHT, "p0001")
    assert [finding.code for finding in cleaned.findings] == ["cleaning-refused"]
    assert np.array_equal(cleaned.sheets[0].raster, drawn.page())


@pytest.mark.parametrize("turn", [0, 90])
def test_every_dot_of_a_bent_page_is_where_the_bend_says(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wave = [[30 * np.sin(x / 90 + y / 200) for x in range(0, 521, 20)] for y in range(0, 401, 50)]
    bend = Bend(
        tuple(float(x) for x in range(0, 521, 20)),
        tuple(float(y) for y in range(0, 401, 50)),
        tuple(tuple(row) for row in wave),
        upright=turn == 90,
    )
    monkeypatch.setattr(dewarp, "find", lambda *args: bend)
    monkeypatch.setattr("pipeline.scan.decide.is_blank", lambda seen: False)
    master, centres = drawn.dots(520, 400)
    sheet = recipe.clean(master, replace(UPRIGHT, rotate=turn, deskew=1.5), "p0001").sheets[0]
    assert not sheet.bend.flat
    way = to_master(sheet.transform, sheet.bend)
    found = [way.point(x, y) for x, y in drawn.found_dots(sheet.raster)]
    assert len(found) >= 0.6 * len(centres)  # the others are no longer round
    for x, y in found:
        assert min(np.hypot(x - px, y - py) for px, py in centres) < 0.8
