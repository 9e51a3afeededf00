"""Chinese numerals: the printed forms, and the way there and back for any number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import numerals


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("卌一", 41),
        ("一百零三", 103),
        ("一百一十", 110),
        ("两千", 2000),
        ("三千零五", 3005),
        ("一万二千", 12000),
        ("三千五百万", 35_000_000),
        ("一亿零二百", 100_000_200),
        ("壹佰贰拾叁", 123),
        ("一九八七", 1987),
        ("二〇〇〇", 2000),
        ("二○○三", 2003),
        ("二OO三", 2003),
        ("一九五零", 1950),
        ("1987", 1987),
        ("１９８７", 1987),
        ("〇", 0),
        ("零", 0),
        ("0", 0),
    ],
)
def test_printed_forms(printed: str, number: int) -> None:
    assert numerals.value(printed) == number


@pytest.mark.parametrize(
    "text", ["", "百十千", "○○", "OO", "一百二百", "一二十", "甲", "十十", "3万", "一x", "万"]
)
def test_what_is_no_number(text: str) -> None:
    assert numerals.value(text) is None


@given(st.integers(0, numerals.LIMIT - 1))
def test_counting_there_and_back(number: int) -> None:
    assert numerals.value(numerals.counting(number)) == number


@given(st.integers(0, 10**9))
def test_positional_there_and_back(number: int) -> None:
    assert numerals.value(numerals.positional(number)) == number


@given(st.text(alphabet=numerals.CLASS, max_size=12))
def test_any_string_of_numeral_characters_is_read_or_refused(text: str) -> None:
    number = numerals.value(text)
    assert number is None or number >= 0


@pytest.mark.parametrize("number", [-1, numerals.LIMIT])
def test_counting_has_a_range(number: int) -> None:
    with pytest.raises(ValueError, match="no counting form"):
        numerals.counting(number)


def test_positional_refuses_negative_numbers() -> None:
    with pytest.raises(ValueError, match="no digits"):
        numerals.positional(-1)
