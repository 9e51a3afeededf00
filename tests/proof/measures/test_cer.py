"""CER under named normalisations; the benchmark's agrees with the benchmarks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score import score
from pipeline.proof.measures.cer import (
    BENCHMARK,
    COMPARED,
    LETTERS,
    PRINTED,
    Errors,
    errors,
)

TEXT = st.text("公报政务，,。 …·.〓12ab\n內内", max_size=30)


@given(TEXT, TEXT)
def test_the_benchmark_normalisations_count_as_the_benchmark_does(truth, text):
    wanted, whole, letters = score(truth, text), errors(truth, text, BENCHMARK), errors(truth, text, LETTERS)
    assert (whole.characters, whole.edits) == (wanted.characters, wanted.errors)
    assert (letters.characters, letters.edits) == (wanted.letters, wanted.letter_errors)


def test_kinds_of_edits():
    assert errors("政务公开条例", "政心公条例了", PRINTED) == Errors(6, 1, 1, 1)
    assert errors("公报", "", PRINTED) == Errors(2, 0, 2, 0)


def test_nothing_to_read_and_nothing_read_is_no_error():
    assert errors("", "", PRINTED).cer == 0
    assert errors("", "公", PRINTED).cer == math.inf


def test_pages_add_up_before_a_rate_is_taken():
    whole = errors("公报公报公报", "公报公报公报", PRINTED) + errors("报", "板", PRINTED)
    assert whole.cer == pytest.approx(1 / 7)


@pytest.mark.parametrize(
    ("truth", "text", "printed", "compared"),
    [
        ("（一）", "(一)", 2, 0),
        ("第 1 条", "第1条", 0, 0),
        ("……", "...", 3, 0),
        ("Schlym\u0303", "Schlyn\u0303", 1, 1),
    ],
)
def test_what_a_normalisation_lets_through(truth, text, printed, compared):
    assert errors(truth, text, PRINTED).edits == printed
    assert errors(truth, text, COMPARED).edits == compared


def test_every_normalisation_has_a_name_of_its_own():
    assert len({one.id for one in (PRINTED, COMPARED, BENCHMARK, LETTERS)}) == 4
