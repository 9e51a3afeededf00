"""Holes in a line: ink between two glyphs where none was read.

A recogniser passes over what it cannot make out, and says nothing.  The ink tells: between two glyphs that
stand further apart than the line's others there is white, or something was left out.  It may be print that
stands on its head (in China, until 1979, the names of the denounced): that is read turned about.  What
stays is unread ink.  Lengths are compared in pitches, a pitch being the usual step from glyph to glyph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, median

import numpy as np

from pipeline.image import Raster
from pipeline.model import Direction, Finding, Glyph, Severity, glyph_text
from pipeline.ocr.engine import Engine
from pipeline.ocr.ink import Ink, scaled
from pipeline.ocr.printed import HAN
from pipeline.ocr.shapes import Strip, stretch

FEW = 3  # glyphs of a line that tell no pitch
WIDE = 1.6  # glyphs further apart than this may have lost one between them
ENDS = 0.2  # so far beyond a line's ends the glyphs may be that are not there
ROOM = 0.55  # half a glyph, and what a peak may lie off its middle
SQUARE = 0.45  # least pitch, in thicknesses of the line
LEAST = 0.4  # least length of a hole
CORE = 0.15  # share of the line's thickness on either side in which ink of its neighbours may stand
TALL, DENSE = 0.3, 0.1  # least height of the ink, in thicknesses, and share of the hole that it fills
CHARACTER = 0.2  # share that a character fills: less is a mark
SURE, LEAST_SURE = 0.9, 0.7  # what is read turned about counts from this confidence, usual and least
AROUND = 0.15  # so much more than the hole is given to the engine, at either end

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch of a strip with ink that was not read."""

    strip: Strip
    before: int  # so many glyphs of the strip stand before it
    part: Strip
    room: Strip  # the part with some more of the line on either side
    dense: float  # share of the part that is ink


@dataclass(frozen=True, slots=True)
class Mended:
    """What was read, with what stands on its head in its place; and the holes that are left."""

    read: dict[Strip, Glyphs]
    turned: tuple[tuple[Strip, Glyphs], ...]
    holes: tuple[Hole, ...]


def mend(raster: Raster, engine: Engine, ink: Ink, read: Mapping[Strip, Glyphs]) -> Mended:
    """Look for holes in all lines of an image, and read them turned about."""
    found = [hole for strip, glyphs in read.items() for hole in _holes(strip, glyphs, ink)]
    tried = [hole for hole in found if hole.dense >= CHARACTER]
    answers = engine.read_strips(raster, [_turned(hole.room) for hole in tried])
    heard = {
        hole: _in_order(glyphs, hole) for hole, glyphs in zip(tried, answers, strict=True) if _is_sure(glyphs)
    }
    result = dict(read)
    for hole in sorted(heard, key=lambda hole: -hole.before):
        glyphs = result[hole.strip]
        result[hole.strip] = glyphs[: hole.before] + heard[hole] + glyphs[hole.before :]
    turned = tuple((hole.part, glyphs) for hole, glyphs in heard.items())
    return Mended(result, turned, tuple(hole for hole in found if hole not in heard))


def findings(image: str, mended: Mended) -> list[Finding]:
    """What was read standing on its head, for a person to see."""
    found = []
    for part, glyphs in mended.turned:
        message = f"printed upside down: {glyph_text(glyphs)}"
        found.append(Finding("turned-characters", message, Severity.CHECK, "", image, part.box))
    return found


def _holes(strip: Strip, glyphs: Glyphs, ink: Ink) -> list[Hole]:
    """The holes of one strip; its glyphs stand in reading order."""
    centres = _centres(strip, glyphs)
    if len(centres) < FEW or strip.leftward:
        return []
    length, thick = _size(strip)
    pitch = max(median(b - a for a, b in pairwise(centres)), SQUARE * thick)
    found = []
    for n, (a, b) in enumerate(pairwise((-ENDS * pitch, *centres, length + ENDS * pitch))):
        low, high = max(0.0, a + ROOM * pitch), min(length, b - ROOM * pitch)
        if b - a < WIDE * pitch or high - low < LEAST * pitch:
            continue
        part = stretch(strip, low / length, high / length)
        room = stretch(strip, (low - AROUND * pitch) / length, (high + AROUND * pitch) / length)
        tall, dense = _ink_in(part, ink)
        if tall >= TALL and dense >= DENSE:
            found.append(Hole(strip, n, part, room, dense))
    return found


def _centres(strip: Strip, glyphs: Glyphs) -> list[float]:
    """Where the middles of glyphs stand along their strip, pixels from its start."""
    box = strip.box
    if strip.direction is Direction.VERTICAL:
        return [glyph.box.centre[1] - box.top for glyph in glyphs if glyph.box]
    return [glyph.box.centre[0] - box.left for glyph in glyphs if glyph.box]


def _size(strip: Strip) -> tuple[float, float]:
    """Length and thickness of a strip, pixels."""
    box = strip.box
    return (box.height, box.width) if strip.direction is Direction.VERTICAL else (box.width, box.height)


def _ink_in(part: Strip, ink: Ink) -> tuple[float, float]:
    """How much of the thickness of a stretch its ink takes, and the share of it that is ink."""
    box = scaled(part.box, 1 / ink.scale)
    level = part.direction is Direction.HORIZONTAL
    core = round(CORE * (box.height if level else box.width))
    rows = slice(max(0, box.top + core * level), box.bottom - core * level)
    columns = slice(max(0, box.left + core * (not level)), box.right - core * (not level))
    seen = ink.mask[rows, columns]
    if not seen.any():
        return 0.0, 0.0
    across = np.flatnonzero(seen.any(axis=1 if level else 0))
    thick = box.height if level else box.width
    return float(across[-1] - across[0] + 1) / thick, float(seen.mean())


def _turned(part: Strip) -> Strip:
    a, b, c, d = part.corners
    return replace(part, corners=(c, d, a, b))


def _is_sure(glyphs: Glyphs) -> bool:
    if not glyphs or not all(HAN.fullmatch(glyph.text) for glyph in glyphs):
        return False
    return mean(g.confidence for g in glyphs) >= SURE and min(g.confidence for g in glyphs) >= LEAST_SURE


def _in_order(glyphs: Glyphs, hole: Hole) -> Glyphs:
    """Glyphs that were read turned about, in the order of their line: each is turned by itself."""
    along = 1 if hole.part.direction is Direction.VERTICAL else 0
    return tuple(sorted(glyphs, key=lambda glyph: glyph.box.centre[along] if glyph.box else 0.0))
