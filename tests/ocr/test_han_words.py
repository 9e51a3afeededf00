"""Doubtful characters between sure ones, and the words that a small list has."""

import pytest
from drawn import strip

from pipeline.model import Glyph
from pipeline.ocr import han_words
from pipeline.ocr.han_words import Known, settled, with_words

LISTED = {"革命", "人民", "问题", "山雀"}


def line(text: str, doubted: str, confidence: float, other: str, chance: float) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(c, None, confidence, ((other, chance),)) if c == doubted else Glyph(c, None, 0.99) for c in text
    )


def read(glyphs: tuple[Glyph, ...], *pairs: str) -> str:
    return "".join(glyph.text for glyph in settled(glyphs, Known((LISTED,), frozenset(pairs))))


@pytest.mark.parametrize(
    ("text", "doubted", "other", "printed"),
    [("山东省草命委", "草", "革", "山东省革命委"), ("省入民政府", "入", "人", "省人民政府")],
)
def test_the_next_best_reading_is_taken_where_it_makes_a_word(
    text: str, doubted: str, other: str, printed: str
) -> None:
    assert read(line(text, doubted, 0.85, other, 0.14)) == printed


@pytest.mark.parametrize(
    ("glyphs", "why"),
    [
        (line("省入民政府", "入", 0.97, "人", 0.02), "sure"),
        (line("省入民政府", "入", 0.85, "人", 0.01), "hardly seen"),
        (line("省人民政府", "人", 0.6, "八", 0.3), "a word as it is"),
        (line("作問题的", "题", 0.6, "題", 0.4), "the same character in another form"),
        (line("东省草地", "草", 0.6, "革", 0.3), "no word either way"),
    ],
)
def test_all_else_stays_as_it_was_read(glyphs: tuple[Glyph, ...], why: str) -> None:
    assert read(glyphs) == "".join(glyph.text for glyph in glyphs), why


def test_what_stands_so_elsewhere_on_the_page_is_left_alone() -> None:
    doubtful = line("云山省粮", "省", 0.8, "雀", 0.15)
    assert read(doubtful) == "云山雀粮"
    assert read(doubtful, "山省") == "云山省粮"


def test_the_reading_that_gave_way_is_kept() -> None:
    glyph = settled(line("草命", "草", 0.8, "革", 0.16), Known((LISTED,), frozenset()))[0]
    assert (glyph.text, glyph.alternatives) == ("革", (("草", 0.8),))
    assert glyph.confidence == pytest.approx(1.6 / 2.4, abs=1e-4)


def test_without_lists_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(han_words, "data_file", lambda language: None)
    lines = {strip(0, 0, 100, 20): line("草命", "草", 0.8, "革", 0.16)}
    assert with_words(lines) == lines
