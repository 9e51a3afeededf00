"""One text of a page against another, down to the character."""

import json

from hypothesis import given
from hypothesis import strategies as st
from proof.proof_witnesses import boxed, plain

from pipeline.proof.diff.changes import compare
from pipeline.proof.diff.overview import overview
from pipeline.proof.diff.passes import Pass, last, names, passes, sample_read, whole
from pipeline.text.kinds import Kind

TEXTS = st.lists(st.text("公报政务灵魂 一二", max_size=8), min_size=1, max_size=5)


def told(first, second):
    return [(piece.kind, piece.first, piece.second) for piece in compare(first, second).changes]


def test_every_place_by_its_kind():
    assert told(boxed("P6", "灵动深处，未来"), boxed("P4", "灵魂深处,末来")) == [
        (Kind.CHANGE, "动", "魂"),
        (Kind.PUNCTUATION_WIDTH, "，", ","),
        (Kind.CONFUSABLE, "未", "末"),
    ]


def test_what_is_added_and_taken_out():
    assert told(boxed("P6", "政务开条例", "多一行"), boxed("P4", "政务公开条", None)) == [
        (Kind.MISSING, "", "公"),
        (Kind.EXTRA, "例", ""),
        (Kind.EXTRA, "多一行", ""),
    ]


def test_line_breaks_make_no_difference():
    assert told(plain("P6", "政务公开条例", "灵魂深处"), plain("K", "政务公", "开条例灵魂深处")) == []


def test_moved_text_is_moved_not_changed():
    lines = ("第一条总则各项规定如下", "第二条罚则另有规定从其规定", "第三条附则自发布之日起施行")
    found = compare(plain("P6", *lines), plain("K", lines[1], lines[2], lines[0]))
    assert {piece.kind for piece in found.changes} == {Kind.MOVED}
    assert any(line.moved for line in found.lines)


@given(TEXTS)
def test_a_text_differs_from_itself_nowhere(lines):
    assert told(plain("P6", *lines), plain("K", *lines)) == []


@given(TEXTS, TEXTS)
def test_swapped_sides_find_as_much(first, second):
    one, other = plain("P6", *first), plain("K", *second)
    assert bool(compare(one, other).changes) == bool(compare(other, one).changes)


def test_the_box_of_a_place_lies_on_the_page():
    (piece,) = compare(boxed("P6", "政务心开"), boxed("P4", "政务公开")).changes
    assert (piece.box.left, piece.box.right) == (80, 120)


def test_the_overview_counts_by_kind_page_and_person():
    pages = [
        compare(boxed("P6", "灵动，深处"), boxed("K", "灵魂,深处"), "", "王芳"),
        compare(boxed("P6", "灵动灵动"), boxed("K", "灵魂灵魂"), "", "李明"),
    ]
    seen = overview(pages)
    assert (seen.whole.total.places, seen.whole.total.characters, seen.whole.characters) == (3, 3, 9)
    assert dict(seen.whole.kinds)[Kind.PUNCTUATION_WIDTH].places == 1  # counted, but no real difference
    assert [(line.name, line.total.places) for line in seen.people] == [("李明", 2), ("王芳", 1)]
    assert [(each.first, each.second, each.places) for each in seen.recurring] == [("动", "魂", 3)]


# What the log says of texts

LOG = b"""{"seq":1,"step":"scan.proof1","page":"p0001","actor":"A","before":"aa","after":"bb","act":"decide"}
{"seq":2,"step":"","page":"","actor":"A","before":"","after":"","act":"accept"}
{"seq":3,"step":"scan.proof2","page":"p0001","actor":"B","before":"aa","after":"cc","act":"decide"}
{"seq":4,"step":"scan.proof1","page":"p0001","actor":"C","before":"aa","after":"dd","act":"decide"}
no JSON
{"seq":"5","step":"x","page":"p0001","actor":"C","before":"","after":"ee"}
[[[[
"""


def test_passes_are_read_and_the_rest_is_passed_by():
    found = passes(LOG)
    assert [one.entry for one in found] == [1, 3, 4]
    assert names(found) == ("scan.proof1", "scan.proof2")


def test_the_last_pass_of_a_step_a_round_or_an_entry():
    found = passes(LOG)
    assert last(found, "p0001", "scan.proof1") == Pass(4, "scan.proof1", "p0001", "C", "decide", "aa", "dd")
    assert last(found, "p0001", "scan").entry == 4
    assert last(found, "p0001", "log:3").actor == "B"
    assert last(found, "p0001", "sc") is None
    assert last(found, "p0002", "scan") is None


def test_a_step_goes_from_its_first_text_to_its_last():
    step = whole(passes(LOG))["p0001"]["scan.proof1"]
    assert (step.before, step.after, step.actor) == ("aa", "dd", "C")


def test_what_was_done_before_a_return_is_superseded():
    back = (
        b'{"seq":9,"step":"scan.first","page":"p0001","actor":"D","before":"dd","after":"dd","act":"return"}'
    )
    assert whole(passes(LOG + back)) == {"p0001": {}}


def accept(read, act="accept"):
    facts = [["read", str(read)], ["of", "5000"], ["wrong", "1"]]
    return json.dumps({"act": act, "facts": facts}).encode() + b"\n"


def test_the_sample_read_last_speaks_of_the_text_until_that_is_changed():
    assert sample_read(accept(100) + accept(200)) == (200, 5000, 1)
    assert sample_read(accept(100) + accept("x")) is None
    assert sample_read(accept(100) + accept(5, "decide")) is None
    assert sample_read(b"\n[]\n{") is None


def test_shapes_that_the_project_confuses_are_told_as_such():
    pair = plain("P6", "灵魂"), plain("K", "灵动")
    assert [piece.kind for piece in compare(*pair).changes] == [Kind.CHANGE]
    assert [p.kind for p in compare(*pair, confusables=("魂动",)).changes] == [Kind.CONFUSABLE]
