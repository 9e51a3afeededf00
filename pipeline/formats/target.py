"""Whom a file is read for, and how its measures become pixels of that page's master."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.errors import ForeignPageError
from pipeline.model import Box

T = TypeVar("T")
TOLERANCE = 0.02  # share by which the proportions of two images of one page may differ


@dataclass(frozen=True, slots=True)
class Target:
    """The page that a witness reads, and the size of the master it must fit."""

    page: str  # page id, "p0003"
    sigil: str
    width: int  # pixels of the master
    height: int
    dpi: float = 0.0  # of the master; 0 where unknown


@dataclass(frozen=True, slots=True)
class Scale:
    """The way from a file's measures to whole pixels of the master; boxes are clipped to the page."""

    x: float  # pixels per unit
    y: float
    width: int  # pixels of the master
    height: int

    def box(self, points: tuple[tuple[float, float], ...]) -> Box | None:
        """The upright box around some points; None where they all lie in the origin, as for no box."""
        if not any(x or y for x, y in points):
            return None
        xs = [round(x * self.x) for x, _ in points]
        ys = [round(y * self.y) for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys)).within(self.width, self.height)


def only_page(pages: Sequence[T], source: str) -> T:
    """The page of a file that holds at least one.

    Raises:
        ForeignPageError: where it holds several.
    """
    if len(pages) > 1:
        raise ForeignPageError(
            f"{source}: holds {len(pages)} pages", "Split the file into one for each page."
        )
    return pages[0]


def fit(target: Target, width: float, height: float, source: str) -> Scale:
    """The scale for a file that states the size of its page, in any unit.

    Raises:
        ForeignPageError: where the proportions are not those of the master.
    """
    wide, high = target.width / width, target.height / height
    if width < 0 or abs(wide / high - 1) > TOLERANCE:
        raise ForeignPageError(
            f"{source}: made from an image of {width:g}×{height:g}, "
            f"the master of {target.page} has {target.width}×{target.height}"
        )
    return Scale(wide, high, target.width, target.height)


def assume(target: Target, factor: float, reach: tuple[float, float], source: str) -> Scale:
    """The scale for a file that states no page size: `factor` pixels a unit.

    `reach` is the greatest x and y in the file, in its own unit.

    Raises:
        ForeignPageError: where the text reaches beyond the master.
    """
    right, bottom = round(reach[0] * factor), round(reach[1] * factor)
    if right > target.width * (1 + TOLERANCE) or bottom > target.height * (1 + TOLERANCE):
        raise ForeignPageError(
            f"{source}: text reaches to {right}×{bottom}, "
            f"the master of {target.page} has {target.width}×{target.height}"
        )
    return Scale(factor, factor, target.width, target.height)
