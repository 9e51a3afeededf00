"""Tables: found on a page, taken out of its running text, and put back as regions of cells.

A table stands in the order of the page as one strip without text of its own, so that what orders lines
need not know of it.  Its rules part nothing else, and its rows are no paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pipeline.image import Raster
from pipeline.model import Box, Cell, Direction, Glyph, RegionKind, glyph_text, hull
from pipeline.ocr import aligned, filling, tablehead, tablerows
from pipeline.ocr.engine import Engine
from pipeline.ocr.filling import Content
from pipeline.ocr.ink import Ink
from pipeline.ocr.lattice import Grid, grids
from pipeline.ocr.order import Column, Row, glyph_size, rows_of, to_item
from pipeline.ocr.regions import joiner
from pipeline.ocr.shapes import LayoutRegion, LineShape, Strip, upright

Glyphs = tuple[Glyph, ...]
Read = Mapping[Strip, Glyphs]

FULL_LINE = 0.8  # a line that takes this share of its field's width fills it
PASSAGE = 4  # a field with as many lines that fill it holds running text …
COLUMN = 10  # … and so does one with as many lines of words
WORDS = 4.0  # length of such a line, in its own height
TEXTUAL = 0.5  # share of a grid's lines in such fields: it only frames running text
NEAR = 2.5  # a caption stands no further above its table than this, in glyphs
CAPTIONS = 3  # and takes no more lines, the unit included
CAPTION = re.compile(
    r"[\W_]*(附?[表圖图][\d\W一二三四五六七八九十]|附\s*表|续表|續表|单位|單位|计量单位|Tab)|.{2,30}表\W*$"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table on its page, with what stands in each of its fields, row by row."""

    box: Box
    contents: tuple[Content, ...]

    @property
    def strips(self) -> tuple[Strip, ...]:
        return tuple(s for content in self.contents for line in content.lines for s in line)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of an image by the strips that stand for them, and what was read anew for them."""

    found: dict[Strip, Table] = field(default_factory=dict)
    read: dict[Strip, Glyphs] = field(default_factory=dict)
    gone: frozenset[Strip] = frozenset()  # strips in tables, or cut at their rules

    def outside(self, strips: Sequence[Strip]) -> list[Strip]:
        """The strips of running text, and those that stand for tables."""
        return [strip for strip in strips if strip not in self.gone] + list(self.found)

    def apart(self, rules: Sequence[Box]) -> tuple[Box, ...]:
        """The printed lines that belong to no table."""
        return tuple(rule for rule in rules if not any(_holds(t.box, rule) for t in self.found.values()))


def ruled(raster: Raster, engine: Engine, ink: Ink, strips: Sequence[Strip], read: Read) -> Tables:
    """The tables between printed rules on an image, whose strips have been read."""
    glyph = glyph_size(strips, Direction.HORIZONTAL)
    framed: list[tuple[Grid, list[Strip]]] = []
    cuts: dict[Strip, tuple[Strip, ...]] = {}
    new: list[Strip] = []
    for grid in grids(ink, strips, glyph):
        mine = _inside(grid, strips)
        own = filling.cut(mine, grid.fields, read, glyph)
        if not mine or filling.is_squared(own, read):
            continue
        framed.append((grid, mine))
        cuts |= own
        new += filling.unread(ink, grid.fields, mine, glyph)
    parts = [part for parts in cuts.values() for part in parts]
    again = (
        dict(zip((*parts, *new), engine.read_strips(raster, (*parts, *new)), strict=True))
        if parts or new
        else {}
    )
    for strip, pieces in cuts.items():
        again |= {part: again[part] or filling.within(part, read[strip]) for part in pieces}
    kept = {strip for strip in new if filling.believed(again[strip])}
    return _filled(framed, cuts, kept, {**read, **again})


def _filled(
    framed: Sequence[tuple[Grid, list[Strip]]],
    cuts: Mapping[Strip, tuple[Strip, ...]],
    new: set[Strip],
    read: Read,
) -> Tables:
    found: dict[Strip, Table] = {}
    gone: set[Strip] = set()
    for grid, mine in framed:
        whole = [part for strip in mine for part in cuts.get(strip, (strip,))]
        whole += [strip for strip in new if _holds(grid.box, strip.box)]
        held = tablerows.split(filling.contents(grid.fields, whole), lambda strip: glyph_text(read[strip]))
        if _is_table(held):
            found[upright(grid.box, Direction.HORIZONTAL, 1.0)] = Table(grid.box, held)
            gone.update(mine)
    fresh = {strip: read[strip] for table in found.values() for strip in table.strips}
    return Tables(found, {**fresh, **dict.fromkeys(found, ())}, frozenset(gone))


def _inside(grid: Grid, strips: Sequence[Strip]) -> list[Strip]:
    return [strip for strip in strips if _holds(grid.box, strip.box)]


def _holds(outer: Box, inner: Box) -> bool:
    x, y = inner.centre
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _is_table(held: Sequence[Content]) -> bool:
    """Whether fields are those of a table: text in two rows and two columns, and no running text framed."""
    inked = [content for content in held if content.lines]
    rows = {content.field.row for content in inked}
    columns = {content.field.column for content in inked}
    if len(rows) < 2 or len(columns) < 2:
        return False
    textual = sum(len(content.lines) for content in inked if _is_passage(content))
    return textual < TEXTUAL * sum(len(content.lines) for content in inked)


def _is_passage(content: Content) -> bool:
    """Whether running text or a list stands in a field."""
    boxes = [_around(line) for line in content.lines]
    full = [box for box in boxes if box.width >= FULL_LINE * content.field.box.width]
    words = [box for box in boxes if box.width >= WORDS * box.height]
    return len(full) >= PASSAGE or len(words) >= COLUMN


def _around(strips: Sequence[Strip]) -> Box:
    return hull(tuple(strip.box for strip in strips))


def set_apart(
    page_columns: Sequence[Column], held: Tables, read: Read, ink: Ink
) -> tuple[tuple[Column, ...], Tables]:
    """The columns cut where a table or its caption stands, and all tables, those without rules too."""
    found: list[Column] = []
    every = dict(held.found)
    for column in page_columns:
        rows = list(chain.from_iterable(_unmixed(row, held) for row in column))
        for run in reversed(aligned.runs(tuple(rows), {**read, **held.read}, ink)):
            strip = upright(run.box, Direction.HORIZONTAL, 1.0)
            every[strip] = Table(run.box, run.contents)
            rows[run.start : run.stop] = [(to_item(strip, Direction.HORIZONTAL),)]
        found += _cut_at_tables(rows, every, read)
    return tuple(found), replace(held, found=every, read={**held.read, **dict.fromkeys(every, ())})


def _unmixed(row: Row, held: Tables) -> list[Row]:
    """A row with a table in it as several: what stands left of the table, the table, what stands right."""
    at = next((n for n, item in enumerate(row) if item.strip in held.found), None)
    if at is None or len(row) == 1:
        return [row]
    right = chain.from_iterable(_unmixed(other, held) for other in rows_of(row[at + 1 :]))
    return [*rows_of(row[:at]), (row[at],), *right]


def _cut_at_tables(rows: Sequence[Row], found: Mapping[Strip, Table], read: Read) -> list[Column]:
    parts: list[list[Row]] = [[]]
    for row in rows:
        if row[0].strip in found:
            above = parts.pop()
            boxed = [_around([item.strip for item in one]) for one in above]
            texts = ["".join(glyph_text(read[item.strip]) for item in one) for one in above]
            start = len(above) - _captions(boxed, texts, row[0].strip.box.top)
            parts += [above[:start], above[start:], [row], []]
        else:
            parts[-1].append(row)
    return [tuple(part) for part in parts if part]


def _captions(above: Sequence[Box], texts: Sequence[str], top: int) -> int:
    """How many of the lines above a table that begins at `top` belong to it."""
    count = 0
    for n, (box, text) in enumerate(zip(reversed(above[-CAPTIONS:]), reversed(texts), strict=False), 1):
        if top - box.bottom > NEAR * box.height:
            break
        if CAPTION.match(text):
            count = n
        top = box.top
    return count


def as_regions(layout: Sequence[LayoutRegion], held: Tables, read: Read) -> tuple[LayoutRegion, ...]:
    """The layout with each table's strip become a region of cells, and the lines above it its caption."""
    found: list[LayoutRegion] = []
    for region in layout:
        table = held.found.get(region.lines[0].strips[0])
        if table:
            _make_captions(found, table, read)
            found.append(_region(region, table, read))
        else:
            found.append(region)
    return tuple(found)


