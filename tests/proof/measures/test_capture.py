"""Capture and recapture: the interval covers the truth where the conditions hold."""

import itertools
import math
import random

import pytest

from pipeline.proof.measures.capture import Tally, at_least, chapman, darroch, estimate, tally
from pipeline.proof.measures.tails import hypergeometric


def passes(errors, skills, draw):
    caught = (tuple(draw.random() < skill for skill in skills) for _ in range(errors))
    return [found for found in caught if any(found)]


def test_chapman_as_in_the_textbook():
    assert chapman(Tally((200, 150), 200 + 150 - 40)) == pytest.approx(201 * 151 / 41 - 1)


@pytest.mark.parametrize("errors", [5, 12, 30])
def test_given_what_each_found_the_truth_is_covered_at_the_confidence(errors):
    """Not by simulation: all outcomes, with their probabilities."""
    for first, second in itertools.product(range(1, errors + 1), repeat=2):
        covered = 0.0
        for both in range(max(0, first + second - errors), min(first, second) + 1):
            found = first + second - both
            interval = estimate(Tally((first, second), found)).interval
            if interval.low <= errors - found <= interval.high:
                covered += hypergeometric(both, errors, first, second)
        assert covered >= 0.95 - 1e-9, (first, second)


@pytest.mark.parametrize(
    ("errors", "skills"),
    [(5, (0.3, 0.3)), (10, (0.6, 0.8)), (50, (0.3, 0.95)), (100, (0.7, 0.7)), (500, (0.9, 0.95))],
)
def test_two_passes_cover_the_truth(errors, skills):
    draw, covered = random.Random(4), 0
    for _ in range(1_000):
        caught = passes(errors, skills, draw)
        interval = estimate(tally(caught, 2)).interval
        covered += interval.low <= errors - len(caught) <= interval.high
    assert covered >= 930


@pytest.mark.parametrize(("errors", "skills"), [(20, (0.5, 0.6, 0.7)), (40, (0.9, 0.8, 0.7))])
def test_three_passes_cover_the_truth_and_tell_more_than_two(errors, skills):
    draw, covered, narrower = random.Random(5), 0, 0
    for _ in range(200):
        caught = passes(errors, skills, draw)
        interval = estimate(tally(caught, 3)).interval
        covered += interval.low <= errors - len(caught) <= interval.high
        two = [found[:2] for found in caught if any(found[:2])]
        both = estimate(tally(two, 2)).interval
        narrower += interval.high - interval.low <= both.high - both.low
    assert covered >= 186
    assert narrower >= 180


def test_the_interval_is_not_wide_for_nothing():
    interval = estimate(Tally((95, 95), 100)).interval
    assert (interval.low, interval.high) <= (0, 3)


def test_without_anything_in_common_there_may_be_any_number():
    found = estimate(Tally((3, 4), 7))
    assert found.interval.high == math.inf
    assert estimate(Tally((2, 2, 2), 6)).left == math.inf


def test_nothing_found_says_nothing():
    assert estimate(Tally((0, 0), 0)).interval.high == math.inf


def test_darroch_of_two_is_the_plain_ratio():
    assert darroch(Tally((51, 40), 70)) == 51 * 40 // 21


def test_one_pass_is_not_enough():
    with pytest.raises(ValueError, match="two passes"):
        estimate(Tally((5,), 5))


@pytest.mark.parametrize(("counts", "found"), [((3, 4), 8), ((3, 4), 3)])
def test_counts_that_cannot_be_are_refused(counts, found):
    with pytest.raises(ValueError, match="found together"):
        Tally(counts, found)


def test_the_lower_bound_grows_with_what_only_one_found():
    once, twice = [(True, False)] * 10, [(True, True)] * 10
    assert at_least(once + twice, 2) == pytest.approx(0.5 * 10 * 9 / 22)
    assert at_least(twice, 2) == 0
