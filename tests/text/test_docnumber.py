"""发文字号 in all bracket styles, as recognition gives them, alone in a line and in running text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import docnumber, numerals

STYLES = ["〔〕", "［］", "[]", "（）", "()", "【】", "〔)", "[〕"]


@pytest.mark.parametrize(
    "printed",
    [
        "宁政发〔1985〕31号·",
        "，宁政发〔1985〕31号",
        "(八五).宁政发字第三十一号",
        "（八五）)宁政发字第三十一号",
        "宁政发（985〕31号",
    ],
)
def test_a_number_alone_is_read_through_dirt(printed: str) -> None:
    number = docnumber.whole(printed)
    assert number
    assert number.canonical == "宁政发〔1985〕31号"


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("宁政发〔1985〕31号", "宁政发〔1985〕31号"),
        ("宁政发 〔1985〕 31 号", "宁政发〔1985〕31号"),
        ("（宁政发〔1985〕31号）", "宁政发〔1985〕31号"),
        ("宁政发（八五）三十一号", "宁政发〔1985〕31号"),
        ("宁政发〔一九八五〕三十一号", "宁政发〔1985〕31号"),
        ("宁政发[85]字第31号", "宁政发〔1985〕31号"),
        ("〔85〕宁政发字第31号", "宁政发〔1985〕31号"),
        ("宁政发〔19O5〕3l号", "宁政发〔1905〕31号"),
        ("宁政发C1985J31号", "宁政发〔1985〕31号"),
        ("国函〔2０１8〕2号", "国函〔2018〕2号"),
        ("寧政發〔1951〕7號", "寧政發〔1951〕7号"),
    ],
)
def test_a_line_that_is_a_number(printed: str, canonical: str) -> None:
    number = docnumber.whole(printed)
    assert number is not None
    assert number.canonical == canonical


@pytest.mark.parametrize(
    "line",
    ["", "第31号", "宁政发31号", "根据宁政发〔1985〕31号文件", "宁政发〔1785〕31号", "（一九八五年）", "号"],
)
def test_a_line_that_is_none(line: str) -> None:
    assert docnumber.whole(line) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("现将《办法》（平政发〔2017〕1号）印发给你们", ["平政发〔2017〕1号"]),
        ("根据国发〔1985〕3号和宁政发〔1985〕31号文件", ["国发〔1985〕3号", "宁政发〔1985〕31号"]),
        ("经自治区人民政府宁政办发〔1986〕2号批准", ["宁政办发〔1986〕2号"]),
        ("没有", []),
    ],
)
def test_numbers_in_running_text(text: str, canonical: list[str]) -> None:
    assert [number.canonical for number in docnumber.find(text)] == canonical


@given(
    st.text(alphabet="宁政发国办函字党", min_size=2, max_size=5).filter(lambda t: not t.endswith("字")),
    st.integers(1949, 2030),
    st.integers(1, 9999),
    st.sampled_from(STYLES),
)
def test_any_number_in_any_style(agency: str, year: int, serial: int, style: str) -> None:
    for y, s in ((str(year), str(serial)), (numerals.positional(year), numerals.counting(serial))):
        number = docnumber.whole(f"{agency}{style[0]}{y}{style[1]}{s}号")
        assert number is not None
        assert (number.agency, number.year, number.serial) == (agency, year, serial)


@given(st.text(alphabet="宁政发〔〕[]()19853号第字根据 ", max_size=40))
def test_found_numbers_lie_in_order_and_apart(text: str) -> None:
    found = docnumber.find(text)
    assert all(a.stop <= b.start for a, b in itertools.pairwise(found))
    assert all(text[number.start : number.stop] == number.printed for number in found)
