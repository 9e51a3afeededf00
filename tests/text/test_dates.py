"""Dates: printed forms, partial dates, what cannot be, and numbers that are no dates."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import dates, numerals

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("一九八七年三月二日", "1987-03-02"),
        ("一九八七年 三月 二日", "1987-03-02"),
        ("二〇〇〇年十二月卅一日", "2000-12-31"),
        ("二○○○年十月", "2000-10"),
        ("1987年3月2日", "1987-03-02"),
        ("１９８７年３月", "1987-03"),
        ("1987.3.2", "1987-03-02"),
        ("1987-03-02", "1987-03-02"),
        ("1987.3", "1987-03"),
        ("一九五三年", "1953"),
        ("民国二十八年四月二十六日", "1939-04-26"),
        ("民国元年", "1912"),
        ("1987年2月30日", "1987-02"),
        ("1987年13月2日", "1987"),
        ("一九八七年三月二曰", "1987-03-02"),
    ],
)
def test_printed_forms(text: str, iso: str) -> None:
    found = dates.find(f"自{text}起")
    assert [(date.iso, date.printed) for date in found] == [(iso, text)]


@pytest.mark.parametrize(
    "text", ["三十年", "八七年三月", "13.2.1", "99999年", "3.14", "元年", "一月二日", "192.168.1.1"]
)
def test_what_is_no_date(text: str) -> None:
    assert dates.find(text) == ()


@pytest.mark.parametrize("text", ["（一九八五年五月二日）", " 一九八五年五月二日 ", "1985年5月2日"])
def test_a_line_that_is_a_date(text: str) -> None:
    date = dates.whole(text)
    assert date is not None
    assert date.iso == "1985-05-02"


@pytest.mark.parametrize("text", ["1985年5月2日通过", "1985年5月2日至1985年6月2日", "无日期", ""])
def test_a_line_that_is_more_than_a_date(text: str) -> None:
    assert dates.whole(text) is None


def test_two_dates_keep_their_places() -> None:
    text = "从1985年5月2日到一九八六年"
    assert [text[d.start : d.stop] for d in dates.find(text)] == ["1985年5月2日", "一九八六年"]


def test_a_partial_date_can_be_filled() -> None:
    (date,) = dates.find("一九五三年")
    assert (date.filled, date.precision) == ("1953-01-01", "year")


@given(DAYS)
def test_any_day_in_chinese_there_and_back(day: datetime.date) -> None:
    text = f"{numerals.positional(day.year)}年{numerals.counting(day.month)}月{numerals.counting(day.day)}日"
    (date,) = dates.find(text)
    assert date.iso == day.isoformat() == date.filled


@given(DAYS)
def test_any_day_in_figures_there_and_back(day: datetime.date) -> None:
    (date,) = dates.find(f"{day.year}年{day.month}月{day.day}日")
    assert date.iso == day.isoformat()


@given(st.text(alphabet="一二三十〇O年月日0123456789.-民国元 （）", max_size=40))
def test_found_dates_lie_in_order_and_apart(text: str) -> None:
    found = dates.find(text)
    assert all(a.stop <= b.start for a, b in itertools.pairwise(found))
    assert all(text[date.start : date.stop] == date.printed for date in found)
    for date in found:
        datetime.date.fromisoformat(date.filled)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("一九八七年三月二日", "1987-03-02"),
        ("一九八七年三月二目", "1987-03-02"),
        ("：1987年3月2日。", "1987-03-02"),
        ("九八七年三月二日", "1987-03-02"),
        ("19 1987年3月2日", "1987-03-02"),
        ("一九八七年三月", "1987-03"),
        ("1987年3月2日起", ""),
        ("1987年3月2日上午在县城", ""),
        ("三月二日", ""),
        ("", ""),
    ],
)
def test_a_date_under_a_signature_is_read_through_dirt(text: str, iso: str) -> None:
    found = dates.closing(text)
    assert (found.iso if found else "") == iso


@given(st.text(alphabet="一九八七年三月二日目19:· 起", max_size=70))
def test_what_is_whole_is_closing_too(text: str) -> None:
    whole = dates.whole(text)
    assert not whole or len(text) > dates.LONGEST or dates.closing(text)
