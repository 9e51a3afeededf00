"""The head of a table: the rows that say what stands below them.

Where no rules tell, a name stands over the middle of the columns it is for, and one that stands half way
between two rows belongs to both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.model import Box
from pipeline.ocr.filling import Content, lines
from pipeline.ocr.lattice import Field
from pipeline.ocr.order import Item, Row
from pipeline.ocr.shapes import Strip
from pipeline.text import figures

Text = Callable[[Strip], str]

BETWEEN = 0.2  # in its own height: how far a row reaches into that above and below, to stand between them
MOST = 3  # rows of a head, unless its fields span more
YEAR = re.compile(r"(1[5-9]|20)\d\d")  # at the head of a column it is a name, not a figure


def head_rows(held: Sequence[Content], text: Text) -> int:
    """How many rows of a table are its head: 0 where figures begin in the first."""
    count = max(content.field.row + content.field.rows for content in held)
    first = next((row for row in range(count) if _has_figures(held, row, text)), count)
    spanned = _spanned(held)
    if first == 0 or spanned >= count:
        return 0
    if spanned < first <= MOST and first < count and all(_is_full(held, r) for r in range(spanned, first)):
        return first
    return min(spanned, first)


def _spanned(held: Sequence[Content]) -> int:
    """The rows that the first row's fields reach down to, and those that begin in these."""
    stop = 1
    while True:
        reach = max(c.field.row + c.field.rows for c in held if c.field.row < stop)
        if reach == stop:
            return stop
        stop = reach


def _has_figures(held: Sequence[Content], row: int, text: Text) -> bool:
    """Whether a figure stands in a row, beside the names in its first column."""
    read = [_text(c, text) for c in held if c.field.row == row and c.field.column > 0]
    return any(figures.is_figure(one) and not YEAR.fullmatch(one) for one in read)


def _is_full(held: Sequence[Content], row: int) -> bool:
    return sum(bool(content.lines) for content in held if content.field.row == row) > 1


def _text(content: Content, text: Text) -> str:
    return "".join(text(strip) for line in content.lines for strip in line).strip()


def columns_over(rows: Sequence[Row], borders: Sequence[int], top: int, bottom: int) -> list[Content]:
    """The fields of a head without rules, filled.

    `borders` are the left edges of the table's columns and its right edge, `top` and `bottom` the ends of
    the head; pixels of the image.
    """
    levels = [row for n, row in enumerate(rows) if not _between(rows, n)]
    if not levels:
        return []
    tops = [top, *(round(min(item.top for item in row)) for row in levels[1:]), bottom]
    found: list[Content] = []
    free = [[True] * (len(borders) - 1) for _ in levels]
    for n, row in enumerate(rows):
        if _between(rows, n):
            level = sum(not _between(rows, k) for k in range(n))
            for item in row:
                column = _column(item, borders)
                free[level - 1][column] = free[level][column] = False
                found.append(_content(Box(column, level - 1, column + 1, level + 1), [item], borders, tops))
    for level, row in enumerate(levels):
        for span, items in _shared(row, free[level], borders):
            found.append(_content(Box(span[0], level, span[1], level + 1), items, borders, tops))
    return sorted(found, key=lambda content: (content.field.row, content.field.column))


def _between(rows: Sequence[Row], n: int) -> bool:
    """Whether a row stands beside the one above it and the one below it, half way between."""
    if not 0 < n < len(rows) - 1:
        return False
    above, here, below = rows[n - 1 : n + 2]
    slack = BETWEEN * min(item.size for item in here)
    over = max(item.bottom for item in above) - min(item.top for item in here)
    under = max(item.bottom for item in here) - min(item.top for item in below)
    return over > slack and under > slack


def _column(item: Item, borders: Sequence[int]) -> int:
    middle = (item.start + item.stop) / 2
    return max(n for n in range(len(borders) - 1) if n == 0 or borders[n] <= middle)


def _shared(
    row: Row, free: Sequence[bool], borders: Sequence[int]
) -> list[tuple[tuple[int, int], list[Item]]]:
    """The columns of a level that are free, shared out among its strips: each goes to the nearest.

    Where a level has a strip for every column, each has its own, and two of one column stand in one field.
    """
    open_columns = [n for n, one in enumerate(free) if one]
    held: dict[int, list[Item]] = {}
    for item in row:
        held.setdefault(_column(item, borders), []).append(item)
    owner = {n: min(held, key=lambda home: _distance(n, held[home], borders)) for n in open_columns}
    found = []
    for home, items in sorted(held.items()):
        mine = [n for n in open_columns if owner[n] == home] or [home]
        found.append(((min(mine), max(mine) + 1), items))
    return found


def _distance(column: int, items: Sequence[Item], borders: Sequence[int]) -> float:
    middle = (min(item.start for item in items) + max(item.stop for item in items)) / 2
    return abs((borders[column] + borders[column + 1]) / 2 - middle)


def _content(place: Box, items: Sequence[Item], borders: Sequence[int], tops: Sequence[int]) -> Content:
    """A field from its place, a box of columns and rows."""
    box = Box(
        borders[place.left], tops[place.top], borders[place.right], max(tops[place.top], tops[place.bottom])
    )
    field = Field(place.top, place.left, place.height, place.width, box)
    return Content(field, lines([item.strip for item in items]))
