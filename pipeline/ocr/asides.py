"""Notes in the margin: small print beside the text, which is read after the paragraph it stands beside.

Only a text with an even edge has a margin.  Lengths are in glyphs of the page's usual lines; boxes are in
pixels of the image.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from pipeline.model import Box, Glyph, RegionKind, glyph_text
from pipeline.ocr.ink import Ink
from pipeline.ocr.order import Column, rows_of, to_item
from pipeline.ocr.printed import HAN
from pipeline.ocr.shapes import Strip
from pipeline.text import numbering

LONG = 8.0  # least length of a line of the text
BEGUN = 5.0  # a shorter line, too, shows where the text begins
LINES = 8  # a page with fewer such lines has no edge that could be told
NEAR = 1.5  # lines that end within this distance of the edge are flush with it
FLUSH = 0.2  # share of the lines that must be: many may be short
BEGINS = 0.1  # share that must begin at an edge: nearly all may be indented
WITHIN = 0.5  # so far may the strip of a note reach into the text: detectors leave wide margins …
BEYOND = 0.5  # … but its middle lies at least so far outside
SLIM = 9.0  # greatest length of a note's line
SMALL = 0.94  # notes take less than this share of the text's room for a character, where that can be told
FEW = 0.4  # notes have fewer lines than this share of the text's: a column of its own is none
OVER = 1.3  # a line that reaches so far beyond the edge of the text has run into a note
REACH = 2.5  # within this distance of the edge lies the white between
GAP = 0.5  # least width of that white, from ink to ink
NARROW = 0.8  # what is cut off is at least so wide
INSIDE = 0.2  # what a strip keeps of it at its end
STEP = 0.9  # greatest white between two lines of one note, in their height
TEXT = (RegionKind.PARAGRAPH, RegionKind.HEADING, RegionKind.TOC_ENTRY, RegionKind.TABLE, RegionKind.CAPTION)

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """The text whose margins are looked at; an edge is None where there is no even one."""

    left: float | None
    right: float | None
    top: int
    bottom: int
    glyph: float
    lines: int


def parted(strips: Sequence[Strip], ink: Ink) -> tuple[Strip, ...]:
    """The strips of a horizontal page; one that runs from the text into a margin is cut in between."""
    text = _text(strips)
    if text is None:
        return tuple(strips)
    result: list[Strip] = []
    for strip in strips:
        box, whites = strip.box, []
        over, long = OVER * text.glyph, LONG * text.glyph
        if text.left is not None and box.left < text.left - over and box.right > text.left + long:
            whites.append(_white(ink, box, text.left, text.glyph))
        if text.right is not None and box.right > text.right + over and box.left < text.right - long:
            whites.append(_white(ink, box, text.right, text.glyph))
        result += _cut(strip, [white for white in whites if white]) if any(whites) else [strip]
    return tuple(result)


def find(strips: Sequence[Strip], read: Mapping[Strip, Glyphs]) -> tuple[Strip, ...]:
    """Those strips of a horizontal page that stand in its margins."""
    text = _text(strips)
    if text is None:
        return ()
    long = [_pitch(s.box, read[s]) for s in strips if s.box.width >= LONG * s.box.height]
    pitch = median([room for room in long if room] or [0.0])
    found = [
        s for s in strips if _is_beside(s.box, text, read[s]) and _pitch(s.box, read[s]) <= SMALL * pitch
    ]
    return tuple(found) if len(found) < FEW * text.lines else ()


def notes(strips: Sequence[Strip]) -> tuple[Column, ...]:
    """The strips of the margins as notes: lines that stand close under each other."""
    clusters: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: s.box.top):
        home = next((cluster for cluster in clusters if _goes_on(cluster, strip)), None)
        if home is None:
            clusters.append([strip])
        else:
            home.append(strip)
    return tuple(rows_of(tuple(to_item(s, s.direction) for s in cluster)) for cluster in clusters)


def place(note: Box, regions: Sequence[Box], kinds: Sequence[RegionKind]) -> int:
    """How many regions a note follows: it comes after the last region of text that begins no lower."""
    above = [n for n, box in enumerate(regions) if kinds[n] in TEXT and box.top <= note.centre[1]]
    nearest = min((_apart(regions[n], note) for n in above), default=0)
    own = [n for n in above if _apart(regions[n], note) <= nearest + note.height]
    return max(own, key=lambda n: (regions[n].top, n), default=-1) + 1


def _is_beside(box: Box, text: _Text, glyphs: Glyphs) -> bool:
    """Whether a short strip with letters or figures in it stands beside the text."""
    x, y = box.centre
    short = text.top <= y <= text.bottom and box.width <= SLIM * text.glyph
    if not short or not any(glyph.text.isalnum() for glyph in glyphs):
        return False
    if text.right is not None and _is_outside(box.left - text.right, x - text.right, text.glyph):
        return True
    outside = text.left is not None and _is_outside(text.left - box.right, text.left - x, text.glyph)
    return outside and not _is_number(glyphs)


def _is_outside(near: float, middle: float, glyph: float) -> bool:
    """Whether a strip lies beyond an edge, by how far its nearer end and its middle do."""
    return near >= -WITHIN * glyph and middle >= BEYOND * glyph


def _text(strips: Sequence[Strip]) -> _Text | None:
    """The text proper: the long lines of the page; None where there are too few to tell."""
    boxes = [s.box for s in strips if s.box.width >= LONG * s.box.height]
    if len(boxes) < LINES:
        return None
    glyph = median(box.height for box in boxes)
    starts = [-s.box.left for s in strips if s.box.width >= BEGUN * s.box.height]
    left, right = _edge(starts, glyph, BEGINS), _edge([box.right for box in boxes], glyph, FLUSH)
    if right is not None and any(box.centre[0] > right for box in boxes):
        right = None  # another column
    if left is not None and any(box.centre[0] < -left for box in boxes):
        left = None
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return _Text(None if left is None else -left, right, top, bottom, glyph, len(boxes))


def _edge(ends: Sequence[int], glyph: float, share: float) -> float | None:
    """The farthest place where at least this share of all lines end; None where there is none."""
    for end in sorted(ends, reverse=True):
        flush = [other for other in ends if end - NEAR * glyph <= other <= end]
        if len(flush) >= max(2.0, share * len(ends)):
            return median(flush)
    return None


def _pitch(box: Box, glyphs: Glyphs) -> float:
    """The room of a full-width character in a strip; 0 where there is none, to tell."""
    wide = sum(HAN.fullmatch(glyph.text) is not None for glyph in glyphs)
    return box.width / (wide + 0.5 * (len(glyphs) - wide)) if wide else 0.0


def _white(ink: Ink, box: Box, edge: float, glyph: float) -> tuple[float, float] | None:
    """The white of a line nearest to the edge of the text, ink to ink; None where it is narrow."""
    top, bottom = box.top + 0.2 * box.height, box.bottom - 0.2 * box.height
    first = round(max(0, box.left + NARROW * glyph, edge - REACH * glyph) / ink.scale)
    last = round(min(box.right - NARROW * glyph, edge + REACH * glyph) / ink.scale)
    dark = ink.mask[max(0, round(top / ink.scale)) : round(bottom / ink.scale), first:last].any(axis=0)
    inked = (first + np.flatnonzero(dark)) * ink.scale
    whites = [(float(a), float(b)) for a, b in pairwise(inked) if b - a >= GAP * glyph]
    if not whites:
        return None
    start, stop = min(whites, key=lambda white: abs(sum(white) / 2 - edge))
    margin = min(INSIDE * glyph, 0.4 * (stop - start))
    return start + margin, stop - margin


def _cut(strip: Strip, whites: Sequence[tuple[float, float]]) -> list[Strip]:
    """What is left of a strip without some whites along it, its slant kept."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = strip.corners
    ends = [x1, *(x for white in whites for x in white), x2]
    shares = [(x - x1) / (x2 - x1) for x in ends]
    above = [(x1 + share * (x2 - x1), y1 + share * (y2 - y1)) for share in shares]
    below = [(x4 + share * (x3 - x4), y4 + share * (y3 - y4)) for share in shares]
    pieces = range(0, len(ends), 2)
    return [replace(strip, corners=(above[n], above[n + 1], below[n + 1], below[n])) for n in pieces]


def _is_number(glyphs: Glyphs) -> bool:
    """Whether a strip holds nothing but the number of a paragraph that hangs out of the text."""
    text = glyph_text(glyphs)
    found = numbering.leading(text)
    return found is not None and not text[found.stop :].strip()


def _goes_on(cluster: Sequence[Strip], strip: Strip) -> bool:
    last, box = cluster[-1].box, strip.box
    beside = min(last.right, box.right) > max(last.left, box.left)
    return beside and box.top - last.bottom < STEP * min(last.height, box.height)


def _apart(region: Box, note: Box) -> int:
    """The white between two boxes along the line, in pixels."""
    return max(0, note.left - region.right, region.left - note.right)
