"""Kinds of difference between two readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.graphemes import compare_key
from pipeline.text.kinds import CONFUSABLE_SHAPES, Kind, classify

MIRROR = {Kind.MISSING: Kind.EXTRA, Kind.EXTRA: Kind.MISSING}
MATERIAL = st.text("一—末未國国，,。 　.…·公报A1é\u0301", max_size=6)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("公报", "公报", Kind.NONE),
        ("é", "e\u0301", Kind.ENCODING),
        ("，", ",", Kind.PUNCTUATION_WIDTH),
        ("（１）", "(1)", Kind.PUNCTUATION_WIDTH),
        ("公 报", "公报", Kind.SPACING),
        ("　", " ", Kind.SPACING),
        ("， ", ",", Kind.SPACING),
        ("……", "······", Kind.LEADER),
        ("…", "...", Kind.LEADER),
        ("國務院", "国务院", Kind.VARIANT),
        ("叫", "呌", Kind.VARIANT),
        ("強戶", "强户", Kind.VARIANT),
        ("㈠", "（一）", Kind.VARIANT),
        ("“令”", "「令」", Kind.PUNCTUATION),
        ("〔1985〕", "（1985）", Kind.PUNCTUATION),
        ("——", "--", Kind.PUNCTUATION),
        ("“國”", "「国」", Kind.VARIANT),
        ("四", "兀", Kind.CONFUSABLE),
        ("O", "o", Kind.CONFUSABLE),
        ("A", "a", Kind.CHANGE),
        ("〇", "○", Kind.CONFUSABLE),
        ("\ud800", "一", Kind.CHANGE),
        ("末", "未", Kind.CONFUSABLE),
        ("已", "巳", Kind.CONFUSABLE),
        ("一", "—", Kind.CONFUSABLE),
        ("〇", "０", Kind.CONFUSABLE),
        ("政务公开", "政务心开", Kind.CONFUSABLE),
        ("", "的", Kind.MISSING),
        ("的", "", Kind.EXTRA),
        ("魂", "动", Kind.CHANGE),
        ("末未", "未", Kind.CHANGE),
        (".", "·", Kind.CONFUSABLE),
        ("…", "的", Kind.CHANGE),
    ],
)
def test_the_gentlest_kind_that_explains_it_all(first, second, kind):
    assert classify(first, second) is kind


@given(MATERIAL, MATERIAL)
def test_swapping_the_readings_mirrors_the_kind(first, second):
    kind = classify(first, second)
    assert classify(second, first) is MIRROR.get(kind, kind)


def test_a_project_adds_rows_of_its_own():
    assert classify("魂", "动") is Kind.CHANGE
    assert classify("魂魄", "动魄", ("魂动",)) is Kind.CONFUSABLE


@given(MATERIAL, MATERIAL)
def test_none_means_equal(first, second):
    assert (classify(first, second) is Kind.NONE) == (first == second)


@pytest.mark.parametrize("row", CONFUSABLE_SHAPES)
def test_a_row_of_the_table_holds_different_characters(row):
    assert len({compare_key(char) for char in row}) == len(row) > 1


def test_no_row_stands_twice():
    assert len({frozenset(row) for row in CONFUSABLE_SHAPES}) == len(CONFUSABLE_SHAPES)
