"""The whole recipe on drawn pages: what is done, what is refused, what passes through unharmed."""

from __future__ import annotations

from dataclasses import replace

import drawn_scans as drawn
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.frames import to_master
from pipeline.scan import background, decide, osd, recipe
from pipeline.scan.recipe import Cleaned
from pipeline.settings import ScanSettings

UPRIGHT = ScanSettings(rotate=0)  # asks no Tesseract
AS_IT_IS = ScanSettings(0, "never", "never", "never", "never", "never")
WIDTH, HEIGHT = 520, 400
MASTER, CENTRES = drawn.dots(WIDTH, HEIGHT)


def clean(page: drawn.Raster, settings: ScanSettings = UPRIGHT) -> Cleaned:
    return recipe.clean(page, settings, "p0001")


def codes(cleaned: Cleaned) -> list[str]:
    return [finding.code for finding in cleaned.findings]


def test_an_even_upright_page_keeps_every_pixel() -> None:
    cleaned = clean(drawn.page())
    assert [sheet.image for sheet in cleaned.sheets] == ["p0001_a"]
    assert np.array_equal(cleaned.sheets[0].raster, drawn.page())
    assert cleaned.findings == ()


def test_a_spread_gives_the_left_page_first() -> None:
    first, second = clean(drawn.spread()).sheets
    assert (first.image, second.image) == ("p0001_a", "p0001_b")
    assert first.transform.c < second.transform.c


def test_a_spread_of_vertical_text_gives_the_right_page_first() -> None:
    page = drawn.sheet(1500, 1050)
    drawn.write(page, 60, 90, 16, 36, vertical=True)
    drawn.write(page, 830, 90, 16, 36, vertical=True, seed=4)
    first, second = clean(page).sheets
    assert first.transform.c > second.transform.c


def test_a_page_that_lies_askew_is_levelled() -> None:
    cleaned = clean(drawn.turned(drawn.page(), 2.5))
    assert float(dict(cleaned.parameters)["skew"]) == pytest.approx(-2.5, abs=0.1)
    again = clean(cleaned.sheets[0].raster)
    assert dict(again.parameters)["skew"] == "0.0"


def test_a_crooked_page_is_a_finding() -> None:
    assert codes(clean(drawn.turned(drawn.page(), 9.0))) == ["strong-skew"]


def test_a_page_without_colour_becomes_grey() -> None:
    grey = np.repeat(drawn.page()[:, :, :1], 3, axis=2)
    assert clean(grey).sheets[0].raster.ndim == 2
    assert clean(drawn.page()).sheets[0].raster.ndim == 3


def test_a_page_on_its_side_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(osd, "version", lambda: "5.0")
    monkeypatch.setattr(osd, "ask", lambda png, tries: (90, 9.0))
    page = np.ascontiguousarray(np.rot90(drawn.page()))
    cleaned = clean(page, ScanSettings())
    assert np.array_equal(cleaned.sheets[0].raster, drawn.page())
    assert codes(cleaned) == ["page-turned"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (drawn.sheet(800, 1100), "blank-page"),
        (np.zeros((1100, 800, 3), np.uint8), "dark-page"),
        (np.full((1100, 800, 3), 255, np.uint8), "blank-page"),
    ],
)
def test_pages_without_text_pass_unharmed(page: drawn.Raster, code: str) -> None:
    cleaned = clean(page)
    assert codes(cleaned) == [code]
    raster = cleaned.sheets[0].raster
    assert np.array_equal(raster if raster.ndim == 3 else np.dstack([raster] * 3), page)


def test_noise_and_photographs_pass_unharmed() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (700, 900, 3)).astype(np.uint8)
    assert np.array_equal(clean(noise).sheets[0].raster, noise)
    photograph = np.add.outer(np.arange(700) // 4, np.arange(900) // 9)[:, :, None] * np.ones(3)
    photograph = np.clip(photograph + noise // 40, 0, 255).astype(np.uint8)
    cleaned = clean(photograph)
    assert cleaned.sheets[0].raster.shape[:2] == (700, 900)
    assert len(cleaned.sheets) == 1


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3), (30, 40)])
def test_tiny_images_pass(size: tuple[int, int]) -> None:
    page = np.full((*size, 3), 200, np.uint8)
    assert clean(page).sheets[0].raster.shape[:2] == size


