"""Tables without rules: rows of a column whose strips stand under one another with white between.

Only rows of figures are believed to be a table: names in columns, signatures and the lines of two
columns of text stand under one another as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.model import Box, Glyph, glyph_text, hull
from pipeline.ocr import tablehead, tablerows
from pipeline.ocr.filling import Content, lines
from pipeline.ocr.ink import Ink, leaders
from pipeline.ocr.lattice import Field
from pipeline.ocr.order import Column, Item, Row
from pipeline.ocr.shapes import Strip
from pipeline.text import figures

Read = Mapping[Strip, tuple[Glyph, ...]]

FIGURES = 2  # as many figures make a row that of a table …
ITEMS = 3  # … of as many strips
ROWS = 3  # and as many rows a table, of as many columns
BETWEEN = 3  # rows of words between two rows of figures: cells of several lines
SHORT = 0.6  # share of a table's width that such words take at most
WHITE = 0.5  # least white between two columns, in glyphs
BESIDE = 0.8  # lines less far apart than this, in their height, cannot stand one above the other
STEP = 2.6  # lines of a table lie no further apart than this, in glyphs
HEAD = 4  # rows above the figures that may be the head


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a column that are a table: the first and the one after the last, and its fields filled."""

    start: int
    stop: int
    box: Box
    contents: tuple[Content, ...]


def runs(column: Column, read: Read, ink: Ink) -> tuple[Run, ...]:
    """The tables among the rows of a column, from the top."""
    telling = [n for n, row in enumerate(column) if _of_figures(row, read, ink)]
    groups: list[list[int]] = []
    for n in telling:
        if groups and _goes_on(column, groups[-1][-1], n):
            groups[-1].append(n)
        else:
            groups.append([n])
    found = (_run(column, group[0], group[-1] + 1, read) for group in groups if len(group) >= ROWS)
    return tuple(run for run in found if run)


def _of_figures(row: Row, read: Read, ink: Ink) -> bool:
    """Whether a row looks like one of a table; entries of a contents page have leader dots."""
    if len(row) < ITEMS or sum(figures.is_figure(_text(item.strip, read)) for item in row) < FIGURES:
        return False
    between = [(a, b) for a, b in pairwise(row) if b.start > a.stop]
    return not any(
        leaders(ink, Box(int(a.stop), int(a.top), int(b.start), int(a.bottom))) for a, b in between
    )


def _goes_on(column: Column, last: int, n: int) -> bool:
    """Whether a table goes on from one row of figures to another: only short words stand between."""
    if n - last - 1 > BETWEEN:
        return False
    rows = column[last : n + 1]
    width = max(row[-1].stop for row in rows) - min(row[0].start for row in rows)
    short = all(item.stop - item.start <= SHORT * width for row in rows for item in row)
    return short and all(_near(above, below) for above, below in pairwise(rows))


def _near(above: Row, below: Row) -> bool:
    size = median(item.size for item in (*above, *below))
    return min(item.middle for item in below) - max(item.middle for item in above) <= STEP * size


def _run(column: Column, start: int, stop: int, read: Read) -> Run | None:
    """The table of some rows and what belongs to them; None where no white parts its columns."""
    edges = _edges(column[start:stop])
    if len(edges) < ROWS:
        return None
    first, body, stop = _reach(column, start, stop, edges[0])
    items = [item for row in column[first:stop] for item in row]
    box = hull(tuple(item.strip.box for item in items))
    borders = (*(round(edge) for edge in edges), box.right)
    top = min(item.strip.box.top for row in column[body:stop] for item in row)
    head = tablehead.columns_over(column[first:body], borders, box.top, top)
    rows = 1 + max((content.field.row + content.field.rows - 1 for content in head), default=-1)
    filled = _body([item for row in column[body:stop] for item in row], borders, top, box.bottom)
    below = tablerows.split(filled, lambda strip: _text(strip, read))
    moved = (Content(_moved(content.field, rows), content.lines) for content in below)
    return Run(first, stop, box, (*head, *moved))


def _reach(column: Column, start: int, stop: int, left: float) -> tuple[int, int, int]:
    """Where the head of a table begins, where its body does, and where that ends, around rows of figures."""
    width = max(row[-1].stop for row in column[start:stop]) - left
    while stop < len(column) and _overlap(column[stop - 1], column[stop]):
        stop += 1
    body = start
    while body > 0 and _overlap(column[body - 1], column[body]):
        body -= 1  # words of the first row that stand above its figures
    first = body
    while first > max(0, body - HEAD) and _is_head(column[first - 1], column[first], left, width):
        first -= 1
    return first, body, stop


def _moved(field: Field, rows: int) -> Field:
    return Field(field.row + rows, field.column, field.rows, field.columns, field.box)


def _overlap(above: Row, below: Row) -> bool:
    """Whether two rows stand beside each other rather than one above the other."""
    return any(b.middle - a.middle < BESIDE * min(a.size, b.size) for a in above for b in below)


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where columns begin: in the middle of the white between the stretches that some row covers."""
    size = median(item.size for row in rows for item in row)
    spans = sorted((item.start, item.stop) for row in rows for item in row)
    found, reach = [spans[0][0]], spans[0][1]
    for start, stop in spans:
        if start - reach >= WHITE * size:
            found.append((start + reach) / 2)
        reach = max(reach, stop)
    return found


def _is_head(row: Row, below: Row, left: float, width: float) -> bool:
    """Whether a row stands on the columns below it: with another strip beside it, none a line of text."""
    short = all(item.stop - item.start < SHORT * width for item in row)
    accompanied = len(row) > 1 or _overlap(row, below)
    return accompanied and short and row[0].start > left - row[0].size and _near(row, below)


def _body(items: Sequence[Item], borders: Sequence[int], top: int, bottom: int) -> list[Content]:
    """The columns below the head, each as one field."""
    held: list[list[Strip]] = [[] for _ in borders[1:]]
    for item in items:
        middle = (item.start + item.stop) / 2
        held[max(n for n in range(len(held)) if n == 0 or borders[n] <= middle)].append(item.strip)
    return [
        Content(Field(0, n, 1, 1, Box(borders[n], top, borders[n + 1], bottom)), lines(strips))
        for n, strips in enumerate(held)
    ]


def _text(strip: Strip, read: Read) -> str:
    return glyph_text(read[strip])
