"""Collation on random and adversarial pages: nothing lost, nothing turned round, whoever comes first."""

from dataclasses import replace

import pytest
from adversarial import ALPHABETS, editions, pages
from hypothesis import given
from hypothesis import strategies as st
from proof_witnesses import IMAGE, PAGE, boxed, glyphs_of, plain
from rapidfuzz.distance import Levenshtein

from pipeline.model import Glyph, Region, RegionKind, Witness
from pipeline.proof.align import NOTHING, align
from pipeline.proof.collate import collate
from pipeline.proof.columns import read_back
from pipeline.proof.source import Alphabet, lines_of
from pipeline.text.graphemes import compare_key


@given(editions())
def test_every_witness_is_read_back_whole_and_in_order(made):
    """The very glyphs, with the boxes they came with."""
    collation = collate(made, "P")
    for witness in made:
        back = read_back(collation, witness.sigil)
        assert back == glyphs_of(witness)
        assert all(one is other for one, other in zip(back, glyphs_of(witness), strict=True))


@given(editions())
def test_each_glyph_stands_in_one_column_in_the_order_of_its_line(made):
    collation = collate(made, "P")
    for witness in made:
        seen = [n for line in collation.lines for n in line.ordinals[collation.sigils.index(witness.sigil)]]
        assert sorted(seen) == list(range(len(glyphs_of(witness))))
    for line in collation.lines:
        assert all(list(found) == sorted(found) for found in line.ordinals)


@given(editions())
def test_the_base_has_its_lines_boxes_and_order(made):
    base = made[0]
    collation = collate(made, "P")
    own = [line for region in base.regions for line in region.lines]
    kept = [line for line in collation.lines if line.lead == "P"]
    assert [(line.id, line.box, line.direction) for line in kept] == [
        (line.id, line.box, line.direction) for line in own
    ]
    assert [line.glyphs(0) for line in kept] == [line.glyphs for line in own]
    assert all(not line.glyphs(0) for line in collation.lines if line.lead != "P")


@given(editions())
def test_lines_of_others_keep_their_box_and_direction(made):
    known = {
        (witness.sigil, line.box, line.direction)
        for witness in made
        for region in witness.regions
        for line in region.lines
    }
    for line in collate(made, "P").lines:
        assert (line.lead, line.box, line.direction) in known


@given(editions("PKTX").flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_in_which_they_come_does_not_matter(orders):
    first, second = orders
    assert collate(first, "P") == collate(second, "P")


@given(editions())
def test_what_stands_beside_the_base_does_not_depend_on_the_names(made):
    """Two witnesses that swap their names swap their places, wherever the base has the line."""
    base, first, second = made
    swapped = (base, replace(second, sigil="K"), replace(first, sigil="T"))
    ours = [line for line in collate(made, "P").lines if line.lead == "P"]
    theirs = [line for line in collate(swapped, "P").lines if line.lead == "P"]
    assert [(line.glyphs(1), line.glyphs(2)) for line in ours] == [
        (line.glyphs(2), line.glyphs(1)) for line in theirs
    ]
    assert [{column.cells for column in line.columns} for line in ours] == [
        {(a, c, b) for a, b, c in (column.cells for column in line.columns)} for line in theirs
    ]


@given(ALPHABETS.flatmap(lambda alphabet: st.tuples(*[st.text(alphabet, max_size=12)] * 2)))
def test_two_lines_differ_as_little_as_they_can_whoever_is_the_base(texts):
    alphabet = Alphabet()
    first, second = (lines_of(plain("A", text), alphabet) for text in texts)
    least = Levenshtein.distance(first[0].codes, second[0].codes)
    assert _differing(first, second) == _differing(second, first) == least


@given(editions("PK"))
def test_a_third_witness_changes_nothing_between_two(made):
    """Where the base has the line, what one witness has beside it is not for another to change."""
    third = plain("T", "的一二三人", "the act of", "公报")
    two = [line for line in collate(made, "P").lines if line.lead == "P"]
    three = [line for line in collate((*made, third), "P").lines if line.lead == "P"]
    assert [line.glyphs(1) for line in two] == [line.glyphs(1) for line in three]


@given(pages(), st.sampled_from(["", " "]), st.booleans())
def test_a_copy_agrees_everywhere(lines, joiner, geometry):
    make = boxed if geometry else plain
    collation = collate((make("P", *lines, joiner=joiner), plain("Z", *lines, joiner=joiner)), "P")
    keys = [(_keys(line.glyphs(0)), _keys(line.glyphs(1))) for line in collation.lines]
    assert all(first == second for first, second in keys if {*first, *second} != {" "})


def test_a_name_cannot_stand_for_two():
    with pytest.raises(ValueError, match="P4"):
        collate((boxed("P6", "公报"), boxed("P4", "公报"), boxed("P4", "公服")), "P6")


def test_what_lies_on_an_empty_line_of_a_third_witness_is_kept():
    """The base lacks the line, the next witness has it without text."""
    witnesses = plain("P6"), boxed("P4", "", "公报"), boxed("T", "令", "公报")
    assert read_back(collate(witnesses, "P6"), "T") == glyphs_of(witnesses[2])


def test_equal_regions_are_not_taken_for_one():
    region = Region("r", RegionKind.PARAGRAPH, IMAGE, None, boxed("P6", "公报").regions[0].lines)
    base = Witness(PAGE, "P6", (region, region), (), ())
    collation = collate((base, plain("K", "公报公报")), "P6")
    assert read_back(collation, "P6") == glyphs_of(base)


def _keys(glyphs: tuple[Glyph, ...]) -> list[str]:
    return [compare_key(glyph.text) for glyph in glyphs]


def _differing(base, other) -> int:
    """How many characters stand opposite another one, or nothing."""
    (found,) = align(base, other)
    pairs = zip(base[0].codes, found.at, strict=True)
    unlike = sum(n == NOTHING or other[0].codes[n] != code for code, n in pairs)
    return unlike + sum(len(run) for _, run in found.gaps)
