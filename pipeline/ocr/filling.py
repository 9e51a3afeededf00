"""Grids filled: every strip of a table in its field, whatever the detector joined or left out.

A strip that reaches over a rule is cut there and its parts are read again; a field with ink and no strip
gets one.  Both take one call of the engine for the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box, Direction, Glyph
from pipeline.ocr.ink import Ink
from pipeline.ocr.lattice import Field, printed_rules
from pipeline.ocr.order import page_direction, rows_of, to_item
from pipeline.ocr.shapes import Strip, upright

Glyphs = tuple[Glyph, ...]

# Sizes are in glyphs of the page's usual text.
OVER = 0.5  # a strip that reaches over a rule by less has only caught the rule
INSET = 0.12  # what is left out along the sides of a field when ink is looked for in it
SPECK = 0.22  # ink smaller than this is dirt
MARGIN = 0.15  # room round the ink of a strip that is drawn here
SQUARES = 20  # as many parts of strips …
FEW = 1.6  # … with fewer characters each are no cells
SURE = 0.85  # what is read of ink that the detector passed over counts above this confidence


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a field: its lines from top to bottom, each of strips."""

    field: Field
    lines: tuple[tuple[Strip, ...], ...]


def cut(
    strips: Sequence[Strip], fields: Sequence[Field], read: Mapping[Strip, Glyphs], glyph: float
) -> dict[Strip, tuple[Strip, ...]]:
    """The parts of each strip that holds characters of several fields; strips of one field are left out."""
    found = {}
    for strip in strips:
        places = [_home(point, fields) for point in _points(strip, read[strip])]
        touched = sorted({n for n in places if n is not None and _reach(strip, fields[n]) > OVER * glyph})
        parts = tuple(_part(strip, fields[n].box) for n in touched)
        if len(parts) > 1:
            found[strip] = parts
    return found


def _points(strip: Strip, glyphs: Glyphs) -> list[tuple[float, float]]:
    """The places of the characters along the middle of their strip."""
    x, y = strip.box.centre
    middles = [glyph.box.centre for glyph in glyphs if glyph.box and glyph.text.strip()]
    level = strip.direction is Direction.HORIZONTAL
    return [(along, y) if level else (x, down) for along, down in middles]


def _home(point: tuple[float, float], fields: Sequence[Field]) -> int | None:
    x, y = point
    for n, field in enumerate(fields):
        if field.box.left <= x < field.box.right and field.box.top <= y < field.box.bottom:
            return n
    return None


def _reach(strip: Strip, field: Field) -> float:
    """How much of a strip's length lies in a field."""
    box = strip.box
    if strip.direction is Direction.HORIZONTAL:
        return min(box.right, field.box.right) - max(box.left, field.box.left)
    return min(box.bottom, field.box.bottom) - max(box.top, field.box.top)


def _part(strip: Strip, field: Box) -> Strip:
    """The stretch of a strip that lies in a field."""
    box = strip.box
    if strip.direction is Direction.HORIZONTAL:
        part = Box(max(box.left, field.left), box.top, min(box.right, field.right), box.bottom)
    else:
        part = Box(box.left, max(box.top, field.top), box.right, min(box.bottom, field.bottom))
    tall = part.height > 1.5 * part.width
    return upright(part, Direction.VERTICAL if tall else Direction.HORIZONTAL, strip.score)


def within(part: Strip, glyphs: Glyphs) -> Glyphs:
    """Those of some glyphs that stand on a part of their strip."""
    box = part.box
    return tuple(
        glyph
        for glyph in glyphs
        if glyph.box
        and box.left <= glyph.box.centre[0] < box.right
        and box.top <= glyph.box.centre[1] < box.bottom
    )


def unread(ink: Ink, fields: Sequence[Field], strips: Sequence[Strip], glyph: float) -> tuple[Strip, ...]:
    """A strip for each field that holds ink and no strip."""
    size = glyph / ink.scale
    taken = {home_of(strip, fields) for strip in strips}
    empty = [field for n, field in enumerate(fields) if n not in taken]
    if not empty:
        return ()
    level, standing = printed_rules(ink.mask, size)
    free = np.asarray(ink.mask & ~cv2.dilate(level | standing, np.ones((3, 3), np.uint8)) & 1, np.uint8)
    found = [box for field in empty if (box := _inked(free, field.box, ink.scale, size))]
    if len(found) > len(taken):  # more than the detector saw: a picture
        return ()
    return tuple(upright(box, Direction.HORIZONTAL, 0.0) for box in found)


def is_squared(cuts: Mapping[Strip, tuple[Strip, ...]], read: Mapping[Strip, Glyphs]) -> bool:
    """Whether strips are cut into single characters: what is written on squared paper."""
    parts = sum(len(parts) for parts in cuts.values())
    characters = sum(len(read[strip]) for strip in cuts)
    return parts >= SQUARES and characters < FEW * parts


def _inked(free: NDArray[np.uint8], field: Box, scale: float, size: float) -> Box | None:
    """Where there is ink in a field, in image pixels; None where there is none, or a whole passage."""
    inset = round(INSET * size)
    left, top, right, bottom = (round(v / scale) for v in (field.left, field.top, field.right, field.bottom))
    left, top = max(0, left + inset), max(0, top + inset)
    part = free[top : bottom - inset, left : right - inset]
    if part.size == 0:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces = [row for row in stats[1:] if max(row[2], row[3]) >= SPECK * size]
    if not pieces:
        return None
    x0, y0 = min(p[0] for p in pieces), min(p[1] for p in pieces)
    x1, y1 = max(p[0] + p[2] for p in pieces), max(p[1] + p[3] for p in pieces)
    if y1 - y0 > 2 * size:
        return None
    margin = MARGIN * size
    corners = (left + x0 - margin, top + y0 - margin, left + x1 + margin, top + y1 + margin)
    return Box(*(round(max(0.0, v) * scale) for v in corners))


def believed(glyphs: Glyphs) -> bool:
    """Whether what was read of ink in an empty field is text."""
    letters = [glyph.confidence for glyph in glyphs if glyph.text.strip()]
    return bool(letters) and mean(letters) >= SURE


def home_of(strip: Strip, fields: Sequence[Field]) -> int:
    """The field whose middle is nearest to a strip's, among those that hold it if there are any."""
    home = _home(strip.box.centre, fields)
    if home is not None:
        return home
    x, y = strip.box.centre
    return min(range(len(fields)), key=lambda n: _distance(fields[n].box, x, y))


def _distance(box: Box, x: float, y: float) -> float:
    return max(box.left - x, x - box.right, 0.0) + max(box.top - y, y - box.bottom, 0.0)


def contents(fields: Sequence[Field], strips: Sequence[Strip]) -> tuple[Content, ...]:
    """Every field with what stands in it; every strip is in one."""
    held: list[list[Strip]] = [[] for _ in fields]
    for strip in strips:
        held[home_of(strip, fields)].append(strip)
    return tuple(Content(field, lines(mine)) for field, mine in zip(fields, held, strict=True))


def lines(strips: Sequence[Strip]) -> tuple[tuple[Strip, ...], ...]:
    """The lines of one field, in the direction most of it runs."""
    if not strips:
        return ()
    direction = page_direction(strips)
    rows = rows_of(tuple(to_item(strip, direction) for strip in strips))
    return tuple(tuple(item.strip for item in row) for row in rows)
