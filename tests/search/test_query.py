"""What people type, and what nobody should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.search.query import MAX_LENGTH, Query, parse


@pytest.mark.parametrize(
    ("text", "groups", "without"),
    [
        ("政务公开", (("政务公开",),), ()),
        ("政務 公開", (("政务",), ("公开",)), ()),
        ("政务　公开", (("政务",), ("公开",)), ()),
        ("政务 OR 公开", (("政务", "公开"),), ()),
        ("政务 OR 公开 OR 工作 通知", (("政务", "公开", "工作"), ("通知",)), ()),
        ("政务 -公开", (("政务",),), ("公开",)),
        ('"New York" -"Old  Town"', (("new york",),), ("old town",)),
        ("“政务 公开”", (("政务公开",),), ()),
        ("OR", (("or",),), ()),
        ("政务 OR", (("政务",), ("or",)), ()),
        ("OR 政务", (("or",), ("政务",)), ()),
        ("政务 OR -公开", (("政务",), ("or",)), ("公开",)),
        ('"OR" 政务', (("or",), ("政务",)), ()),
        ("政 , 务", (("政",), ("务",)), ()),
        ("1985-03", (("1985-03",),), ()),
        ('务"公', (('务"公',),), ()),
        ("body:政务*", (("body:政务*",),), ()),
        ("〇", (("〇",),), ()),
        ("\ue123", (("\ue123",),), ()),
    ],
)
def test_understood(text: str, groups: tuple[tuple[str, ...], ...], without: tuple[str, ...]) -> None:
    assert parse(text) == Query(groups, without)


def test_each_phrase_is_looked_for_once() -> None:
    assert parse("政务 OR 政務 公开 公開").phrases == ("政务", "公开")


@pytest.mark.parametrize(
    "text", ["", " ", "　", "，。！", '""', "“”", "-", "- ，", "-政务", "\0", "\u200b", "《》"]
)
def test_nothing_to_look_for(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert str(caught.value) == "there is nothing in the query to look for"
    assert "政务公开" in caught.value.advice


def test_a_hundred_kilobytes() -> None:
    with pytest.raises(UsageError, match=f"{MAX_LENGTH:,} are allowed"):
        parse("政" * 100_000)


@given(st.text() | st.text(st.sampled_from('政务 -"“”ORa\\*:()')))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except UsageError:
        return
    assert query.groups
    assert all(group and all(group) for group in query.groups)
