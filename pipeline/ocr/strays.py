"""Ink that no strip covers: joined along the line, read, and kept where it is text beyond doubt.

A detector loses what stands alone: folios, a character spaced out in a heading, a numeral before a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.model import Box, Direction, glyph_text, hull
from pipeline.ocr.belief import PLAIN, SURE, TELLING, Glyphs, letters
from pipeline.ocr.engine import Engine
from pipeline.ocr.folios import confidence
from pipeline.ocr.ink import Ink, scaled
from pipeline.ocr.shapes import Strip, upright

MOST = 40  # so many strays of a page are read, the largest first
ALONG, ACROSS = 0.9, 0.3  # pieces this near, in glyphs, belong to one stray
THIN, THICK, LONG = 0.33, 1.8, 25.0  # the least and the greatest thickness and the greatest length, in glyphs
MARGIN = 0.25  # white around a stray, in its own thickness …
WHITE_ALONG, WHITE_ACROSS = 1.0, 0.4  # … and at a second look
MANY, LIKELY = 4, 0.6  # so many letters need no more than this confidence: dirt is never read as so many
FOLIO = 0.6  # confidence from which figures at the head or foot of a page are its number
FOLIOS = 6  # so many faint strays are looked at for a page number
COMPANY = 3.0  # a plain stray stands no further from text on its line, in glyphs
NUMBER = re.compile(r"[\W_一]*\d{1,4}[\W_一]*")
DASHED = re.compile(r"[-—–·.•\s一]+\d{1,4}[-—–·.•\s一]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text found before, and the size of its characters; pixels of the image."""

    read: Mapping[Strip, Glyphs]  # at least one strip
    glyph: float
    way: Direction

    @property
    def area(self) -> Box:
        return hull(tuple(strip.box for strip in self.read))


def strays(ink: Ink, unread: NDArray[np.uint8], direction: Direction) -> tuple[Strip, ...]:
    """What is left of the ink, as strips; `unread` is 1 where it lies, at the scale of the ink's mask."""
    along, across = round(ALONG * ink.glyph) | 1, round(ACROSS * ink.glyph) | 1
    level = direction is Direction.HORIZONTAL
    joined = cv2.morphologyEx(
        unread, cv2.MORPH_CLOSE, np.ones((across, along) if level else (along, across), np.uint8)
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[tuple[int, Strip]] = []
    for x, y, width, height, area in stats[1:]:
        thick, long = (height, width) if level else (width, height)
        if THIN * ink.glyph <= thick <= THICK * ink.glyph and long <= LONG * ink.glyph:
            margin = round(MARGIN * thick)
            box = Box(int(x - margin), int(y - margin), int(x + width + margin), int(y + height + margin))
            found.append((int(area), upright(scaled(box, ink.scale), direction, 0.0)))
    found.sort(key=lambda one: -one[0])
    return tuple(strip for _, strip in found[:MOST])


def read_strays(
    raster: Raster, engine: Engine, lost: Sequence[Strip], around: Surroundings
) -> dict[Strip, Glyphs]:
    """What strays say, where it is text beyond doubt; those in doubt are read once more with more white.

    A character that stands alone reads better so: 目, not 日, and a folio with its dashes.
    """
    read = dict(zip(lost, engine.read_strips(raster, lost), strict=True))
    found = trusted(read, around)
    again = [_wider(strip, around) for strip in lost if strip not in found]
    return found | trusted(dict(zip(again, engine.read_strips(raster, again), strict=True)), around)


def read_folios(
    raster: Raster, engine: Engine, faint: Sequence[Strip], around: Surroundings
) -> dict[Strip, Glyphs]:
    """Page numbers among strays that are as faint as the back; the back reads as no figures."""
    placed = [_wider(strip, around) for strip in faint if _at_end(strip.box, around)][:FOLIOS]
    read = dict(zip(placed, engine.read_strips(raster, placed), strict=True))
    return {
        strip: glyphs
        for strip, glyphs in read.items()
        if len(glyphs) >= TELLING and _is_folio(strip.box, glyphs, around)
    }


def _wider(strip: Strip, around: Surroundings) -> Strip:
    """A stray with more white about it, along the line as far as to the next text."""
    box, level = strip.box, around.way is Direction.HORIZONTAL
    thick = (box.height if level else box.width) / (1 + 2 * MARGIN)
    along, across = round((WHITE_ALONG - MARGIN) * thick), round((WHITE_ACROSS - MARGIN) * thick)
    dx, dy = (along, across) if level else (across, along)
    for part in (1.0, 0.5, 0.0):
        x, y = round(part * dx), round(part * dy)
        wider = Box(box.left - x, box.top - y, box.right + x, box.bottom + y)
        if not any(wider.overlap(other.box) > box.overlap(other.box) for other in around.read):
            break
    return upright(wider, strip.direction, strip.score)


def trusted(read: Mapping[Strip, Glyphs], around: Surroundings) -> dict[Strip, Glyphs]:
    """The strays that are text beyond doubt, and what they say."""
    return {
        strip: glyphs
        for strip, glyphs in read.items()
        if _is_folio(strip.box, glyphs, around) or _is_text(strip.box, glyphs, around)
    }


def _is_folio(box: Box, glyphs: Glyphs, around: Surroundings) -> bool:
    """Whether a stray is the number of the page: figures between dashes, above or below all text."""
    text = glyph_text(glyphs)
    if not NUMBER.fullmatch(text):
        return False
    figures = tuple(glyph for glyph in glyphs if glyph.text.isdigit())
    dashed = DASHED.fullmatch(text) is not None
    least = FOLIO if dashed else SURE
    plain = not dashed and PLAIN.issuperset(text)
    return not plain and _at_end(box, around) and confidence(figures) >= least


def _at_end(box: Box, around: Surroundings) -> bool:
    """Whether a stray stands above or below all text of the page."""
    area, glyph = around.area, around.glyph
    return _beside(box, area) and (box.bottom <= area.top + glyph or box.top >= area.bottom - glyph)


def _is_text(box: Box, glyphs: Glyphs, around: Surroundings) -> bool:
    """Whether a stray is text beyond doubt: Han, digits or a word; a mere stroke needs company."""
    told = letters(glyphs)
    least = LIKELY if len({glyph.text for glyph in told}) >= MANY else SURE
    if not told or confidence(told) < least or not _beside(box, around.area):
        return False
    if all(glyph.text in PLAIN for glyph in told) or (len(told) == 1 and told[0].text.isascii()):
        return told[0].text not in "Iil|" and _in_company(box, around)
    return True


def _in_company(box: Box, around: Surroundings) -> bool:
    """Whether a stray of the height of the text stands on a line of it."""
    if not 0.4 * around.glyph <= max(box.width, box.height) <= 2.5 * around.glyph:
        return False
    return any(_shares_line(box, strip.box, around) for strip in around.read)


def _shares_line(box: Box, other: Box, around: Surroundings) -> bool:
    apart = max(box.left, other.left) - min(box.right, other.right)
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    thick = min(box.height, other.height)
    if around.way is Direction.VERTICAL:
        apart, shared, thick = -shared, -apart, min(box.width, other.width)
    return -0.5 * around.glyph <= apart <= COMPANY * around.glyph and shared >= 0.6 * thick


def _beside(box: Box, area: Box) -> bool:
    """Whether a stray stands in the page's text area, or above or below it, not in its margins."""
    x, _ = box.centre
    return area.left <= x <= area.right
