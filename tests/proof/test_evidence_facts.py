"""What is gathered of each character before it is weighed."""

from dataclasses import replace

from proof_witnesses import IMAGE, PAGE, boxed, line, plain

from pipeline.model import Box, Cell, Glyph, Region, RegionKind, Witness
from pipeline.proof.collate import collate
from pipeline.proof.evidence import characters
from pipeline.proof.evidence.closing import BARE, LONE, NO_PAGE, open_ends, unpaired
from pipeline.proof.evidence.facts import NAMES, gather
from pipeline.proof.evidence.hints import said_of
from pipeline.proof.evidence.stands import GAP, OTHER, SAME, VARIANT, decimals
from pipeline.proof.evidence.units import UnitPage
from pipeline.proof.settlement import drafts_of, unit_lines


def page(*witnesses, marks=()):
    collation = collate(witnesses, witnesses[0].sigil)
    return UnitPage(unit_lines(collation, drafts_of(collation)), marks)


def fact(found, name, line=0, unit=0):
    return gather(found)[line][unit][NAMES.index(name)]


def test_each_unit_has_every_fact():
    found = page(boxed("P6", "公报。", ""), boxed("P4", "公报", "一"))
    for each, facts in zip(found.lines, gather(found), strict=True):
        assert [len(of_unit) for of_unit in facts] == [len(NAMES)] * len(each.units)


def test_certainty_is_counted_in_decimals():
    assert [round(decimals(sure), 3) for sure in (0.0, 0.9, 0.999, 1.0)] == [0.0, 1.0, 3.0, 4.0]


def test_how_the_others_stand_to_a_reading():
    found = page(boxed("P6", "灵魂深国家令行"), boxed("P4", "灵动深國家令，行"))
    stands = [fact(found, "stand", unit=n) for n in range(8)]
    assert stands == [SAME, OTHER, SAME, VARIANT, SAME, SAME, GAP, SAME]


def test_white_and_ink_beside_a_character():
    first = boxed("P6", "安排安排安排安排")
    (line,) = first.regions[0].lines
    short = replace(line, glyphs=(*line.glyphs[:4], *line.glyphs[6:]))
    gapped = replace(first, regions=(replace(first.regions[0], lines=(short,)),))
    mark = (first.regions[0].image, Box(170, 10, 230, 40))
    found = page(gapped, marks=(mark,))
    assert round(fact(found, "room_after", unit=3), 1) == round(80 / 48, 1)
    assert [fact(found, "mark", unit=n) for n in (0, 3, 4)] == [0.0, 1.0, 1.0]


def test_a_line_is_known_by_its_region_its_length_and_the_number_at_its_head():
    found = page(boxed("P6", "第二条一凡在本省境内", "一、各地", ""))
    assert [fact(found, "region_lines", line=n) for n in range(2)] == [3.0, 3.0]
    assert [fact(found, "line_share", line=n) for n in range(2)] == [1.0, 0.4]
    assert [fact(found, "label", unit=n) for n in range(6)] == [0, 0, 0, 1, 2, 0]
    assert [fact(found, "label", line=1, unit=n) for n in range(4)] == [0, 0, 1, 2]


def test_the_figures_of_a_table_are_checked_against_each_other():
    rows = [("一", 10, 4, 6), ("二", 20, 5, 15), ("三", 30, 7, 23), ("四", 9, 2, 7), ("五", 8, 3, 6)]
    cells = [Cell(r, c, lines=(f"{r}_{c}",)) for r, row in enumerate(rows) for c in range(len(row))]
    lines = [
        line(f"{r}_{c}", str(row[c]), 60 * r, left=200 * c) for r, row in enumerate(rows) for c in range(4)
    ]
    table = Region("t", RegionKind.TABLE, IMAGE, None, tuple(lines), "", tuple(cells))
    found = page(Witness(PAGE, "P6", (table,), (), ()))
    against = said_of(found).hints.coherence
    assert {number // 4 for number, _ in against} == {4}


def test_doubts_of_a_character_count_at_the_other_places_where_it_stands():
    first = boxed("P6", "革命革新革")
    (line,) = first.regions[0].lines
    glyphs = (replace(line.glyphs[0], confidence=0.4), *line.glyphs[1:])
    found = page(replace(first, regions=(replace(first.regions[0], lines=(replace(line, glyphs=glyphs),)),)))
    doubts = [fact(found, "like_doubt", unit=n) for n in range(5)]
    assert doubts[2] == doubts[4] > 10 * max(doubts[0], doubts[1], doubts[3])


def test_a_paragraph_without_a_stop_ends_open():
    found = page(boxed("P6", "各地遵照执行", "切勿延误时机"))
    assert set(open_ends(found).places) == {(1, 5)}
    assert not open_ends(page(boxed("P6", "各地遵照执行", "切勿延误时机。"))).places


def test_brackets_must_be_closed_by_their_own_sort():
    assert set(unpaired(page(boxed("P6", "云政发（1983〕2号")))) == {(0, 3), (0, 8)}
    assert not unpaired(page(boxed("P6", "云政发(1983）2号《办", "法》")))
    assert unpaired(page(boxed("P6", "（一", "二"))) == {(0, 0): LONE}


def of_kind(kind, *lines):
    first = boxed("P6", *lines)
    return page(replace(first, regions=(replace(first.regions[0], kind=kind),)))


def test_a_folio_has_a_dash_at_both_ends_or_at_none():
    assert unpaired(of_kind(RegionKind.PAGE_NUMBER, "— 4 —")) == {}
    assert unpaired(of_kind(RegionKind.PAGE_NUMBER, "—4")) == {(0, 0): LONE, (0, 1): LONE}
    assert unpaired(of_kind(RegionKind.PAGE_NUMBER, "324")) == {(0, 0): BARE, (0, 2): BARE}
    assert unpaired(of_kind(RegionKind.HEADER, "公报")) == {}


def test_an_entry_of_a_table_of_contents_names_its_page():
    assert open_ends(of_kind(RegionKind.TOC_ENTRY, "通知……（12）", "决定……二十", "命令")).places == {
        (2, 1): NO_PAGE
    }


def test_what_is_known_of_characters():
    assert [characters.sort_of(c) for c in "公1a，“（·— "] == [
        characters.HAN, characters.DIGIT, characters.LATIN, characters.STOP, characters.QUOTE,
        characters.BRACKET, characters.DOT, characters.LONG, characters.BLANK,
    ]  # fmt: skip
    assert [characters.rarity(c) for c in "的沭𠀀"] == [
        characters.COMMON, characters.LESS_COMMON, characters.RARE,
    ]  # fmt: skip
    assert [characters.script(c) for c in "国國公"] == [
        characters.SIMPLIFIED, characters.TRADITIONAL, characters.NEUTRAL,
    ]  # fmt: skip


def test_witnesses_without_boxes_have_facts_too():
    found = page(plain("K", "公报"))
    assert fact(found, "room_after") == fact(found, "length") == -1.0


def test_a_next_best_reading_of_another_width_is_no_rival():
    first = boxed("P6", "，")
    (line,) = first.regions[0].lines
    glyph = Glyph("，", line.glyphs[0].box, 0.9, ((",", 0.08), ("、", 0.02)))
    own = replace(first, regions=(replace(first.regions[0], lines=(replace(line, glyphs=(glyph,)),)),))
    assert fact(page(own), "rival") == 0.02
