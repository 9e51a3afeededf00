"""What the scan stage makes of a page: cleaned images, each with its way back to the master.

A point of a derivative is first bent, then transformed; `pipeline.frames` goes the whole way.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.bend import FLAT, Bend
from pipeline.model import Box, Finding, Step


@dataclass(frozen=True, slots=True)
class Transform:
    """An affine map from a derivative to its master: x' = a·x + b·y + c, y' = d·x + e·y + f.

    Both sides are in pixels; a point names the corner between pixels, so (0, 0) is the top left
    corner of the first pixel.
    """

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def __post_init__(self) -> None:
        if not abs(self.a * self.e - self.b * self.d) >= 1e-9:  # "not" catches NaN, too
            raise ValueError("a transform that flattens the page has no way back")

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def corners(self, box: Box) -> tuple[tuple[float, float], ...]:
        """The four corners of a box after the map: top left, top right, bottom right, bottom left."""
        return (
            self.point(box.left, box.top),
            self.point(box.right, box.top),
            self.point(box.right, box.bottom),
            self.point(box.left, box.bottom),
        )

    def box(self, box: Box) -> Box:
        """The upright box around the mapped corners, rounded to whole pixels."""
        points = self.corners(box)
        xs = [round(x) for x, _ in points]
        ys = [round(y) for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def inverse(self) -> Transform:
        det = self.a * self.e - self.b * self.d
        a, b, d, e = self.e / det, -self.b / det, -self.d / det, self.a / det
        return Transform(a, b, -(a * self.c + b * self.f), d, e, -(d * self.c + e * self.f))

    def after(self, first: Transform) -> Transform:
        """This map applied to the result of `first`."""
        return Transform(
            self.a * first.a + self.b * first.d,
            self.a * first.b + self.b * first.e,
            self.a * first.c + self.b * first.f + self.c,
            self.d * first.a + self.e * first.d,
            self.d * first.b + self.e * first.e,
            self.d * first.c + self.e * first.f + self.f,
        )


@dataclass(frozen=True, slots=True)
class Derivative:
    """A cleaned image of one printed page; a two-page spread has two, in reading order."""

    image: str  # image id: "p0003_a", and "p0003_b" for the second page of a spread
    file: str  # file name inside 1-scan
    width: int
    height: int
    transform: Transform  # from this image, once bent, to the master
    bend: Bend = FLAT  # what dewarping took out of this image; goes before the transform


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What the scan stage adds to a page."""

    page: str
    derivatives: tuple[Derivative, ...]
    parameters: tuple[tuple[str, str], ...]  # what was measured and done, by name
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
