"""Printed grids: rules that cross, and the fields between them.

A field is what the rules shut in: where the rule between two places of the grid is missing, they are one
field that spans both.  Sides that have no rule of their own, as the open left and right of many tables,
lie where the rules across end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box, Direction
from pipeline.ocr.ink import Ink
from pipeline.ocr.shapes import Strip

Mask = NDArray[np.uint8]

# Sizes are in glyphs of the page's usual text.
LEVEL = 2.5  # least length of a level rule: longer than a dash
UPRIGHT = 1.2  # least length of an upright rule: longer than a stroke, shorter than a row is high
GAP = 0.1  # a rule broken for no longer than this goes on; more would tie characters to it
THICK = 0.3  # a rule is no thicker than this
CORE = 0.5  # share of a strip's height, in its middle, that no level rule runs through
REACH = 0.4  # rules that come this near to each other meet
APART = 0.5  # rules that lie no further apart are one edge
SHARE = 0.15  # of a grid's height or width: what an edge is ruled at least
LONG = 0.5  # … and what its first and last rows' edges and one of its columns' are: a seal's are not
WALL = 0.4  # share of a side that must be ruled for two fields to be two
CORNER = 0.2  # what is left out at either end of a side: there the other rules cross


@dataclass(frozen=True, slots=True)
class Field:
    """A place of a grid: its first row and column, how many it spans, its box in image pixels."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """At least two fields, row by row; `box` is the hull of them, in image pixels."""

    box: Box
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one grid on a mask, and its edges in pixels of that mask."""

    level: Mask
    upright: Mask
    rows: tuple[int, ...]  # y of each edge, from the top
    columns: tuple[int, ...]  # x of each edge, from the left
    glyph: float


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where rules lie on one line, across it, and how much of the grid's length they take together."""

    middle: float
    share: float


def grids(ink: Ink, strips: Sequence[Strip], glyph: float) -> tuple[Grid, ...]:
    """The grids on a page with these strips of text, `glyph` image pixels high, from the top."""
    size = glyph / ink.scale
    level, upright = printed_rules(ink.mask, size)
    for strip in strips:
        if strip.direction is Direction.HORIZONTAL:
            cv2.fillConvexPoly(level, _core(strip, ink.scale), 0)  # the serifs of a word are no rule
    reach = np.ones((round(REACH * size) | 1, round(REACH * size) | 1), np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(level | upright, reach))
    found = []
    for n, (x, y, width, height, _) in enumerate(stats[1:], 1):
        if min(width, height) >= 2 * size:
            window = np.s_[y : y + height, x : x + width]
            mine = np.asarray(labels[window] == n, np.uint8)
            rules = _edges(level[window] * mine, upright[window] * mine, size)
            grid = _grid(rules, (int(x), int(y)), ink.scale) if rules else None
            if grid:
                found.append(grid)
    return tuple(sorted(found, key=lambda grid: (grid.box.top, grid.box.left)))


def _core(strip: Strip, scale: float) -> NDArray[np.int32]:
    """The middle of a level strip on the mask."""
    corners = np.array(strip.corners) / scale
    down = (corners[[3, 2]] - corners[[0, 1]]) * (1 - CORE) / 2
    return np.concatenate([corners[[0, 1]] + down, corners[[2, 3]] - down[::-1]]).round().astype(np.int32)


def printed_rules(mask: Mask, size: float) -> tuple[Mask, Mask]:
    """The level and the upright rules on a mask with glyphs of that size in its pixels."""
    thick = cv2.dilate(mask, np.ones((3, 3), np.uint8))  # a rule that slants a little stays one piece
    found = []
    for least, along in ((LEVEL, (0, 1)), (UPRIGHT, (1, 0))):
        gap, length = (tuple(max(1, round(part * of * size)) for part in along) for of in (GAP, least))
        whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones(gap, np.uint8))
        long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(length, np.uint8))
        found.append(_thin(np.asarray(long, np.uint8), along, size))
    return found[0], found[1]


def _thin(mask: Mask, along: tuple[int, int], size: float) -> Mask:
    """Without what is as thick as a bar or a picture."""
    most = round(THICK * size) + 2  # dilated by one pixel on either side
    shape = (most + 1, 1) if along[1] else (1, most + 1)
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
    return np.asarray(mask & ~solid & 1, np.uint8)


