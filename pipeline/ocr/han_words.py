"""Doubtful Han characters that make no word, where the next-best reading makes one.

The words are those in Tesseract's own data for Chinese, looked up where they lie.  Only what the engine
itself saw as next best is taken, never a form of the same character in the other script: no list of
words can tell which of these is printed.  What stands so elsewhere on the page, and sure, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Glyph
from pipeline.ocr.printed import HAN
from pipeline.ocr.shapes import Strip
from pipeline.ocr.tessdata import HAN_LANGUAGES, data_file
from pipeline.ocr.wordlist import word_list
from pipeline.ocr.words import Listed
from pipeline.text.fold import fold

DOUBT = 0.9  # a glyph surer than this is not looked at
LEAST = 0.05  # a next-best reading below this is not taken
WORD = 10.0  # how much likelier a character is in a word than in none
SURE = 0.9  # both glyphs of a pair that is taken to be printed so
LENGTHS = (2, 3, 4)  # of words

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to be printed: words anywhere, pairs of characters on this page."""

    lists: tuple[Listed, ...]
    pairs: frozenset[str]  # sure on this page

    def word(self, text: str) -> bool:
        return any(text in words for words in self.lists)


def with_words(read: Mapping[Strip, Glyphs]) -> dict[Strip, Glyphs]:
    """The same readings, doubtful characters replaced where only their next-best reading makes a word."""
    files = [path for language in HAN_LANGUAGES if (path := data_file(language))]
    if not files:
        return dict(read)
    known = Known(tuple(map(word_list, files)), frozenset(_sure_pairs(read.values())))
    return {strip: settled(glyphs, known) for strip, glyphs in read.items()}


def settled(glyphs: Glyphs, known: Known) -> Glyphs:
    """One line, each doubtful character weighed with its neighbours as they were settled."""
    result = list(glyphs)
    for i, glyph in enumerate(glyphs):
        if glyph.confidence < DOUBT and HAN.fullmatch(glyph.text):
            result[i] = _likelier(result, i, known)
    return tuple(result)


def _likelier(line: list[Glyph], at: int, known: Known) -> Glyph:
    glyph = line[at]
    texts = [other.text for other in line]
    around = ["".join(texts[max(0, at - 1) : at + 1]), "".join(texts[at : at + 2])]
    if any(pair in known.pairs for pair in around) or _in_word(texts, at, known):
        return glyph
    for text, chance in glyph.alternatives:
        likely = chance >= LEAST and chance * WORD > glyph.confidence
        other = HAN.fullmatch(text) and fold(text).key != fold(glyph.text).key
        if likely and other and _in_word([*texts[:at], text, *texts[at + 1 :]], at, known):
            return _exchanged(glyph, text, chance)
    return glyph


def _in_word(texts: list[str], at: int, known: Known) -> bool:
    return any(
        known.word("".join(texts[start : start + length]))
        for length in LENGTHS
        for start in range(max(0, at - length + 1), min(at, len(texts) - length) + 1)
    )


def _exchanged(glyph: Glyph, text: str, chance: float) -> Glyph:
    """The next-best reading in front, at the odds that the word gives it."""
    confidence = round(chance * WORD / (chance * WORD + glyph.confidence), 4)
    others = tuple((other, p) for other, p in glyph.alternatives if other != text)
    return replace(
        glyph, text=text, confidence=confidence, alternatives=((glyph.text, glyph.confidence), *others)
    )


def _sure_pairs(lines: Iterable[Glyphs]) -> Iterable[str]:
    for glyphs in lines:
        for one, other in pairwise(glyphs):
            if min(one.confidence, other.confidence) >= SURE:
                yield one.text + other.text
