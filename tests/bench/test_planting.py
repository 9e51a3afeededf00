"""Errors in which both engines agree: planted into readings, and what settling makes of them."""

from bench.agreed_editions import Shown, shown
from bench.examples import sheet
from bench.planting import APART, planted
from bench.readings import FIRST, SECOND, Readings
from pipeline.model import Box, Glyph, Region, RegionKind, TextLine, Witness

PROSE = "各级人民政府要认真贯彻执行国务院的决定，切实加强对粮食工作的领导，保证人民生活的需要。"


def line(number, text):
    boxes = [Box(40 * n, 60 * number, 40 * n + 40, 60 * number + 40) for n in range(len(text))]
    glyphs = tuple(Glyph(char, box, 0.9999) for char, box in zip(text, boxes, strict=True))
    return TextLine(f"p0001_a_r01_l{number}", Box(0, 60 * number, 40 * len(text), 60 * number + 40), glyphs)


def reading(sigil, rows):
    lines = tuple(line(number, text) for number, text in enumerate(rows))
    region = Region("p0001_a_r01", RegionKind.PARAGRAPH, "p0001_a", Box(0, 0, 2400, 300), lines)
    return Witness("p0001", sigil, (region,), (), ())


def page(first, second):
    return Readings("typeset", "one", "\n".join(first), reading(FIRST, first), reading(SECOND, second))


def texts(witness):
    return [line.text for region in witness.regions for line in region.lines]


def test_both_engines_read_the_same_wrong_character_apart_from_others():
    copy = planted(page([PROSE] * 4, [PROSE] * 4))
    assert copy.plants
    assert texts(copy.page.first) == texts(copy.page.second) != [PROSE] * 4
    for (name, n), char in copy.plants.items():
        (read,) = (
            each.text for region in copy.page.first.regions for each in region.lines if each.id == name
        )
        assert read[n] == char != PROSE[n]
        near = [m for other, m in copy.plants if other == name and 0 < abs(m - n) <= APART]
        assert not near
    assert planted(page([PROSE] * 4, [PROSE] * 4)).plants == copy.plants


def test_lines_that_the_engines_read_differently_stay_as_they_are():
    other = PROSE.replace("领导", "领寻")
    assert planted(page([PROSE] * 4, [other] * 4)).plants == {}


def test_the_facts_of_plants_come_with_the_sheet_of_a_page():
    read = page([PROSE] * 4, [PROSE] * 4)
    assert len(sheet(read).planted) == len(planted(read).plants)
    assert sum(example.errors for example in sheet(read).examples) == 0


def test_settling_shows_what_words_speak_against_though_both_engines_are_sure():
    wrong = PROSE.replace("人民政府", "入民政府")
    found = shown([(wrong, frozenset({wrong.index("入")})), (PROSE, frozenset())])
    assert (found.characters, found.wrong, found.wrong_shown) == (2 * len(PROSE), 1, 1)
    assert found.shown < 0.1 * found.characters
    assert shown([]) == Shown(0, 0, 0, 0)
