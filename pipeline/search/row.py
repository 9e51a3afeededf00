"""A printed line as entries are made from it, with the boxes of its glyphs on the master.

Rows are tuples: an entry takes its rows apart by column, at one go.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeGuard

BREAK = "\n"
Corners = tuple[int, int, int, int]  # left, top, right, bottom: a box that is only stored here
NOWHERE: Corners = (0, 0, 0, 0)  # a glyph without a box


class Row(NamedTuple):
    """One printed line; boxes in pixels of the master."""

    id: str
    sheet: int  # ordinal of its page among the entry's sheets
    region: int  # ordinal of its region within the entry
    follows: str  # what stands between it and the next row; `BREAK` where the text ends
    box: Corners | None
    glyphs: Sequence[str]  # a str where each is one character
    boxes: bytes  # four numbers a glyph, see `boxes_of`; empty where no glyph has one
    title: bool = False  # stands in the title


class Columns(NamedTuple):
    """What `Row` says, of all rows of an entry."""

    ids: tuple[str, ...]
    sheets: tuple[int, ...]
    regions: tuple[int, ...]
    follows: tuple[str, ...]
    line_boxes: tuple[Corners | None, ...]
    glyphs: tuple[Sequence[str], ...]
    glyph_boxes: tuple[bytes, ...]
    titles: tuple[bool, ...]


def columns(rows: Sequence[Row]) -> Columns:
    return Columns(*zip(*rows, strict=True)) if rows else Columns((), (), (), (), (), (), (), ())


def are_plain(glyphs: Sequence[Sequence[str]]) -> TypeGuard[Sequence[str]]:
    """Whether each glyph of all rows is one character."""
    return set(map(type, glyphs)) <= {str}


def boxes_of(corners: Iterable[Corners | None]) -> bytes:
    """Boxes of glyphs as they are stored: unsigned numbers of two bytes each, of four on a huge page."""
    known = list(corners)
    if not any(known):
        return b""
    return unsigned([number for box in known for number in box or NOWHERE]).tobytes()


def unsigned(numbers: Sequence[int]) -> array[int]:
    """Numbers of two bytes each; of four where one is too large for that."""
    try:
        return array("H", numbers)
    except OverflowError:
        return array("I", numbers)
