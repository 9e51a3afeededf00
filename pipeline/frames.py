"""Moving regions and apparatus from the derivatives they were read on to the master that is published.

A flattened derivative is bent first, then transformed; on the way back it is the other way about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.bend import Bend
from pipeline.derivative import CleanPage, Transform
from pipeline.model import App, Box, Finding, Glyph, Region, TextLine

Points = tuple[tuple[float, float], ...]


class Move(Protocol):
    """What carries points and boxes of one image to another."""

    def point(self, x: float, y: float) -> tuple[float, float]: ...

    def corners(self, box: Box) -> Points: ...

    def box(self, box: Box) -> Box: ...


class Derived(Protocol):
    """An image that cleaning made from a master."""

    @property
    def transform(self) -> Transform: ...

    @property
    def bend(self) -> Bend: ...


@dataclass(frozen=True, slots=True)
class Bent:
    """The way to the master from a derivative that was flattened."""

    bend: Bend
    transform: Transform

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.transform.point(*self.bend.point(x, y))

    def corners(self, box: Box) -> Points:
        """The corners of a box, and where its edges cross a knot, after the map."""
        return tuple(self.point(x, y) for x, y in _outline(box, self.bend))

    def box(self, box: Box) -> Box:
        """The upright box around the bent one, rounded to whole pixels."""
        return _around(self.corners(box))


@dataclass(frozen=True, slots=True)
class Flattened:
    """The way from the master to a derivative that was flattened."""

    bend: Bend
    transform: Transform  # from the derivative to the master

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.bend.back(*self.transform.inverse().point(x, y))

    def corners(self, box: Box) -> Points:
        """The corners of a box, and where its edges cross a knot, after the map."""
        bent = self.transform.inverse().box(box)
        return tuple(self.bend.back(x, y) for x, y in _outline(bent, self.bend))

    def box(self, box: Box) -> Box:
        """The upright box around the flattened one, rounded to whole pixels."""
        return _around(self.corners(box))


def transforms(page: CleanPage) -> dict[str, Move]:
    """The way to the master from each image of a page, by image id; the master's own is the identity."""
    found: dict[str, Move] = {page.page: Transform()}
    found.update({d.image: to_master(d.transform, d.bend) for d in page.derivatives})
    return found


def to_master(transform: Transform, bend: Bend) -> Move:
    """The way of a derivative to its master."""
    return transform if bend.flat else Bent(bend, transform)


def from_master(image: Derived) -> Move:
    """The way from the master to an image that was made from it."""
    if image.bend.flat:
        return image.transform.inverse()
    return Flattened(image.bend, image.transform)


def region_on_master(region: Region, page: str, ways: Mapping[str, Move]) -> Region:
    """The same region with all boxes in the frame of the page's master."""
    way = ways[region.image]
    lines = tuple(_line(line, way) for line in region.lines)
    cells = tuple(replace(cell, box=_box(cell.box, way)) for cell in region.cells)
    return replace(region, image=page, box=_box(region.box, way), lines=lines, cells=cells)


def app_on_master(app: App, page: str, ways: Mapping[str, Move]) -> App:
    return replace(app, image=page, box=_box(app.box, ways[app.image]))


def finding_on_master(finding: Finding, page: str, ways: Mapping[str, Move]) -> Finding:
    """The same finding in the frame of the master; one without a box stays as it is."""
    if finding.box is None:
        return finding
    return replace(finding, image=page, box=_box(finding.box, ways[finding.image]))


def _line(line: TextLine, way: Move) -> TextLine:
    glyphs = tuple(_glyph(glyph, way) for glyph in line.glyphs)
    return replace(line, box=_box(line.box, way), glyphs=glyphs)


def _glyph(glyph: Glyph, way: Move) -> Glyph:
    return replace(glyph, box=_box(glyph.box, way))


def _box(box: Box | None, way: Move) -> Box | None:
    return None if box is None else way.box(box)


def _outline(box: Box, bend: Bend) -> list[tuple[float, float]]:
    """The corners of a box and where its edges cross a knot: between them a bent edge is straight."""
    first, last = (box.top, box.bottom) if bend.upright else (box.left, box.right)
    sides = (box.left, box.right) if bend.upright else (box.top, box.bottom)
    places = [first, *(knot for knot in bend.along if first < knot < last), last]
    return [(side, place) if bend.upright else (place, side) for place in places for side in sides]


def _around(points: Points) -> Box:
    xs, ys = [round(x) for x, _ in points], [round(y) for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
