import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.fold import fold
from pipeline.text.kinds import Kind, classify
from pipeline.text.radicals import SUPPLEMENT, unified


def test_radicals_become_the_characters_they_look_like() -> None:
    assert unified("云⼭省⼈⺠政府各部⻔") == "云山省人民政府各部门"


def test_the_table_holds_radicals_and_characters_in_turn() -> None:
    assert all("RADICAL" in unicodedata.name(char) for char in SUPPLEMENT[::2])
    assert all("CJK UNIFIED" in unicodedata.name(char) for char in SUPPLEMENT[1::2])
    assert len(set(SUPPLEMENT[::2])) == len(SUPPLEMENT) // 2


def test_a_radical_is_another_encoding_of_its_character() -> None:
    assert classify("民", "⺠") is Kind.ENCODING


def test_search_finds_either() -> None:
    assert fold("⼈⺠").key == fold("人民").key


@given(st.text())
def test_nothing_else_changes(text: str) -> None:
    changed = [(a, b) for a, b in zip(text, unified(text), strict=True) if a != b]
    assert all("\u2e80" <= a <= "\u2fd5" for a, _ in changed)
