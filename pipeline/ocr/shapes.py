"""What the layout of a page is made of: strips that are read at one go, lines of strips, regions of lines.

Corners and boxes are in pixels of the derivative that the region names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import dist

from pipeline.model import Box, Cell, Direction, Finding, RegionKind, Step, hull
from pipeline.ocr.inkstates import InkLedger

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of one line, level or slanted: corners from the top left of the page clockwise."""

    corners: Corners
    direction: Direction
    score: float  # the detector's confidence, 0…1
    leader: bool = False  # a run of leader dots: seen as ink, not given to an engine
    leftward: bool = False  # a level line of an old vertical page, which starts at its right end

    @property
    def box(self) -> Box:
        xs = [x for x, _ in self.corners]
        ys = [y for _, y in self.corners]
        return Box(int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1)

    @property
    def thickness(self) -> float:
        """The length of its short edges, in pixels: the box of a long strip that leans is thicker."""
        a, b, c, d = self.corners
        return min(dist(a, b) + dist(c, d), dist(b, c) + dist(d, a)) / 2


def upright(box: Box, direction: Direction, score: float, leader: bool = False) -> Strip:
    """A strip with level edges."""
    left, top, right, bottom = float(box.left), float(box.top), float(box.right), float(box.bottom)
    return Strip(((left, top), (right, top), (right, bottom), (left, bottom)), direction, score, leader)


def stretch(strip: Strip, start: float, stop: float) -> Strip:
    """The part of a strip between two shares of its length."""
    a, b, c, d = strip.corners
    if strip.direction is Direction.VERTICAL:
        corners = (_between(a, d, start), _between(b, c, start), _between(b, c, stop), _between(a, d, stop))
    else:
        corners = (_between(a, b, start), _between(a, b, stop), _between(d, c, stop), _between(d, c, start))
    return replace(strip, corners=corners)


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return round(a[0] + share * (b[0] - a[0]), 1), round(a[1] + share * (b[1] - a[1]), 1)


@dataclass(frozen=True, slots=True)
class LineShape:
    """One text line: strips in reading direction, with gaps between them."""

    id: str
    strips: tuple[Strip, ...]

    @property
    def box(self) -> Box:
        return hull(tuple(strip.box for strip in self.strips))

    @property
    def direction(self) -> Direction:
        return self.strips[0].direction


@dataclass(frozen=True, slots=True)
class LayoutRegion:
    id: str
    kind: RegionKind
    image: str
    lines: tuple[LineShape, ...]
    joiner: str
    cells: tuple[Cell, ...] = ()  # of a TABLE, row by row
    place: Box | None = None  # of a region without lines: a seal, a picture

    @property
    def box(self) -> Box:
        boxes = (*(line.box for line in self.lines), *(cell.box for cell in self.cells if cell.box))
        return self.place or hull(boxes)


@dataclass(frozen=True, slots=True)
class Place:
    """The image that is read, the page it belongs to, and how many regions of that page came before it."""

    page: str
    image: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of a page in reading order, as found on its derivatives."""

    page: str
    regions: tuple[LayoutRegion, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    ink: tuple[InkLedger, ...]  # of each derivative
