"""Reign titles and the cycle of sixty, against years that everybody knows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import reigns, sexagenary


@pytest.mark.parametrize(
    ("title", "ordinal", "year"),
    [
        ("康熙", 50, 1711),
        ("民国", 10, 1921),
        ("光绪", 34, 1908),
        ("崇祯", 17, 1644),
        ("贞观", 17, 643),
        ("昭和", 14, 1939),
    ],
)
def test_a_year_of_a_reign_has_its_western_year(title: str, ordinal: int, year: int) -> None:
    (reign,) = reigns.reigns(title)
    assert (reign.western(ordinal), reign.ordinal(year)) == (year, ordinal)


def test_a_title_may_have_been_used_twice() -> None:
    assert [reign.first for reign in reigns.reigns("至元")] == [1335, 1264]


@pytest.mark.parametrize("dynasty", ["明", "清"])
def test_the_reigns_of_a_dynasty_follow_one_another(dynasty: str) -> None:
    # the last ones of both stood side by side with the other dynasty
    rows = [reign for reign in reigns.all_reigns() if reign.dynasty == dynasty]
    assert all(one.last <= other.first for one, other in pairwise(rows) if other.title != "永历")


def test_no_title_is_empty_or_ends_before_it_begins() -> None:
    assert all(len(reign.title) >= 2 and reign.first <= reign.last for reign in reigns.all_reigns())


@pytest.mark.parametrize(
    ("year", "name"), [(1894, "甲午"), (1911, "辛亥"), (1898, "戊戌"), (1984, "甲子"), (1953, "癸巳")]
)
def test_a_year_has_its_name(year: int, name: str) -> None:
    assert sexagenary.of_year(year) == name


@given(st.integers(1, 3000))
def test_names_come_again_after_sixty_years(year: int) -> None:
    assert sexagenary.of_year(year) == sexagenary.of_year(year + 60)


@pytest.mark.parametrize(
    ("pair", "name"),
    [("癸已", "癸巳"), ("王寅", "壬寅"), ("戍戌", "戊戌"), ("辛玄", "辛亥"), ("甲牛", "甲午")],
)
def test_a_misread_name_is_told(pair: str, name: str) -> None:
    assert not sexagenary.is_name(pair)
    assert sexagenary.meant(pair) == (name,)
