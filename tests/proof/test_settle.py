"""Settling: what stands, what is settled by rule, what is left for a person."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_card import plain_card
from proof_witnesses import IMAGE, boxed, plain

from pipeline.model import Reading, Step
from pipeline.proof.edition import base_of, edit

STEP = Step("proof", "test", "1")
TEXTS = st.lists(st.text("一末未國国，,。 …·公报A.", max_size=8), max_size=4)


@pytest.fixture(scope="module", autouse=True)
def card():
    with plain_card():
        yield


def edition(*witnesses, errors_left=2):
    return edit(witnesses, witnesses[0].sigil, errors_left, STEP)


def text(found):
    return [each.text for region in found.regions for each in region.lines]


def only(found):
    (app,) = found.apps
    return app


def test_agreement_with_confidence_needs_no_app():
    found = edition(boxed("P6", "公报", confidence=0.9999), boxed("P4", "公报", confidence=0.99))
    assert found.apps == () == found.findings


def test_agreement_in_doubt_is_queued():
    app = only(edition(boxed("P6", "公报", confidence=0.9), boxed("P4", "公报")))
    assert (app.lemma, app.settled, app.reasons) == ("公报", False, ("low-confidence",))
    assert app.readings == (Reading("公报", ("P6", "P4"), 0.9),)


def test_a_single_witness_has_only_doubts():
    assert edition(boxed("P6", "公报")).apps == ()
    assert only(edition(boxed("P6", "公报", confidence=0.5))).reasons == ("low-confidence",)


def test_what_evidence_speaks_against_is_settled_and_says_so():
    """The other witness is not sure of what it has, and had the reading among its own next-best ones."""
    p4 = boxed("P4", "经研究同意该县报告", confidence=0.9999)
    (region,) = p4.regions
    (only_line,) = region.lines
    doubtful = replace(only_line.glyphs[4], text="息", confidence=0.4, alternatives=(("意", 0.35),))
    glyphs = (*only_line.glyphs[:4], doubtful, *only_line.glyphs[5:])
    p4 = replace(p4, regions=(replace(region, lines=(replace(only_line, glyphs=glyphs),)),))
    app = only(edition(boxed("P6", "经研究同意该县报告。", confidence=0.9999), with_stop(p4)))
    assert (app.lemma, app.settled, app.by) == ("意", True, "evidence")
    assert app.probability > 0.998
    assert [r.text for r in app.readings] == ["意", "息"]


def with_stop(witness):
    (region,) = witness.regions
    (only_line,) = region.lines
    stop = boxed("x", only_line.text + "。", confidence=0.9999).regions[0].lines[0].glyphs[-1]
    whole = replace(only_line, glyphs=(*only_line.glyphs, stop))
    return replace(witness, regions=(replace(region, lines=(whole,)),))


def test_a_witness_of_no_known_engine_is_never_overruled():
    known, other = "经研究同意该县报告。", "经研究同息该县报告。"
    found = edition(boxed("P6", known), plain("K", other, confidence=0.3))
    (app,) = (app for app in found.apps if "disagreement" in app.reasons)
    assert (app.lemma, app.settled, app.by) == ("意", False, "")


def test_glyphs_carry_the_probability_that_they_are_what_is_printed():
    found = edition(boxed("P6", "灵魂深处", confidence=0.9), boxed("P4", "灵动深处", confidence=0.9))
    (line,) = found.regions[0].lines
    chances = [glyph.confidence for glyph in line.glyphs]
    assert min(chances) == chances[1] < chances[3] < 1
    app = next(app for app in found.apps if app.lemma.startswith("魂"))
    assert app.probability <= chances[1] + 1e-6


def test_what_nobody_read_is_proposed_without_a_sigil():
    p6 = boxed("P6", "公报", confidence=0.5)
    (region,) = p6.regions
    (only_line,) = region.lines
    first = replace(only_line.glyphs[0], alternatives=(("分", 0.3), ("八", 0.001)))
    glyphs = (first, replace(only_line.glyphs[1], confidence=0.9999))
    p6 = replace(p6, regions=(replace(region, lines=(replace(only_line, glyphs=glyphs),)),))
    app = edition(p6, boxed("P4", "公报", confidence=0.9999)).apps[0]
    assert app.lemma == "公"
    assert app.readings[1:] == (Reading("分", (), 0.3),)


def test_two_that_disagree_leave_the_base_as_the_proposal():
    app = only(edition(boxed("P6", "灵魂深处", confidence=0.9999), boxed("P4", "灵动深处", confidence=0.99)))
    assert (app.lemma, app.start, app.stop, app.settled) == ("魂", 1, 2, False)
    assert app.reasons == ("disagreement", "change")
    assert app.readings == (Reading("魂", ("P6",), 0.9999), Reading("动", ("P4",), 0.99))


def test_a_surer_majority_is_proposed_and_still_left_open():
    base, others = (
        boxed("P6", "末来", confidence=0.96),
        (boxed("P4", "未来"), boxed("T", "未来", confidence=0.8)),
    )
    found = edition(base, *others)
    app = only(found)
    assert text(found) == ["未来"]
    assert (app.lemma, app.settled, app.reasons) == ("未", False, ("disagreement", "confusable"))
    assert app.readings[0] == Reading("未", ("P4", "T"), 1.0)


def test_a_majority_less_sure_than_the_base_is_not_proposed():
    found = edition(
        boxed("P6", "末来"), boxed("P4", "未来", confidence=0.9), boxed("T", "未来", confidence=0.9)
    )
    assert text(found) == ["末来"]


@pytest.mark.parametrize(
    ("base", "other", "reason"),
    [
        ("令，行", "令,行", "punctuation-width"),
        ("令 行", "令行", "spacing"),
        ("令行", "令 行", "spacing"),
        ("目录……三", "目录........三", "leader"),
        ("目录……三", "目录…三", "leader"),
    ],
)
def test_harmless_differences_are_settled_by_rule_and_recorded(base, other, reason):
    found = edition(boxed("P6", base), boxed("P4", other))
    app = only(found)
    assert (app.settled, app.reasons) == (True, (reason,))
    assert text(found) == [base]
    assert {r.sigils for r in app.readings} == {("P6",), ("P4",)}


def test_a_harmless_difference_in_doubt_is_still_queued():
    app = only(edition(boxed("P6", "，", confidence=0.5), boxed("P4", ",")))
    assert (app.settled, app.reasons) == (False, ("low-confidence", "punctuation-width"))


def test_a_blank_beside_it_does_not_settle_a_doubted_stop():
    found = edition(boxed("P6", "1. 二", confidence=0.5), boxed("P4", "1.二"))
    assert [(app.lemma, app.settled) for app in found.apps] == [("1.", False), (" ", True), ("二", False)]


def test_leaders_that_one_lacks_are_no_matter_of_rule():
    app = only(edition(boxed("P6", "目录三"), boxed("P4", "目录……三")))
    assert (app.settled, app.reasons, app.lemma) == (False, ("disagreement", "missing"), "")


def test_blanks_at_the_ends_of_a_line_are_the_line_break():
    assert edition(boxed("P6", "the"), boxed("P4", " the  ")).apps == ()


def test_an_empty_lemma_has_a_box_to_look_at():
    app = only(edition(boxed("P6", "政府"), plain("K", "政务府")))
    assert (app.lemma, app.start, app.stop) == ("", 1, 1)
    assert app.image == IMAGE
    assert (app.box.left, app.box.right) == (0, 80)


def test_a_line_that_one_lacks_is_one_open_place():
    found = edition(boxed("P6", "国务院", "三月"), boxed("P4", "国务院", ""))
    app = only(found)
    assert text(found) == ["国务院", "三月"]
    assert (app.reasons, app.start, app.stop, app.settled) == (("missing-line",), 0, 2, False)
    assert app.readings == (Reading("三月", ("P6",), 1.0), Reading("", ("P4",), 0.0))
    assert [f.code for f in found.findings] == ["unsettled-places", "partial-lines"]


def test_a_line_the_base_lacks_is_in_the_edition_and_open():
    found = edition(boxed("P6", "国务院", None, "通知"), boxed("P4", "国务院", "三月", "通知"))
    (app,) = (app for app in found.apps if "extra-line" in app.reasons)
    assert text(found) == ["国务院", "三月", "通知"]
    assert (app.reasons, app.lemma, app.line) == (("extra-line",), "三月", f"{IMAGE}_r01_l04")


def test_glyphs_without_a_box_take_it_from_a_witness_that_has_one():
    found = edition(plain("K", "公报"), boxed("P6", "公报"))
    (only_line,) = found.regions[0].lines
    assert [glyph.box.left for glyph in only_line.glyphs] == [0, 40]
    assert only_line.box.right == 80


def test_the_base_is_the_first_one_wanted_that_is_there():
    k, t, p4 = plain("K", "公"), boxed("T", "公"), boxed("P4", "公")
    assert base_of((k, t, p4), ("P6", "T", "P4")) == "T"
    assert base_of((k, t), ("P6",)) == "T"
    assert base_of((k,), ("P6",)) == "K"


@given(TEXTS, TEXTS, TEXTS, st.sampled_from([0.3, 0.97, 1.0]))
def test_apps_fit_their_lines_and_do_not_overlap(base, first, second, confidence):
    found = edition(boxed("P6", *base, confidence=confidence), boxed("P4", *first), plain("K", *second))
    lines = {each.id: each for region in found.regions for each in region.lines}
    ends: dict[str, int] = {}
    for app in found.apps:
        glyphs = lines[app.line].glyphs[app.start : app.stop]
        assert "".join(glyph.text for glyph in glyphs) == app.lemma
        assert app.start >= ends.get(app.line, 0)
        assert {sigil for r in app.readings for sigil in r.sigils} == set(found.sigils)
        assert app.readings[0].text == app.lemma
        ends[app.line] = app.stop
    assert len({app.id for app in found.apps}) == len(found.apps)


@given(TEXTS, TEXTS)
def test_nothing_a_witness_read_is_lost(base, other):
    """What is neither in the edition nor in a reading was equal under the key, or a blank at a line's end."""
    found = edition(boxed("P6", *base), plain("K", *other))
    kept = "".join(text(found)) + "".join(r.text for app in found.apps for r in app.readings)
    wanted = "".join(other).replace(" ", "").replace(",", "，")
    kept = kept.replace(",", "，")
    assert all(kept.count(char) >= wanted.count(char) for char in set(wanted))
