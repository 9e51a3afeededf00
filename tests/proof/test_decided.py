"""What a person decided stands in the edition, whatever the engines read today."""

from dataclasses import replace

import pytest
from deciding import FLAT, decide, edition, opened, place, settled, text
from proof_witnesses import IMAGE, PAGE, boxed, clean_page, plain

from pipeline.derivative import Transform
from pipeline.model import Box
from pipeline.proof.decided import overlay
from pipeline.proof.decisions import Act, state_of
from pipeline.proof.rounds.passes import Seen, seen_text


def test_a_choice_settles_its_place_by_the_entry_of_the_log():
    before = edition(boxed("P6", "灵动深处"), boxed("P4", "灵魂深处"))
    (app,) = before.apps
    person = decide(before, place(before, 1, 1, 2, "魂", Act.CHOOSE, app.id), entry=17)
    after = edition(boxed("P6", "灵动深处"), boxed("P4", "灵魂深处"), people=[person])
    assert text(after) == "灵魂深处"
    (found,) = after.apps
    assert (found.id, found.by, found.settled, found.mark) == (app.id, "log:17", True, "")
    assert [(r.text, r.sigils) for r in found.readings] == [("魂", ("log:17", "P4")), ("动", ("P6",))]
    assert found.probability == found.probability > 0.99
    assert [glyph.box for glyph in after.regions[0].lines[0].glyphs] == [
        glyph.box for glyph in before.regions[0].lines[0].glyphs
    ]


def test_a_lemma_confirmed_leaves_the_text_and_its_state_as_they_are():
    before = edition(boxed("P6", "灵魂", confidence=0.5))
    person = decide(before, place(before, 1, 0, 2, "灵魂", Act.CHOOSE, before.apps[0].id))
    after = edition(boxed("P6", "灵魂", confidence=0.5), people=[person])
    assert state_of(after) == state_of(before)
    assert settled(after) == [("灵魂", "log:1", "")]
    assert opened(after) == []


def test_sic_keeps_the_print_and_marks_it():
    before = edition(boxed("P6", "癸巳年"), boxed("P4", "癸已年"))
    person = decide(before, place(before, 1, 1, 2, "已", Act.SIC, before.apps[0].id))
    after = edition(boxed("P6", "癸巳年"), boxed("P4", "癸已年"), people=[person])
    assert text(after) == "癸已年"
    assert settled(after) == [("已", "log:1", "sic")]


def test_what_nobody_can_read_is_a_geta_for_each_character():
    before = edition(boxed("P6", "一二三四"))
    person = decide(before, place(before, 1, 1, 3, act=Act.UNREADABLE))
    after = edition(boxed("P6", "一二三四"), people=[person])
    assert text(after) == "一〓〓四"
    assert settled(after) == [("〓〓", "log:1", "unreadable")]
    assert [glyph.confidence for glyph in after.regions[0].lines[0].glyphs][1:3] == [0, 0]


def test_a_skipped_place_stays_open():
    before = edition(boxed("P6", "灵动"), boxed("P4", "灵魂"))
    person = decide(before, place(before, 1, 1, 2, act=Act.SKIP, app=before.apps[0].id))
    after = edition(boxed("P6", "灵动"), boxed("P4", "灵魂"), people=[person])
    assert after.apps == before.apps


def test_part_of_an_open_place_decided_leaves_the_rest_open():
    before = edition(boxed("P6", "甲乙丙丁", "安"), boxed("P4", "甲戊己庚", "安"))
    person = decide(before, place(before, 1, 2, 3, "己"))
    after = edition(boxed("P6", "甲乙丙丁", "安"), boxed("P4", "甲戊己庚", "安"), people=[person])
    assert text(after) == "甲乙己丁|安"
    apps = [app for app in after.apps if app.lemma not in ("甲", "安")]
    assert [(app.lemma, app.by) for app in apps] == [("乙", ""), ("己", "log:1"), ("丁", "")]
    assert [app.readings[0].text for app in apps] == ["乙", "己", "丁"]
    assert [app.readings[1].text for app in apps] == ["戊", "丙", "庚"]
    assert len({app.id for app in apps}) == 3


# A new engine, other lines, another scan


DECIDED = {
    "changed": (place, (1, 1, 2, "魂"), "灵魂深处|安得广厦"),
    "put in": (place, (1, 2, 2, "的"), "灵动的深处|安得广厦"),
    "struck out": (place, (1, 1, 2, ""), "灵深处|安得广厦"),
    "longer": (place, (2, 1, 3, "德于广"), "灵动深处|安德于广厦"),
    "shorter": (place, (2, 1, 4, "居"), "灵动深处|安居"),
    "whole line struck out": (place, (1, 0, 4, ""), "|安得广厦"),
}