@pytest.mark.parametrize("size", [(3, 2000), (2000, 3), (12, 600)])
def test_scraps_full_of_marks_pass(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (*size, 3)).astype(np.uint8)
    assert clean(noise).sheets[0].raster.shape[:2] == size


def test_cleaning_that_loses_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "needed", lambda paper: True)
    monkeypatch.setattr(background, "clean", lambda raster, contrast: np.full_like(raster, 235))
    cleaned = clean(drawn.turned(drawn.page(), 2.0))
    assert codes(cleaned) == ["cleaning-refused"]
    assert dict(cleaned.parameters)["background"] == "as it is"
    assert float(dict(cleaned.parameters)["skew"]) == pytest.approx(-2.0, abs=0.1)  # that much is kept


def test_a_crop_that_loses_text_gives_the_plain_master(monkeypatch: pytest.MonkeyPatch) -> None:
    found = decide.crop
    monkeypatch.setattr(decide, "crop", lambda *args: replace(found(*args), left=300))
    cleaned = clean(drawn.page())
    assert codes(cleaned) == ["cleaning-refused"]
    assert np.array_equal(cleaned.sheets[0].raster, drawn.page())


def test_a_split_in_the_wrong_place_is_still_the_whole_page() -> None:
    left, right = clean(drawn.page(), replace(UPRIGHT, split=400)).sheets
    assert left.raster.shape[1] + right.raster.shape[1] == 800


def test_every_switch_can_be_set() -> None:
    page = drawn.turned(drawn.spread(), 1.5)
    assert len(clean(page, replace(UPRIGHT, split="never")).sheets) == 1
    assert dict(clean(page, replace(UPRIGHT, split="always")).parameters)["split"] == "750 750"
    assert dict(clean(page, replace(UPRIGHT, split=700)).parameters)["split"] == "700 700"
    assert dict(clean(page, replace(UPRIGHT, split="never", deskew=-3.0)).parameters)["skew"] == "-3.0"
    assert dict(clean(page, replace(UPRIGHT, split="never", deskew="never")).parameters)["skew"] == "0.0"
    assert np.array_equal(clean(page, AS_IT_IS).sheets[0].raster, page)
    assert clean(page, replace(AS_IT_IS, rotate=90)).sheets[0].raster.shape[:2] == (1500, 1050)


def test_the_same_page_gives_the_same_images() -> None:
    page = drawn.turned(drawn.spread(), 1.5)
    one, two = clean(page), clean(page)
    assert one.parameters == two.parameters
    assert all(np.array_equal(a.raster, b.raster) for a, b in zip(one.sheets, two.sheets, strict=True))


@given(
    turn=st.sampled_from((0, 90, 180, 270)),
    angle=st.one_of(st.just("never"), st.floats(-9, 9).map(lambda a: round(a, 2))),
    split=st.one_of(st.sampled_from(("never", "always")), st.integers(100, 300)),
    dewarp=st.sampled_from(("never", "auto")),  # rows of dots that are not level are "curled" lines
)
@example(turn=0, angle=1.41, split=284, dewarp="never")  # the gutter takes a sliver off some dots
@settings(max_examples=25, deadline=None)
def test_points_of_the_master_are_found_on_the_sheets(
    turn: int, angle: str | float, split: str | int, dewarp: str
) -> None:
    cleaned = clean(MASTER, replace(AS_IT_IS, rotate=turn, deskew=angle, split=split, dewarp=dewarp))
    found = []
    for sheet in cleaned.sheets:
        way = to_master(sheet.transform, sheet.bend)
        found += [way.point(x, y) for x, y in drawn.found_dots(sheet.raster)]
    for x, y in found:
        assert min(np.hypot(x - px, y - py) for px, py in CENTRES) < 0.6
    assert len(found) >= len(CENTRES) - 2 * 8  # but those that the gutter cuts
