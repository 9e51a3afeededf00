"""Two pages on one scan: whether there are, and the line between them.

A spread is a landscape image with text on both sides of a tall empty band near the middle.  The
band must be wider than a gap between columns, or a fold must run through it; nothing may cross it.
In doubt the scan stays whole, and a finding says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.scan.fold import Band, find_fold, upright_band
from pipeline.scan.ink import Boxes, Look, sides

LANDSCAPE = 1.12  # width over height: two pages side by side are wider than high
MIDDLE = 0.30, 0.70  # where a gutter may lie, shares of the width
CENTRE = 0.40, 0.60  # where it must lie if no fold confirms it
BROADEST = 0.35  # share of the width: a broader band is no gutter
WIDE, OPEN, NARROW = 4.0, 2.5, 1.6  # gap in glyph sizes: enough alone; worth a finding; enough with a fold
FEWEST, MANY = 12, 40  # glyphs on each side: with a fold, and without
FOLDED, HINTED = 0.6, 0.4  # share of the height on which a fold shows: enough to split; worth a finding
_HEADLINE = 8.0  # glyph sizes: larger things are pictures and rules
_PAPER = 0.6  # of the paper's level: what is darker is a table
_FOLD_COUNTS = 5.0  # glyph sizes of width that a fold over the whole height is worth
_TOUCHES = 3  # stray marks (specks, staples, bits of the fold) allowed in the gap
_CANDIDATES = 3  # bands looked at for each lean
_LEANS = tuple(0.5 * k for k in range(-5, 6))  # degrees by which gutter and text may lean apart


class Verdict(Enum):
    SINGLE = "single"
    MAYBE = "maybe"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Gutter:
    """A line through the upright page, from its top edge to its bottom edge, in its pixels."""

    top: float
    bottom: float

    def scaled(self, factor: float) -> Gutter:
        return Gutter(self.top * factor, self.bottom * factor)


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found out about a scan."""

    verdict: Verdict
    gutter: Gutter  # in pixels of the copy; the middle where there is none
    gap: float = 0.0  # width of the empty band, in glyph sizes
    fold: float = 0.0  # share of the height on which a fold shows, 0…1


@dataclass(frozen=True, slots=True)
class _Gap:
    """An empty band that might be the gutter."""

    band: Band
    rows: slice  # on which there is paper
    width: float  # in glyph sizes
    where: float  # the fold, or the middle, at half height
    fold: float
    merit: float


def find(seen: Look, lean: float) -> Opening:
    """Decide whether the upright page shows two printed pages.

    `lean` is how far the text leans to the right of upright, in degrees; the gutter leans likewise.
    """
    single = Opening(Verdict.SINGLE, Gutter(seen.width / 2, seen.width / 2))
    if seen.width < LANDSCAPE * seen.height or seen.size == 0:
        return single
    text = _text_like(seen)
    gaps = sorted(_gaps(text, seen, lean), key=lambda gap: -gap.merit)
    best = next((gap for gap in gaps if not _crossed(seen, gap)), None)
    if best is None:
        return single
    fewer = _fewer_side(text, seen, best.band)
    verdict = _judge(best, fewer, best.where / seen.width)
    reach = best.band.slope * seen.height / 2
    gutter = Gutter(best.where - reach, best.where + reach)
    return Opening(verdict, gutter, round(best.width, 2), round(best.fold, 2))


def _gaps(text: Boxes, seen: Look, lean: float) -> list[_Gap]:
    """The widest bands near the middle that lean about as the text does, each with the fold in it."""
    gaps = []
    for more in _LEANS:
        for band in _widest(text, seen, lean + more):
            where, fold = find_fold(seen.grey, band, rows := _paper_rows(seen, band))
            width = band.width / seen.size
            merit = min(width, 2 * WIDE) * (1 - 0.03 * abs(more)) + _FOLD_COUNTS * fold
            gaps.append(_Gap(band, rows, width, where, fold, merit))
    return gaps


def _paper_rows(seen: Look, band: Band) -> slice:
    """The rows on which there is paper in the band, not the table above or below; all in a dark band."""
    level = np.median(upright_band(seen.paper, band), axis=1)
    rows = np.flatnonzero(level >= _PAPER * np.percentile(seen.paper, 80))
    return slice(int(rows[0]), int(rows[-1]) + 1) if rows.size else slice(0, seen.height)


