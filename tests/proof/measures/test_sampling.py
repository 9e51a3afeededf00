"""How much to read: enough, and no more than enough; the same draw again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.measures.sampling import Drawable, chance_to_pass, draw, plan, plan_for
from pipeline.proof.measures.tails import hypergeometric_at_most

LINES = [Drawable(f"p{n // 30:04}", f"l{n:04}", 1 + n % 40) for n in range(900)]


def test_a_large_text_takes_the_rule_of_three():
    assert plan(35_000_000, 1e-4, 0.95).to_read == pytest.approx(29_957, rel=0.002)


def test_a_small_text_takes_less():
    assert plan(20_000, 1e-4, 0.95).to_read == 12_632  # 3 errors among 20,000 must show with 95 %


@given(st.integers(10, 3_000), st.floats(0.001, 0.2), st.sampled_from([0.8, 0.95, 0.99]), st.integers(0, 4))
def test_the_plan_proves_its_bound_and_nothing_less_does(population, bound, confidence, allowed):
    made = plan(population, bound, confidence, allowed)
    too_many = int(bound * population) + 1
    if made.to_read == population:
        return
    assert hypergeometric_at_most(allowed, population, too_many, made.to_read) <= 1 - confidence
    assert hypergeometric_at_most(allowed, population, too_many, made.to_read - 1) > 1 - confidence


def test_a_forgiving_plan_passes_a_good_text():
    strict, forgiving = plan(10**6, 2e-4, 0.95), plan_for(10**6, 2e-4, 0.95, 5e-5, 0.9)
    assert chance_to_pass(strict, 5e-5) < 0.5
    assert chance_to_pass(forgiving, 5e-5) >= 0.9
    assert chance_to_pass(forgiving, 2.01e-4) <= 0.05
    assert forgiving.to_read > strict.to_read


@pytest.mark.parametrize(("bound", "confidence"), [(0, 0.95), (1, 0.95), (0.1, 0), (0.1, 1)])
def test_what_cannot_be_a_bound_is_refused(bound, confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        plan(1_000, bound, confidence)


def test_a_draw_holds_enough_in_the_order_of_the_text_and_can_be_drawn_again():
    drawn = draw(LINES, 2_000, "1987-03")
    assert 2_000 <= sum(line.size for line in drawn) < 2_040
    assert list(drawn) == sorted(drawn, key=LINES.index)
    assert drawn == draw(LINES, 2_000, "1987-03")
    assert drawn != draw(LINES, 2_000, "1987-04")


def test_lines_are_drawn_alike_whatever_their_length():
    often = [0] * len(LINES)
    for seed in range(60):
        for line in draw(LINES, 3_000, str(seed)):
            often[LINES.index(line)] += 1
    short = sum(often[n] for n in range(900) if LINES[n].size <= 20)
    assert short / sum(often) == pytest.approx(0.5, abs=0.04)


def test_more_than_there_is_takes_everything():
    assert len(draw(LINES, 10**9, "x")) == len(LINES)
