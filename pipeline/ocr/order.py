"""Reading order from geometry alone: strips into lines, lines into columns, columns one after another.

Everything works on *reading coordinates*: u runs along a line, v from line to line.  On a horizontal
page u is x and v is y; on a vertical page u is y and v runs from the right edge to the left.  So a
page of vertical columns in two storeys is ordered by the code that orders two columns of lines.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.model import Box, Direction
from pipeline.ocr.shapes import Strip

GUTTER = 0.55  # least width of the white between two columns, in glyphs
MARGIN = 0.15  # a strip reaches this far beyond its ink at either end, in its own height
COLUMN = 5.0  # least width of a column, in glyphs
ROWS = 3  # least number of lines that make a column
FULL = 0.7  # share of a column's width that a full line covers with text
FILLED = 0.25  # share of a column's lines that must be full: titles, lists and signatures are not
LONG = 8.0  # lines at least so long, in glyphs, are running text even where they do not fill the column
JUSTIFIED = 0.6  # share of the lines that reach from edge to edge in a column that is one beyond doubt
FLUSH = 2.5  # lines that begin within this distance of a column's edge, in glyphs: indents are no more
ENDED = 0.8  # share of leaders that end together
SLACK = 0.6  # a strip that reaches less far over a gutter, in glyphs, has only caught a rule or a speck there
MOST_CROSSING = 0.5  # what more than this share of the lines cross is no gutter
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


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line along u, which no column crosses."""

    start: float
    stop: float
    middle: float


@dataclass(frozen=True, slots=True)
class Matter:
    """What a part of the page holds, and what its columns are measured against."""

    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    glyph: float


Row = tuple[Item, ...]  # one line: items in the order of u
Column = tuple[Row, ...]


def page_direction(strips: Sequence[Strip]) -> Direction:
    """The direction in which most of the text runs, by area."""
    balance = 0
    for strip in strips:
        balance += strip.box.area if strip.direction is Direction.VERTICAL else -strip.box.area
    return Direction.VERTICAL if balance > 0 else Direction.HORIZONTAL


def columns(
    strips: Sequence[Strip], direction: Direction, rules: tuple[Rule, ...] = ()
) -> tuple[Column, ...]:
    """The columns of a page in reading order; a heading across columns is a column of its own.

    `rules` are printed lines that part one piece of the page from the next.
    """
    items = tuple(to_item(strip, direction) for strip in strips)
    if not items:
        return ()
    matter = Matter(items, rules, median(item.size for item in items))
    return tuple(rows for part in _cut(matter) if (rows := rows_of(part)))


def along_lines(boxes: Sequence[Box], direction: Direction) -> tuple[Rule, ...]:
    """Those of some printed lines that run the way the text does."""
    spans = [_spans(box, direction) for box in boxes]
    return tuple(Rule(a, b, (c + d) / 2) for (a, b), (c, d) in spans if b - a > d - c)


def glyph_size(strips: Sequence[Strip], direction: Direction) -> float:
    """The height of a line across its direction, in pixels, as most strips have it."""
    return median([to_item(strip, direction).size for strip in strips] or [0.0])


def to_item(strip: Strip, direction: Direction) -> Item:
    (start, stop), (top, bottom) = _spans(strip.box, direction)
    margin = min(MARGIN * (bottom - top), 0.25 * (stop - start))
    return Item(strip, start + margin, stop - margin, top, bottom)


def _spans(box: Box, direction: Direction) -> tuple[tuple[float, float], tuple[float, float]]:
    """What a box covers of u and of v."""
    if direction is Direction.HORIZONTAL:
        return (box.left, box.right), (box.top, box.bottom)
    return (box.top, box.bottom), (-box.right, -box.left)


def _cut(matter: Matter) -> list[tuple[Item, ...]]:
    """Split along the best gutter, and each part again, until there is none.

    What lies above, between and below the columns on both sides of a gutter may have gutters of its own.
    """
    best = _best_gutter(matter)
    if best is None:
        return [matter.items]
    parts: list[tuple[Item, ...]] = []
    between: tuple[Item, ...] = ()
    for band in _bands(matter, best):
        sides = _sides(band, best, matter.glyph)
        if not sides:
            between += band
            continue
        for part in (between, *sides) if between else sides:
            parts += _cut(Matter(part, matter.rules, matter.glyph))
        between = ()
    return parts + (_cut(Matter(between, matter.rules, matter.glyph)) if between else [])


def _best_gutter(matter: Matter) -> float | None:
    """The u at which the most items lie in bands that are columns on both sides; None where none are."""
    best, gain = None, 0
    for u in _white_places(matter):
        count = sum(len(band) for band in _bands(matter, u) if _sides(band, u, matter.glyph))
        if count > gain:
            best, gain = u, count
    return best


