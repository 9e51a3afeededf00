"""Texts that contradict themselves, or the calendar, and texts that only look as if they did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slip_pages import leaf
from slip_texts import RIGHT, WRONG

from pipeline.model import Box, RegionKind, Severity
from pipeline.proof.evidence.coherence import Sheet, across, as_findings, check


@pytest.mark.parametrize("text", WRONG.split())
def test_a_slip_is_found(text):
    assert check([leaf(text)])


@pytest.mark.parametrize("text", RIGHT.split())
def test_what_is_right_is_left_alone(text):
    assert check([leaf(text)]) == ()


@pytest.mark.parametrize(
    ("text", "code", "printed", "expected"),
    [
        ("康熙五十年（1171年），修城。", "regnal-year", "1171", "1711"),
        ("民國十年（一九一二年）設局。", "regnal-year", "一九一二", "一九二一"),
        ("乾隆四十三年（1777年）建。", "regnal-year", "1777", "1778"),
        ("康照五十年，大旱。", "reign-title", "康照", "康熙"),
        ("癸已年春，大水。", "cycle-name", "癸已", "癸巳"),
        ("1894年（甲申），有战事。", "cycle-name", "甲申", "甲午"),
        ("1987年3月2日（星期二）召开。", "weekday", "二", "一"),
        ("1987年2月29日发出。", "impossible-date", "29", ""),
        ("一、甲。\n二、乙。\nΞ、丙。", "numbering", "Ξ", "三"),
        ("全乡共有3250人，其中男1680人，女1580人。", "sum", "3250", "3260"),
    ],
)
def test_a_slip_says_where_it_is_and_what_would_be_right(text, code, printed, expected):
    page = leaf(text)
    lines = {line.id: line for region in page.regions for line in region.lines}
    (slip,) = check([page])
    assert (slip.code, slip.expected) == (code, expected)
    assert lines[slip.line].text[slip.start : slip.stop] == printed


def test_a_year_that_runs_over_the_end_of_a_line_has_a_span_in_each():
    (slip,) = check([leaf("自古以来历代皆有修葺其中以康熙五十年（11\n71年）之役最大。")])
    assert [(span.line[-3:], span.start, span.stop) for span in slip.spans] == [
        ("l01", 19, 21),
        ("l02", 0, 2),
    ]


def test_a_finding_has_the_box_of_what_is_wrong():
    (region,) = leaf("民国10年（1912年）设局。").regions
    (line,) = region.lines
    glyphs = tuple(replace(glyph, box=Box(10 * n, 0, 10 * n + 10, 12)) for n, glyph in enumerate(line.glyphs))
    page = Sheet("p0001", (replace(region, lines=(replace(line, glyphs=glyphs),)),))
    (finding,) = as_findings([page], check([page]))
    assert (finding.code, finding.severity, finding.page) == ("regnal-year", Severity.CHECK, "p0001")
    assert (finding.image, finding.box) == ("p0001_a", Box(60, 0, 100, 12))
    assert finding.message == "p0001_r01_l01: 民国10年 is 1921, beside it stands 1912"


def test_what_only_the_issue_shows_is_told_apart():
    pages = [
        leaf(f"民国10年（1912年）设局。\n\n— {number} —", f"p{n:04}", r02=RegionKind.PAGE_NUMBER)
        for n, number in enumerate((1, 2, 9, 4), 1)
    ]
    assert [slip.code for slip in across(pages)] == ["folio"]


def test_a_phrase_is_held_against_the_same_words_elsewhere():
    text = "云山省人民政府公报。\n\n云山省人民政府办公厅。\n\n云山省入民政府通知。"
    (slip,) = check([leaf(text)])
    assert (slip.code, slip.line, slip.start, slip.expected) == ("phrase", "p0001_r03_l01", 3, "人")


def test_lives_and_titles_are_the_same_in_two_places():
    text = "陈子衡（1893—1976），邻县人，著《农桑辑要补考》。\n\n《农桑辑要补考》四卷。"
    found = check([leaf(f"{text}\n\n陈子衡（1898—1976）之《农桑辑耍补考》，未见。")])
    assert {(slip.code, slip.expected) for slip in found} == {("life", "1893"), ("title", "要")}


SIGNS = "一二三十百0189年月日（）《》“”、。，：；其中共占第条康熙民国甲子男女人元由增至—%〔〕①表 \n"


@given(st.lists(st.text(alphabet=SIGNS), max_size=4))
def test_any_text_is_read(texts):
    assert all(
        slip.stop > slip.start for slip in check([leaf(text, f"p{n}") for n, text in enumerate(texts)])
    )
