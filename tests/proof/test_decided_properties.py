"""Whatever was read and whatever people typed: no decision is lost, and apps lie on their lemmas."""

from itertools import pairwise

from deciding import decide, edition, place, text
from hypothesis import given
from hypothesis import strategies as st
from proof_witnesses import boxed, plain

from pipeline.text.graphemes import graphemes

LETTERS = st.text("人民大会", min_size=1, max_size=8)
PAGES = st.lists(LETTERS, min_size=1, max_size=4)


@st.composite
def corrected(draw):
    """Some lines, and places in them that do not meet, each with a new text."""
    lines = draw(PAGES)
    before = edition(boxed("P6", *lines))
    made = []
    for number, line in enumerate(lines, 1):
        cuts = sorted(draw(st.sets(st.integers(0, len(line)), max_size=4)))
        for start, stop in zip(cuts[::2], cuts[1::2], strict=False):
            made.append(place(before, number, start, stop, draw(st.text("人民大会们", max_size=3))))
    return lines, before, tuple(made)


def corrected_text(before, decisions):
    found = []
    for line in before.regions[0].lines:
        glyphs = [glyph.text for glyph in line.glyphs]
        for decision in reversed([d for d in decisions if d.line == line.id]):
            glyphs[decision.start : decision.stop] = [decision.text]
        found.append("".join(glyphs))
    return "|".join(found)


@given(corrected())
def test_every_decision_is_in_the_next_edition_exactly(case):
    lines, before, decisions = case
    person = decide(before, *decisions)
    after = edition(boxed("P6", *lines), people=[person])
    wanted = corrected_text(before, decisions)
    assert text(after) == wanted
    again = decide(after, people=[person], entry=2)
    assert text(edition(boxed("P6", *lines), people=[again])) == wanted
    assert [d.was for d in again.decided] == [d.was for d in person.decided]


@given(corrected())
def test_apps_lie_on_their_lemmas_and_have_ids_of_their_own(case):
    lines, before, decisions = case
    other = [line[::-1] for line in lines]
    person = decide(before, *decisions)
    after = edition(boxed("P6", *lines), boxed("P4", *other), people=[person])
    found = {line.id: line.glyphs for region in after.regions for line in region.lines}
    for app in after.apps:
        assert app.lemma == "".join(glyph.text for glyph in found[app.line][app.start : app.stop])
        assert app.readings[0].text == app.lemma
    assert len({app.id for app in after.apps}) == len(after.apps)
    for line in found:
        own = sorted((app.start, app.stop) for app in after.apps if app.line == line)
        assert all(a[1] <= b[0] for a, b in pairwise(own))


@given(corrected(), PAGES)
def test_whatever_the_next_engine_reads_no_typed_text_is_lost(case, other):
    _, before, decisions = case
    person = decide(before, *decisions)
    after = edition(plain("K", *other), people=[person])
    said = sorted(app.lemma for app in after.apps if app.by)
    count = sum(len(graphemes(d.text)) for d in decisions)
    assert sum(len(graphemes(lemma)) for lemma in said) >= count


@given(corrected(), st.data())
def test_pass_after_pass_every_decision_stands(case, data):
    """Each pass sees the one before; what the last one to decide a place said is what stands."""
    lines, before, decisions = case
    person = decide(before, *decisions)
    for entry in (2, 3):
        between = edition(boxed("P6", *lines), people=[person])
        made = []
        for number, line in enumerate(between.regions[0].lines, 1):
            cuts = sorted(data.draw(st.sets(st.integers(0, len(line.glyphs)), max_size=4)))
            for start, stop in zip(cuts[::2], cuts[1::2], strict=False):
                made.append(place(between, number, start, stop, data.draw(st.text("人民大会们", max_size=3))))
        wanted = corrected_text(between, made)
        person = decide(between, *made, people=[person], entry=entry)
        assert text(edition(boxed("P6", *lines), people=[person])) == wanted


@given(corrected(), st.data())
def test_whoever_comes_first_two_blind_passes_make_one_edition(case, data):
    lines, before, decisions = case
    first = decide(before, *decisions, entry=1)
    made = []
    for number, line in enumerate(lines, 1):
        start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(line))] * 2)))
        made.append(place(before, number, start, stop, data.draw(st.text("人民大会们", max_size=3))))
    second = decide(before, *made, entry=2, actor="李明")
    after = edition(boxed("P6", *lines), people=[first, second])
    assert after == edition(boxed("P6", *lines), people=[second, first])
    for app in (app for app in after.apps if app.by.startswith("log:") or "people-disagree" in app.reasons):
        texts = {
            reading.text for reading in app.readings if any(s.startswith("log:") for s in reading.sigils)
        }
        assert app.settled == (len(texts) == 1)
