"""A line of a sheet that came back, against the line it was made from."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import App, Glyph, Reading, TextLine
from pipeline.proof.decisions import Act
from pipeline.proof.sheets.compare import BrokenMarkError, changes, taken_apart
from pipeline.proof.sheets.sheet import marked, marks, parse, parts
from pipeline.text.graphemes import graphemes


def line(text):
    return TextLine("l", None, tuple(Glyph(glyph, None) for glyph in graphemes(text)))


def place(start, stop, *texts):
    readings = tuple(Reading(text, (str(n),), 0.5) for n, text in enumerate(texts))
    return App(f"a{start}", "l", start, stop, texts[0], readings, ("change",), False, "", None)


def told(before, places, text, signed=True):
    """What was decided, short: start, stop, text, act, app."""
    found = changes(line(before), places, taken_apart(text, places), signed)
    return [(c.start, c.stop, c.text, c.act.value, c.app.id if c.app else "") for c in found]


PLACES = (place(2, 3, "末", "未"),)


def test_an_open_place_stands_in_brackets():
    assert marked(line("此处末来"), PLACES) == "此处⟦末¦未⟧来"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("此处⟦末¦未⟧来", []),
        ("此处未来", [(2, 3, "未", "choose", "a2")]),
        ("此处末来", [(2, 3, "末", "choose", "a2")]),
        ("此处⟦未⟧来", [(2, 3, "未", "choose", "a2")]),
        ("此处朱来", [(2, 3, "朱", "type", "a2")]),
        ("此处来", [(2, 3, "", "type", "a2")]),
        ("此处〓来", [(2, 3, "", "unreadable", "a2")]),
        ("此处⟦!末⟧来", [(2, 3, "末", "sic", "a2")]),
        ("此外⟦末¦未⟧来", [(1, 2, "外", "type", "")]),
        ("此处⟦末¦未⟧末来", [(3, 3, "末", "type", "")]),
        ("此外⟦末¦未⟧耒", [(1, 2, "外", "type", ""), (3, 4, "耒", "type", "")]),
        ("此外未来", [(1, 2, "外", "type", ""), (2, 3, "未", "choose", "a2")]),
        (" 此处⟦末¦未⟧来  ", []),
        ("此⟦!处⟧⟦末¦未⟧来", [(1, 2, "处", "sic", "")]),
    ],
)
def test_what_was_done_to_a_line_is_what_was_decided(text, expected):
    assert told("此处末来", PLACES, text) == expected


def test_places_side_by_side_are_decided_one_by_one():
    places = (place(1, 2, "，", "、"), place(2, 3, "末", "未"))
    assert told("公，末报", places, "公、未报") == [
        (1, 2, "、", "choose", "a1"),
        (2, 3, "未", "choose", "a2"),
    ]


def test_of_places_that_look_alike_the_one_that_is_left_stays_open():
    places = (place(1, 2, "，", "、"), place(3, 4, "，", "、"), place(5, 6, "，", "、"))
    assert marks(places) == ("⟦，¦、⟧", "⟦2:，¦、⟧", "⟦3:，¦、⟧")
    assert told("甲，乙，丙，丁", places, "甲、乙⟦2:，¦、⟧丙，丁") == [
        (1, 2, "、", "choose", "a1"),
        (5, 6, "，", "choose", "a5"),
    ]


def test_the_number_of_a_place_is_no_text():
    places = (place(1, 2, "，", "、"), place(3, 4, "，", "、"))
    assert told("甲，乙，丙", places, "甲⟦，¦、⟧乙⟦2:。⟧丙") == [(3, 4, "。", "type", "a3")]
    assert told("甲，乙，丙", places, "甲⟦，¦、⟧乙⟦2:!，⟧丙") == [(3, 4, "，", "sic", "a3")]
    assert told("甲末乙", (place(1, 2, "末", "未"),), "甲⟦2:1⟧乙") == [(1, 2, "2:1", "type", "a1")]


def test_a_place_where_nothing_may_stand():
    places = (place(2, 2, "", "的"),)
    assert marked(line("公报"), places) == "公报⟦¦的⟧"
    assert told("公报", places, "公报") == [(2, 2, "", "choose", "a2")]
    assert told("公报", places, "公报的") == [(2, 2, "的", "choose", "a2")]


@pytest.mark.parametrize("text", ["此处⟦末¦来", "此处末¦未⟧来", "此处⟦未¦末⟧来", "⟦此处末来", "此处末来⟧"])
def test_half_a_bracket_is_no_decision(text):
    with pytest.raises(BrokenMarkError):
        taken_apart(text, PLACES)


def test_a_tool_that_knows_no_brackets_decides_what_differs_only():
    assert told("此处末来", PLACES, "此处末来", signed=False) == []
    assert told("此处末来", PLACES, "此处未来", signed=False) == [(2, 3, "未", "choose", "a2")]
    assert told("此处末来", PLACES, "此 处末来", signed=False) == []


TEXT = st.text("公报末未，、 ab\u0301", max_size=12)


@given(TEXT, TEXT, st.data())
def test_decisions_make_the_text_that_came_back_of_the_text_that_was(before, after, data):
    """Applied to the line, they give what was typed, apart from blanks at its ends."""
    old = line(before)
    count = len(old.glyphs)
    cuts = sorted(data.draw(st.lists(st.integers(0, count), max_size=4, unique=True)))
    pairs = pairwise(cuts)
    places = tuple(place(a, b, "".join(g.text for g in old.glyphs[a:b]), "甲") for a, b in list(pairs)[::2])
    text = [glyph.text for glyph in old.glyphs]
    found = changes(old, places, taken_apart(after, places), signed=True)
    for change in reversed(found):
        stands = change.text if change.act is not Act.UNREADABLE else "〓"
        text[change.start : change.stop] = [stands]
    assert "".join(text).strip() == "".join(graphemes(after)).strip()
    assert all(one.stop <= two.start for one, two in pairwise(found))


@given(TEXT)
def test_a_sheet_left_alone_decides_nothing(text):
    old = line(text)
    places = (place(0, 1, old.glyphs[0].text, "甲"),) if old.glyphs else ()
    assert told(text, places, marked(old, places)) == []


def test_numbers_are_read_as_editors_leave_them():
    sheet = parse(["# 见", "", "1| 公报", " 2 ｜末", "3|", "无号"])
    assert [(one.number, one.text) for one in sheet.lines] == [(1, "公报"), (2, "末"), (3, ""), (0, "无号")]
    assert sheet.origin is None


def test_a_paragraph_is_shown_in_pieces():
    assert parts("1| 公⟦末¦未⟧报") == (("1| ", "note"), ("公", "text"), ("⟦末¦未⟧", "open"), ("报", "text"))
    assert parts("# 说明 ⟦x⟧") == (("# 说明 ⟦x⟧", "note"),)
