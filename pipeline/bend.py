"""A bent page: how far each place of a flattened image lies off where the flat one has it.

The way is exact in both directions: the displacement runs across the lines only, and between the knots
of its grid it is linear, so that along any line across it is a chain of straight pieces.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

STEEPEST = 0.9  # how much of the distance between two lines the bend may take away


@dataclass(frozen=True, slots=True)
class Bend:
    """A displacement on a grid, in pixels of the flattened image; outside the grid it goes on as at its edge.

    `along` runs with the text lines, `across` from line to line: x and y where `upright` is false, y and x
    for lines that run from top to bottom.  A point (along, across) comes from (along, across + shift).
    """

    along: tuple[float, ...] = ()  # knots, rising
    across: tuple[float, ...] = ()  # knots, rising
    shifts: tuple[tuple[float, ...], ...] = ()  # a row for each knot across, in it one for each knot along
    upright: bool = False

    def __post_init__(self) -> None:
        if len(self.shifts) != len(self.across) or any(len(row) != len(self.along) for row in self.shifts):
            raise ValueError("a bend needs a shift for every knot of its grid")
        if not (_rising(self.along) and _rising(self.across)):
            raise ValueError("the knots of a bend must rise")
        for (upper, lower), step in zip(pairwise(self.shifts), _steps(self.across), strict=True):
            if not all(b - a >= -STEEPEST * step for a, b in zip(upper, lower, strict=True)):
                raise ValueError("a bend that folds the page has no way back")

    @property
    def flat(self) -> bool:
        return not any(any(row) for row in self.shifts)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the flattened image lies on the bent page."""
        if self.flat:
            return x, y
        along, across = (y, x) if self.upright else (x, y)
        across += _interpolated(across, self.across, self._at(along))
        return (across, along) if self.upright else (along, across)

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the bent page lies on the flattened image."""
        if self.flat:
            return x, y
        along, across = (y, x) if self.upright else (x, y)
        shifts = self._at(along)
        bent = tuple(knot + shift for knot, shift in zip(self.across, shifts, strict=True))
        across -= _interpolated(across, bent, shifts)
        return (across, along) if self.upright else (along, across)

    def beside(self, x: float, y: float) -> Bend:
        """The same bend in pixels of an image whose origin lies at (x, y) of this one."""
        right, down = (y, x) if self.upright else (x, y)
        return replace(
            self,
            along=tuple(knot - right for knot in self.along),
            across=tuple(knot - down for knot in self.across),
        )

    def _at(self, along: float) -> tuple[float, ...]:
        """The shift at every knot across."""
        return tuple(_interpolated(along, self.along, row) for row in self.shifts)


def _interpolated(place: float, knots: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Linear between the knots, constant outside."""
    if place <= knots[0]:
        return values[0]
    if place >= knots[-1]:
        return values[-1]
    k = bisect_right(knots, place)
    share = (place - knots[k - 1]) / (knots[k] - knots[k - 1])
    return values[k - 1] + share * (values[k] - values[k - 1])


def _steps(knots: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(b - a for a, b in pairwise(knots))


def _rising(knots: tuple[float, ...]) -> bool:
    return all(step > 0 for step in _steps(knots))


FLAT = Bend()