def _sides(band: tuple[Item, ...], u: float, glyph: float) -> tuple[tuple[Item, ...], ...]:
    """The columns left and right of u; empty where they are not columns, or an item crosses."""
    if any(_crosses(item, u, glyph) for item in band):
        return ()
    left = tuple(item for item in band if item.start + item.stop <= 2 * u)
    right = tuple(item for item in band if item.start + item.stop > 2 * u)
    if _are_leaders(right, glyph):
        return ()
    whole = _is_column(left, glyph), _is_column(right, glyph)
    beside = _is_justified(left, glyph) and _is_text(right, glyph)
    beside = beside or (_is_justified(right, glyph) and _is_text(left, glyph))
    return (left, right) if all(whole) or beside else ()


def _are_leaders(items: tuple[Item, ...], glyph: float) -> bool:
    """Whether items end together and begin anywhere, as the leader dots and numbers of a contents page do."""
    if len(rows_of(items)) < max(2, len(items)):
        return False
    first, last = min(item.start for item in items), max(item.stop for item in items)
    begun = sum(item.start - first < FLUSH * glyph for item in items)
    ended = sum(last - item.stop < glyph for item in items)
    return 2 * begun <= len(items) and ended >= ENDED * len(items)


def _is_justified(items: tuple[Item, ...], glyph: float) -> bool:
    """Whether items are, beyond doubt, lines of running text: most of them reach from edge to edge."""
    rows = rows_of(items)
    if len(rows) < 2 * ROWS or not _is_text(items, glyph):
        return False
    usual = _usual_length(items)
    full = sum(any(abs(item.stop - item.start - usual) < glyph for item in row) for row in rows)
    return full >= JUSTIFIED * len(rows)


def _is_text(items: tuple[Item, ...], glyph: float) -> bool:
    """Whether items are too long for figures that belong to the lines beside them."""
    return bool(items) and _usual_length(items) >= COLUMN * glyph


def _usual_length(items: tuple[Item, ...]) -> float:
    """How long a full line is: as long as the middle one of the longer half."""
    lengths = sorted(item.stop - item.start for item in items)
    return median(lengths[len(lengths) // 2 :])


def _crosses(item: Item, u: float, glyph: float) -> bool:
    return item.start < u - SLACK * glyph and u + SLACK * glyph < item.stop


def _white_places(matter: Matter) -> list[float]:
    """Middles of the white between the end of one item and the next start to its right.

    Places closer together than an item may reach over a gutter tell the same columns apart: of these
    only the one is kept that the fewest items cross, so that few places are left however many lines
    there are.
    """
    starts = sorted({item.start for item in matter.items})
    places = set()
    for stop in {item.stop for item in matter.items}:
        after = bisect_left(starts, stop)
        if after < len(starts) and starts[after] - stop >= GUTTER * matter.glyph:
            places.add((stop + starts[after]) / 2)
    chosen: list[tuple[int, float]] = []
    first = -math.inf
    for u in sorted(places):
        crossed = sum(_crosses(item, u, matter.glyph) for item in matter.items)
        if u - first > SLACK * matter.glyph:
            chosen.append((crossed, u))
            first = u
        elif crossed < chosen[-1][0]:
            chosen[-1] = (crossed, u)
    return [u for crossed, u in chosen if crossed <= MOST_CROSSING * len(matter.items)]


def _bands(matter: Matter, u: float) -> list[tuple[Item, ...]]:
    """The items above, between and below whatever crosses u: crossing items are bands, rules only part."""
    crossing: list[Item | Rule] = [item for item in matter.items if _crosses(item, u, matter.glyph)]
    crossing += [rule for rule in matter.rules if rule.start < u < rule.stop]
    rest = sorted(
        (item for item in matter.items if not _crosses(item, u, matter.glyph)), key=lambda i: i.middle
    )
    middles = [item.middle for item in rest]
    bands: list[list[Item]] = []
    joined = False  # whether the last band is of crossing items, to which the next one belongs
    done = 0
    for one in sorted(crossing, key=lambda one: one.middle):
        below = bisect_left(middles, one.middle)
        above = rest[done:below]
        done = below
        if above:
            bands.append(above)
        if isinstance(one, Item):
            if joined and not above:
                bands[-1].append(one)
            else:
                bands.append([one])
        joined = isinstance(one, Item)
    if done < len(rest):
        bands.append(rest[done:])
    return [tuple(band) for band in bands]


def _is_column(items: tuple[Item, ...], glyph: float) -> bool:
    """Whether items look like a column of running text, not like the numbers of a list or a table."""
    rows = rows_of(items)
    if len(rows) < ROWS:
        return False
    start, stop = min(item.start for item in items), max(item.stop for item in items)
    if stop - start < COLUMN * glyph:
        return False
    usual = _usual_length(items)
    wanted = FULL * (usual if usual >= LONG * glyph else stop - start)  # there may be several columns
    full = [row for row in rows if sum(item.stop - item.start for item in row) >= wanted]
    return len(full) >= max(2, FILLED * len(rows))


def rows_of(items: tuple[Item, ...]) -> Column:
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
