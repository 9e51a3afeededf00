"""The head of a table: the rows that say what stands below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.ocr.filling import Content
from pipeline.ocr.shapes import Strip
from pipeline.text import figures

Text = Callable[[Strip], str]

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
