"""The drawing operators of the invisible text, in pixels of the master with the origin bottom left.

The font is one unit high, so that the text matrix holds place and size of each character.  A vertical
line is drawn as a horizontal one turned right: it runs down, and the em of a character, which shows
nothing, covers the same print.  The vertical writing of PDF would say the same, but no check of PDF/A
that we have knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.export.pdf.font import EM
from pipeline.export.pdf.layer import Placed, PlacedLine
from pipeline.formats.way import Way
from pipeline.model import Box

LEVEL = 0.55  # of the larger of two characters, within which PDFium takes their beginnings for one height
AWAY = 1.5  # of it, by which a blank stands off where two lines must be kept apart
BLANK = " "


@dataclass(frozen=True, slots=True)
class Shown:
    """One string and its text matrix: where it begins is (matrix[4], matrix[5])."""

    matrix: tuple[float, float, float, float, float, float]
    text: tuple[str, ...]  # a glyph each
    back: tuple[float, ...] = ()  # how far to go back behind each glyph but the last, in thousandths of an em

    @property
    def extent(self) -> float:
        """The size of one of its characters as PDFium takes it: the mean of length and breadth."""
        a, b, c, d = self.matrix[:4]
        return (abs(a + b) + abs(c + d)) / 2

    def operators(self, codes: dict[str, int]) -> str:
        place = f"{' '.join(map(_number, self.matrix))} Tm"
        if self.back:
            after = (*map(_number, self.back), "")
            held = "".join(f"<{codes[text]:04X}>{far}" for text, far in zip(self.text, after, strict=True))
            return f"{place}[{held}]TJ\n"
        held = "".join(f"{codes[text]:04X}" for text in self.text)
        return f"{place}<{held}>Tj\n"


def content(lines: tuple[PlacedLine, ...], codes: dict[str, int], height: int) -> bytes:
    """The text of a page whose master is so many pixels high; `codes` has one for a blank, too."""
    before = (None, *lines)
    strings = [_strings(line, last, height) for line, last in zip(lines, before, strict=False)]
    for at, (line, after) in enumerate(pairwise(strings)):
        strings[at] = _kept_apart(line, after[0], lines[at].way)
    drawn = ["BT 3 Tr /F 1 Tf\n" + "".join(s.operators(codes) for s in line) + "ET\n" for line in strings]
    return "".join(drawn).encode("ascii")


def _strings(line: PlacedLine, before: PlacedLine | None, height: int) -> tuple[Shown, ...]:
    """A string for each character; one for a line of which PDFium would lose or turn round single ones."""
    if line.way is Way.DOWN:
        return _not_drifting([_turned(glyph, height) for glyph in line.glyphs])
    if line.way is Way.LEFT or (before and _on_top(line, before)):
        return (_in_one(line, height),)
    return tuple(_upright(glyph, height) for glyph in line.glyphs)


def _on_top(line: PlacedLine, before: PlacedLine) -> bool:
    """Whether two lines lie on one another, as two readings of one line do: equal signs would be lost."""
    one, other = _hull(line), _hull(before)
    across = min(one.right, other.right) > max(one.left, other.left)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across and 2 * shared > min(one.height, other.height)


def _hull(line: PlacedLine) -> Box:
    edges = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in line.glyphs]
    left, top, right, bottom = zip(*edges, strict=True)
    return Box(round(min(left)), round(min(top)), round(max(right)), round(max(bottom)))


def _not_drifting(column: list[Shown]) -> tuple[Shown, ...]:
    """A column in which no character that PDFium takes for one of the same height stands further left."""
    made = column[:1]
    for shown in column[1:]:
        level = (*shown.matrix[:4], made[-1].matrix[4], shown.matrix[5])
        made.append(replace(shown, matrix=level) if _mixed(made[-1], shown) else shown)
    return tuple(made)


def _upright(glyph: Placed, height: int) -> Shown:
    low = height - glyph.top - glyph.height
    return Shown((glyph.width, 0, 0, glyph.height, glyph.left, low), (glyph.text,))


def _in_one(line: PlacedLine, height: int) -> Shown:
    """A level line as one string of characters of one width, each in its place."""
    glyphs = line.glyphs
    wide = max(1.0, median(glyph.width for glyph in glyphs))
    from_right = line.way is Way.LEFT
    starts = [glyph.left + glyph.width - wide if from_right else glyph.left for glyph in glyphs]
    back = tuple(EM * (wide + start - after) / wide for start, after in pairwise(starts))
    level = median(glyph.top + glyph.height for glyph in glyphs)
    matrix = (wide, 0, 0, glyphs[0].height, starts[0], height - level)
    return Shown(matrix, tuple(glyph.text for glyph in glyphs), back)


def _turned(glyph: Placed, height: int) -> Shown:
    return Shown((0, -glyph.height, glyph.width, 0, glyph.left, height - glyph.top), (glyph.text,))


def _kept_apart(line: tuple[Shown, ...], after: Shown, way: Way) -> tuple[Shown, ...]:
    """A line that PDFium does not mix with the next one.

    PDFium orders strings of one height from left to right, and would read the first character of a
    column, or of a small line close under a large one, before the last character of the line before it.
    A vertical line then ends with a string of two characters, which begins higher up; where that does not
    help, a blank off the line stands between the two.
    """
    if way is Way.DOWN and len(line) > 1 and _mixed(line[-1], after):
        before, last = line[-2:]
        line = (*line[:-2], Shown(before.matrix, before.text + last.text))
    if not _mixed(line[-1], after):
        return line
    a, b, c, d, x, y = line[-1].matrix
    off = AWAY * max(line[-1].extent, after.extent)
    return (*line, Shown((a, b, c, d, x, y + off if y < off else y - off), (BLANK,)))


def _mixed(last: Shown, after: Shown) -> bool:
    near = LEVEL * max(last.extent, after.extent)
    return abs(last.matrix[5] - after.matrix[5]) <= near and after.matrix[4] < last.matrix[4]


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
