"""Counting what a text holds, on either side of a step."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Cell, Glyph, Region, RegionKind, TextLine
from pipeline.text.census import Census, Difference, census, differences, number_spans, numbers, of_regions
from pipeline.text.numbering import Level

TEXTS = st.lists(st.text("一、二百零三1987 年(（,，", max_size=9), max_size=5)


def region(name, kind, *lines, cells=()):
    made = tuple(
        TextLine(f"{name}_l{n:02d}", None, tuple(Glyph(char, None) for char in text))
        for n, text in enumerate(lines, 1)
    )
    return Region(name, kind, "", None, made, "", cells)


def page(*more):
    cells = (Cell(0, 0, lines=("t_l01",)), Cell(0, 1, lines=("t_l02",)), Cell(1, 0), Cell(1, 1))
    return (
        region("h", RegionKind.HEADING, "一、粮食", "工作"),
        region("p", RegionKind.PARAGRAPH, "计19", "87斤，", "一千二百"),
        region("t", RegionKind.TABLE, "120", "345", cells=cells),
        *more,
    )


def test_numbers_have_three_digits_or_more_in_either_script():
    assert numbers("共12斤,345元,一九八七年二月,12,345") == ("345", "一九八七", "345")
    assert list(number_spans("第123号")) == [(1, 4)]


def test_a_page_is_counted_with_line_breaks_closed_and_cells_apart():
    found = of_regions(page())
    assert found.numbers == {"1987": 1, "一千二百": 1, "120": 1, "345": 1}
    assert found.headings == {Level.FIRST: 1}
    assert (found.tables, found.cells) == (1, 2)
    assert sum(found.characters.values()) == len("一、粮食工作计1987斤，一千二百120345")


def test_equal_pages_have_no_differences_and_lost_things_are_named():
    whole = of_regions(page(region("h2", RegionKind.HEADING, "（二）水利")))
    assert differences(whole, whole) == ()
    found = differences(whole, of_regions(page()))
    assert Difference("headings", str(int(Level.SECOND)), 1, 0) in found
    assert Difference("characters", "水", 1, 0) in found
    without = differences(whole, of_regions(page(region("h2", RegionKind.HEADING, "（二）水利"))[:2]))
    assert {(one.thing, one.name) for one in without} >= {("tables", ""), ("cells", ""), ("numbers", "345")}


@given(TEXTS, TEXTS)
def test_what_differs_one_way_differs_the_other_way(before, after):
    first, second = census(before), census(after)
    there, back = differences(first, second), differences(second, first)
    assert [(d.thing, d.name, d.before, d.after) for d in there] == [
        (d.thing, d.name, d.after, d.before) for d in back
    ]
    assert (not there) == (first == second)


@given(TEXTS)
def test_order_is_nothing_to_a_census(texts):
    assert census(texts) == census(texts[::-1])
    assert census([]) == Census()
