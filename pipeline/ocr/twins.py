"""Columns of a vertical page that were found as one strip, parted along their white and read again.

A detector takes two crowded columns for one thick strip, or a column and the rule beside it.  Read as one,
their characters are lost, and what is thick looks like a headline, which would move whole articles.  What was
read gives such a strip away: its characters stand closer together than those of one line so thick, or far
apart.  Lengths are compared in glyphs, a glyph being the width of a usual column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.model import Box, Direction, Glyph
from pipeline.ocr.engine import Engine
from pipeline.ocr.ink import Ink, scaled
from pipeline.ocr.order import glyph_size
from pipeline.ocr.shapes import Strip

CLOSE, WIDE = 0.51, 1.4  # the characters of one line are this far apart, in the width of its strip
THICK, LONG = 1.15, 3.0  # least width and length of a strip that may be several columns, in glyphs
MOST = 12  # so many strips of a page are parted, the longest first
EMPTY = 0.3  # share of the usual ink of the strip's pixel columns below which there is white
SLIM = 0.35  # a run of ink thinner than this is a rule or a fringe
PITCH = 0.7  # crowded columns follow each other at this distance: a detector's boxes overlap at their margins
WHITE = 0.3  # the white between them, in pitches
NEAR = 0.25  # and so far from there, in pitches, the white between them may be
BROAD = 1.0  # and what is broader is no usual column either
MARGIN = 0.2  # a detector's box is so much wider than its ink, at either side
COVERED = 0.3  # a strip covers what stands no further from its middle, in its width
LEAST = 0.5  # a column is kept if most of its characters are read with this confidence

Glyphs = tuple[Glyph, ...]


def parted(
    raster: Raster, engine: Engine, ink: Ink, way: Direction, read: Mapping[Strip, Glyphs]
) -> dict[Strip, Glyphs]:
    """What was read of a page, the strips that hold several columns replaced by what is read of each."""
    if way is not Direction.VERTICAL:
        return dict(read)
    glyph = glyph_size(tuple(read), way)
    doubted = [strip for strip, glyphs in read.items() if is_crammed(strip, glyphs, glyph)]
    parts = {strip: _new(strip, _columns(strip, ink, glyph), read) for strip in sorted(doubted, key=_length)}
    tried = [strip for strip in doubted if parts[strip]][:MOST]
    every = [part for strip in tried for part in parts[strip]]
    again = dict(zip(every, engine.read_strips(raster, every), strict=True)) if every else {}
    result = dict(read)
    for strip in tried:
        good = {part: again[part] for part in parts[strip] if _sureness(again[part]) >= LEAST}
        if _weight(good.values()) >= _weight([read[strip]]):
            del result[strip]
            result |= good
    return result


def crammed(read: Mapping[Strip, Glyphs]) -> frozenset[Strip]:
    """The strips of a vertical page that still hold several columns, by what was read of them."""
    glyph = glyph_size(tuple(read), Direction.VERTICAL)
    return frozenset(strip for strip, glyphs in read.items() if is_crammed(strip, glyphs, glyph))


def is_crammed(strip: Strip, glyphs: Glyphs, glyph: float) -> bool:
    """Whether a thick column holds more or fewer characters than one line of that thickness does."""
    box = strip.box
    if (
        strip.direction is not Direction.VERTICAL
        or strip.thickness < THICK * glyph
        or box.height < LONG * glyph
    ):
        return False
    pitch = box.height / max(1, sum(not one.text.isspace() for one in glyphs))
    return not CLOSE * strip.thickness <= pitch <= WIDE * strip.thickness


def _length(strip: Strip) -> int:
    return -strip.box.height


def _columns(strip: Strip, ink: Ink, glyph: float) -> tuple[Strip, ...]:
    """The columns of text within a strip, from the right; () where there is nothing to part."""
    height, width = ink.mask.shape
    box = scaled(strip.box, 1 / ink.scale).within(width, height)
    inked = ink.mask[box.top : box.bottom, box.left : box.right].mean(axis=0)
    pitch = PITCH * ink.glyph
    runs = [one for run in _runs(inked) for one in _split(run, inked, pitch)]
    runs = [run for run in runs if SLIM * ink.glyph <= run[1] - run[0] <= BROAD * ink.glyph]
    margin = MARGIN * ink.glyph
    size = max(1, len(inked))
    found = [_slice(strip, (a - margin) / size, (b + margin) / size) for a, b in reversed(runs)]
    whole = found and found[0].box.width > strip.box.width - SLIM * glyph
    return () if whole else tuple(found)


def _new(strip: Strip, columns: Sequence[Strip], read: Iterable[Strip]) -> tuple[Strip, ...]:
    """Those columns of a strip that no other strip of the page covers."""
    others = [one.box for one in read if one is not strip and one.box.overlap(strip.box)]
    return tuple(one for one in columns if not any(_is_on(one.box, other) for other in others))


def _is_on(column: Box, other: Box) -> bool:
    """Whether a strip stands where a column does; boxes of neighbours overlap at their margins."""
    shared = min(column.bottom, other.bottom) - max(column.top, other.top)
    inner = (1 - 2 * COVERED) / 2 * other.width
    within = other.left + inner <= column.centre[0] <= other.right - inner
    return within and 2 * shared > min(column.height, other.height)


def _split(run: tuple[int, int], inked: NDArray[np.float64], pitch: float) -> list[tuple[int, int]]:
    """A run of ink as broad as several columns, parted where there is least ink."""
    count = round((run[1] - run[0]) / pitch + WHITE)
    edges = [run[0]]
    for n in range(1, count):
        about = run[0] + n * (run[1] - run[0]) / count
        low, high = round(about - NEAR * pitch), round(about + NEAR * pitch) + 1
        edges.append(low + int(inked[low:high].argmin()))
    return list(pairwise((*edges, run[1])))


def _runs(inked: NDArray[np.float64]) -> list[tuple[int, int]]:
    """From where to where there is ink, along the width of a strip."""
    full = float(np.percentile(inked, 80)) if len(inked) else 0.0
    dark = np.concatenate(([False], inked > EMPTY * full, [False]))
    edges = np.flatnonzero(np.diff(dark.astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _slice(strip: Strip, left: float, right: float) -> Strip:
    """The part of a column between two shares of its width."""
    a, b, c, d = strip.corners

    def at(one: tuple[float, float], other: tuple[float, float], share: float) -> tuple[float, float]:
        return (
            round(one[0] + share * (other[0] - one[0]), 1),
            round(one[1] + share * (other[1] - one[1]), 1),
        )

    corners = (at(a, b, left), at(a, b, right), at(d, c, right), at(d, c, left))
    return replace(strip, corners=corners)


def _weight(readings: Iterable[Glyphs]) -> float:
    """How much was read, and how surely."""
    return sum(one.confidence for glyphs in readings for one in glyphs)


def _sureness(glyphs: Glyphs) -> float:
    return median([one.confidence for one in glyphs]) if glyphs else 0.0
