"""Text drawn on a page that nobody printed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline import lettering
from pipeline.errors import BadInputError, MissingToolError
from pipeline.lettering import Lettered, typeface
from pipeline.model import Box

TEXT = Lettered("关于水利 12", 40, 30, 50)


def test_each_character_has_ink_in_its_own_box(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[np.ndarray] = []
    monkeypatch.setattr(lettering, "group4", lambda tones: drawn.append(tones) or b"")
    face = typeface()
    face.plate(400, 120, [TEXT])
    (tones,) = drawn
    assert set(np.unique(tones)) == {0, 255}
    line = face.line("a_l01", TEXT)
    assert line.text == TEXT.text
    assert line.box == Box(40, 30, 40 + face.width(TEXT.text, TEXT.size), 80)
    inside = np.zeros_like(tones, bool)
    for glyph in line.glyphs:
        box = glyph.box
        assert box
        inside[box.top : box.bottom, box.left : box.right] = True
        part = tones[box.top : box.bottom, box.left : box.right]
        assert (part == 0).any() != (glyph.text == " ")
    assert not (tones[~inside] == 0).any()


def test_boxes_follow_one_another() -> None:
    glyphs = typeface().line("a_l01", TEXT).glyphs
    for one, other in pairwise(glyphs):
        assert one.box
        assert other.box
        assert one.box.right == other.box.left


def test_no_font_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lettering, "_INSTALLED", ((str(tmp_path / "none.ttc"), 0),))
    with pytest.raises(MissingToolError, match="no font with Chinese characters"):
        typeface()
    with pytest.raises(BadInputError, match="is no font"):
        typeface(tmp_path / "none.ttc")
