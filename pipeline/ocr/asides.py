"""Notes in the margin: small print beside the text, which is read after the paragraph it stands beside.

Only a text with an even edge has a margin.  Lengths are in glyphs of the page's usual lines; boxes are in
pixels of the image.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from pipeline.model import Box, Glyph, RegionKind
from pipeline.ocr.ink import Ink
from pipeline.ocr.order import Column, rows_of, to_item
from pipeline.ocr.shapes import Strip
from pipeline.text import numbering

LONG = 8.0  # least length of a line of the text
LINES = 8  # a page with fewer such lines has no edge that could be told
NEAR = 1.5  # lines that end within this distance of the edge are flush with it
FLUSH = 0.4  # share of the lines that must be
WHITE = 0.35  # least white between the text and a note
SLIM = 9.0  # greatest length of a note's line
LOW = 0.4  # least height of one: a comma that hangs over the edge is none
FEW = 0.4  # notes have fewer lines than this share of the text's: a column of its own is none
OVER = 1.3  # a line that reaches so far beyond the edge of the text has run into a note
REACH = 2.5  # within this distance of the edge lies the white between
GAP = 0.5  # least width of that white, from ink to ink
INSIDE = 0.2  # what a strip keeps of it at its end
STEP = 0.9  # greatest white between two lines of one note, in their height
TEXT = (RegionKind.PARAGRAPH, RegionKind.HEADING, RegionKind.TOC_ENTRY, RegionKind.TABLE, RegionKind.CAPTION)

Glyphs = tuple[Glyph, ...]


def parted(strips: Sequence[Strip], ink: Ink) -> tuple[Strip, ...]:
    """The strips of a horizontal page; one that runs from the text into a margin is cut in between."""
    text = [s.box for s in strips if s.box.width >= LONG * s.box.height]
    if len(text) < LINES:
        return tuple(strips)
    glyph = median(box.height for box in text)
    right = _edge([box.right for box in text], glyph)
    left = _edge([-box.left for box in text], glyph)
    result: list[Strip] = []
    for strip in strips:
        box, whites = strip.box, []
        if left is not None and box.left < -left - OVER * glyph and box.right > LONG * glyph - left:
            whites.append(_white(ink, box, -left, glyph))
        if right is not None and box.right > right + OVER * glyph and box.left < right - LONG * glyph:
            whites.append(_white(ink, box, right, glyph))
        result += _cut(strip, [white for white in whites if white])
    return tuple(result)


def find(strips: Sequence[Strip], read: Mapping[Strip, Glyphs]) -> tuple[Strip, ...]:
    """Those strips of a horizontal page that stand in its margins."""
    text = [s.box for s in strips if s.box.width >= LONG * s.box.height]
    if len(text) < LINES:
        return ()
    glyph = median(box.height for box in text)
    top, bottom = min(box.top for box in text), max(box.bottom for box in text)
    beside = [s for s in strips if top <= s.box.centre[1] <= bottom and _is_slim(s.box, glyph)]
    right = _edge([box.right for box in text], glyph)
    left = _edge([-box.left for box in text], glyph)
    found: list[Strip] = []
    if right is not None:
        found += [s for s in beside if s.box.left >= right + WHITE * glyph]
    if left is not None:
        found += [s for s in beside if -s.box.right >= left + WHITE * glyph and not _is_number(read[s])]
    return tuple(found) if len(found) < FEW * len(text) else ()


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


def _is_slim(box: Box, glyph: float) -> bool:
    return box.width <= SLIM * glyph and box.height >= LOW * glyph


def _edge(ends: Sequence[int], glyph: float) -> float | None:
    """Where lines end, if enough of them end there: the farthest place that is not one of a few."""
    for end in sorted(ends, reverse=True):
        flush = [other for other in ends if end - NEAR * glyph <= other <= end]
        if len(flush) >= FLUSH * len(ends):
            return median(flush)
    return None


def _white(ink: Ink, box: Box, edge: float, glyph: float) -> tuple[float, float] | None:
    """The widest white of a line near the edge of the text, from ink to ink; None where it is narrow."""
    top, bottom = box.top + 0.2 * box.height, box.bottom - 0.2 * box.height
    first = max(0, round((edge - REACH * glyph) / ink.scale))
    last = round((edge + REACH * glyph) / ink.scale)
    dark = ink.mask[max(0, round(top / ink.scale)) : round(bottom / ink.scale), first:last].any(axis=0)
    inked = np.flatnonzero(dark)
    gaps = np.diff(inked)
    if gaps.size == 0 or gaps.max() < GAP * glyph / ink.scale:
        return None
    widest = int(gaps.argmax())
    start, stop = (float(first + inked[widest + k]) * ink.scale for k in (0, 1))
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
    text = "".join(glyph.text for glyph in glyphs)
    found = numbering.leading(text)
    return found is not None and not text[found.stop :].strip()


def _goes_on(cluster: Sequence[Strip], strip: Strip) -> bool:
    last, box = cluster[-1].box, strip.box
    beside = min(last.right, box.right) > max(last.left, box.left)
    return beside and box.top - last.bottom < STEP * min(last.height, box.height)


def _apart(region: Box, note: Box) -> int:
    """The white between two boxes along the line, in pixels."""
    return max(0, note.left - region.right, region.left - note.right)
