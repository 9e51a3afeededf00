"""The tails against sums that are slow and obviously right."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.measures.tails import (
    binomial_at_most,
    chi_square_above,
    crossing,
    hypergeometric_at_most,
    last,
)


def naive_hypergeometric(found, whole, marked, drawn):
    ways = sum(
        math.comb(marked, k) * math.comb(whole - marked, drawn - k)
        for k in range(max(0, found) if found < 0 else 0, min(found, marked, drawn) + 1)
        if drawn - k <= whole - marked
    )
    return float(Fraction(ways, math.comb(whole, drawn)))


@given(st.integers(1, 60), st.data())
def test_hypergeometric(whole, data):
    marked, drawn = data.draw(st.integers(0, whole)), data.draw(st.integers(0, whole))
    found = data.draw(st.integers(-1, whole + 1))
    wanted = naive_hypergeometric(found, whole, marked, drawn)
    assert hypergeometric_at_most(found, whole, marked, drawn) == pytest.approx(wanted, abs=1e-10)


@given(st.integers(0, 60), st.integers(-1, 61), st.floats(0.001, 0.999))
def test_binomial(drawn, found, rate):
    terms = (math.comb(drawn, k) * rate**k * (1 - rate) ** (drawn - k) for k in range(min(found, drawn) + 1))
    assert binomial_at_most(found, drawn, rate) == pytest.approx(sum(terms), abs=1e-10)


def test_the_far_tail_of_a_large_draw_is_no_rounding_error():
    assert binomial_at_most(0, 30_000, 1e-3) == pytest.approx(math.exp(30_000 * math.log1p(-1e-3)), rel=1e-9)
    assert binomial_at_most(29_000, 30_000, 1e-4) == 1.0


@pytest.mark.parametrize(
    ("value", "degrees", "wanted"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (18.307038, 10, 0.05), (0.0, 3, 1.0), (23.209, 10, 0.01)],
)
def test_chi_square_as_in_the_tables(value, degrees, wanted):
    assert chi_square_above(value, degrees) == pytest.approx(wanted, abs=1e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_last_finds_the_last(start, more):
    assert last(lambda n: n <= start + more, start, 2_000) == start + more


def test_last_stops_at_the_most():
    assert last(lambda _: True, 3, 50) == 50


def test_crossing():
    assert crossing(lambda x: x * x < 2, 0, 2) == pytest.approx(math.sqrt(2))
