"""Leading numbers: level and ordinal of every style, and lines that only look numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import numerals
from pipeline.text.numbering import Level, leading


@pytest.mark.parametrize(
    ("line", "level", "ordinal", "printed"),
    [
        ("一、提高认识", Level.FIRST, 1, "一、"),
        ("十二、其他", Level.FIRST, 12, "十二、"),
        ("　　（一）内容", Level.SECOND, 1, "（一）"),
        ("(二)内容", Level.SECOND, 2, "(二)"),
        ("（三）、内容", Level.SECOND, 3, "（三）、"),
        ("【五)内容", Level.SECOND, 5, "【五)"),
        ("（六】内容", Level.SECOND, 6, "（六】"),
        ("㈣内容", Level.SECOND, 4, "㈣"),
        ("1.内容", Level.THIRD, 1, "1."),
        ("２．内容", Level.THIRD, 2, "２．"),
        ("3、内容", Level.THIRD, 3, "3、"),
        ("（1）内容", Level.FOURTH, 1, "（1）"),
        ("①内容", Level.FIFTH, 1, "①"),
        ("第一章　总则", Level.CHAPTER, 1, "第一章"),
        ("第 十 条　本办法", Level.ARTICLE, 10, "第 十 条"),
        ("第十二条　本办法", Level.ARTICLE, 12, "第十二条"),
        ("第二节", Level.SECTION, 2, "第二节"),
        ("第三编", Level.PART, 3, "第三编"),
    ],
)
def test_styles(line: str, level: Level, ordinal: int, printed: str) -> None:
    number = leading(line)
    assert number is not None
    assert (number.level, number.ordinal, number.printed) == (level, ordinal, printed)
    assert line[: number.stop].strip() == printed


@pytest.mark.parametrize(
    "line",
    [
        "",
        "正文",
        "1985年",
        "1.5亿元",
        "（1985年5月2日）",
        "一九八五年",
        "一是提高",
        "〔一〕见注",
        "〇、",
        "3500万",
        "（见附件）",
    ],
)
def test_lines_without_a_number(line: str) -> None:
    assert leading(line) is None


STYLES = {
    Level.FIRST: lambda n: f"{numerals.counting(n)}、",
    Level.SECOND: lambda n: f"（{numerals.counting(n)}）",
    Level.THIRD: lambda n: f"{n}.",
    Level.FOURTH: lambda n: f"（{n}）",
    Level.CHAPTER: lambda n: f"第{numerals.counting(n)}章",
    Level.ARTICLE: lambda n: f"第{numerals.counting(n)}条",
}


@given(st.sampled_from(sorted(STYLES)), st.integers(1, 99), st.text(alphabet="　 正文内容", max_size=5))
def test_any_ordinal_in_any_style(level: Level, ordinal: int, rest: str) -> None:
    number = leading(STYLES[level](ordinal) + rest)
    assert number is not None
    assert (number.level, number.ordinal) == (level, ordinal)
    assert number.stop == len(STYLES[level](ordinal))


@given(st.text(max_size=20))
def test_the_number_is_the_beginning_of_the_line(line: str) -> None:
    number = leading(line)
    assert number is None or line[: number.stop].lstrip(" \t\u3000") == number.printed
