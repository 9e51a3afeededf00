"""The balance sheet: whatever a witness has is in the edition or accounted for; what is dropped is found."""

from dataclasses import replace

import pytest
from adversarial import editions
from hypothesis import assume, given
from hypothesis import strategies as st
from plain_card import plain_card
from proof_witnesses import PAGE, boxed, line, plain

from pipeline import codec
from pipeline.model import Box, Cell, Region, RegionKind, Severity, Step, Witness
from pipeline.proof.balance import IssueBalance, Sheet, balance, summary
from pipeline.proof.edition import edit

STEP = Step("proof", "test", "1")
IMAGE = f"{PAGE}_a"


@pytest.fixture(scope="module", autouse=True)
def card():
    with plain_card():
        yield


def region(number, kind, *lines, cells=()):
    name = f"{IMAGE}_r{number:02d}"
    made = tuple(line(f"{name}_l{n:02d}", text, 300 * number + 60 * n) for n, text in enumerate(lines, 1))
    return Region(name, kind, IMAGE, Box(0, 300 * number, 900, 300 * number + 290), made, "", cells)


def page(sigil, *changed):
    """A page with all that is counted; `changed` regions replace those of the same id."""
    name = f"{IMAGE}_r04"
    cells = tuple(Cell(n // 2, n % 2, lines=(f"{name}_l{n + 1:02d}",)) for n in range(4))
    regions = {
        each.id: each
        for each in (
            region(1, RegionKind.HEADER, "宁夏政报"),
            region(2, RegionKind.HEADING, "关于加强粮食工作的决定"),
            region(3, RegionKind.PARAGRAPH, "一九八七年征购一二三四五斤", "共计 12345 斤,比 1986 年增加"),
            region(4, RegionKind.TABLE, "银川", "8,712", "吴忠", "903", cells=cells),
            *changed,
        )
    }
    return Witness(PAGE, sigil, tuple(regions.values()), (), ())


def made(*witnesses):
    return edit(witnesses, witnesses[0].sigil, 0.95, STEP)


def without(edition, name):
    """The edition with the region, or the line, of that id dropped, and its places with it."""
    regions = tuple(
        replace(each, lines=tuple(line for line in each.lines if line.id != name))
        for each in edition.regions
        if each.id != name
    )
    apps = tuple(app for app in edition.apps if not app.line.startswith(name))
    return replace(edition, regions=regions, apps=apps)


def entries(sheet):
    return {(entry.sigil, entry.thing): entry for entry in sheet.entries}


def codes(sheet):
    return [(finding.code, finding.severity) for finding in sheet.findings]


def test_a_page_that_two_read_alike_balances():
    sheet = balance((page("P6"), page("P4")), made(page("P6"), page("P4")))
    assert sheet.balanced
    assert not sheet.findings
    found = entries(sheet)
    assert found["P4", "headings"].accounted == (("text", 1),)
    assert found["P4", "tables"].accounted == (("text", 1),)
    assert found["P6", "numbers"].read == 6
    assert dict(found["P6", "characters"].accounted)["furniture"] == 4


def test_readings_are_told_by_what_became_of_them():
    other = page(
        "P4", region(3, RegionKind.PARAGRAPH, "一九八七年征购一二三四五斤", "共计12345斤，比 1936 年增加")
    )
    sheet = balance((page("P6"), other), made(page("P6"), other))
    found = entries(sheet)
    assert sheet.balanced
    assert dict(found["P4", "characters"].accounted) == {"text": 51, "furniture": 4, "open": 1, "rule": 1}
    assert dict(found["P4", "numbers"].accounted) == {"text": 5, "open": 1}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (f"{IMAGE}_r02", {"lost-text", "lost-heading"}),
        (f"{IMAGE}_r04", {"lost-text", "lost-number", "lost-table"}),
        (f"{IMAGE}_r03_l01", {"lost-text", "lost-number"}),
        (f"{IMAGE}_r03_l02", {"lost-text", "lost-number"}),
        (f"{IMAGE}_r04_l02", {"lost-text", "lost-number"}),
        (f"{IMAGE}_r04_l04", {"lost-text", "lost-number"}),
        (f"{IMAGE}_r01", {"lost-text"}),
        (f"{IMAGE}_r04_l01", {"lost-text"}),
    ],
)
def test_a_planted_drop_is_found_with_what_and_where(name, wanted):
    witnesses = page("P6"), page("P4")
    sheet = balance(witnesses, without(made(*witnesses), name))
    assert not sheet.balanced
    assert {finding.code for finding in sheet.findings} == wanted
    assert {finding.severity for finding in sheet.findings} == {Severity.LOSS}
    lost = next(each for each in witnesses[0].regions if name.startswith(each.id))
    for finding in sheet.findings:
        assert (finding.page, finding.image) == (PAGE, IMAGE)
        assert lost.box.overlap(finding.box) == finding.box.area > 0
    text = next((each.text for each in lost.lines if each.id == name), None)
    if text:
        assert f"「{text.replace(' ', '')}」" in sheet.findings[0].message.replace("，", ",")


