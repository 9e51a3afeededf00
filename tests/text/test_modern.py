"""One character for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.modern import modern


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(modern(text)) == len(text)


@given(st.text())
def test_modern_text_stays(text: str) -> None:
    assert modern(modern(text)) == modern(text)


def test_script_and_width_are_made_one_and_kinds_of_brackets_kept() -> None:
    assert modern("乾隆、萬曆、光緒（１９８７）〔八〕「國」―") == "乾隆、万历、光绪(1987)〔八〕「国」—"