@pytest.mark.parametrize("name", DECIDED)
def test_decisions_stand_when_nothing_changes(name):
    make, where, wanted = DECIDED[name]
    before = edition(boxed("P6", "灵动深处", "安得广厦"))
    person = decide(before, make(before, *where))
    assert text(edition(boxed("P6", "灵动深处", "安得广厦"), people=[person])) == wanted


@pytest.mark.parametrize("name", DECIDED)
def test_decisions_survive_another_engine_with_lines_of_its_own(name):
    make, where, wanted = DECIDED[name]
    before = edition(boxed("P6", "灵动深处", "安得广厦"))
    person = decide(before, make(before, *where))
    after = edition(plain("K", "灵动深", "处安得", "广厦"), people=[person])
    assert text(after).replace("|", "") == wanted.replace("|", "")


def test_a_right_reading_of_a_new_engine_is_not_put_in_twice():
    before = edition(boxed("P6", "众人民主"))
    person = decide(before, place(before, 1, 2, 2, "人"))
    after = edition(boxed("P9", "众人人民主"), people=[person])
    assert text(after) == "众人人民主"
    assert settled(after) == [("人", "log:1", "")]


def test_a_new_wrong_reading_gives_way_to_the_old_decision():
    before = edition(boxed("P6", "灵动深处"))
    person = decide(before, place(before, 1, 1, 2, "魂"))
    assert text(edition(boxed("P9", "灵云深处"), people=[person])) == "灵魂深处"
    assert text(edition(boxed("P9", "灵处"), people=[person])) in ("灵魂处", "灵魂")


def test_what_a_new_engine_finds_beside_a_decision_stays():
    before = edition(boxed("P6", "灵动深处"))
    person = decide(before, place(before, 1, 1, 2, "魂"))
    assert text(edition(boxed("P9", "灵魂最深处"), people=[person])) == "灵魂最深处"


def test_a_line_no_engine_finds_any_more_stays_if_a_person_decided_in_it():
    before = edition(boxed("P6", "安得广厦千万间", "灵动深处"))
    person = decide(before, place(before, 2, 1, 2, "魂"))
    after = edition(boxed("P9", "安得广厦千万间"), people=[person])
    assert text(after) == "安得广厦千万间|灵魂深处"
    assert settled(after) == [("魂", "log:1", "")]
    assert opened(after, "extra-line") == [("灵", "extra-line"), ("深处", "extra-line")]


def test_a_line_of_which_only_undecided_text_is_left_is_gone():
    before = edition(boxed("P6", "安得广厦千万间", "灵动深处"))
    person = decide(before, place(before, 1, 1, 2, "德"))
    assert text(edition(boxed("P9", "安得广厦千万间"), people=[person])) == "安德广厦千万间"


def test_a_page_cleaned_in_another_way_keeps_decisions_at_their_place():
    turned = clean_page(Transform(0.99, 0.1, 30, -0.1, 0.99, 55))
    before = edition(boxed("P6", "安安安安", "安安安安"))
    person = decide(before, place(before, 2, 1, 2, "宀"), image="a" * 64)
    moved = boxed("P9", "安安安安", "安安安安")
    back = turned.derivatives[0].transform.inverse()
    lines = tuple(
        replace(
            line,
            box=back.box(line.box),
            glyphs=tuple(replace(glyph, box=back.box(glyph.box)) for glyph in line.glyphs),
        )
        for line in moved.regions[0].lines
    )
    moved = replace(moved, regions=(replace(moved.regions[0], lines=lines),))
    after = edition(moved, people=[person], page=turned, image="a" * 64)
    assert text(after) == "安安安安|安宀安安"


def test_on_another_scan_the_text_alone_tells_the_place():
    before = edition(boxed("P6", "灵动深处", "安得广厦", "卖炭翁"))
    person = decide(before, place(before, 1, 1, 2, "魂"), image="a" * 64)
    after = edition(boxed("P6", "灵动深处", "安得广厦", top=60), people=[person], image="b" * 64)
    assert text(after) == "灵魂深处|安得广厦"


def test_boxes_of_a_carrier_lie_on_the_master():
    page = clean_page(Transform(c=100, f=200))
    before = edition(boxed("P6", "灵动"), page=page)
    person = decide(before, place(before, 1, 1, 2, "魂魄"), page=page)
    (line,) = person.witness.regions[0].lines
    assert person.witness.regions[0].image == PAGE
    assert [glyph.box for glyph in line.glyphs] == [
        Box(100, 200, 140, 248), Box(140, 200, 160, 248), Box(160, 200, 180, 248),
    ]  # fmt: skip
    after = edition(boxed("P6", "灵动"), people=[person], page=page)
    assert after.regions[0].image == IMAGE
    assert after.regions[0].lines[0].glyphs[1].box == Box(40, 0, 60, 48)


