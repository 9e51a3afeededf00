"""The recipe on real scans: spreads are split, single pages are not, skewed ones come out level."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from shared_folder import SHARED, needs_shared

from pipeline.image import decode
from pipeline.scan import deskew, recipe
from pipeline.scan.ink import look, shrink
from pipeline.scan.recipe import Cleaned
from pipeline.settings import ScanSettings

DATA = SHARED / "data"
pytestmark = needs_shared
SINGLE = (
    "prc_documents/wage_outline_1971_p1.jpg",
    "prc_documents/zhongfa_1977_10_p01_cover.jpg",
    "prc_documents/zhongfa_1977_10_toc.jpg",
    "prc_degraded/d106aabf.jpg",
    "prc_degraded/curved_page_lowres_1280px.jpg",
    "jingbao/jb_3800_1939-04-26_p1.png",
    "jingbao/crop_article434_vertical.png",
    "jingbao/crop_lead661_vertical.png",
    *(f"bnl_luxembourg/{number}.tif" for number in range(6)),
    "generic_scans/tesseract_8071_093.3B.tif",
    "generic_scans/tesseract_8087_054.3B.tif",
    "generic_scans/tesseract_eurotext.tif",
    "generic_scans/ocrmypdf_typewriter.png",
)
SPREADS = (
    ("prc_documents/cas_1977_p14_15_spread.jpg", 2250, 2400),
    ("prc_degraded/zhongfa1977_tables_vertical_insets.jpg", 1530, 1600),
)


@cache
def cleaned(name: str) -> Cleaned:
    return recipe.clean(decode(DATA / name, 0), ScanSettings(rotate=0), "p0001")


@pytest.mark.parametrize("name", SINGLE)
def test_a_single_page_stays_whole_and_loses_no_ink(name: str) -> None:
    page = cleaned(name)
    assert len(page.sheets) == 1
    assert float(dict(page.parameters)["ink-lost"]) < 0.001
    assert "cleaning-refused" not in [finding.code for finding in page.findings]


@pytest.mark.parametrize(("name", "least", "most"), SPREADS)
def test_a_spread_is_split_at_its_gutter(name: str, least: int, most: int) -> None:
    page = cleaned(name)
    assert [sheet.image for sheet in page.sheets] == ["p0001_a", "p0001_b"]
    top, bottom = (int(column) for column in dict(page.parameters)["split"].split())
    assert least < top < most
    assert least < bottom < most
    assert page.sheets[0].transform.c < page.sheets[1].transform.c


@pytest.mark.parametrize("name", ["ocrmypdf_skew.pdf", "ocrmypdf_rotated_skew.pdf"])
def test_a_skewed_page_comes_out_level(name: str) -> None:
    page = cleaned(f"generic_scans/{name}")
    assert abs(float(dict(page.parameters)["skew"])) > 1
    small, factor = shrink(page.sheets[0].raster)
    seen = look(small, factor)
    assert abs(deskew.measure(seen.ink, seen.glyphs).angle) <= 0.1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_cover_is_turned_upright(turn: int) -> None:
    upright = decode(DATA / "prc_degraded/cas1977_cover_rotated90.jpg", 0)
    page = np.ascontiguousarray(np.rot90(upright, turn // 90))
    parameters = dict(recipe.clean(page, ScanSettings(), "p0001").parameters)
    assert parameters["rotate"] == str(turn)


@pytest.mark.parametrize("name", [name for name in SINGLE if name.startswith("jingbao")])
def test_vertical_text_is_not_turned(name: str) -> None:
    raster = decode(DATA / name, 0)
    for scale in (1.0, 0.7):
        smaller = cv2.resize(raster, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        page = recipe.clean(np.asarray(smaller, np.uint8), ScanSettings(), "p0001")
        assert dict(page.parameters)["rotate"] == "0"
