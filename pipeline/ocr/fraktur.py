"""Fraktur: a second look by Tesseract at pages that the first engine has not learnt.

PP-OCR has hardly seen Fraktur: it takes ſ for f, K for R, P and V for B.  Tesseract's model `frk` has, but
blunders over ch, ck and tz.  Where the first reading is in Latin letters and the model is installed, a few
lines are read by it; if there is a long s in them, the page is Fraktur, all its lines are read
again, and of the two readings one is made (`two_readings`).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import regex

from pipeline.image import Raster
from pipeline.model import Direction, Glyph, Step, glyph_text
from pipeline.ocr.hyphens import with_printed_hyphens
from pipeline.ocr.printed import HAN
from pipeline.ocr.shapes import Strip
from pipeline.ocr.tessdata import FRAKTUR, data_file, reading_step
from pipeline.ocr.two_readings import settle
from pipeline.ocr.wordlist import folded, word_list
from pipeline.ocr.words import Words

SAMPLE = 4  # lines that are read to tell whether a page is Fraktur
LEAST = 100  # letters on a page for which that is worth while
TOGETHER = 2  # lines for which a process of its own pays
OFTEN = 0.004  # share of the letters that are ä, ö, ü, ß at least: a fifth of what German has
_GERMAN = "äöüßÄÖÜ"
_LETTERS = regex.compile(r"\p{L}+")
_ROUND_INSIDE = re.compile(r"s(?=[a-zäöü])")  # Fraktur has it at the end of a word or of its parts only

Glyphs = tuple[Glyph, ...]
Readings = Mapping[Strip, Glyphs]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The readings of an image's strips, and the second reader, where it was believed."""

    read: dict[Strip, Glyphs]
    steps: tuple[Step, ...]


def second_look(raster: Raster, read: Readings) -> SecondLook:
    """The readings of a page's strips, those of Fraktur settled between two engines.

    All comes back as it was where the page is not Fraktur, or where the engine or its model is missing.
    """
    unchanged = SecondLook(dict(read), ())
    lines = _german(read)
    reader, data = reading_step(FRAKTUR), data_file(FRAKTUR)
    if not lines or reader is None or data is None:
        return unchanged
    sample = sorted(lines, key=lambda strip: len(read[strip]), reverse=True)[:SAMPLE]
    again = dict(zip(sample, _read(raster, sample), strict=True))
    if not is_fraktur(again.values()):
        return unchanged
    rest = [strip for strip in lines if strip not in again]
    again |= zip(rest, _read(raster, rest), strict=True)
    words = Words(word_list(data), _sure_words(read, again))
    settled = {
        strip: settle(read[strip], second, words.weigh)
        for strip, second in again.items()
        if second and not _is_antiqua(glyph_text(second))
    }
    return SecondLook({**read, **with_printed_hyphens(raster, settled)}, (reader,))


def is_fraktur(lines: Iterable[Glyphs]) -> bool:
    """Whether lines that were read by a reader of Fraktur are in it: there is more ſ than s inside words."""
    text = " ".join(glyph_text(glyphs) for glyphs in lines)
    return text.count("ſ") > len(_ROUND_INSIDE.findall(text))


def _is_antiqua(text: str) -> bool:
    """A line in another type on a page of Fraktur; one s inside a word may be that of a compound."""
    inside = len(_ROUND_INSIDE.findall(text))
    return inside > 1 and inside > 2 * text.count("ſ")


def _german(read: Readings) -> list[Strip]:
    """The strips to look at on a page in German; none on any other page.

    A page that has long s in it was read by an engine that knows it.
    """
    text = "".join(glyph_text(glyphs) for glyphs in read.values())
    letters = sum(map(str.isalpha, text))
    marked = sum(map(text.count, _GERMAN))
    if letters < LEAST or marked < OFTEN * letters or len(HAN.findall(text)) > letters / 2 or "ſ" in text:
        return []
    level = (strip for strip in read if strip.direction is Direction.HORIZONTAL)
    return [strip for strip in level if any(glyph.text.isalpha() for glyph in read[strip])]


def _read(raster: Raster, strips: Sequence[Strip]) -> Iterator[Glyphs]:
    """What Tesseract reads, several processes side by side."""
    from pipeline.ocr.tesseract import TesseractEngine

    engine = TesseractEngine((FRAKTUR,))
    count = max(1, min(os.cpu_count() or 1, len(strips) // TOGETHER))
    shares = [strips[i::count] for i in range(count)]
    with ThreadPoolExecutor(count) as threads:
        parts = list(threads.map(lambda share: engine.read_strips(raster, share), shares))
    for i in range(len(strips)):
        yield parts[i % count][i // count]


def _sure_words(read: Readings, again: Readings) -> Iterator[str]:
    """Words that both engines read in the same line."""
    for strip, second in again.items():
        both = _words(read[strip]) & _words(second)
        yield from both.elements()


def _words(glyphs: Glyphs) -> Counter[str]:
    return Counter(_LETTERS.findall(folded(glyph_text(glyphs))))
