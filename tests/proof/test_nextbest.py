"""What the witnesses held possible: all of it in the edition, none of it in the apparatus."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_card import plain_card
from proof_witnesses import boxed

from pipeline.model import Glyph, Step
from pipeline.proof.edition import edit
from pipeline.proof.evidence.units import Unit
from pipeline.proof.nextbest import WORTH_KEEPING, next_best
from pipeline.proof.states import State

SHARES = st.floats(0, 1, allow_nan=False)
NEXT = st.lists(st.tuples(st.sampled_from("一二三四 "), SHARES), max_size=5, unique_by=lambda a: a[0])
GLYPHS = st.builds(lambda text, others: Glyph(text, None, 0.5, tuple(others)), st.sampled_from("一二"), NEXT)


@pytest.fixture(scope="module", autouse=True)
def card():
    with plain_card():
        yield


def thinking(sigil, text, **alternatives):
    """A witness of one line; `alternatives` are the next-best readings of its first glyph."""
    made = boxed(sigil, text, confidence=0.99)
    (region,) = made.regions
    (line,) = region.lines
    first = replace(line.glyphs[0], alternatives=tuple(alternatives.items()))
    return replace(made, regions=(replace(region, lines=(replace(line, glyphs=(first, *line.glyphs[1:])),)),))


def glyphs_of(found):
    return [glyph for region in found.regions for line in region.lines for glyph in line.glyphs]


def test_the_edition_has_what_any_witness_held_possible():
    first, second = thinking("P6", "末来", 未=0.1), thinking("P4", "末来", 未=0.3, 朱=0.05, 本=0.001)
    found = edit((first, second), "P6", 2, Step("proof", "test", "1"))
    assert glyphs_of(found)[0].alternatives == (("未", 0.3), ("朱", 0.05))
    assert glyphs_of(found)[1].alternatives == ()


def test_what_was_only_held_possible_is_nobodys_reading():
    first, second = thinking("P6", "末来"), thinking("P4", "来来", 未=0.3)
    (app,) = edit((first, second), "P6", 2, Step("proof", "test", "1")).apps
    assert [(r.text, r.sigils) for r in app.readings if r.sigils] == [("末", ("P6",)), ("来", ("P4",))]
    assert [r.text for r in app.readings if not r.sigils] == ["未"]


def test_several_glyphs_in_a_column_say_nothing_of_one():
    pair = (Glyph("日", None, 0.5, (("曰", 0.4),)), Glyph("月", None, 0.5, (("目", 0.4),)))
    assert next_best(Unit(Glyph("明", None), (pair,), State.OPEN)) == ()
    assert next_best(Unit(None, (pair[:1],), State.OPEN)) == ()


@given(GLYPHS, st.lists(GLYPHS, max_size=3))
def test_the_order_of_the_other_witnesses_is_nothing_to_it(own, others):
    cells = tuple((glyph,) for glyph in others)
    found = next_best(Unit(own, cells, State.AGREED))
    assert found == next_best(Unit(own, cells[::-1], State.AGREED))
    wanted = {text for text, _ in own.alternatives}
    wanted |= {t for glyph in others for t, share in glyph.alternatives if share >= WORTH_KEEPING}
    assert {text for text, _ in found} == wanted - {own.text, " "}
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)
