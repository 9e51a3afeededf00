"""Number, total number and date of an issue; folios."""

from __future__ import annotations

import export_samples as samples
import pytest
from export_samples import K, page

from pipeline.export.documents import divide
from pipeline.export.facts import IssueFacts, facts_findings, folio, issue_facts


def facts(name: str, *lines: str) -> IssueFacts:
    pages = (
        page("p0001", [(K.HEADING, ["　　　　青原县政报"]), (K.PARAGRAPH, list(lines))] if lines else []),
    )
    return issue_facts(name, pages, divide(pages))


@pytest.mark.parametrize(
    ("lines", "number", "total", "date"),
    [
        (("一九八七年 第三期", "（总第二十八期）"), "3", "28", "1987"),
        (("1987年第3期（总第28号）", "1987年6月30日出版"), "3", "28", "1987-06-30"),
        (("1987.6", "第 12 期", "总 130 期"), "12", "130", "1987-06"),
        (("一九八七年第三、四期合刊",), "3-4", "", "1987"),
    ],
)
def test_what_the_cover_says(lines: tuple[str, ...], number: str, total: str, date: str) -> None:
    found = facts("x", *lines)
    assert (found.number, found.total, found.date) == (number, total, date)


def test_running_heads_say_it_too() -> None:
    pages = (samples.CONTENTS,)
    found = issue_facts("x", pages, divide(pages))
    assert (found.number, found.date) == ("3", "1987")


@pytest.mark.parametrize(
    ("name", "number", "date"),
    [
        ("1987-03", "3", "1987"),
        ("1987_11-12", "11-12", "1987"),
        ("1987", "", "1987"),
        ("special", "", ""),
        ("0012", "", ""),
    ],
)
def test_the_id_where_the_pages_say_nothing(name: str, number: str, date: str) -> None:
    found = facts(name)
    assert (found.number, found.date) == (number, date)


def test_a_date_is_filled_for_schemas_that_want_a_whole_one() -> None:
    assert [IssueFacts("", "", date, "").filled for date in ("", "1987", "1987-06", "1987-06-30")] == [
        "", "1987-01-01", "1987-06-01", "1987-06-30",
    ]  # fmt: skip


def test_a_number_that_differs_from_the_id_is_a_finding() -> None:
    assert [f.code for f in facts_findings("1987-04", facts("1987-04", "一九八七年 第三期"))] == [
        "issue-number-differs"
    ]
    assert [f.code for f in facts_findings("1988-03", facts("1988-03", "一九八七年 第三期"))] == [
        "issue-year-differs"
    ]
    assert facts_findings("1987-03", facts("1987-03", "一九八七年 第三期")) == ()
    assert facts_findings("special", facts("special", "一九八七年 第三期")) == ()


@pytest.mark.parametrize(
    ("texts", "label"),
    [(["—14—"], "14"), (["· 3 ·"], "3"), (["第十二页"], "12"), (["—14—", "—15—"], "14-15"), (["※"], "")],
)
def test_folios(texts: list[str], label: str) -> None:
    assert folio(page("p0001", [(K.PAGE_NUMBER, [text]) for text in texts])) == label
