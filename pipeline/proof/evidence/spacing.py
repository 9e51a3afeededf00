"""Where the units of a line lie along it: the white between them, their own lengths, unread ink beside them.

All lengths are in glyphs: the thickness of the line.  What cannot be known is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Direction
from pipeline.proof.evidence.stands import UNKNOWN
from pipeline.proof.evidence.units import UnitLine

Span = tuple[float, float]
REACH = 2.0  # glyphs beyond the ends of a line within which unread ink is beside it …
SIDE = 0.5  # … and beyond its sides


@dataclass(frozen=True, slots=True)
class Spacing:
    """The places of the units along one line."""

    spans: tuple[Span | None, ...]  # in pixels; None for a unit without a box
    ends: Span | None  # of the line's own box
    thick: float  # pixels
    marks: tuple[Span, ...]  # unread ink beside the line

    def around(self, n: int) -> Iterator[float]:
        """The white before a unit, the white after it, its own length."""
        yield self._room(n - 1, n)
        yield self._room(n, n + 1)
        span = self.spans[n]
        yield (span[1] - span[0]) / self.thick if span else UNKNOWN

    def is_marked(self, n: int) -> bool:
        """Whether ink that nobody could read lies within a glyph of the unit, in its line."""
        span = self.spans[n]
        return span is not None and any(
            start < span[1] + self.thick and span[0] - self.thick < stop for start, stop in self.marks
        )

    def _room(self, first: int, second: int) -> float:
        """White between two units; at the ends of a line, from its box."""
        before = self.spans[first] if first >= 0 else self.ends and (self.ends[0], self.ends[0])
        after = self.spans[second] if second < len(self.spans) else self.ends and (self.ends[1], self.ends[1])
        if before is None or after is None:
            return UNKNOWN
        return max(0.0, after[0] - before[1]) / self.thick


def spacing(line: UnitLine, marks: Sequence[tuple[str, Box]]) -> Spacing:
    """The spacing of a line; `marks` is the unread ink of the page, by image."""
    vertical = line.direction is Direction.VERTICAL
    boxes = [unit.glyph.box if unit.glyph else None for unit in line.units]
    thick = _thickness(line.box, boxes, vertical)
    spans = tuple(_span(box, vertical) if box else None for box in boxes)
    near = tuple(
        _span(box, vertical) for image, box in marks if image == line.image and _beside(line, box, thick)
    )
    ends = _span(line.box, vertical) if line.box else None
    return Spacing(spans, ends, thick, near)


def _thickness(box: Box | None, boxes: Sequence[Box | None], vertical: bool) -> float:
    sides = sorted((b.width if vertical else b.height) for b in boxes if b)
    if sides:
        return float(max(1, sides[len(sides) // 2]))
    return float(max(1, box.width if vertical else box.height)) if box else 1.0


def _span(box: Box, vertical: bool) -> Span:
    return (box.top, box.bottom) if vertical else (box.left, box.right)


def _beside(line: UnitLine, mark: Box, thick: float) -> bool:
    if line.box is None:
        return False
    along, across = round(REACH * thick), round(SIDE * thick)
    x, y = (across, along) if line.direction is Direction.VERTICAL else (along, across)
    wide = Box(line.box.left - x, line.box.top - y, line.box.right + x, line.box.bottom + y)
    return wide.overlap(mark) > 0
