"""Rows that no rule parts: a field with a column of figures in it becomes a field for each of them.

Many tables of figures are ruled only below their head and between their columns.  What is one field by
its rules is then as many rows as its lines, where the lines of several columns stand level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Box, Direction
from pipeline.ocr.filling import Content, contents
from pipeline.ocr.lattice import Field
from pipeline.ocr.order import rows_of, to_item
from pipeline.ocr.shapes import Strip
from pipeline.text import figures

Text = Callable[[Strip], str]

LEVEL = 0.6  # share of a band's lines that must stand level with a line of another column


def split(held: Sequence[Content], text: Text) -> tuple[Content, ...]:
    """The fields of a table, those of a band of level figures divided into rows."""
    count = max(content.field.row + content.field.rows for content in held)
    cuts = [_cuts([c for c in held if (c.field.row, c.field.rows) == (n, 1)], text) for n in range(count)]
    if not any(cuts):
        return tuple(held)
    before = [0]  # rows above each of the old ones, once all are cut
    for places in cuts:
        before.append(before[-1] + 1 + len(places))
    fields: list[Field] = []
    for content in held:
        field = content.field
        places = cuts[field.row] if field.rows == 1 else []
        moved = replace(field, row=before[field.row], rows=before[field.row + field.rows] - before[field.row])
        fields += _divided(moved, places)
    strips = [strip for content in held for line in content.lines for strip in line]
    return contents(sorted(fields, key=lambda field: (field.row, field.column)), strips)


def _divided(field: Field, places: Sequence[float]) -> list[Field]:
    if not places:
        return [field]
    edges = [field.box.top, *map(round, places), field.box.bottom]
    left, right = field.box.left, field.box.right
    return [
        Field(field.row + n, field.column, 1, field.columns, Box(left, top, right, bottom))
        for n, (top, bottom) in enumerate(pairwise(edges))
    ]


def _cuts(band: Sequence[Content], text: Text) -> list[float]:
    """Where to cut a row of fields: between its lines, if they are figures that stand level."""
    columns = [content for content in band if len(content.lines) > 1]
    if not any(_is_column(content, text) for content in columns):
        return []
    strips = [strip for content in band for line in content.lines for strip in line]
    if any(strip.direction is Direction.VERTICAL for strip in strips):
        return []
    rows = rows_of(tuple(to_item(strip, Direction.HORIZONTAL) for strip in strips))
    level = sum(len(row) > 1 for row in rows)
    if len(columns) < 2 or level < LEVEL * len(rows):
        return []
    ends = [(min(i.top for i in row), max(i.bottom for i in row)) for row in rows]
    return [(above[1] + below[0]) / 2 for above, below in pairwise(ends)]


def _is_column(content: Content, text: Text) -> bool:
    """Whether most lines of a field are figures, one to a line."""
    read = ["".join(text(strip) for strip in line) for line in content.lines]
    return sum(figures.is_figure(line) for line in read) >= max(2, LEVEL * len(read))