# Several people


def test_people_who_agree_settle_and_people_who_differ_open_a_place():
    before = edition(boxed("P6", "甲乙丙丁"))
    first = decide(before, place(before, 1, 0, 1, "申"), place(before, 1, 2, 3, "两"), entry=1)
    second = decide(before, place(before, 1, 0, 1, "申"), place(before, 1, 2, 3, "丽"), entry=2, actor="李明")
    after = edition(boxed("P6", "甲乙丙丁"), people=[first, second])
    assert settled(after) == [("申", "log:2", "")]
    (dispute,) = [app for app in after.apps if app.reasons[0] == "people-disagree"]
    assert not dispute.settled
    assert [(r.text, r.sigils) for r in dispute.readings] == [
        ("两", ("log:1",)), ("丽", ("log:2",)), ("丙", ("P6",)),
    ]  # fmt: skip
    assert text(after) == "申乙两丁"
    assert after == edition(boxed("P6", "甲乙丙丁"), people=[second, first])


def test_what_only_one_of_two_decided_stands():
    before = edition(boxed("P6", "甲乙丙丁"))
    first = decide(before, place(before, 1, 0, 1, "申"), entry=1)
    second = decide(before, place(before, 1, 3, 4, "了"), entry=2)
    after = edition(boxed("P6", "甲乙丙丁"), people=[first, second])
    assert (text(after), opened(after, "people-disagree")) == ("申乙丙了", [])


def test_who_saw_the_others_goes_before_them():
    before = edition(boxed("P6", "甲乙丙丁"))
    blind = [decide(before, place(before, 1, 2, 3, word), entry=n) for n, word in ((1, "两"), (2, "丽"))]
    between = edition(boxed("P6", "甲乙丙丁"), people=blind)
    (dispute,) = [app for app in between.apps if app.reasons[0] == "people-disagree"]
    judge = decide(between, place(between, 1, 2, 3, "酉", app=dispute.id), people=blind, entry=3)
    assert judge.seen == (1, 2)
    assert [(d.entry, d.was) for d in judge.decided] == [(3, "丙")]
    for people in ([judge], [*blind, judge]):
        after = edition(boxed("P6", "甲乙丙丁"), people=people)
        assert (text(after), settled(after)) == ("甲乙酉丁", [("酉", "log:3", "")])


def test_earlier_decisions_are_carried_along_with_their_own_entry():
    before = edition(boxed("P6", "甲乙丙丁"))
    first = decide(before, place(before, 1, 0, 1, "申"), place(before, 1, 2, 3, ""), entry=1)
    between = edition(boxed("P6", "甲乙丙丁"), people=[first])
    second = decide(between, place(between, 1, 2, 3, "了"), people=[first], entry=2, actor="李明")
    assert [(d.actor, d.entry, d.was) for d in second.decided] == [
        ("王芳", 1, "甲"), ("王芳", 1, "丙"), ("李明", 2, "丁"),
    ]  # fmt: skip
    after = edition(boxed("P6", "甲乙丙丁"), people=[second])
    assert text(after) == "申乙了"
    assert [by for _, by, _ in settled(after)] == ["log:1", "log:1", "log:2"]


def test_a_text_that_was_only_looked_at_decides_nothing():
    before = edition(boxed("P6", "甲乙"))
    looked = seen_text(Seen(before, (), FLAT, ""))
    assert (looked.decided, looked.entry, looked.seen) == ((), 0, ())


def test_nothing_decided_is_nothing_changed():
    before = edition(boxed("P6", "甲乙"), boxed("P4", "甲己"))
    assert overlay(before, ()) is before


def test_neighbouring_decisions_of_two_people_are_carried_along_in_their_order():
    lines = ("云山省人民政府公报",)
    before = edition(boxed("P6", *lines))
    first = decide(before, place(before, 1, 3, 5, "〇〇〇"), entry=1)
    second = decide(before, place(before, 1, 1, 3, ""), entry=2, actor="李明")
    between = edition(boxed("P6", *lines), people=[first, second])
    third = decide(between, place(between, 1, 5, 6, "咐"), people=[first, second], entry=3, actor="陈静")
    assert text(edition(boxed("P6", *lines), people=[third])) == "云〇〇〇政咐公报"
    assert [(d.was, d.entry, d.actor) for d in third.decided] == [
        ("山省", 2, "李明"), ("人民", 1, "王芳"), ("府", 3, "陈静"),
    ]  # fmt: skip
