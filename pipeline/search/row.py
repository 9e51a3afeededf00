"""A printed line as entries are made from it, with the boxes of its glyphs on the master."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BREAK = "\n"
Corners = tuple[int, int, int, int]  # left, top, right, bottom: a box that is only stored here
NOWHERE: Corners = (0, 0, 0, 0)  # a glyph without a box


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; boxes in pixels of the master."""

    id: str
    sheet: int  # ordinal of its page among the entry's sheets
    region: int  # ordinal of its region within the entry
    follows: str  # what stands between it and the next row; `BREAK` where the text ends
    box: Corners | None
    glyphs: Sequence[str]  # a str where each is one character
    boxes: bytes  # four numbers a glyph, see `boxes_of`; empty where no glyph has one
    title: bool = False  # stands in the title


def boxes_of(corners: Iterable[Corners | None]) -> bytes:
    """Boxes of glyphs as they are stored: unsigned numbers of two bytes each, of four on a huge page."""
    known = list(corners)
    if not any(known):
        return b""
    flat = [number for box in known for number in box or NOWHERE]
    return array("H" if max(flat) < 1 << 16 else "I", flat).tobytes()