def _edges(level: Mask, upright: Mask, glyph: float) -> _Rules | None:
    """Where the rows and columns of crossing rules meet; None where there are not two of either kind."""
    _, _, levels, _ = cv2.connectedComponentsWithStats(level)
    _, _, uprights, _ = cv2.connectedComponentsWithStats(upright)
    if len(levels) < 2 or len(uprights) < 2:
        return None
    height, width = level.shape
    rows = _clustered([(y + h / 2, w) for _, y, w, h, _ in levels[1:]], glyph, width)
    columns = _clustered([(x + w / 2, h) for x, _, w, h, _ in uprights[1:]], glyph, height)
    if sum(edge.share >= LONG for edge in rows) < 2 or not any(edge.share >= LONG for edge in columns):
        return None
    reach = min(x for x, *_ in levels[1:]), max(x + w for x, _, w, *_ in levels[1:])
    depth = min(y for _, y, *_ in uprights[1:]), max(y + h for _, y, _, h, _ in uprights[1:])
    return _Rules(level, upright, _closed(rows, depth, glyph), _closed(columns, reach, glyph), glyph)


def _clustered(rules: Sequence[tuple[float, int]], glyph: float, whole: int) -> list[_Edge]:
    """The edges of a grid so long that rules, given as middle and length, lie on."""
    groups: list[list[tuple[float, int]]] = []
    for rule in sorted(rules):
        if groups and rule[0] - groups[-1][-1][0] <= APART * glyph:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    lengths = [sum(length for _, length in group) for group in groups]
    middles = [sum(middle * length for middle, length in group) for group in groups]
    edges = [_Edge(m / length, length / whole) for m, length in zip(middles, lengths, strict=True)]
    return [edge for edge in edges if edge.share >= SHARE]


def _closed(edges: Sequence[_Edge], reach: tuple[float, float], glyph: float) -> tuple[int, ...]:
    """Where the edges lie, and the open sides where the rules across reach beyond the first or last."""
    places = [edge.middle for edge in edges]
    first = [reach[0]] if places[0] - reach[0] > glyph else []
    last = [reach[1]] if reach[1] - places[-1] > glyph else []
    return tuple(round(place) for place in (*first, *places, *last))


def _grid(rules: _Rules, origin: tuple[int, int], scale: float) -> Grid | None:
    """The fields of a grid; `origin` is where its mask lies on the page's."""
    spans = _merged(rules)
    if len(spans) < 2:
        return None
    fields = tuple(_field(span, rules, origin, scale) for span in spans)
    whole = Box(0, 0, len(rules.columns) - 1, len(rules.rows) - 1)
    return Grid(_field(whole, rules, origin, scale).box, fields)


def _field(span: Box, rules: _Rules, origin: tuple[int, int], scale: float) -> Field:
    x, y = origin
    left, right = (round((x + rules.columns[n]) * scale) for n in (span.left, span.right))
    top, bottom = (round((y + rules.rows[n]) * scale) for n in (span.top, span.bottom))
    return Field(span.top, span.left, span.height, span.width, Box(left, top, right, bottom))


def _merged(rules: _Rules) -> list[Box]:
    """The fields as boxes of rows and columns, row by row: places with no wall between them are one."""
    places = product(range(len(rules.rows) - 1), range(len(rules.columns) - 1))
    spans = [Box(column, row, column + 1, row + 1) for row, column in places]
    for row, column in product(range(len(rules.rows) - 1), range(len(rules.columns) - 1)):
        here = Box(column, row, column + 1, row + 1)
        if column + 2 < len(rules.columns) and not _wall_right(rules, row, column):
            spans = _joined(spans, here.union(Box(column + 1, row, column + 2, row + 1)))
        if row + 2 < len(rules.rows) and not _wall_below(rules, row, column):
            spans = _joined(spans, here.union(Box(column, row + 1, column + 1, row + 2)))
    return sorted(spans, key=lambda span: (span.top, span.left))


def _joined(spans: list[Box], together: Box) -> list[Box]:
    """The spans with all that `together` touches made one, and what that one touches, too."""
    touched = [span for span in spans if span.overlap(together)]
    rest = [span for span in spans if not span.overlap(together)]
    for span in touched:
        together = together.union(span)
    if any(span.overlap(together) for span in rest):
        return _joined([*rest, together], together)
    return [*rest, together]


def _wall_right(rules: _Rules, row: int, column: int) -> bool:
    edge, corner = rules.columns[column + 1], round(CORNER * rules.glyph)
    side = slice(rules.rows[row] + corner, rules.rows[row + 1] - corner)
    return _ruled(rules.upright[side, _near(edge, rules.glyph)].max(axis=1, initial=0))


def _wall_below(rules: _Rules, row: int, column: int) -> bool:
    edge, corner = rules.rows[row + 1], round(CORNER * rules.glyph)
    side = slice(rules.columns[column] + corner, rules.columns[column + 1] - corner)
    return _ruled(rules.level[_near(edge, rules.glyph), side].max(axis=0, initial=0))


def _near(edge: int, glyph: float) -> slice:
    return slice(max(0, edge - round(APART * glyph)), edge + round(APART * glyph) + 1)


def _ruled(side: Mask) -> bool:
    return side.size == 0 or float(side.mean()) >= WALL