def test_a_number_with_its_digits_turned_round_is_lost():
    witnesses = page("P6"), page("P4")
    edition = made(*witnesses)
    wrong = line(f"{IMAGE}_r04_l04", "930", 300 * 4 + 60 * 4)
    regions = [
        replace(each, lines=tuple(wrong if one.id == wrong.id else one for one in each.lines))
        for each in edition.regions
    ]
    sheet = balance(witnesses, replace(edition, regions=tuple(regions)))
    assert codes(sheet) == [("lost-number", Severity.LOSS)] * 2
    assert "903" in sheet.findings[0].message


def test_a_reading_that_its_witness_lacks_is_found():
    witnesses = page("P6"), page("P4")
    edition = made(*witnesses)
    more = line(f"{IMAGE}_r03_l09", "伪造", 1100)
    regions = [
        replace(each, lines=(*each.lines, more)) if each.id.endswith("r03") else each
        for each in edition.regions
    ]
    sheet = balance(witnesses, replace(edition, regions=tuple(regions)))
    assert [finding.code for finding in sheet.findings] == ["foreign-text"] * 2
    assert entries(sheet)["P6", "characters"].foreign == 2


def test_a_heading_that_is_a_paragraph_to_the_base_is_told():
    base = page("P6", region(2, RegionKind.PARAGRAPH, "关于加强粮食工作的决定"))
    sheet = balance((base, page("P4")), made(base, page("P4")))
    assert sheet.balanced
    assert codes(sheet) == [("other-kind", Severity.CHECK)]
    assert dict(entries(sheet)["P4", "headings"].accounted) == {"other-kind": 1}


def test_numbers_that_line_breaks_cut_are_none_the_less_there():
    base, other = boxed("P6", "总额为19", "87654元"), plain("K", "总额为1987654元")
    assert balance((base, other), made(base, other)).balanced
    assert balance((base, other), made(other, base)).balanced


def test_figures_of_a_row_in_one_line_are_there():
    base, other = boxed("P6", "1987 1988 1989"), plain("K", "198719881989")
    assert balance((base, other), made(base, other)).balanced
    assert balance((base, other), made(other, base)).balanced


@given(editions())
def test_whatever_is_collated_and_settled_balances(found):
    edition = edit(found, "P", 0.6, STEP)
    names = [each.id for part in edition.regions for each in part.lines]
    assume(len(set(names)) == len(names))  # places are told by the id of their line
    for entry in balance(found, edition).entries:
        assert entry.read == sum(count for _, count in entry.accounted) + entry.lost
        assert not entry.lost or entry.thing == "numbers"  # that a line break cuts where blocks were moved


@given(st.lists(st.text("12号 年,一百", max_size=10), max_size=5), st.integers(1, 9))
def test_no_number_is_missed_for_its_line_breaks(lines, length):
    text = "".join(lines)
    broken = [text[start : start + length] for start in range(0, len(text), length)]
    for pair in ((plain("P6", *lines), plain("K", *broken)), (plain("P6", *broken), plain("K", *lines))):
        assert balance(pair, made(*pair)).balanced


def test_an_issue_sums_its_pages():
    witnesses = page("P6"), page("P4")
    good, bad = (
        balance(witnesses, made(*witnesses)),
        balance(witnesses, without(made(*witnesses), f"{IMAGE}_r02")),
    )
    issue = summary("1987-03", (good, replace(bad, page="p0002")))
    assert (issue.pages, issue.unbalanced) == (2, ("p0002",))
    headings = next(each for each in issue.entries if (each.sigil, each.thing) == ("P6", "headings"))
    assert (headings.read, headings.lost) == (2, 1)
    assert codec.load(codec.dump(issue), IssueBalance, "") == issue
    assert codec.load(codec.dump(bad), Sheet, "") == bad
