"""Where the conditions of capture and recapture fail, it says so."""

import random

import pytest

from pipeline.proof.measures.conditions import Find, Passes, Reread, assess, fisher

TWO = ("scan.proof1", "scan.proof2")


def finds(errors, skills, draw, kind="change"):
    caught = (tuple(draw.random() < skill for skill in skills) for _ in range(errors))
    return tuple(Find(kind, found) for found in caught if any(found))


def codes(assessment):
    return {caveat.code for caveat in assessment.caveats}


def breaking(assessment):
    return {caveat.code for caveat in assessment.caveats if caveat.breaks}


def test_two_good_passes_hold_with_a_word_on_what_cannot_be_seen():
    found = assess(Passes(TWO, finds(100, (0.8, 0.7), random.Random(1))))
    assert found.holds
    assert found.method == "Chapman"
    assert codes(found) == {"two-passes"}


def test_a_pass_on_the_text_of_another_breaks_it():
    found = assess(Passes(TWO, finds(100, (0.8, 0.7), random.Random(1)), blind=False))
    assert breaking(found) == {"not-blind"}


def test_nothing_found_twice_breaks_it():
    found = assess(Passes(TWO, (Find("change", (True, False)), Find("change", (False, True)))))
    assert breaking(found) == {"nothing-twice"}


def test_little_found_twice_makes_it_rough():
    found = assess(Passes(TWO, (Find("change", (True, True)), Find("change", (False, True)))))
    assert found.holds
    assert "found-twice-seldom" in codes(found)


def test_kinds_that_are_found_unevenly_are_estimated_apart():
    draw, covered, pooled = random.Random(2), 0, 0
    for _ in range(100):
        easy, hard = finds(150, (0.95, 0.95), draw, "change"), finds(150, (0.4, 0.4), draw, "confusable")
        found = assess(Passes(TWO, easy + hard))
        assert found.method == "Chapman by kind"
        assert "uneven-kind" in codes(found)
        left = 300 - len(easy + hard)
        covered += found.estimate.interval.low <= left <= found.estimate.interval.high
        blurred = tuple(Find("", find.caught) for find in easy + hard)
        interval = assess(Passes(TWO, blurred)).estimate.interval
        pooled += interval.low <= left <= interval.high
    assert covered >= 93
    assert pooled <= 20  # what it would be without the kinds


def test_passes_that_find_the_same_are_seen_by_a_third():
    draw, seen = random.Random(3), 0
    for _ in range(40):
        made = []
        for _ in range(200):
            first = draw.random() < 0.6
            second = draw.random() < (0.95 if first else 0.2)
            caught = (first, second, draw.random() < 0.6)
            made += [Find("change", caught)] if any(caught) else []
        seen += "not-independent" in breaking(assess(Passes(("a", "b", "c"), tuple(made))))
    assert seen >= 38


def test_independent_passes_are_seldom_accused():
    draw = random.Random(4)
    accused = sum(
        not assess(Passes(("a", "b", "c"), finds(80, (0.6, 0.7, 0.5), draw))).holds for _ in range(60)
    )
    assert accused <= 6


def test_a_sample_that_holds_too_much_breaks_it():
    made = finds(100, (0.9, 0.9), random.Random(5))
    room = assess(Passes(TWO, made)).estimate.interval.high
    assert assess(Passes(TWO, made, reread=Reread(0.1, 0))).holds
    found = assess(Passes(TWO, made, reread=Reread(0.1, int(room) + 1)))
    assert breaking(found) == {"more-than-estimated"}


@pytest.mark.parametrize(
    ("table", "p"),
    [((3, 1, 1, 3), 0.486), ((8, 2, 1, 5), 0.035), ((0, 0, 0, 0), 1.0), ((10, 0, 0, 10), 1.1e-5)],
)
def test_fisher_as_published(table, p):
    assert fisher(*table) == pytest.approx(p, rel=0.02)


def test_errors_that_hide_in_what_looked_certain_are_estimated_apart():
    draw, covered = random.Random(6), 0
    for _ in range(60):
        seen = finds(150, (0.95, 0.95), draw)
        hidden = tuple(Find(find.kind, find.caught, "certain") for find in finds(150, (0.4, 0.4), draw))
        found = assess(Passes(TWO, seen + hidden))
        assert found.method == "Chapman by look"
        left = 300 - len(seen + hidden)
        covered += found.estimate.interval.low <= left <= found.estimate.interval.high
    assert covered >= 55
