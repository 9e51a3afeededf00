"""Two pages on one scan: found, not cut through, and never imagined."""

from __future__ import annotations

import cv2
import drawn_scans as drawn
import numpy as np
import pytest

from pipeline.scan import spread
from pipeline.scan.ink import look
from pipeline.scan.spread import Opening, Verdict


def found(page: drawn.Raster, lean: float = 0.0) -> Opening:
    return spread.find(look(page, 1.0), lean)


@pytest.mark.parametrize("fold", [True, False])
def test_a_spread_is_split_at_its_gutter(fold: bool) -> None:
    opening = found(drawn.spread(fold=fold))
    assert opening.verdict is Verdict.SPREAD
    assert abs(opening.gutter.top - 750) < 40
    assert abs(opening.gutter.bottom - 750) < 40


def test_a_narrow_gutter_needs_a_fold() -> None:
    assert found(drawn.spread(gap=50, fold=True)).verdict is Verdict.SPREAD
    assert found(drawn.spread(gap=64, fold=False)).verdict is Verdict.MAYBE
    assert found(drawn.spread(gap=30, fold=False)).verdict is Verdict.SINGLE


def test_the_gutter_follows_the_fold_of_a_spread_that_lies_askew() -> None:
    opening = found(drawn.turned(drawn.spread(), 2.0), lean=2.0)
    assert opening.verdict is Verdict.SPREAD
    leans = (opening.gutter.bottom - opening.gutter.top) / 1050
    assert leans == pytest.approx(np.tan(np.radians(2.0)), abs=0.012)


def test_a_spread_on_a_dark_table_shows_its_fold() -> None:
    grain = np.random.default_rng(5).integers(30, 70, (1250, 1700, 1))
    page = np.repeat(grain, 3, axis=2).astype(np.uint8)
    page[100:1150, 100:1600] = drawn.spread(gap=60)
    opening = found(page)
    assert opening.verdict is Verdict.SPREAD
    assert opening.fold > 0.9
    assert abs(opening.gutter.top - 850) < 15


@pytest.mark.parametrize("vertical", [False, True])
def test_a_portrait_page_is_one_page(vertical: bool) -> None:
    assert found(drawn.page(vertical)).verdict is Verdict.SINGLE


def test_two_columns_with_a_rule_are_one_page() -> None:
    page = drawn.spread(gap=60, fold=False)
    cv2.line(page, (750, 80), (750, 900), drawn.INK, 3)
    assert found(page).verdict is not Verdict.SPREAD


def test_a_rule_across_the_gap_keeps_the_page_whole() -> None:
    page = drawn.spread(gap=160, fold=False)
    cv2.line(page, (100, 60), (1400, 60), drawn.INK, 3)
    assert found(page).verdict is Verdict.SINGLE


def test_leader_dots_across_the_gap_keep_the_page_whole() -> None:
    page = drawn.spread(gap=160, fold=False)
    for x in range(660, 840, 14):
        cv2.circle(page, (x, 300), 2, drawn.INK, -1)
    assert found(page).verdict is Verdict.SINGLE


def test_a_contents_page_with_leader_dots_hides_no_gutter() -> None:
    page = drawn.sheet(1500, 1050)
    drawn.write(page, 60, 90, 12, 16)  # titles
    drawn.write(page, 620, 90, 2, 16, seed=3)  # numbers of pages, the white before them wider than the gutter
    drawn.write(page, 810, 90, 25, 22, seed=2)
    for y in range(102, 700, 38):
        for x in range(360, 610, 14):
            cv2.circle(page, (x, y), 2, drawn.INK, -1)
    opening = found(page)
    assert opening.verdict is Verdict.SPREAD
    assert 670 < opening.gutter.top < 800


def test_a_gap_without_any_paper_is_looked_at_on_all_rows() -> None:
    page = drawn.spread(gap=160, fold=False)
    page[:, 690:810] = 60
    assert 690 < found(page).gutter.top < 810


def test_a_headline_over_the_gap_keeps_the_page_whole() -> None:
    page = drawn.spread(gap=160, fold=False)
    for x in range(500, 1000, 75):
        cv2.rectangle(page, (x, 10), (x + 60, 70), drawn.INK, 8)
    assert found(page).verdict is Verdict.SINGLE


def test_a_fold_beside_an_empty_page_is_a_doubt() -> None:
    page = drawn.sheet(1500, 1050)
    drawn.write(page, 80, 90, 25, 22)
    page[:, 747:753] = np.rint(page[:, 747:753] * 0.6)
    assert found(page).verdict is Verdict.MAYBE


def test_blank_paper_is_one_page() -> None:
    assert found(drawn.sheet(1500, 1050)).verdict is Verdict.SINGLE
