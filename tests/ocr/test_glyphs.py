import pytest
from drawn import strip
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place


def test_four_characters_share_a_strip() -> None:
    boxes = [glyph.box for glyph in place(evenly("各省各市", 0.9), strip(100, 50, 160, 40))]
    assert [box.left for box in boxes if box] == [100, 140, 180, 220]


def test_a_vertical_strip_is_shared_from_top_to_bottom() -> None:
    boxes = [glyph.box for glyph in place(evenly("各省各市", 0.9), strip(100, 50, 40, 160))]
    assert [box.top for box in boxes if box] == [50, 90, 130, 170]


@pytest.mark.parametrize("text", ["e\u0301a", "𠮷野", "葛\U000e0100城"])
def test_grapheme_clusters_are_not_taken_apart(text: str) -> None:
    assert len(evenly(text, 1.0)) == 2


@given(st.text("中文ab1 。", min_size=1, max_size=30), st.integers(30, 900), st.integers(30, 900))
def test_glyphs_stay_inside_their_strip_and_in_order(text: str, width: int, height: int) -> None:
    line = strip(200, 300, width, height)
    glyphs = place(evenly(text, 0.5), line)
    assert "".join(glyph.text for glyph in glyphs) == text
    for glyph in glyphs:
        assert glyph.box is not None
        assert glyph.box.overlap(line.box) == glyph.box.area
