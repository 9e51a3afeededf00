"""What a project's own decisions teach: shift, slope, single characters; how far claims can be relied on."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.evidence.calibration import BARE, Outcome, log_odds, refit, reliability
from pipeline.proof.evidence.card import Card, along, probability, read, shipped, write
from pipeline.proof.evidence.facts import NAMES


def outcomes(count, doubt, share, text="的", seed=1):
    dice = random.Random(seed)
    return [Outcome(text, doubt, dice.random() < share) for _ in range(count)]


def test_nothing_decided_changes_nothing():
    found = refit([])
    assert (found.shift, found.slope, found.characters) == (0.0, 1.0, ())
    assert BARE.corrected(log_odds(0.03), "的") == pytest.approx(0.03)


def test_pages_harder_than_they_look_raise_every_doubt():
    found = refit([*outcomes(400, 0.02, 0.2), *outcomes(400, 0.1, 0.5, seed=2)])
    assert 0.1 < found.corrected(log_odds(0.02), "一") < 0.3
    assert found.corrected(log_odds(0.1), "一") > 0.3


def test_two_decisions_do_not_turn_the_world():
    found = refit(outcomes(2, 0.05, 1.0))
    assert found.corrected(log_odds(0.001), "一") < 0.01


def test_a_character_misread_again_and_again_is_doubted_wherever_it_stands():
    right = outcomes(300, 0.01, 0.01)
    found = refit([*right, *outcomes(30, 0.01, 0.9, "草", 3)])
    assert dict(found.characters)["草"] > 2
    assert found.corrected(log_odds(0.01), "草") > 5 * found.corrected(log_odds(0.01), "一")


def test_a_drawn_place_stands_for_all_it_was_drawn_from():
    light = [*outcomes(50, 0.2, 0.2), Outcome("的", 0.001, True)]
    heavy = [*outcomes(50, 0.2, 0.2), Outcome("的", 0.001, True, 500.0)]
    rare = log_odds(0.001)
    assert refit(heavy).corrected(rare, "一") > 5 * refit(light).corrected(rare, "一")


def test_reliability_of_honest_and_of_boastful_claims():
    honest = reliability([*outcomes(2000, 0.05, 0.05), *outcomes(2000, 0.5, 0.5, seed=4)])
    boastful = reliability(outcomes(2000, 0.001, 0.2))
    assert honest.error < 0.02
    assert boastful.error == pytest.approx(0.2, abs=0.03)
    assert [(one.low, one.high) for one in boastful.bins] == [(0.001, 0.003)]
    assert sum(one.count for one in honest.bins) == 4000


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_more_points_never_mean_less_doubt(first, second):
    low, high = sorted((first, second))
    assert along(shipped().curve, low) <= along(shipped().curve, high)


def test_a_card_is_read_as_it_was_written():
    tree = (0, 1.5, 0.25, (3, 2.5, -0.5, 1.0))
    card = Card(("P6", "P4"), -4.0, (tree, 0.125), ((-4.0, -5.0), (2.0, 3.0)), "by hand", ("0a", "1b"))
    assert read(write(card)) == card
    facts = (2.0, 0.0, 0.0, 6.0, *(0.0 for _ in NAMES[4:]))
    assert card.points(facts) == -4.0 + 1.0 + 0.125
    assert card.doubt(facts) == pytest.approx(probability(along(card.curve, -2.875)))


@pytest.mark.parametrize(
    "text", ['{"format": "gazette-card 1", "facts": ["confidence"]}', '{"format": "x"}', "[]", "1", "{}"]
)
def test_what_is_no_card_is_refused(text):
    with pytest.raises(ValueError, match="gazette-card 1"):
        read(text)


def test_the_shipped_card_knows_its_facts_and_says_what_it_was_made_from():
    assert "bench.calibrate" in shipped().made
    assert shipped().engines == ("P6", "P4")
    assert len(shipped().trees) > 50
