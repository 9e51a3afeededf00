"""Bounds of a share: exact ones, which hold their confidence at every share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.measures.proportion import (
    clopper_pearson,
    design_effect,
    effective,
    upper_count,
)
from pipeline.proof.measures.tails import binomial_at_most

LARGE = 10**9


def test_nothing_found_is_the_rule_of_three():
    assert upper_count(0, 30_000, LARGE) / LARGE == pytest.approx(3 / 30_000, rel=0.002)


def test_clopper_pearson_as_published():
    found = clopper_pearson(4, 20)
    assert (found.low, found.high) == (pytest.approx(0.0573, abs=1e-4), pytest.approx(0.4366, abs=1e-4))


@pytest.mark.parametrize(("found", "looked_at"), [(0, 0), (0, 5), (5, 5), (1, 1)])
def test_ends(found, looked_at):
    interval = clopper_pearson(found, looked_at)
    assert 0 <= interval.low <= interval.high <= 1
    assert found or interval.low == 0
    assert found < looked_at or interval.high == 1


@given(st.floats(0.001, 0.999), st.integers(1, 40))
def test_it_covers_every_share_at_its_confidence(rate, looked_at):
    def term(k):
        return binomial_at_most(k, looked_at, rate) - binomial_at_most(k - 1, looked_at, rate)

    held = [clopper_pearson(k, looked_at) for k in range(looked_at + 1)]
    covered = sum(term(k) for k, interval in enumerate(held) if interval.low <= rate <= interval.high)
    assert covered >= 0.95 - 1e-9


def test_what_was_read_whole_has_no_more_errors_than_were_found():
    assert upper_count(0, 1_000, 1_000) == 0
    assert upper_count(3, 1_000, 1_000) == 3


def test_a_counted_whole_is_bounded_more_tightly():
    assert upper_count(0, 900, 1_000) / 1_000 < upper_count(0, 900, LARGE) / LARGE


@given(st.integers(1, 300), st.data())
def test_the_bound_of_a_count_never_lies_below_what_was_found(whole, data):
    looked_at = data.draw(st.integers(0, whole))
    found = data.draw(st.integers(0, looked_at))
    assert found <= upper_count(found, looked_at, whole) <= whole - looked_at + found


def test_errors_that_come_together_are_worth_fewer_characters():
    sizes = [20] * 100
    spread, heaped = [1] * 10 + [0] * 90, [10] + [0] * 99
    assert design_effect(sizes, spread) == pytest.approx(1, abs=0.1)
    assert design_effect(sizes, heaped) > 5
    found, size = effective(10, 2_000, design_effect(sizes, heaped))
    assert found >= 1
    assert size < 400


def test_more_found_than_looked_at_is_a_mistake():
    with pytest.raises(ValueError, match="6 found of 5"):
        upper_count(6, 5, 10)
