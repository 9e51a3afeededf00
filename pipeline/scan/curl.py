"""The curl of a page, from its text lines: how far the lines leave the level, place by place.

The ink is looked at in narrow slices across the lines.  The profile of one slice returns in the next
one, moved up or down where the lines rise or fall; these steps are the slopes of a smooth surface,
which is fitted to them.  Everything is in pixels of a small copy of the page whose lines run from
left to right (a page of vertical lines is transposed first).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.scan.ink import Grey

GLYPH = 12.0  # pixels: size of the glyphs to which the copy is shrunk
SLICE, APART = 4.0, 3.0  # glyphs: width of a slice, distance of its middle from that of the next
BAND = 6.0  # glyphs: height of the windows in which two slices are compared
REACH = 0.7  # glyphs: lines rise or fall by less from slice to slice; it is less than half their distance
SOFT = 0.12  # glyphs: blur of the profiles
LIKE = 0.35  # correlation below which two slices show different things
FEWEST = 24  # comparisons: fewer tell no shape of a page
ORDERS = ((2, 1), (3, 2), (4, 3))  # powers along and across that the surface may have, refined in rounds
STIFF = 0.02  # how much a comparison counts against a slope of 1: holds the surface where there is no text
KNOTS = 24  # of the grid, either way
Surface = NDArray[np.float64]
Ink = NDArray[np.float32]  # 1 where a pixel is all ink


@dataclass(frozen=True, slots=True)
class Slopes:
    """How much lines rise or fall, at some places of the copy."""

    x: Surface
    y: Surface
    slope: Surface  # pixels down for one pixel to the right
    weight: Surface  # 0…1


@dataclass(frozen=True, slots=True)
class Curl:
    """The displacement the lines show: a point (x, y) of the flattened copy comes from (x, y + shift)."""

    x: Surface  # knots along the lines
    y: Surface  # knots across
    shift: Surface  # (len(y), len(x))


def flatten(ink: Ink, x: Surface, y: Surface, shift: Surface) -> Ink:
    """The ink of the copy with the displacement taken out."""
    height, width = ink.shape
    there = dense(x, y, shift, width, height) + np.arange(height)[:, None]
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), there.shape)
    return np.asarray(
        cv2.remap(ink, np.ascontiguousarray(columns), there.astype(np.float32), cv2.INTER_NEAREST), np.float32
    )


def dense(x: Surface, y: Surface, shift: Surface, width: int, height: int) -> Surface:
    """The displacement at the middle of every pixel, (height, width); bilinear, constant outside the grid."""
    along = np.array([np.interp(np.arange(width) + 0.5, x, row) for row in shift])
    rows = np.interp(np.arange(height) + 0.5, y, np.arange(len(y)))
    upper = np.minimum(rows.astype(np.int64), len(y) - 2)
    share = (rows - upper)[:, None]
    return np.asarray((1 - share) * along[upper] + share * along[upper + 1], np.float64)


def measure(ink: Grey, size: float, least: float) -> Curl | None:
    """The curl of a page of level lines whose glyphs are `size` pixels; None where the lines do not tell.

    `ink` holds the glyphs only: 1 where there is ink.  No line of a curled page leaves the level by less than
    `least` pixels; a page that shows less than half of it at the first look is not measured further.
    """
    if ink.shape[0] < BAND * size or ink.shape[1] < 2 * SLICE * size:
        return None  # a scrap: no two slices to compare
    factor = max(1.0, size / GLYPH)
    small = cv2.resize(ink * np.float32(1), None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    rows, columns = np.nonzero(small)
    if len(rows) < FEWEST:
        return None
    x = np.linspace(columns.min(), columns.max() + 1, KNOTS)
    y = np.linspace(rows.min(), rows.max() + 1, KNOTS)
    shift = np.zeros((KNOTS, KNOTS))
    for powers in ORDERS:
        seen = slopes(flatten(small, x, y, shift) if shift.any() else small, size / factor)
        if len(seen.x) < FEWEST:
            return None
        shift = shift + _surface(seen, x, y, powers)
        if np.ptp(shift, axis=1).max() * factor < least / 2:
            return None
    return Curl(x * factor, y * factor, shift * factor)


def slopes(ink: Ink, size: float) -> Slopes:
    """The slopes of the lines from slice to slice, wherever both show the same."""
    profiles = _profiles(ink, size)
    best, like = _steps(profiles, size)
    band, apart = max(3, round(BAND * size / 2)), max(1, round(APART * size))
    pairs, rows = np.meshgrid(np.arange(len(best)), np.arange(band, ink.shape[0] - band, band), indexing="ij")
    step, weight = best[pairs, rows].ravel(), like[pairs, rows].ravel()
    sure = weight > LIKE
    x = (pairs.ravel() + 1.0) * apart
    return Slopes(x[sure], rows.ravel()[sure] + 0.5, step[sure] / apart, weight[sure])


def _profiles(ink: Ink, size: float) -> NDArray[np.float32]:
    """(slices, height): how much ink a slice has in each row, without what is even over a band."""
    width, apart = max(3, round(SLICE * size)), max(1, round(APART * size))
    smooth = cv2.boxFilter(ink, -1, (width, 1), borderType=cv2.BORDER_CONSTANT)
    slices = smooth[:, apart // 2 :: apart].T
    slices = cv2.GaussianBlur(np.ascontiguousarray(slices), (0, 0), sigmaX=max(0.5, SOFT * size), sigmaY=1e-6)
    return np.asarray(slices - _mean(slices, size), np.float32)


def _mean(rows: NDArray[np.float32], size: float) -> NDArray[np.float32]:
    """The mean over a band around each place."""
    band = round(BAND * size) | 1
    return np.asarray(cv2.boxFilter(rows, -1, (band, 1), borderType=cv2.BORDER_CONSTANT), np.float32)


def _steps(profiles: NDArray[np.float32], size: float) -> tuple[Surface, Surface]:
    """(pairs of slices, height): how far the second lies below the first, and how alike they are then."""
    reach = max(2, round(REACH * size))
    first, second = profiles[:-1], profiles[1:]
    own = _mean(first * first, size)
    alike = []
    for move in range(-reach, reach + 1):
        moved = np.roll(second, -move, axis=1)
        both = np.sqrt(np.maximum(own * _mean(moved * moved, size), 1e-9))
        alike.append(np.where(both > 1e-3, _mean(first * moved, size) / both, 0.0))
    return _peak(np.array(alike, np.float64), reach)


def _peak(alike: Surface, reach: int) -> tuple[Surface, Surface]:
    """The best move of each place, to a fraction of a pixel; none where it is at the end of the search."""
    top = alike.argmax(axis=0)
    inner = (top > 0) & (top < 2 * reach)
    at = np.clip(top, 1, 2 * reach - 1)
    before, here, after = (np.take_along_axis(alike, (at + k)[None], axis=0)[0] for k in (-1, 0, 1))
    bow = np.maximum(2 * here - before - after, 1e-6)
    return at - reach + np.clip((after - before) / (2 * bow), -0.5, 0.5), np.where(inner, here, 0.0)


def _surface(seen: Slopes, x: Surface, y: Surface, powers: tuple[int, int]) -> Surface:
    """The smooth surface over the grid whose slopes along x are those seen; its mean in each row is 0."""
    half = (x[-1] - x[0]) / 2
    u, v = _unit(seen.x, x), _unit(seen.y, y)
    terms = [(i, j) for i in range(1, powers[0] + 1) for j in range(powers[1] + 1)]
    design = np.stack([i * u ** (i - 1) * v**j / half for i, j in terms], axis=1)
    weight = seen.weight.copy()
    for _ in range(6):  # what does not fit the rest counts less and less (Huber)
        root = np.sqrt(weight)[:, None]
        held = np.sqrt(STIFF * weight.sum()) * np.eye(len(terms)) / half
        left = np.concatenate([design * root, held])
        right = np.concatenate([seen.slope * root[:, 0], np.zeros(len(terms))])
        found = np.linalg.lstsq(left, right, rcond=None)[0]
        rest = np.abs(design @ found - seen.slope)
        weight = seen.weight / np.maximum(1.0, rest / max(1.5 * float(np.median(rest)), 1e-4))
    uu, vv = _unit(x, x)[None, :], _unit(y, y)[:, None]
    grid = sum(c * uu**i * vv**j for c, (i, j) in zip(found, terms, strict=True))
    return np.asarray(grid - grid.mean(axis=1, keepdims=True), np.float64)


def _unit(values: Surface, knots: Surface) -> Surface:
    """The knots' span mapped to -1 … 1."""
    return np.asarray(2 * (values - knots[0]) / (knots[-1] - knots[0]) - 1, np.float64)
