"""Two readings of Fraktur, with what each engine is known to mistake, and the word that is printed."""

import pytest
from drawn import strip
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Glyph
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.two_readings import Glyphs, settle
from pipeline.ocr.words import Words

LISTED = {"Preußen", "durch", "Gesetz", "Nutzens", "selbst", "Rock", "wird", "und", "Haus", "Tür"}
WORDS = Words(LISTED, ())


def read(text: str, confidence: float = 0.97) -> Glyphs:
    return place(evenly(text, confidence), strip(0, 0, 20 * max(1, len(text)), 30))


def text_of(glyphs: Glyphs) -> str:
    return "".join(glyph.text for glyph in glyphs)


@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        ("Breußen", "Preußen", "Preußen"),  # the second reader knows the capitals
        ("durch", "dur<", "durch"),  # the first one knows ch
        ("durá", "dur<", "durch"),  # neither does
        ("Rod", "Ro>", "Rock"),
        ("felbst", "ſelbſt", "ſelbſt"),
        ("Nußens", "Nußens", "Nutzens"),  # both take tz for ß
        ("Geseß", "Geſez", "Geſetz"),
        ("wird", "wird,", "wird"),  # it puts marks in
        ("wird z und", "wird z und", "wird z und"),
    ],
)
def test_the_likelier_reading_is_taken(first: str, second: str, printed: str) -> None:
    assert text_of(settle(read(first), read(second, 0.985), WORDS.weigh)) == printed


def test_a_name_in_no_list_goes_by_confidence() -> None:
    assert text_of(settle(read("Anecht", 0.4), read("Knecht", 0.995), WORDS.weigh)) == "Knecht"
    assert text_of(settle(read("Xanten", 1.0), read("Ranten", 0.9), WORDS.weigh)) == "Xanten"


def test_what_was_not_taken_stays_as_an_alternative() -> None:
    first = settle(read("Breußen"), read("Preußen", 0.985), WORDS.weigh)[0]
    assert first.text == "P"
    assert first.alternatives[0][0] == "B"
    assert first.confidence + first.alternatives[0][1] == pytest.approx(1, abs=0.1)


def test_agreement_raises_confidence() -> None:
    assert all(glyph.confidence > 0.998 for glyph in settle(read("und"), read("und"), WORDS.weigh))


def test_the_next_best_reading_of_one_makes_a_word() -> None:
    glyphs = tuple(
        Glyph(c, Box(i, 0, i + 1, 1), 0.9, (("ü", 0.09),) if c == "a" else ()) for i, c in enumerate("Tar")
    )
    assert text_of(settle(glyphs, glyphs, WORDS.weigh)) == "Tür"


@given(st.text("abcſsfßz <-.1", max_size=12), st.text("abcſsfßz <-.1", max_size=12))
def test_readings_are_settled_whatever_they_are(first: str, second: str) -> None:
    settled = settle(read(first, 0.9), read(second, 0.9), WORDS.weigh)
    assert all(0 <= glyph.confidence <= 1 for glyph in settled)
    assert set(text_of(settled)) <= set(first + second + "chktz")


@given(st.text("abcdefghs .,1", max_size=20))
def test_a_line_read_alike_by_both_stays_as_it_is(text: str) -> None:
    assert text_of(settle(read(text), read(text), WORDS.weigh)) == text
