"""Where the characters of a vertical column stand: cut by its ink, an even pitch as prior.

Vertical setting is a ladder of squares of one size; marks may be cast on half squares.  The cheapest
way to cover the ink of a column with such cells is found by dynamic programming along the column.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.model import Box
from pipeline.ocr.ctc import Spot

WIDTH = 64  # a column is looked at this wide, margins and all, pixels
GLYPH = 0.62  # share of a strip's width that a glyph fills: the detector leaves wide margins
_COARSE = 2  # rows taken together when cells are cut
_LEAST_MARK, _MOST_MARK = 0.3, 0.8  # height of the cell of a mark, in pitches
_LEAST, _MOST = 0.75, 1.35  # height of the cell of a character, in pitches
_MOST_MARK_INK = 0.6  # the ink of a mark reaches no further than this, in pitches and in widths
_MARK_INK = 0.16  # a mark blackens less than this share of its cell
_BLANK = 0.01  # a cell with less ink than this holds nothing
_STRETCH, _MARK_STRETCH, _MARK_PRICE = 4.0, 1.0, 0.35  # prices of odd sizes, and of being a mark at all
_CUT = 3.0  # price of cutting through ink that fills a row
_LEFT_OUT = 12.0  # price of leaving out ink one pitch long


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of a column: rows `start` to `stop`, in pixels of the column's image."""

    start: int
    stop: int
    mark: bool = False  # whether it holds punctuation, as far as its ink tells


@dataclass(frozen=True, slots=True)
class Column:
    """A column cut into cells; its ink stands between `left` and `right`."""

    image: Raster  # upright, RGB, `WIDTH` pixels wide
    ink: NDArray[np.bool_]
    left: int
    right: int
    pitch: float
    cells: tuple[Cell, ...]


def cut_column(image: Raster, spots: tuple[Spot, ...]) -> Column:
    """The cells of an upright column, shape (height, WIDTH, 3), whose pitch a first reading tells."""
    ink = _ink(image)
    left, right = _across(ink)
    pitch = pitch_of(spots, len(image), right - left)
    rows = ink[: len(ink) // _COARSE * _COARSE, left:right]
    profile = rows.reshape(-1, _COARSE * (right - left)).mean(axis=1)
    cells = cells_of(profile, pitch / _COARSE)
    grown = (Cell(start * _COARSE, stop * _COARSE) for start, stop in cells)
    told = tuple(
        replace(cell, mark=_is_mark(ink[cell.start : cell.stop, left:right], pitch)) for cell in grown
    )
    return Column(image, ink, left, right, pitch, told)


def pitch_of(spots: tuple[Spot, ...], length: int, width: float) -> float:
    """From one character to the next, in pixels of a column `length` high whose ink is `width` wide."""
    centres = np.array([(spot.start + spot.stop) / 2 * length for spot in spots])
    steps = np.diff(centres)
    near = steps[(steps > 0.7 * width) & (steps < 2 * width)]
    if len(near) < 2:
        return 1.08 * width
    usual = near[(near > 0.75 * np.median(near)) & (near < 1.3 * np.median(near))]
    return float(usual.mean() if len(usual) else np.median(near))  # two unlike steps have no usual one


def extent(ink: NDArray[np.bool_]) -> Box | None:
    """The box around ink, specks of single rows or columns left out; nothing where there is none."""
    rows, places = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.sum(axis=0) > 1)
    if not len(rows) or not len(places):
        return None
    return Box(int(places[0]), int(rows[0]), int(places[-1]) + 1, int(rows[-1]) + 1)


def _is_mark(ink: NDArray[np.bool_], pitch: float) -> bool:
    """Whether a cell holds no more than a small piece of ink, away from its left edge."""
    box = extent(ink)
    if box is None:
        return False
    small = max(box.width, box.height) <= _MOST_MARK_INK * pitch
    return small and box.width <= _MOST_MARK_INK * ink.shape[1] and box.centre[0] > 0.4 * ink.shape[1]


def cells_of(profile: NDArray[np.float64], pitch: float) -> tuple[tuple[int, int], ...]:
    """The cheapest cells over a profile: the share of each row that is ink, from top to bottom."""
    ink = [float(share) for share in profile]
    total = [0.0, *(float(share) for share in np.cumsum(profile))]
    edges = [_CUT / 4 * (a + b) for a, b in zip([0.0, *ink], [*ink, 0.0], strict=True)]
    sizes = _sizes(pitch)
    best = [0.0] * (len(ink) + 1)
    came: list[tuple[int, int] | None] = [None] * (len(ink) + 1)
    for stop in range(1, len(ink) + 1):
        best[stop] = best[stop - 1] + min(1.0, 6 * ink[stop - 1]) * _LEFT_OUT / 3.3 / pitch
        for size, price, mark in sizes:
            start = stop - size
            if start < 0:
                break
            black = (total[stop] - total[start]) / size
            cost = best[start] + price + edges[start] + edges[stop]
            if cost < best[stop] and black >= _BLANK and (not mark or black < _MARK_INK):
                best[stop], came[stop] = cost, (start, stop)
    return _followed(came)


def _sizes(pitch: float) -> list[tuple[int, float, bool]]:
    """Heights a cell may have, smallest first, with what they cost."""
    found = []
    for size in range(max(2, int(_LEAST_MARK * pitch)), int(_MOST * pitch) + 1):
        share = size / pitch
        if share <= _MOST_MARK:
            found.append((size, _MARK_PRICE + _MARK_STRETCH * (share - 0.5) ** 2, True))
        if share >= _LEAST:
            found.append((size, _STRETCH * (share - 1) ** 2, False))
    return found


def _followed(came: list[tuple[int, int] | None]) -> tuple[tuple[int, int], ...]:
    cells = []
    row = len(came) - 1
    while row > 0:
        cell = came[row]
        if cell is not None:
            cells.append(cell)
        row = cell[0] if cell is not None else row - 1
    return tuple(reversed(cells))


def _ink(image: Raster) -> NDArray[np.bool_]:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    threshold, _ = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(grey <= threshold)


def _across(ink: NDArray[np.bool_]) -> tuple[int, int]:
    """Left and right edge of the column's own ink; neighbours may reach into its margins."""
    profile = np.convolve(ink.mean(axis=0), np.ones(3) / 3, "same")
    dark = profile > 0.25 * np.sort(profile)[-WIDTH // 3]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])).astype(int)))
    runs: list[tuple[int, int]] = []
    for start, stop in edges.reshape(-1, 2).tolist():
        near = bool(runs) and start - runs[-1][1] <= WIDTH // 12
        runs.append((runs.pop()[0] if near else start, stop))
    left, right = max(runs, key=lambda run: run[1] - run[0], default=(0, WIDTH))
    if 0.35 * WIDTH <= right - left <= 0.75 * WIDTH:
        return left, right
    return _window(profile)


def _window(profile: NDArray[np.float64]) -> tuple[int, int]:
    """The window of a glyph's width, near the middle, that holds most ink and has least at its edges."""
    width = round(GLYPH * WIDTH)
    middle = (WIDTH - width) // 2
    starts = range(max(1, middle - WIDTH // 8), min(WIDTH - width - 1, middle + WIDTH // 8) + 1)

    def worth(start: int) -> float:
        edges = profile[start - 1] + profile[start] + profile[start + width - 1] + profile[start + width]
        return float(profile[start : start + width].sum() - WIDTH / 8 * edges)

    start = max(starts, key=worth)
    return start, start + width
