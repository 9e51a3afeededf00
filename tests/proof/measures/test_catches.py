"""Who found which error, told from texts; and what the settled places that were mixed in say."""

import pytest
from proof.proof_witnesses import boxed, plain

from pipeline.proof.controls import is_control
from pipeline.proof.decisions import Act, Decision
from pipeline.proof.measures.catches import catches
from pipeline.proof.measures.control import control, pooled

SHOWN = boxed("P6", "政务心开条例", "灵动深处")


def caught(*passes, now=None):
    return [(find.kind, find.caught) for find in catches(SHOWN, passes, now)]


def test_who_found_what():
    first, second = boxed("A", "政务公开条例", "灵动深处"), boxed("B", "政务公开条例", "灵魂深处")
    assert caught(first, second) == [("confusable", (True, True)), ("change", (False, True))]


def test_what_does_not_hold_now_was_no_error():
    first, second = boxed("A", "政务公开条列", "灵动深处"), boxed("B", "政务公开条例", "灵动深处")
    now = boxed("now", "政务公开条例", "灵动深处")
    assert caught(first, second, now=now) == [("confusable", (True, True))]


def test_an_error_that_only_a_later_step_found_is_nobodys_catch():
    same = boxed("A", "政务公开条例", "灵动深处")
    assert len(caught(same, same, now=boxed("now", "政务公开条例", "灵魂深处"))) == 1


def test_how_the_text_looked_there():
    shown = boxed("P6", "政务心开", confidence=0.5)
    assert [find.look for find in catches(shown, [boxed("A", "政务公开")])] == ["doubtful"]
    assert [find.look for find in catches(SHOWN, [boxed("A", "政务公开条例", "灵动深处")])] == ["certain"]


def test_neighbours_that_different_passes_found_are_two_errors():
    first, second = boxed("A", "政务公开条例", "魂动深处"), boxed("B", "政务公开条例", "灵魂深处")
    assert caught(first, second)[1:] == [("change", (True, False)), ("change", (False, True))]


def test_width_is_no_error():
    assert catches(plain("P6", "令，行"), [plain("A", "令,行")]) == ()


def test_line_breaks_of_a_pass_do_not_matter():
    broken = plain("A", "政务公", "开条例灵动深处")
    assert [find.caught for find in catches(plain("P6", "政务心开条例", "灵动深处"), [broken])] == [(True,)]


def decision(app, lemma, text, act=Act.TYPE):
    return Decision("p0001", app, "l1", 0, len(lemma), lemma, text, act)


def test_settled_places_tell_what_settling_lets_through():
    made = [
        decision("p0001_r01_l01_s01", "公报", "公报", Act.CHOOSE),
        decision("p0001_r01_l02_s02", "未来", "末来"),
        decision("p0001_r01_l03_s03", "灵动", "灵动", Act.SKIP),
        decision("p0001_r01_l03_a01", "灵动", "灵魂"),
    ]
    found = control(made)
    assert (found.places, found.characters, found.wrong) == (2, 4, 1)
    likely, low, high = found.left(10_000)
    assert low < likely == 2_500 < high


def test_a_place_that_two_people_looked_at_counts_once():
    first = decision("p0001_r01_l01_s01", "公报", "公报", Act.CHOOSE)
    found = control([first, decision("p0001_r01_l01_s01", "公报", "公抱")])
    assert (found.places, found.characters, found.wrong) == (1, 2, 1)


def test_issues_together_say_more_than_each():
    one = control([decision("l1_s01", "公报", "公报", Act.CHOOSE)])
    whole = pooled([one, one, one], 0.95)
    assert (whole.places, whole.characters, whole.wrong) == (3, 6, 0)
    assert whole.share.high < one.share.high
    assert pooled([one], 0.95) == one


def test_without_any_the_share_may_be_anything():
    found = control([])
    assert (found.share.low, found.share.high) == (0, 1)


@pytest.mark.parametrize(("app", "is_one"), [("p0001_r01_l01_s01", True), ("p0001_r01_l01_a01", False)])
def test_ids_of_settled_places(app, is_one):
    assert is_control(app) is is_one