def _make_captions(before: list[LayoutRegion], table: Table, read: Read) -> None:
    """Change the kind of the last regions, where they are what stands over a table."""
    lines = [line for region in before[-CAPTIONS:] for line in region.lines]
    texts = ["".join(glyph_text(read.get(strip, ())) for strip in line.strips) for line in lines]
    count = _captions([line.box for line in lines], texts, table.box.top)
    for n in range(len(before) - 1, -1, -1):
        count -= len(before[n].lines)
        if count < 0 or before[n].kind is RegionKind.TABLE:
            return
        before[n] = replace(before[n], kind=RegionKind.CAPTION)


def _region(region: LayoutRegion, table: Table, read: Read) -> LayoutRegion:
    """The region of a table: a line for each line of each cell, row by row."""
    head = tablehead.head_rows(table.contents, lambda strip: glyph_text(read[strip]))
    lines: list[LineShape] = []
    cells = []
    for content in table.contents:
        place, ids = content.field, []
        for strips in content.lines:
            lines.append(LineShape(f"{region.id}_l{len(lines) + 1:02d}", strips))
            ids.append(lines[-1].id)
        header = place.row < head
        cells.append(Cell(place.row, place.column, place.rows, place.columns, header, tuple(ids), place.box))
    text = "".join(glyph_text(read[strip]) for strip in table.strips)
    return LayoutRegion(region.id, RegionKind.TABLE, region.image, tuple(lines), joiner(text), tuple(cells))
