"""Reading order from geometry alone: strips into lines, lines into columns, columns one after another.

Everything works on *reading coordinates*: u runs along a line, v from line to line.  On a horizontal
page u is x and v is y; on a vertical page u is y and v runs from the right edge to the left.  So a
page of vertical columns in two storeys is ordered by the code that orders two columns of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.model import Box, Direction
from pipeline.ocr.shapes import Strip

GUTTER = 0.7  # least width of the white between two columns, in glyphs
COLUMN = 5.0  # least width of a column, in glyphs
ROWS = 3  # least number of lines that make a column
FILLED = 0.45  # share of a column's lines that must fill most of its width
SAME_ROW = 0.5  # strips that share this much of the lower one's height stand in one line


@dataclass(frozen=True, slots=True)
class Item:
    """A strip in reading coordinates."""

    strip: Strip
    start: float  # u
    stop: float
    top: float  # v
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


Row = tuple[Item, ...]  # one line: items in the order of u
Column = tuple[Row, ...]


def page_direction(strips: Sequence[Strip]) -> Direction:
    """The direction in which most of the text runs, by area."""
    balance = 0
    for strip in strips:
        balance += strip.box.area if strip.direction is Direction.VERTICAL else -strip.box.area
    return Direction.VERTICAL if balance > 0 else Direction.HORIZONTAL


def columns(strips: Sequence[Strip], direction: Direction) -> tuple[Column, ...]:
    """The columns of a page in reading order; a heading across columns is a column of its own."""
    items = [_item(strip, direction) for strip in strips]
    if not items:
        return ()
    glyph = median(item.size for item in items)
    return tuple(rows for part in _cut(items, glyph) if (rows := _rows(part)))


def glyph_size(strips: Sequence[Strip], direction: Direction) -> float:
    """The height of a line across its direction, in pixels, as most strips have it."""
    return median([_item(strip, direction).size for strip in strips] or [0.0])


def _item(strip: Strip, direction: Direction) -> Item:
    box = strip.box
    if direction is Direction.HORIZONTAL:
        return Item(strip, box.left, box.right, box.top, box.bottom)
    return Item(strip, box.top, box.bottom, -box.right, -box.left)


def _cut(items: list[Item], glyph: float) -> list[list[Item]]:
    """Split along the best gutter, and each part again, until there is none."""
    best = _best_gutter(items, glyph)
    if best is None:
        return [items]
    parts = []
    for band in _bands(items, best):
        left = [item for item in band if item.stop <= best]
        right = [item for item in band if item.start >= best]
        if len(left) + len(right) == len(band) and _is_column(left, glyph) and _is_column(right, glyph):
            parts += _cut(left, glyph) + _cut(right, glyph)
        else:
            parts.append(band)
    return parts


def _best_gutter(items: list[Item], glyph: float) -> float | None:
    """The u at which the most items lie in bands that are columns on both sides; None where none are."""
    best, gain = None, 0
    for u in _white_places(items, glyph):
        count = 0
        for band in _bands(items, u):
            left = [item for item in band if item.stop <= u]
            right = [item for item in band if item.start >= u]
            if len(left) + len(right) == len(band) and _is_column(left, glyph) and _is_column(right, glyph):
                count += len(band)
        if count > gain:
            best, gain = u, count
    return best


def _white_places(items: list[Item], glyph: float) -> list[float]:
    """Middles of the white between the end of one item and the next start to its right."""
    starts = sorted({item.start for item in items})
    places = set()
    for stop in {item.stop for item in items}:
        after = next((start for start in starts if start >= stop), None)
        if after is not None and after - stop >= GUTTER * glyph:
            places.add((stop + after) / 2)
    return sorted(places)


def _bands(items: list[Item], u: float) -> list[list[Item]]:
    """The items above, between and below those that cross u; crossing items are bands of their own."""
    crossing = sorted((item for item in items if item.start < u < item.stop), key=lambda item: item.middle)
    rest = [item for item in items if not item.start < u < item.stop]
    bands: list[list[Item]] = []
    for item in crossing:
        above = [other for other in rest if other.middle < item.middle]
        rest = [other for other in rest if other.middle >= item.middle]
        if above:
            bands.append(above)
            bands.append([item])
        elif bands:
            bands[-1].append(item)
        else:
            bands.append([item])
    return [*bands, rest] if rest else bands


def _is_column(items: list[Item], glyph: float) -> bool:
    """Whether items look like a column of running text, not like the numbers of a list or a table."""
    rows = _rows(items)
    if len(rows) < ROWS:
        return False
    start, stop = min(item.start for item in items), max(item.stop for item in items)
    if stop - start < COLUMN * glyph:
        return False
    full = [row for row in rows if row[-1].stop - row[0].start >= 0.75 * (stop - start)]
    return len(full) >= FILLED * len(rows)


def _rows(items: list[Item]) -> Column:
    """Items that stand side by side are one line; lines follow each other along v."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda i: (i.middle, i.start)):
        home = next((row for row in reversed(rows[-4:]) if _same_row(row, item)), None)
        if home is None:
            rows.append([item])
        else:
            home.append(item)
    return tuple(tuple(sorted(row, key=lambda i: i.start)) for row in rows)


def _same_row(row: list[Item], item: Item) -> bool:
    near = min(row, key=lambda other: max(other.start - item.stop, item.start - other.stop))
    shared = min(near.bottom, item.bottom) - max(near.top, item.top)
    apart = max(near.start - item.stop, item.start - near.stop)
    return shared >= SAME_ROW * min(near.size, item.size) and apart > -0.5 * min(near.size, item.size)


def span(row: Row) -> Box:
    """The box of a line in reading coordinates, rounded outwards."""
    return Box(
        int(row[0].start),
        int(min(item.top for item in row)),
        int(max(item.stop for item in row)) + 1,
        int(max(item.bottom for item in row)) + 1,
    )
