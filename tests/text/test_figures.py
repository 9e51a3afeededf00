from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"), ("12，345．6", "12345.6"), ("1 234 567", "1234567"), ("1.234.567", "1234567"),
        ("0.125", "0.125"), ("3.25", "3.25"), ("１２", "12"), ("－12", "-12"), ("—75", "-75"),
        ("△3.5", "-3.5"),
        ("O.5", "0.5"), ("l20", "120"), ("1,5", "1.5"),
    ],
)  # fmt: skip
def test_figures_are_read_as_print_and_recognition_write_them(text: str, value: str) -> None:
    assert figures.value(text) == Decimal(value)
    assert figures.is_figure(text)


@pytest.mark.parametrize("text", ["", "—", "12%", "县别", "1971年", "(3)", "1987—1990", "12吨"])
def test_what_is_no_plain_number_has_no_value(text: str) -> None:
    assert figures.value(text) is None


@pytest.mark.parametrize(
    ("text", "yes"),
    [("12%", True), ("1987-1990", True), ("(3)", True), ("1971年", False), ("OO", False), ("县别", False)],
)
def test_shares_and_ranges_are_figures_but_words_are_not(text: str, yes: bool) -> None:
    assert figures.is_figure(text) is yes


def test_dashes_and_dots_say_that_there_is_nothing() -> None:
    assert all(map(figures.is_nothing, ("", "—", "－－", "…", "无", " ")))
    assert not any(map(figures.is_nothing, ("0", "3", "县")))


@given(st.integers(-(10**12), 10**12))
def test_thousands_make_no_difference(number: int) -> None:
    assert figures.value(f"{number:,}") == number == figures.value(str(number))
