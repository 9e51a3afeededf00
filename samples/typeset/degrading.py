"""Degrading: how worn a page is at each strength, and in which order things happened to it.

First the press (ink), then the years (paper), then the scanner (skew, focus, noise).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np

from pipeline.errors import UsageError
from pipeline.model import Direction
from samples.typeset import wear
from samples.typeset.eras import ERAS
from samples.typeset.geometry import curl, skew
from samples.typeset.records import Page, Raster
from samples.typeset.wear import Sheet


@dataclass(frozen=True, slots=True)
class Wear:
    """How strong each kind of wear is; the first three hold for letterpress, offset has a share of them."""

    spread: float  # pixels
    uneven: float  # share of the ink
    broken: float  # share of the ink
    ghost: float  # darkness of the other side, 0…1
    yellow: float  # 0 white … 1 brown
    grain: float  # of the paper, share of full tone
    foxing: int  # spots
    gutter: float  # darkness at the fold, 0…1
    specks: int
    skew: float  # degrees, either way
    blur: float  # pixels
    noise: float  # share of full tone
    quality: int  # of a JPEG it has been through
    curl: float = 0.0  # rise or fall of the corners at the fold, share of the height


STRENGTHS = {
    "light": Wear(0.25, 0.12, 0.01, 0.03, 0.35, 0.004, 0, 0.10, 20, 0.3, 0.45, 0.004, 88),
    "medium": Wear(0.5, 0.3, 0.06, 0.09, 0.75, 0.010, 6, 0.28, 90, 0.9, 0.7, 0.010, 75),
    "strong": Wear(0.8, 0.5, 0.16, 0.20, 1.15, 0.022, 25, 0.55, 320, 2.0, 1.0, 0.022, 55),
}

STRENGTHS["curled"] = replace(STRENGTHS["medium"], curl=0.09)


def degrade(page: Page, strength: str, seed: int, back: Page | None = None) -> Page:
    """The page as it may come from the shelf; "none" leaves it as printed.

    `back` is the page printed on the other side of the leaf; without one the page itself shines through.
    The text of the truth stays, its boxes follow skew and curl.

    Raises:
        UsageError: where there is no such strength.
    """
    if strength == "none":
        return page
    if strength not in STRENGTHS:
        raise UsageError(f"no strength {strength!r}", f"Give one of: none, {', '.join(STRENGTHS)}")
    worn = STRENGTHS[strength]
    rng = np.random.default_rng([seed, zlib.crc32(page.page.encode())])
    other = page if back is None or back.image.shape != page.image.shape else back
    sheet = _printed(_sheet(page), worn, rng, ERAS[page.era].metal)
    sheet = _aged(sheet, _sheet(other), worn, rng)
    sheet = wear.gutter(sheet, _fold(page), worn.gutter)
    turned = skew(replace(page, image=_raster(sheet)), float(rng.uniform(-worn.skew, worn.skew)))
    if worn.curl:
        bow = float(rng.uniform(0.5, 1.0) * rng.choice((-1, 1)))
        turned = curl(turned, bow * worn.curl, _fold(page))
    return replace(turned, image=_scanned(_sheet(turned), worn, rng))


def _sheet(page: Page) -> Sheet:
    return np.asarray(page.image / np.float32(255), np.float32)


def _raster(sheet: Sheet) -> Raster:
    return np.round(np.clip(sheet, 0, 1) * 255).astype(np.uint8)


def _printed(sheet: Sheet, worn: Wear, rng: np.random.Generator, metal: float) -> Sheet:
    """What the press did."""
    sheet = wear.spread_ink(sheet, worn.spread * metal)
    sheet = wear.ink_unevenly(sheet, rng, worn.uneven * metal)
    return wear.break_strokes(sheet, rng, worn.broken * metal)


def _aged(sheet: Sheet, other: Sheet, worn: Wear, rng: np.random.Generator) -> Sheet:
    """What the years did."""
    sheet = wear.show_through(sheet, other, worn.ghost)
    sheet = wear.yellow(sheet, rng, worn.yellow)
    return wear.fibres(wear.foxing(sheet, rng, worn.foxing), rng, worn.grain)


def _scanned(sheet: Sheet, worn: Wear, rng: np.random.Generator) -> Raster:
    """What the scanner did."""
    sheet = wear.blurred(wear.specks(sheet, rng, worn.specks), worn.blur)
    return wear.compressed(_raster(wear.sensor_noise(sheet, rng, worn.noise)), worn.quality)


def _fold(page: Page) -> float:
    """Where the fold lies: in the middle of a spread, else at the inner edge of the leaf."""
    if page.width > page.height:
        return 0.5
    right_hand = int(page.page.lstrip("p")) % 2 == 1
    if page.direction is Direction.VERTICAL:
        right_hand = not right_hand
    return 0.0 if right_hand else 1.0
