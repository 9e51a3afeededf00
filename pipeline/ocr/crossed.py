"""Columns of a vertical page that a printed rule crosses, parted there: one tier ends and another begins.

A rule between two tiers may be as short as two columns, too short to be one for the whole page.
Lengths are compared in glyphs, a glyph being the width of a usual column.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Direction
from pipeline.ocr.ink import Ink, scaled
from pipeline.ocr.overrun import THICK
from pipeline.ocr.shapes import Strip, stretch

WIDE, FLAT = 1.15, 0.35  # least width and largest height of such a rule: no stroke of a character is as wide
END = 1.2  # it is no nearer to either end of the column
CORE = 0.32  # it covers the column but for this share of its width at either side


def part_crossed(strips: Sequence[Strip], ink: Ink) -> tuple[Strip, ...]:
    """Some strips, those cut in two that a level printed line runs across; in pixels of the image."""
    glyph = ink.glyph
    thin = [box for box in ink.pieces if box.width >= WIDE * glyph and box.height <= FLAT * glyph]
    lines = [scaled(box, ink.scale) for box in thin]
    return tuple(part for strip in strips for part in _parts(strip, lines, glyph * ink.scale))


def _parts(strip: Strip, lines: Sequence[Box], glyph: float) -> list[Strip]:
    box = strip.box
    if strip.direction is not Direction.VERTICAL or strip.thickness > THICK * glyph:
        return [strip]
    for line in lines:
        at = line.centre[1]
        inside = box.top + END * glyph <= at <= box.bottom - END * glyph
        if inside and _runs_across(line, box):
            share = (at - box.top) / box.height
            return [
                p
                for part in (stretch(strip, 0, share), stretch(strip, share, 1))
                for p in _parts(part, lines, glyph)
            ]
    return [strip]


def _runs_across(line: Box, box: Box) -> bool:
    core = CORE * box.width
    return line.left <= box.left + core and line.right >= box.right - core
