"""Grapheme clusters and the key of comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.graphemes import compare_key, graphemes


@given(st.text())
def test_clusters_joined_are_the_text(text):
    assert "".join(graphemes(text)) == text


def test_a_mark_stays_with_its_letter():
    assert graphemes("m\u0303ñ國") == ("m\u0303", "ñ", "國")


def test_a_variation_selector_stays_with_its_character():
    assert graphemes("葛\U000e0100飾") == ("葛\U000e0100", "飾")


@given(st.text())
def test_the_key_of_a_key_is_itself(text):
    assert compare_key(compare_key(text)) == compare_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("，", ","),
        ("（", "("),
        ("Ａ", "A"),
        ("１", "1"),
        ("　", " "),
        ("\t", " "),
        ("é", "e\u0301"),
        ("｡", "。"),
    ],
)
def test_width_and_composition_do_not_count(one, other):
    assert compare_key(one) == compare_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("①", "1"), ("㈠", "(一)"), ("。", "."), ("國", "国"), ("〇", "0")]
)
def test_other_compatibility_forms_do_count(one, other):
    assert compare_key(one) != compare_key(other)
