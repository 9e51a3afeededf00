"""The order of what is left for people, and what is mixed into it."""

from dataclasses import replace

from proof_witnesses import IMAGE, PAGE, boxed, plain

from pipeline.model import Box, Finding, Severity, Step
from pipeline.proof.edition import edit
from pipeline.proof.queue import UNREADABLE, Why, controls, queue

TEXT = "经研究同意该县关于修建水库的报告。"


def edition(*witnesses, findings=()):
    found = edit(witnesses, "P6", 2, Step("proof", "test", "1"))
    return replace(found, findings=(*findings, *found.findings))


def test_places_come_by_errors_removed_per_keystroke():
    found = queue(
        edition(boxed("P6", TEXT, "灵魂深处。", confidence=0.9999), boxed("P4", TEXT, "灵动深处。"))
    )
    assert [place.why for place in found] == [Why.OPEN]
    two = edition(
        boxed("P6", "未来可期。", "灵魂深处。", confidence=0.6), boxed("P4", "末来可期。", "灵魂深处。")
    )
    worth = [place.worth for place in queue(two)]
    assert len(worth) > 1
    assert worth == sorted(worth, reverse=True)


def test_the_same_question_in_many_places_takes_fewer_keys():
    once = edition(boxed("P6", "文化大草命。"), boxed("P4", "文化大革命。"))
    often = edition(*(boxed(s, *[f"文化大{c}命。"] * 5) for s, c in (("P6", "草"), ("P4", "革"))))
    (alone,) = (place for place in queue(once) if place.lemma == "草")
    same = [place for place in queue(often) if place.lemma == "草"]
    assert {place.group for place in same} == {"草>革"}
    assert alone.group == ""
    assert all(place.keys < alone.keys for place in same)


def test_marks_and_what_has_no_code_point_are_in_the_queue():
    mark = Finding("unread-marks", "marks", Severity.CHECK, PAGE, IMAGE, Box(0, 500, 200, 540))
    read = edition(boxed("P6", f"王{UNREADABLE}任县长。"), findings=(mark, mark))
    found = {place.why: place for place in queue(read)}
    assert found[Why.MARK].box == mark.box
    assert (found[Why.MARK].id, found[Why.MARK].line) == (f"{PAGE}_m01", "")
    assert sum(place.why is Why.MARK for place in queue(read)) == 1
    shown = [p for p in queue(read) if p.why in (Why.UNREADABLE, Why.OPEN) and UNREADABLE in p.lemma]
    assert len(shown) == 1


def test_the_control_draw_is_the_same_for_the_same_text_and_leaves_open_places_out():
    read = edition(boxed("P6", *[TEXT] * 40), boxed("P4", *["经研究同息" + TEXT[5:]] * 40))
    drawn = controls(read, 0.1)
    assert drawn == controls(read, 0.1)
    length = sum(len(line.glyphs) for region in read.regions for line in region.lines)
    assert 0.06 * length < len(drawn) < 0.14 * length
    open_places = {(a.line, n) for a in read.apps if not a.settled for n in range(a.start, a.stop)}
    assert not open_places & {(place.line, place.start) for place in drawn}
    assert all("_s0" in place.id for place in drawn)
    other = edition(boxed("P6", *[TEXT + "二"] * 40), boxed("P4", *[TEXT + "二"] * 40))
    places = [(place.line, place.start) for place in controls(other, 0.1)]
    assert places != [(place.line, place.start) for place in drawn]


def test_control_places_stand_among_the_others():
    witnesses = (boxed("P6", *[TEXT] * 30), plain("K", *["经研究同息" + TEXT[5:]] * 30))
    found = queue(edition(*witnesses), 0.1)
    kinds = [place.why for place in found]
    first, last = kinds.index(Why.CONTROL), len(kinds) - 1 - kinds[::-1].index(Why.CONTROL)
    assert Why.OPEN in kinds[first:last]
    assert [p for p in found if p.why is not Why.CONTROL] == list(queue(edition(*witnesses)))
