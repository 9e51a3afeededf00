"""Changes lead from each text to the other; every place knows where it comes from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.changes import Change, Changed, changed, first_come


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, Changed]:
    """A text with changes to stretches of it, some of them empty before or after."""
    parts = draw(st.lists(st.tuples(st.text("甲乙a", max_size=4), st.booleans()), max_size=8))
    printed, changes, before = "", [], False
    for part, marked in parts:
        new = draw(st.text("丙b", max_size=4))
        if marked and not before and part != new:
            changes.append(Change(len(printed), part, new, "rule"))
            before = not part  # two empty stretches in one place would have no order
        else:
            before = before and not part
        printed += part
    return printed, changed(printed, changes)


@given(held=changed_texts())
def test_a_change_can_be_undone(held: tuple[str, Changed]) -> None:
    printed, made = held
    assert made.printed == printed


@given(held=changed_texts())
def test_every_character_comes_from_somewhere(held: tuple[str, Changed]) -> None:
    printed, made = held
    spans = [made.printed_span(at, at + 1) for at in range(len(made.text))]
    assert spans == sorted(spans)
    for at, (start, stop) in enumerate(spans):
        assert 0 <= start <= stop <= len(printed)
        of_change = any((change.start, change.stop) == (start, stop) for change in made.changes)
        assert of_change or printed[start:stop] == made.text[at]


@given(held=changed_texts(), data=st.data())
def test_a_stretch_comes_from_where_its_ends_do(held: tuple[str, Changed], data: st.DataObject) -> None:
    _, made = held
    start = data.draw(st.integers(0, len(made.text)))
    stop = data.draw(st.integers(start, len(made.text)))
    first, last = made.printed_span(start, stop)
    assert first <= last
    if start < stop:
        assert first == made.printed_span(start, start + 1)[0]
        assert last == made.printed_span(stop - 1, stop)[1]


def test_what_does_not_fit_is_no_change() -> None:
    with pytest.raises(ValueError, match="no change of this text"):
        changed("甲乙", [Change(0, "乙", "丙", "rule")])
    with pytest.raises(ValueError, match="no change of this text"):
        changed("甲乙", [Change(0, "甲", "甲", "rule")])
    with pytest.raises(ValueError, match="two changes of one place"):
        changed("甲乙", [Change(0, "甲乙", "丙", "a"), Change(1, "乙", "丁", "b")])


def test_the_first_that_asks_for_a_place_has_it() -> None:
    first, second, third = (
        Change(1, "乙", "丁", "a"),
        Change(0, "甲乙", "丙", "b"),
        Change(0, "甲", "戊", "c"),
    )
    assert first_come([first, second, third]) == (third, first)
