"""The log: what was written is found unchanged, and whatever else was done to it is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.rounds.log import Entry, Event, Head, entered, head_of, line_of, read

texts = st.text(max_size=12)
events = st.builds(
    Event, time=texts, actor=texts, act=texts, note=texts, facts=st.lists(st.tuples(texts, texts)).map(tuple)
)


def logged(*notes: str) -> list[Entry]:
    """A log of one entry a note."""
    entries: list[Entry] = []
    for note in notes:
        event = Event(time="2026-03-01T09:30:00Z", actor="王芳", act="sign", page="p0003", note=note)
        entries.append(entered(event, head_of(entries)))
    return entries


def data(entries: list[Entry]) -> bytes:
    return b"".join(map(line_of, entries))


def codes(written: bytes) -> list[str]:
    return [fault.code for fault in read(written)[1]]


@given(st.lists(events, max_size=4))
def test_what_is_written_is_read_back_without_a_fault(some: list[Event]) -> None:
    entries: list[Entry] = []
    for event in some:
        entries.append(entered(event, head_of(entries)))
    assert read(data(entries)) == (tuple(entries), ())


def test_an_empty_log_has_a_head_too() -> None:
    assert read(b"") == ((), ())
    assert head_of(()) == Head(0, "0" * 64)


def test_a_changed_word_is_found() -> None:
    written = data(logged("一", "二", "三"))
    assert codes(written.replace("二".encode(), "四".encode())) == ["edited-entry"]


def test_a_changed_entry_with_a_new_hash_breaks_the_chain_behind_it() -> None:
    first, second, third = logged("一", "二", "三")
    forged = entered(Event(time=second.time, actor="李明", act="sign"), head_of([first]))
    assert codes(data([first, forged, third])) == ["broken-chain"]


def test_blanks_put_into_a_line_are_an_edit() -> None:
    assert codes(data(logged("一")).replace(b":", b": ", 1)) == ["edited-entry"]


def test_entries_in_another_order_are_found() -> None:
    first, second, third = logged("一", "二", "三")
    assert codes(data([first, third, second])) == ["missing-entry", "moved-entry"]


def test_an_entry_left_out_is_found() -> None:
    first, _, third = logged("一", "二", "三")
    assert codes(data([first, third])) == ["missing-entry"]


def test_an_entry_written_twice_is_found() -> None:
    first, second = logged("一", "二")
    assert codes(data([first, first, second])) == ["moved-entry"]


@pytest.mark.parametrize("line", [b"{}", b"[]", b"no JSON", b"", b"[" * 100_000, b'{"seq": 1, "facts": 3}'])
def test_a_line_that_is_no_entry_is_found(line: bytes) -> None:
    assert "damaged-line" in codes(data(logged("一")) + line + b"\n")


def test_fields_of_another_type_are_no_entry() -> None:
    (entry,) = logged("一")
    assert codes(data([entry]).replace(b'"seq":1', b'"seq":true')) == ["damaged-line"]
    assert codes(data([replace(entry, note=3)])) == ["damaged-line"]  # type: ignore[arg-type]


def test_a_torn_last_line_is_told_from_damage() -> None:
    written = data(logged("一", "二"))
    assert codes(written[:-5]) == ["torn-line"]


def test_a_cut_log_has_no_fault_of_its_own_but_another_head() -> None:
    entries = logged("一", "二")
    assert codes(data(entries[:1])) == []
    assert head_of(entries[:1]) != head_of(entries)
