"""The official rates: faults told from texts, weights, caps, 版面字数."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.measures.cer import COMPARED
from pipeline.proof.measures.faults import Line, faults
from pipeline.proof.measures.rates import Fault, TypeArea, characters, rate, type_area
from pipeline.proof.measures.schemes import BOOK, JOURNAL, NEWSPAPER, SCHEMES, FaultKind, PageKind, Part

TEXT = st.text("公报政务，。12ab％.", max_size=12)
PAGES = TypeArea(40, 25, (PageKind.FULL,) * 10)  # 10,000 characters: the rate is the count


def told(truth, text):
    found = faults(truth, [Line("l1", text)], "p0001")
    return [(fault.kind.value, fault.wanted, fault.found) for fault in found]


@pytest.mark.parametrize(
    ("truth", "text", "wanted"),
    [
        ("公报", "公报", []),
        ("政务公开", "政务心开", [("character", "公", "心")]),
        ("政务公开", "政务开", [("character", "公", "")]),
        ("加强管理的通知", "加强的通知", [("run", "管理", "")]),
        ("一二三四五六七八", "八", [("long-run", "一二三四五六七", "")]),
        ("灵魂深处", "魂灵深处", [("character", "灵魂", "魂灵")]),
        ("第1987期", "第1931期", [("figure", "1987", "1931")]),
        ("共15,300元", "共15300元", [("figure", "15,300", "15300")]),
        ("GDP增长", "GOP增长", [("word", "GDP", "GOP")]),
        ("ABC", "abc", [("case", "ABC", "abc")]),
        ("開會", "开会", [("script", "開", "开"), ("script", "會", "会")]),
        ("开会，讨论", "开会。讨论", [("punctuation", ",", "。")]),
        ("开会，讨论", "开会讨论", [("punctuation", ",", "")]),
        ("（一）", "(一)", []),
        ("目录……3", "目录.....3", []),
    ],
)
def test_faults_are_told_from_two_texts(truth, text, wanted):
    assert told(truth, text) == wanted


def test_every_edit_is_some_fault_and_nothing_is_counted_twice():
    truth = "关于1987年粮食征购、加强管理的若干规定"
    assert told(truth, truth[::-1])
    assert not told(truth, truth)
    assert [kind for kind, _, _ in told("甲乙丙丁", "甲戊丙己")] == ["character", "character"]


def test_a_fault_names_its_line_and_its_part_of_the_page():
    lines = [Line("l1", "政务心开", Part.HEADING), Line("l2", "第一条"), Line("l3", "自发布之日起施")]
    found = faults("政务公开\n第一条规定\n自发布之日起施行", lines, "p0001")
    assert [(each.line, each.part, each.wanted) for each in found] == [
        ("l1", Part.HEADING, "公"),
        ("l2", Part.BODY, "规定"),
        ("l3", Part.BODY, "行"),
    ]


def test_a_number_that_goes_on_in_the_next_line_is_one_number():
    lines = [Line("l1", "总第19"), Line("l2", "87期")]
    assert not faults("总第1987期", lines, "p0001")
    (found,) = faults("总第1937期", lines, "p0001")
    assert (found.kind, found.line, found.wanted) == (FaultKind.FIGURE, "l1", "1937")


@given(TEXT, st.lists(TEXT, max_size=4))
def test_there_is_a_fault_where_there_is_an_edit_and_only_there(truth, lines):
    made = [Line(str(number), line) for number, line in enumerate(lines)]
    same = COMPARED.fold(truth) == "".join(COMPARED.fold(line) for line in lines)
    assert bool(faults(truth, made, "p0001")) is not same


@given(TEXT)
def test_what_is_missing_altogether_is_a_fault_of_no_line(truth):
    found = faults(truth, (), "p0001")
    assert {fault.line for fault in found} <= {""}
    assert "".join(fault.wanted for fault in found) == COMPARED.fold(truth)


def fault(kind=FaultKind.CHARACTER, page="p0001", wanted="未", found="末", **more):
    return Fault(kind, page, wanted, found, **more)


def counted(found, scheme):
    return rate(found, PAGES, scheme).errors


def test_a_wrong_character_of_a_book_counts_once_a_page_and_four_times_in_all():
    assert counted([fault(page=f"p{n:04}") for n in (1, 1, 1)], BOOK) == 1
    assert counted([fault(page=f"p{n:04}") for n in (1, 2, 3)], BOOK) == 3
    assert counted([fault(page=f"p{n:04}") for n in range(9)], BOOK) == 4
    assert counted([fault(wanted=char) for char in "一二三四五六"], BOOK) == 6


def test_the_same_fault_counts_three_times_in_an_issue_of_a_journal():
    assert counted([fault()] * 9, JOURNAL) == 3
    assert counted([fault(kind=FaultKind.SCRIPT)] * 9, JOURNAL) == 1.5


@pytest.mark.parametrize("scheme", [BOOK, JOURNAL])
def test_what_stands_on_the_cover_counts_twice(scheme):
    assert counted([fault(part=Part.COVER)], scheme) == 2
    assert counted([fault(part=Part.HEADING)], scheme) == 1


def test_headings_of_newspapers_and_important_names_count_twice():
    assert counted([fault(part=Part.HEADING)], NEWSPAPER) == 2
    assert counted([fault(important=True)], JOURNAL) == 2
    assert counted([fault(important=True)], BOOK) == 1


@pytest.mark.parametrize(
    ("kind", "book", "journal"),
    [
        (FaultKind.CHARACTER, 1, 1),
        (FaultKind.RUN, 2, 2),
        (FaultKind.LONG_RUN, 4, 4),
        (FaultKind.FIGURE, 1, 1),
        (FaultKind.SCRIPT, 0.5, 0.5),
        (FaultKind.CASE, 0.5, 0.5),
        (FaultKind.PUNCTUATION, 0.1, 0.1),
        (FaultKind.FACT, 2, 1),
    ],
)
def test_weights(kind, book, journal):
    assert (counted([fault(kind)], BOOK), counted([fault(kind)], JOURNAL)) == (book, journal)


def test_mixed_scripts_of_a_book_stop_at_one_and_a_half():
    assert counted([fault(FaultKind.SCRIPT)] * 3, BOOK) == 1.5
    assert counted([fault(FaultKind.SCRIPT)] * 30, BOOK) == 1.5


def test_style_of_figures_stops_at_one_for_an_issue():
    assert counted([fault(FaultKind.FIGURE_STYLE, wanted=str(n)) for n in range(30)], JOURNAL) == 1


@pytest.mark.parametrize(("scheme", "limit"), [("book", 1), ("journal", 2), ("newspaper", 3)])
def test_the_limits(scheme, limit):
    chars = [fault(wanted=chr(0x4E00 + n)) for n in range(limit)]
    assert rate(chars, PAGES, SCHEMES[scheme]).passes
    assert not rate([*chars, fault(FaultKind.PUNCTUATION)], PAGES, SCHEMES[scheme]).passes


def test_pages_count_as_they_are_filled():
    kinds = (PageKind.FULL, PageKind.COVER, PageKind.PICTURE, PageKind.CAPTIONED, PageKind.BLANK)
    assert characters(TypeArea(40, 25, kinds), JOURNAL) == 1_000 + 500 + 200 + 500


def test_nothing_inspected_does_not_pass():
    assert not rate([], TypeArea(0, 0, ()), JOURNAL).passes


def test_the_type_area_as_measured_is_that_of_full_lines_and_pages():
    lines = [[40] * 20 + [12] * 5 for _ in range(9)] + [[30] * 4]
    area = type_area(lines, [PageKind.FULL] * 10)
    assert (area.characters, area.lines) == (40, 25)


def test_every_scheme_names_its_source():
    assert all("《" in scheme.source for scheme in SCHEMES.values())
