"""What is left for people: which places there are, and in what order over the issue."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_editions import doubted, made
from proof_witnesses import IMAGE, PAGE, line

from pipeline.model import App, Box, Finding, Reading, Severity
from pipeline.proof.queue import FEWEST_KEYS, IN_MARK, Place, Why, places, queue, together

TEXT = "经研究同意该县关于修建水库的报告"
SURE = App("a", "l", 0, 1, "末", (Reading("末", ("P6",), 0.9),), ("low-confidence",), False, IMAGE, None, 0.9)


def ordered(edition, share=0.0):
    found = places(edition, share)
    return [found[n] for n in queue(found)]


def marked(edition, *boxes):
    found = tuple(Finding("unread-marks", "marks", Severity.CHECK, PAGE, IMAGE, box) for box in boxes)
    return replace(edition, findings=found)


def test_places_come_by_errors_removed_per_keystroke():
    found = ordered(doubted(made("{末|未}来", "灵{动|魂}深处", "{报|抱}告"), 0.1, 0.6, 0.3))
    assert [place.app.lemma for place in found] == ["动", "报", "末"]
    assert [place.worth for place in found] == sorted((place.worth for place in found), reverse=True)


def test_what_has_to_be_typed_takes_more_keys_than_what_is_offered():
    offered, alone = places(doubted(made("{末|未}来", "{末}来"), 0.4, 0.4))
    assert offered.errors == alone.errors
    assert offered.keys < alone.keys


def test_the_same_question_in_many_places_comes_earlier():
    edition = doubted(made("{动|魂}", *["文化大{草|革}命"] * 5), 0.35, *[0.2] * 5)
    found = ordered(edition)
    assert [place.app.lemma for place in found] == ["草"] * 5 + ["动"]
    asked = places(edition)
    assert together(asked) == {asked[1].group: 0}
    assert ordered(doubted(made("{动|魂}", "文化大{草|革}命"), 0.35, 0.2))[0].app.lemma == "动"


def test_a_doubt_does_not_ask_the_same_as_a_difference():
    difference, doubt, proposed = (
        replace(SURE, readings=readings)
        for readings in (
            (Reading("末", ("P6",), 0.9), Reading("未", ("P4",), 0.9)),
            (Reading("末", ("P6", "P4"), 0.9),),
            (Reading("末", ("P6", "P4"), 0.9), Reading("术", (), 0.0), Reading("未", (), 0.0)),
        )
    )
    edition = made("末来", "末来", "末来")
    (region,) = edition.regions
    apps = [
        replace(app, id=f"a{n}", line=each.id)
        for n, (app, each) in enumerate(zip((difference, doubt, proposed), region.lines, strict=True))
    ]
    groups = [place.group for place in places(replace(edition, apps=tuple(apps)))]
    assert len(set(groups)) == 3


def test_ink_that_nobody_read_and_what_has_no_code_point_are_asked_about():
    edition = marked(made("王〓任县长", top=100), Box(0, 500, 200, 548))
    found = {place.why: place for place in places(edition)}
    assert set(found) == {Why.MARK, Why.UNREADABLE}
    assert found[Why.MARK].app.box == edition.findings[0].box
    assert found[Why.MARK].finding == 1
    assert [p.why for p in ordered(edition)] == [Why.UNREADABLE, Why.MARK]


def test_a_long_stroke_of_unread_ink_comes_before_a_speck():
    edition = marked(made("王任县长", top=100), Box(0, 500, 10, 510), Box(0, 600, 480, 640))
    assert [place.finding for place in ordered(edition)] == [2, 1]


def test_ink_counts_as_the_characters_that_it_may_be():
    edition = marked(
        made("王任县长", top=100), Box(0, 500, 400, 548), Box(0, 600, 400, 696), Box(0, 700, 9, 709)
    )
    row, two_rows, speck = sorted(places(edition), key=lambda place: place.finding)
    assert [row.errors, two_rows.errors, speck.errors] == [10 * IN_MARK, 20 * IN_MARK, IN_MARK]


def test_a_page_is_asked_about_in_the_order_of_reading():
    edition = marked(made("王{末}", "〓{来}"), Box(0, 0, 9, 9))
    assert [place.app.lemma for place in places(edition)] == ["末", "〓", "来", ""]


def test_control_places_stand_anywhere_and_leave_the_others_in_their_order():
    edition = doubted(made(*["{末|未}来"] * 30, *[TEXT] * 60), *[n / 100 for n in range(30)])
    found = ordered(edition, 0.05)
    kinds = [place.why for place in found]
    first, last = kinds.index(Why.CONTROL), len(kinds) - 1 - kinds[::-1].index(Why.CONTROL)
    assert Why.OPEN in kinds[:5]
    assert first < 10
    assert last > len(kinds) - 10
    assert [p for p in found if p.why is not Why.CONTROL] == ordered(edition)
    assert found == ordered(edition, 0.05)


def test_one_key_settles_many_but_each_is_looked_at():
    many = [Place(replace(SURE, id=str(n)), Why.OPEN, 0.1, 1.2, 0, "g") for n in range(50)]
    one = Place(SURE, Why.OPEN, 0.1 / FEWEST_KEYS + 0.01, 1.0, 0, "h")
    assert queue([*many, one])[0] == 50


@given(
    st.lists(st.tuples(st.floats(0, 5), st.floats(1, 9), st.sampled_from(list(Why)), st.sampled_from("ab")))
)
def test_every_place_stands_in_the_queue_once(rows):
    asked = [Place(SURE, why, errors, keys, 0, group) for errors, keys, why, group in rows]
    assert sorted(queue(asked)) == list(range(len(asked)))


def test_a_line_without_glyphs_does_no_harm():
    edition = made("公报")
    (region,) = edition.regions
    empty = replace(region, lines=(*region.lines, line(f"{IMAGE}_r01_l99", "", 600)))
    assert places(replace(edition, regions=(empty,)), 1.0)
