"""The drawing operators of the invisible text, in pixels of the master with the origin bottom left.

The font is one unit high, so that the text matrix holds place and size of each character.  A vertical
line is drawn as a horizontal one turned right: it runs down, and the em of a character, which shows
nothing, covers the same print.  The vertical writing of PDF would say the same, but no check of PDF/A
that we have knows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.export.pdf.layer import Placed, PlacedLine

LEVEL = 0.6  # of its size, within which PDFium takes the beginnings of two strings for one height


@dataclass(frozen=True, slots=True)
class Shown:
    """One string and its text matrix: where it begins is (matrix[4], matrix[5])."""

    matrix: tuple[float, float, float, float, float, float]
    text: tuple[str, ...]  # a glyph each

    def operators(self, codes: dict[str, int]) -> str:
        held = "".join(f"{codes[text]:04X}" for text in self.text)
        return f"{' '.join(map(_number, self.matrix))} Tm<{held}>Tj\n"


def content(lines: tuple[PlacedLine, ...], codes: dict[str, int], height: int) -> bytes:
    """The text of a page whose master is so many pixels high."""
    strings = [_strings(line, height) for line in lines]
    for at, (line, after) in enumerate(pairwise(lines)):
        if line.vertical and _level(strings[at][-1], strings[at + 1][0], after.glyphs[0]):
            strings[at] = _ended_otherwise(line, strings[at], height)
    drawn = ["BT 3 Tr /F 1 Tf\n" + "".join(s.operators(codes) for s in line) + "ET\n" for line in strings]
    return "".join(drawn).encode("ascii")


def _strings(line: PlacedLine, height: int) -> tuple[Shown, ...]:
    show = _turned if line.vertical else _upright
    return tuple(show(glyph, height) for glyph in line.glyphs)


def _upright(glyph: Placed, height: int) -> Shown:
    low = height - glyph.top - glyph.height
    return Shown((glyph.width, 0, 0, glyph.height, glyph.left, low), (glyph.text,))


def _turned(glyph: Placed, height: int) -> Shown:
    return Shown((0, -glyph.height, glyph.width, 0, glyph.left, height - glyph.top), (glyph.text,))


def _level(last: Shown, following: Shown, first: Placed) -> bool:
    return abs(last.matrix[5] - following.matrix[5]) < LEVEL * max(first.height, first.width)


def _ended_otherwise(line: PlacedLine, strings: tuple[Shown, ...], height: int) -> tuple[Shown, ...]:
    """The same line with its last string begun at another height, and its characters where they were.

    PDFium orders strings of one height from left to right, and would read the first character of the
    next column before the last one of this.
    """
    if len(strings) == 1:
        return (_upright(line.glyphs[0], height),)
    before, last = strings[-2:]
    return (*strings[:-2], Shown(before.matrix, before.text + last.text))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
