"""Strips that have been read, put in order: tables, columns, notes in the margin, and all as regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.image import Raster
from pipeline.model import Box, Direction, Glyph, RegionKind, hull
from pipeline.ocr import asides, leftward, regions, tables
from pipeline.ocr.articles import upright_columns
from pipeline.ocr.engine import Engine
from pipeline.ocr.forced import forced_columns
from pipeline.ocr.ink import Ink
from pipeline.ocr.lines import line_glyphs, line_shape, printed_line
from pipeline.ocr.order import Column, Rule, along_lines, columns
from pipeline.ocr.printed import Printed, measure
from pipeline.ocr.shapes import LayoutRegion, LineShape, Place, Strip
from pipeline.ocr.told import tell

Read = Mapping[Strip, tuple[Glyph, ...]]
Lines = Sequence[tuple[Printed, LineShape]]


@dataclass(frozen=True, slots=True)
class Matter:
    """An image and what has been seen on it."""

    raster: Raster  # RGB, shape (height, width, 3)
    engine: Engine
    ink: Ink
    rules: tuple[Box, ...]  # printed lines
    read: Read


@dataclass(frozen=True, slots=True)
class Arranged:
    """Regions in reading order, and what was read of all strips in them."""

    layout: tuple[LayoutRegion, ...]
    read: Read


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Columns of lines in reading order, and what stands beside or between them."""

    text: tuple[Column, ...]
    notes: tuple[Column, ...]
    parting: tuple[Rule, ...]
    tables: tables.Tables
    read: Read


def arrange(
    matter: Matter, strips: Sequence[Strip], place: Place, direction: Direction, count: str | int
) -> Arranged:
    """Order the strips of an image or of a part of it.

    Args:
        place: names the image for the boxes, and the page for the ids of regions and lines.
        count: how many columns stand side by side; "auto" to go by the white between them.
    """
    order = _upright if direction is Direction.VERTICAL else _level
    ordered = order(matter, strips, count)
    text, notes = (
        [_lines(column, matter.ink, direction, ordered.read) for column in some]
        for some in (ordered.text, ordered.notes)
    )
    layout = tables.as_regions(_layout(place, text, notes, ordered.parting), ordered.tables, ordered.read)
    return Arranged(layout, ordered.read)


def _upright(matter: Matter, strips: Sequence[Strip], count: str | int) -> _Ordered:
    """The order of a page of vertical columns."""
    turned = leftward.mark(strips, matter.read)
    read = {turned[strip]: matter.read[strip] for strip in strips}
    if isinstance(count, int):
        text = forced_columns(tuple(read), Direction.VERTICAL, count)
    else:
        text = upright_columns(tuple(read), matter.rules, tell(read))
    return _Ordered(text, (), along_lines(matter.rules, Direction.VERTICAL), tables.Tables(), read)


def _level(matter: Matter, strips: Sequence[Strip], count: str | int) -> _Ordered:
    """The order of a page of level lines."""
    held = tables.ruled(matter.raster, matter.engine, matter.ink, strips, matter.read)
    read = {**matter.read, **held.read}
    parting = _beside(strips, along_lines(held.apart(matter.rules), Direction.HORIZONTAL))
    running = held.outside(strips)
    beside = asides.find(running, read)
    text = [strip for strip in running if strip not in beside]
    if isinstance(count, int):
        found = forced_columns(text, Direction.HORIZONTAL, count)
    else:
        found = columns(text, Direction.HORIZONTAL, parting)
    page_columns, held = tables.set_apart(found, held, read, matter.ink)
    return _Ordered(page_columns, asides.notes(beside), parting, held, {**read, **held.read})


def _beside(strips: Sequence[Strip], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The printed lines that stand on the same page as some strips."""
    area = hull(tuple(strip.box for strip in strips))
    return tuple(rule for rule in rules if rule.start < area.right and area.left < rule.stop)


def _lines(column: Column, ink: Ink, direction: Direction, read: Read) -> Lines:
    shapes = [line_shape(row, ink, direction) for row in column]
    return [
        (printed_line(row, line_glyphs(shape, read)), shape)
        for row, shape in zip(column, shapes, strict=True)
    ]


def _layout(
    place: Place, text: Sequence[Lines], notes: Sequence[Lines], parting: tuple[Rule, ...]
) -> tuple[LayoutRegion, ...]:
    """Regions in reading order, ids given; notes in the margin follow what they stand beside."""
    every = [printed for column in text for printed, _ in column]
    if not every:
        return ()
    sheet = measure(every, [(rule.start, rule.stop, rule.middle) for rule in parting])
    found = []
    for column in text:
        printed, shapes = [line for line, _ in column], [shape for _, shape in column]
        found += [(group, shapes, printed) for group in regions.group(printed, sheet)]
    folio = found[-1] if found[-1][0].kind is RegionKind.PAGE_NUMBER else None  # found last, it stays last
    found.sort(
        key=lambda one: (one is folio, regions.rank(one[0].kind, one[2][one[0].lines[0]], sheet)),
    )
    for note in reversed(notes):
        group = regions.Group(RegionKind.MARGINALIA, tuple(range(len(note))))
        shapes = [shape for _, shape in note]
        boxes = [hull(tuple(one[1][i].box for i in one[0].lines)) for one in found]
        kinds = [one[0].kind for one in found]
        place_of = asides.place(hull(tuple(shape.box for shape in shapes)), boxes, kinds)
        found.insert(place_of, (group, shapes, [line for line, _ in note]))
    return tuple(_layout_region(place, n, *one) for n, one in enumerate(found))


def _layout_region(
    place: Place,
    number: int,
    group: regions.Group,
    shapes: Sequence[LineShape],
    column: Sequence[Printed],
) -> LayoutRegion:
    name = f"{place.page}_r{place.before + number + 1:02d}"
    lines = tuple(LineShape(f"{name}_l{n:02d}", shapes[i].strips) for n, i in enumerate(group.lines, 1))
    joiner = regions.joiner("".join(column[i].text for i in group.lines))
    return LayoutRegion(name, group.kind, place.image, lines, joiner)
