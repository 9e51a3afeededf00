"""What to do with a page: the measured value where a setting says "auto", else the setting.

All positions are pixels of the upright page at full size.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipeline.bend import FLAT, Bend
from pipeline.model import Box, Direction
from pipeline.scan import background, border, deskew, dewarp, orientation, spread
from pipeline.scan.deskew import Skew
from pipeline.scan.ink import Boxes, Look
from pipeline.scan.orientation import Stance
from pipeline.scan.piece import Piece, Quad, halves, levelling, whole
from pipeline.scan.spread import Gutter, Opening, Verdict
from pipeline.settings import ScanSettings

BLANK, DARK = 0.0, 70.0  # typical glyph size without text; grey level of the paper below which it is none


Levelled = tuple[Piece, Skew]  # what to cut out, and the skew that was measured on it


@dataclass(frozen=True, slots=True)
class Page:
    """The upright page at full size, in pixels."""

    width: int
    height: int

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)


def stance(seen: Look, settings: ScanSettings) -> Stance:
    """How to turn the scan upright."""
    if settings.rotate == "auto":
        return orientation.find(seen)
    return Stance(int(settings.rotate), 0.0)


def crop(seen: Look, page: Page, settings: ScanSettings) -> Box:
    """What of the page to keep."""
    if settings.border == "never" or is_dark(seen):
        return page.box
    found = border.find(seen)
    if found == Box(0, 0, seen.width, seen.height):
        return page.box
    sides = [round(side * seen.factor) for side in (found.left, found.top, found.right, found.bottom)]
    return Box(*sides).within(page.width, page.height)


def opening(seen: Look, skew: Skew, page: Page, settings: ScanSettings) -> Opening:
    """Whether and where to split, in pixels of the page."""
    if settings.split == "auto":
        lean = -skew.angle if skew.clearness >= deskew.CLEAREST else 0.0
        found = spread.find(seen, lean)
        return Opening(found.verdict, found.gutter.scaled(seen.factor), found.gap, found.fold)
    column = page.width / 2 if isinstance(settings.split, str) else float(settings.split)
    verdict = Verdict.SINGLE if settings.split == "never" else Verdict.SPREAD
    return Opening(verdict, Gutter(column, column))


def quads(box: Box, found: Opening, page: Page) -> tuple[Quad, ...]:
    """The printed pages from left to right."""
    inside = box.left < min(found.gutter.top, found.gutter.bottom)
    inside = inside and max(found.gutter.top, found.gutter.bottom) < box.right
    if found.verdict is not Verdict.SPREAD or not inside:
        return (whole(box),)
    return halves(box, found.gutter, page.height)


def levelled(quad: Quad, seen: Look, settings: ScanSettings) -> Levelled:
    """The piece with the angle that levels it and the bend that flattens it, and what was measured on it."""
    glyphs = _glyphs_inside(quad, seen)
    measured = deskew.measure(seen.ink, glyphs)
    angle = _angle(measured, settings)
    bend = _bend(seen, glyphs, replace(measured, angle=angle), settings)
    if not bend.flat:  # it knows better how the lines run
        measured = replace(measured, direction=Direction.VERTICAL if bend.upright else Direction.HORIZONTAL)
    return Piece(quad, angle, bend), measured


def _angle(measured: Skew, settings: ScanSettings) -> float:
    if settings.deskew == "never":
        return 0.0
    if settings.deskew != "auto":
        return float(settings.deskew)
    return measured.angle if deskew.worth_it(measured) else 0.0


def _bend(seen: Look, glyphs: Boxes, skew: Skew, settings: ScanSettings) -> Bend:
    """The curl of the page once levelled, in pixels of the levelled page at full size."""
    if settings.dewarp == "never" or is_blank(seen) or is_dark(seen):
        return FLAT
    ink, way = dewarp.levelled_ink(seen.ink, glyphs, levelling(skew.angle))
    found = dewarp.find(ink, seen.size, skew.direction)
    return FLAT if found.flat else dewarp.scaled(found.beside(-way.c, -way.f), seen.factor)


def in_reading_order(pages: tuple[Levelled, ...]) -> tuple[Levelled, ...]:
    """In a book of vertical text the right page comes first; the page with the clearer lines tells."""
    clearest = max((skew for _, skew in pages), key=lambda skew: skew.clearness)
    return pages[::-1] if clearest.direction is Direction.VERTICAL else pages


def evened(seen: Look, settings: ScanSettings) -> bool:
    """Whether the paper is to be made even."""
    if settings.background == "never" or is_dark(seen) or is_blank(seen):
        return False
    return background.needed(background.measure(seen))


def is_blank(seen: Look) -> bool:
    return seen.size == BLANK


def is_dark(seen: Look) -> bool:
    return float(np.median(seen.paper)) < DARK


def _glyphs_inside(quad: Quad, seen: Look) -> Boxes:
    """The glyphs whose centre lies in the quadrilateral, whose left and right sides may lean."""
    (tl, tr, br, bl) = [(x / seen.factor, y / seen.factor) for x, y in quad]
    x = (seen.glyphs[:, 0] + seen.glyphs[:, 2]) / 2
    y = (seen.glyphs[:, 1] + seen.glyphs[:, 3]) / 2
    down = (y - tl[1]) / max(bl[1] - tl[1], 1e-9)
    left, right = tl[0] + (bl[0] - tl[0]) * down, tr[0] + (br[0] - tr[0]) * down
    return seen.glyphs[(x >= left) & (x <= right) & (down >= 0) & (down <= 1)]
