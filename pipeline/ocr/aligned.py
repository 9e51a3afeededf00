"""Tables without rules: rows of a column whose strips stand under one another with white between.

Only rows of figures are believed to be a table: names in columns, signatures and the lines of two
columns of text stand under one another as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.model import Box, Glyph, hull
from pipeline.ocr.filling import Content, lines
from pipeline.ocr.ink import Ink, leaders
from pipeline.ocr.lattice import Field
from pipeline.ocr.order import Column, Item, Row
from pipeline.ocr.shapes import Strip
from pipeline.text import figures

Read = Mapping[Strip, tuple[Glyph, ...]]

FIGURES = 2  # as many figures make a row that of a table …
ITEMS = 3  # … of as many strips
ROWS = 3  # and as many rows a table
WHITE = 0.5  # least white between two columns, in glyphs
STEP = 2.6  # rows lie no further apart than this, in glyphs
HEAD = 2  # rows above the figures that may be the head


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a column that are a table: the first and the one after the last, and its fields filled."""

    start: int
    stop: int
    box: Box
    contents: tuple[Content, ...]


def runs(column: Column, read: Read, ink: Ink) -> tuple[Run, ...]:
    """The tables among the rows of a column, from the top."""
    found = []
    start = 0
    while start < len(column):
        stop = start
        while stop < len(column) and _goes_on(column, start, stop, read, ink):
            stop += 1
        run = _run(column, start, stop, read) if stop - start >= ROWS else None
        if run:
            found.append(run)
        start = max(stop, start + 1)
    return tuple(found)


def _goes_on(column: Column, start: int, at: int, read: Read, ink: Ink) -> bool:
    if not _of_figures(column[at], read, ink):
        return False
    return at == start or _near(column[at - 1], column[at])


def _near(above: Row, below: Row) -> bool:
    size = median(item.size for item in (*above, *below))
    return min(item.middle for item in below) - max(item.middle for item in above) <= STEP * size


def _of_figures(row: Row, read: Read, ink: Ink) -> bool:
    """Whether a row looks like one of a table; entries of a contents page have leader dots."""
    if len(row) < ITEMS or sum(figures.is_figure(_text(item, read)) for item in row) < FIGURES:
        return False
    gaps = [
        Box(int(a.stop), int(a.top), int(b.start), int(a.bottom))
        for a, b in pairwise(row)
        if b.start > a.stop
    ]
    return not any(leaders(ink, gap) for gap in gaps)


def _run(column: Column, start: int, stop: int, read: Read) -> Run | None:
    """The table of some rows and the head above them; None where no white parts its columns."""
    edges = _edges(column[start:stop])
    if len(edges) < ITEMS:
        return None
    first = start
    while first > max(0, start - HEAD) and _is_head(column[first - 1], column[first], edges):
        first -= 1
    rows = column[first:stop]
    box = hull(tuple(item.strip.box for row in rows for item in row))
    return Run(first, stop, box, _contents(rows, edges, box))


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where columns begin: at the left of each stretch that some row covers and white surrounds."""
    size = median(item.size for row in rows for item in row)
    spans = sorted((item.start, item.stop) for row in rows for item in row)
    found, reach = [spans[0][0]], spans[0][1]
    for start, stop in spans:
        if start - reach >= WHITE * size:
            found.append((start + reach) / 2)
        reach = max(reach, stop)
    return found


def _is_head(row: Row, below: Row, edges: Sequence[float]) -> bool:
    """Whether a row stands on the columns below it: two strips at least, each shorter than half of them."""
    width = max(item.stop for item in below) - edges[0]
    short = all(item.stop - item.start < 0.5 * width for item in row)
    return len(row) > 1 and short and row[0].start > edges[0] - row[0].size and _near(row, below)


def _contents(rows: Sequence[Row], edges: Sequence[float], box: Box) -> tuple[Content, ...]:
    """Every place of the table as a field; a strip over several columns spans them."""
    tops = [min(item.top for item in row) for row in rows]
    ends = [*(round(top) for top in tops), box.bottom]
    borders = [round(edge) for edge in edges] + [box.right]
    found: list[Content] = []
    for n, row in enumerate(rows):
        spans = _spans(row, edges)
        for column, (stop, items) in spans.items():
            place = Box(
                borders[column], ends[n], max(borders[column], borders[stop]), max(ends[n], ends[n + 1])
            )
            field = Field(n, column, 1, stop - column, place)
            found.append(Content(field, lines([item.strip for item in items])))
    return tuple(found)


def _spans(row: Row, edges: Sequence[float]) -> dict[int, tuple[int, list[Item]]]:
    """The fields of a row by their first column: the one after their last, and the strips in them."""
    found: dict[int, tuple[int, list[Item]]] = {n: (n + 1, []) for n in range(len(edges))}
    for item in row:
        first, last = (
            _column(item.start + 0.5 * item.size, edges),
            _column(item.stop - 0.5 * item.size, edges),
        )
        first = min(first, last)
        home = max(n for n in found if n <= first)
        stop = max(found[home][0], last + 1)
        items = [one for n in range(home, stop) if n in found for one in found[n][1]]
        for n in range(home + 1, stop):
            found.pop(n, None)
        found[home] = stop, [*items, item]
    return dict(sorted(found.items()))


def _column(x: float, edges: Sequence[float]) -> int:
    return max((n for n, edge in enumerate(edges) if edge <= x), default=0)


def _text(item: Item, read: Read) -> str:
    return "".join(glyph.text for glyph in read[item.strip])
