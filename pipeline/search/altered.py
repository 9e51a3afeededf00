"""Where the normalised text says something else than the print, line by line, as entries need it.

The export stage has told every change in the text of a document; what stands outside of documents is
normalised here, by the same rules.  Changes that folding makes too (script, width, brackets) are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.search.row import BREAK, Row
from pipeline.text.changes import Change
from pipeline.text.fold import fold
from pipeline.text.normal import normalised


@dataclass(frozen=True, slots=True)
class Altered:
    """A stretch of print, from a glyph of one line to before one of the same or a later line."""

    line: str
    start: int
    last: str
    stop: int
    text: str  # what the normalised text has for it


def of_rows(rows: Sequence[Row], year: int) -> Iterator[Altered]:
    """The changes that the rules for print of a year make to a stretch of running text."""
    texts = ["".join(row.glyphs) + row.follows.removesuffix(BREAK) for row in rows]
    starts = list(accumulate(map(len, texts), initial=0))[:-1]
    return located(normalised("".join(texts), year).changes, rows, starts)


def located(changes: Iterable[Change], rows: Sequence[Row], starts: Sequence[int]) -> Iterator[Altered]:
    """Changes of a text as changes of its lines; `starts` says where in the text each begins, in order."""
    for change in changes:
        first = bisect_right(starts, change.start) - 1
        last = max(bisect_left(starts, change.stop) - 1, first)
        if first >= 0 and fold(change.printed).key != fold(change.text).key:
            start = _glyph(rows[first], change.start - starts[first])
            stop = _glyph(rows[last], change.stop - starts[last])
            yield Altered(rows[first].id, start, rows[last].id, stop, change.text)


def _glyph(row: Row, place: int) -> int:
    """The glyph that a character of a line belongs to; the end of the line beyond it."""
    if isinstance(row.glyphs, str):
        return min(place, len(row.glyphs))
    return bisect_left(list(accumulate(map(len, row.glyphs))), place + 1) if place else 0
