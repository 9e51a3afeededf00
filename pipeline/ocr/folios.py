"""The dashes on either side of a page number: ink that detectors leave out and engines take for other marks.

Boxes are in pixels of the image.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from pipeline.model import Box, Direction, Glyph, glyph_text, hull
from pipeline.ocr.ink import Ink
from pipeline.ocr.shapes import Strip, upright

SHORT = 6.0  # greatest length of a folio's strip, in its own height
OUTER = 3  # so many strips may stand farther out on the page: a folio beside it, dirt
DIGIT = 0.25  # least height of a digit, in heights of the strip
FLAT = 0.4  # greatest height of a dash, in heights of the digits
SHORTEST, LONGEST = 0.3, 2.5  # length of a dash, in heights of the digits
ASIDE = 2.0  # greatest white between a dash and the digits, in heights of the digits
LEVEL = 0.35  # how far a dash may stand from the middle of the digits, in their height
UNEVEN = 1.8  # dashes that differ more than this in length are specks
WITHIN = 0.6  # share of a strip on a folio that makes it a part of that
EM = 0.8  # a dash of that length, in heights of the digits, is no hyphen
EM_DASH = "—"
DASHES = "-‐–—―一_ー─"  # what engines read for it
NUMBER = re.compile(rf"[{DASHES}.·\s]*\d{{1,4}}[{DASHES}.·\s]*")

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Folio:
    """The ink of a page number: its digits, and the dashes beside it, at most one on each side."""

    digits: Box
    before: Box | None
    after: Box | None

    @property
    def dashes(self) -> tuple[Box, ...]:
        return tuple(box for box in (self.before, self.after) if box)


def with_dashes(strips: Sequence[Strip], ink: Ink, page: Sequence[Strip]) -> tuple[Strip, ...]:
    """The strips; those that may be folios reach over the dashes beside them, which are none of their own.

    `page` has all strips that are found on the page so far.
    """
    levels = [strip.box.centre[1] for strip in page]
    wide = {strip: _widened(strip, ink) for strip in strips if _may_be_folio(strip, levels)}
    grown = [other.box for strip, other in wide.items() if other is not strip]
    return tuple(
        wide.get(strip, strip)
        for strip in strips
        if wide.get(strip, strip) is not strip or not any(_holds(box, strip.box) for box in grown)
    )


def dashed(glyphs: Glyphs, strip: Strip, ink: Ink) -> Glyphs:
    """The glyphs of a folio with the dashes that its ink shows; those of other strips as they are."""
    if not NUMBER.fullmatch(glyph_text(glyphs)):
        return glyphs
    folio = _folio(strip, ink)
    if folio is None or not any(box.width >= EM * folio.digits.height for box in folio.dashes):
        return glyphs
    first = next(n for n, glyph in enumerate(glyphs) if glyph.text.isdecimal())
    last = max(n for n, glyph in enumerate(glyphs) if glyph.text.isdecimal())
    sides = glyphs[:first], glyphs[last + 1 :]
    if all(glyph_text(side).strip(DASHES + " ") for side in sides):
        return glyphs  # dots are read on both sides
    return _dash(folio.before, sides[0]) + glyphs[first : last + 1] + _dash(folio.after, sides[1])


def confidence(glyphs: Glyphs) -> float:
    """Confidence in a reading, 0…1; in a folio the number's alone, for its dashes are read as anything."""
    if NUMBER.fullmatch(glyph_text(glyphs)):
        glyphs = tuple(glyph for glyph in glyphs if glyph.text.isdecimal())
    return mean(glyph.confidence for glyph in glyphs) if glyphs else 0.0


def _dash(box: Box | None, read: Glyphs) -> Glyphs:
    """A dash where there is ink for one, or where one was read."""
    if box is None and not glyph_text(read).strip(" .·"):
        return ()
    place = box or read[-1].box
    return (Glyph(EM_DASH, place, max((glyph.confidence for glyph in read), default=0.0)),)


def _may_be_folio(strip: Strip, levels: Sequence[float]) -> bool:
    """Whether a strip is short, level, and one of the first or last of the page; `levels` has all middles."""
    box = strip.box
    if strip.direction is not Direction.HORIZONTAL or box.width > SHORT * box.height:
        return False
    above = sum(level < box.top for level in levels)
    below = sum(level > box.bottom for level in levels)
    return min(above, below) <= OUTER


def _holds(outer: Box, inner: Box) -> bool:
    return outer.overlap(inner) >= WITHIN * inner.area


def _widened(strip: Strip, ink: Ink) -> Strip:
    folio = _folio(strip, ink)
    if folio is None or len(folio.dashes) < 2:
        return strip
    missed = [box for box in folio.dashes if box.overlap(strip.box) < box.area]
    if not missed:
        return strip
    margin = strip.box.height // 6
    reach = hull(tuple(missed))
    left, right = min(strip.box.left, reach.left - margin), max(strip.box.right, reach.right + margin)
    return upright(Box(left, strip.box.top, right, strip.box.bottom), strip.direction, strip.score)


def _folio(strip: Strip, ink: Ink) -> Folio | None:
    """The digits in a strip and the dashes beside them; None where there is nothing like digits."""
    box = strip.box
    top, bottom = box.top / ink.scale, box.bottom / ink.scale
    near = [_scaled(piece, ink.scale) for piece in ink.pieces if top <= piece.centre[1] <= bottom]
    tall = [piece for piece in near if piece.height >= DIGIT * box.height and piece.width < 2 * piece.height]
    inside = tuple(piece for piece in tall if box.left <= piece.centre[0] <= box.right)
    if not inside:
        return None
    digits = hull(inside)
    dashes = [piece for piece in near if _is_dash(piece, digits)]
    before = max((p for p in dashes if p.right <= digits.left), key=lambda p: p.right, default=None)
    after = min((p for p in dashes if p.left >= digits.right), key=lambda p: p.left, default=None)
    if before and after and max(before.width, after.width) > UNEVEN * min(before.width, after.width):
        return None
    return Folio(digits, before, after)


def _is_dash(piece: Box, digits: Box) -> bool:
    high = digits.height
    thin = piece.height <= FLAT * high and piece.width >= 2 * piece.height
    level = abs(piece.centre[1] - digits.centre[1]) <= LEVEL * high
    near = max(digits.left - piece.right, piece.left - digits.right) <= ASIDE * high
    return thin and level and near and SHORTEST * high <= piece.width <= LONGEST * high


def _scaled(box: Box, factor: float) -> Box:
    left, top, right, bottom = (round(v * factor) for v in (box.left, box.top, box.right, box.bottom))
    return Box(left, top, right, bottom)