def _judge(gap: _Gap, fewer: int, place: float) -> Verdict:
    """`fewer` is the number of glyphs on the emptier side, `place` the gutter's share of the width."""
    if gap.fold >= FOLDED:
        return Verdict.SPREAD if fewer >= FEWEST else Verdict.MAYBE
    if gap.width >= WIDE and fewer >= MANY and CENTRE[0] <= place <= CENTRE[1]:
        return Verdict.SPREAD
    doubtful = fewer >= MANY and (gap.width >= OPEN or gap.fold >= HINTED)
    return Verdict.MAYBE if doubtful else Verdict.SINGLE


def _text_like(seen: Look) -> Boxes:
    """Glyphs and headlines, without the upright dashes that a fold or the edge of a sheet leaves."""
    width = seen.boxes[:, 2] - seen.boxes[:, 0]
    height = seen.boxes[:, 3] - seen.boxes[:, 1]
    long = np.maximum(width, height)
    fits = (height <= 3 * width) & (long >= 0.5 * seen.size) & (long <= _HEADLINE * seen.size)
    middle = (seen.boxes[:, :2] + seen.boxes[:, 2:]) // 2
    level = seen.paper[middle[:, 1].clip(max=seen.height - 1), middle[:, 0].clip(max=seen.width - 1)]
    fits &= level >= _PAPER * np.percentile(seen.paper, 80)  # not the grain of a dark table
    return np.asarray(seen.boxes[fits], np.int32)


def _straight(boxes: Boxes, slope: float, height: int) -> NDArray[np.float64]:
    """Left and right of each box after the lean of the gutter is taken out."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2 - height / 2
    return boxes[:, [0, 2]] - (slope * middle)[:, None]


def _widest(text: Boxes, seen: Look, lean: float) -> list[Band]:
    """The widest bands near the middle that all but stray marks keep clear of, wide enough for a gutter.

    The white between a title and its page number, where leader dots are no glyphs, is one of them, too.
    """
    slope = float(np.tan(np.radians(lean)))
    spans = _straight(text, slope, seen.height)
    ends = np.clip(np.rint(spans), 0, seen.width).astype(np.int64)
    weight = np.where(sides(text) > 2 * seen.size, _TOUCHES + 1, 1)  # one letter of a headline is enough
    counts = np.zeros(seen.width + 1, np.int64)
    np.add.at(counts, ends[:, 0], weight)
    np.add.at(counts, ends[:, 1], -weight)
    busy = np.cumsum(counts)[: seen.width] > _TOUCHES
    bands = [band for band in _clear_bands(busy, slope) if _may_be_gutter(band, seen)]
    return sorted(bands, key=lambda band: -band.width)[:_CANDIDATES]


def _clear_bands(busy: NDArray[np.bool_], slope: float) -> list[Band]:
    """The runs of clear columns; one that reaches the edge of the scan ends at MIDDLE."""
    width = busy.size
    edged = np.concatenate([[True], busy, [True]])
    columns = np.flatnonzero(edged)
    gaps = np.flatnonzero(np.diff(columns) > 1)
    bands = []
    for k in gaps:
        left, right = float(columns[k]), float(columns[k + 1]) - 1
        left = MIDDLE[0] * width if left <= 0 else left
        right = MIDDLE[1] * width if right >= width else right
        if right > left:
            bands.append(Band(left, right, slope))
    return bands


def _may_be_gutter(band: Band, seen: Look) -> bool:
    centre = (band.left + band.right) / 2 / seen.width
    return MIDDLE[0] <= centre <= MIDDLE[1] and NARROW * seen.size <= band.width <= BROADEST * seen.width


def _fewer_side(text: Boxes, seen: Look, band: Band) -> int:
    centres = _straight(text, band.slope, seen.height).mean(axis=1)
    return min(int((centres < band.left).sum()), int((centres > band.right).sum()))


def _crossed(seen: Look, gap: _Gap) -> bool:
    """Whether a rule, a row of dots or a picture runs across the gutter; the paper's edges do not count.

    Marks closer than a glyph are joined along the line, so that leader dots become one.
    """
    size = seen.size
    where, slope = gap.where, gap.band.slope
    around = Band(max(0.0, where - 4 * size), min(float(seen.width), where + 4 * size), slope)
    ink = upright_band(seen.ink, around)[gap.rows]
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(1.2 * size) | 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    left, top, width, height = (stats[1:, k] for k in range(4))
    middle = where - around.left
    across = (left < middle - size) & (left + width > middle + size) & (height < 4 * width)
    inner = (top > 0.03 * len(ink)) & (top + height < 0.97 * len(ink))
    return bool((across & inner).any())
