"""Where a line runs to, by its boxes, and what ALTO and PAGE-XML say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from format_samples import MASTER, TARGET, edition, line
from lxml import etree

from pipeline.formats import alto, page
from pipeline.formats.way import Way, way_of
from pipeline.model import Box, Direction, Glyph, TextLine


def set_from(text: str, lefts: list[int | None]) -> TextLine:
    glyphs = tuple(
        Glyph(char, None if left is None else Box(left, 10, left + 20, 30))
        for char, left in zip(text, lefts, strict=True)
    )
    return replace(line(1, text), box=Box(0, 10, 200, 30), glyphs=glyphs)


RIGHT = set_from("自左至右", [10, 30, 50, 70])
LEFT = set_from("中華民國", [70, 50, 30, 10])
DOWN = replace(LEFT, direction=Direction.VERTICAL)


@pytest.mark.parametrize(
    ("found", "way"),
    [
        (RIGHT, Way.RIGHT),
        (LEFT, Way.LEFT),
        (DOWN, Way.DOWN),
        (set_from("一", [10]), Way.RIGHT),
        (set_from("一二", [None, None]), Way.RIGHT),
        (set_from("一二三四", [70, None, 30, None]), Way.LEFT),
        (set_from("一二三四", [10, 30, 28, 50]), Way.RIGHT),  # a box that slipped
        (set_from("一二", [10, 10]), Way.RIGHT),
    ],
)
def test_where_a_line_runs(found: TextLine, way: Way) -> None:
    assert way_of(found) is way


@pytest.mark.parametrize(
    ("found", "in_alto", "in_page"),
    [
        (RIGHT, "ltr", "left-to-right"), (LEFT, "rtl", "right-to-left"), (DOWN, "ttb", "top-to-bottom"),
    ],
)  # fmt: skip
def test_formats_say_it_and_keep_the_order(found: TextLine, in_alto: str, in_page: str) -> None:
    held = edition(found)
    for module, attribute, said in ((alto, "BASEDIRECTION", in_alto), (page, "readingDirection", in_page)):
        data = module.write(held, MASTER)
        assert next(etree.fromstring(data).iter("{*}TextLine")).get(attribute) == said
        (region,) = module.read(data, "a.xml", TARGET).regions
        assert [one.text for one in region.lines] == [found.text]
        assert region.lines[0].direction is found.direction
