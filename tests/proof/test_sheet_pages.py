"""Whole pages out and back, and every way in which what comes back is not the page."""

import pytest
from made_editions import made, settled
from proof_witnesses import PAGE, boxed, plain

from pipeline.proof.decisions import state_of
from pipeline.proof.sheets.returned import from_sheet, from_witness
from pipeline.proof.sheets.sheet import parse, sheet_of

ISSUE = "1987-03"
LINES = ("关于粮票管理的通知", "各地区末来行署各市", "为了进一步加强管理工作", "特此通知如下各条")
OTHER = ("关于粮票管理的通知", "各地区未来行署各市", "为了进一步加强管理工作", "特此通知如下各条")


def edition():
    return made(LINES[0], LINES[1].replace("末", "{末|未}"), *LINES[2:])


def sheet():
    return list(sheet_of(edition(), ISSUE))


def outcome(paragraphs, of=None):
    return from_sheet(parse(paragraphs), of or edition(), ISSUE)


def changed(*pairs):
    """The sheet with some texts in place of others."""
    found = "\n".join(sheet())
    for old, new in pairs:
        assert old in found
        found = found.replace(old, new)
    return found.split("\n")


def test_a_sheet_says_what_it_was_made_from_and_numbers_its_lines():
    head, *rest = sheet()
    assert head == f"# gazette-sheet 1 | {ISSUE} | {PAGE} | {state_of(edition())}"
    assert [text for text in rest if text and not text.startswith("#")] == [
        "1| 关于粮票管理的通知",
        "2| 各地区⟦末¦未⟧来行署各市",
        "3| 为了进一步加强管理工作",
        "4| 特此通知如下各条",
    ]


def test_a_sheet_left_alone_decides_nothing():
    found = outcome(sheet())
    assert (found.decisions, found.faults, found.open) == ((), (), 1)


def test_a_bracket_cut_down_is_a_decision():
    found = outcome(changed(("⟦末¦未⟧", "未")))
    (one,) = found.decisions
    assert (one.app, one.line, one.start, one.stop, one.lemma, one.text) == (
        "p0001_a_r01_l02_a01",
        "p0001_a_r01_l02",
        3,
        4,
        "末",
        "未",
    )
    assert found.open == 0


def test_a_correction_elsewhere_has_an_id_of_its_own():
    (one,) = outcome(changed(("进一步加强", "更加强"))).decisions
    assert (one.app, one.lemma, one.text) == ("p0001_a_r01_l03_e2-5", "进一步", "更")


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("# gazette-sheet 1", "# x")], "does not say which page"),
        ([(f"| {PAGE} |", "| p0002 |")], "belongs to 1987-03/p0002"),
        ([(f"| {ISSUE} |", "| 1988-01 |")], "belongs to 1988-01/p0001"),
        ([("3| 为了进一步加强管理工作\n", "")], "line 3 is lost"),
        ([("3| 为了进一步加强管理工作", "3| ")], "line 3 is lost: it was emptied"),
        ([("行署各市\n3| 为了", "行署各市为了")], "line 3 is joined to line 2"),
        ([("行署各市\n3| ", "行署各市3| ")], "line 3 is joined to line 2"),
        ([("的通知\n2| 各地", "的通知各地")], "line 2 is joined to line 1"),
        ([("通知如下各条", "通知\n如下各条")], "line 4 is split"),
        ([("各地区⟦末", "各地\n区⟦末")], "line 2 is split"),
        ([("1| 关于", "多出一行\n1| 关于")], "at the beginning stands a line without a number"),
        ([("3| 为", "2| 为")], "line 2 is there twice"),
        ([("1| 关于粮票管理的通知\n", ""), ("各条", "各条\n1| 关于粮票管理的通知")], "line 1 has moved"),
        ([("4| 特", "9| 特")], "the page has no such line"),
        ([("关于粮票管理的通知", "唐诗三百首选读上册")], "line 1 is another line altogether"),
        ([("⟦末¦未⟧", "⟦末未⟧¦")], "a bracket is left"),
    ],
)
def test_what_is_not_the_page_is_explained_and_not_taken(pairs, told):
    found = outcome(changed(*pairs))
    assert not found.decisions
    assert any(told in fault for fault in found.faults), found.faults


def test_every_fault_is_told_at_once():
    found = outcome(changed(("⟦末", "末"), ("关于粮票管理的通知", "唐诗三百首选读上册")))
    assert len(found.faults) == 2


def test_a_sheet_of_an_older_state_is_refused():
    assert "older state" in outcome(sheet(), made(*LINES[:3], "特此通知如下")).faults[0]


def test_the_origin_in_a_property_stands_in_for_a_first_line_that_is_gone():
    head, *rest = sheet()
    assert from_sheet(parse(rest, head.removeprefix("# ")), edition(), ISSUE).faults == ()


# Pages from another tool


def test_of_another_tools_page_what_differs_is_decided_whatever_its_line_breaks():
    whole = "".join(OTHER).replace("如下", "以下")
    found = from_witness(plain("K", whole[:20], whole[20:]), edition())
    assert [(one.app, one.text) for one in found.decisions] == [
        ("p0001_a_r01_l02_a01", "未"),
        ("p0001_a_r01_l04_e4-5", "以"),
    ]
    assert found.faults == ()


def test_another_tools_page_that_changes_nothing_leaves_open_places_open():
    found = from_witness(boxed("K", *LINES), edition())
    assert (found.decisions, found.open) == ((), 1)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((LINES[0], LINES[1], LINES[3]), "is lost"),
        ((*LINES, "此处多出一行别的文字"), "text that the page does not have"),
        (("唐诗三百首", "白日依山尽", "黄河入海流"), "is not that of p0001"),
    ],
)
def test_another_tools_page_that_does_not_fit_is_refused(lines, told):
    found = from_witness(plain("K", *lines), edition())
    assert not found.decisions
    assert told in found.faults[0]


def test_another_tools_page_cannot_undo_what_people_have_decided():
    found = from_witness(boxed("K", *OTHER), settled(edition(), by="log:17"))
    assert "was decided (log:17)" in found.faults[0]
