"""What the text read of a page's columns tells of them, beside their boxes; one voice among several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from pipeline.model import Direction, Glyph
from pipeline.ocr import datelines, twins
from pipeline.ocr.shapes import Strip

SPACED = 1.35  # characters so much further apart than those of usual columns are of larger type
FEW = 4  # from so many on, of as many as this a column's usual distance is measured


@dataclass(frozen=True, slots=True)
class Told:
    """Sets of the strips of a page."""

    dated: frozenset[Strip] = (
        frozenset()
    )  # they begin with a place and a date, as a report in a newspaper does
    crammed: frozenset[Strip] = frozenset()  # they hold more than one line
    spaced: frozenset[Strip] = (
        frozenset()
    )  # their characters stand further apart than those of the usual text


def tell(read: Mapping[Strip, tuple[Glyph, ...]]) -> Told:
    """What is told by what was read of the strips of a vertical page."""
    upright = {one: len(glyphs) for one, glyphs in read.items() if one.direction is Direction.VERTICAL}
    apart = {one: one.box.height / count for one, count in upright.items() if count >= FEW}
    usual = median(apart.values()) if apart else 0.0
    spaced = frozenset(one for one, pitch in apart.items() if pitch >= SPACED * usual)
    return Told(datelines.dated(read), twins.crammed(read), spaced)
