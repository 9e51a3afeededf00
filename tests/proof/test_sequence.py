"""What is wrong with a row of numbers: one thing, if one thing explains it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.evidence.slips.sequence import Fault, faults


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_lists_that_begin_anew_have_no_fault(lengths: list[int]) -> None:
    assert faults([n for length in lengths for n in range(1, length + 1)]) == ()


@given(st.integers(1, 40), st.integers(1, 12))
def test_a_row_may_begin_anywhere_where_it_is_free(first: int, length: int) -> None:
    assert faults(range(first, first + length), free=True) == ()


@given(st.integers(4, 12), st.data())
def test_one_wrong_number_is_the_fault(length: int, data: st.DataObject) -> None:
    numbers = list(range(1, length + 1))
    at = data.draw(st.integers(1, length - 2))
    numbers[at] = data.draw(st.integers(1, 60).filter(lambda n: n != at + 1))
    assert faults(numbers) == (Fault(at, at + 1, False),)


@given(st.integers(5, 12), st.data())
def test_a_missing_number_is_told_where_the_next_one_stands(length: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, length - 3))
    numbers = [n for n in range(1, length + 1) if n != at + 1]
    assert faults(numbers) == (Fault(at, at + 1, True),)


def test_numbers_may_stand_twice_where_that_is_allowed() -> None:
    assert faults([1, 1, 2, 2, 3], repeats=True) == ()
    assert faults([1, 1, 2, 4, 4, 5], repeats=True) == (Fault(3, 3, False),)
