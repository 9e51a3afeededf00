"""A curled page made flat: whether it is worth it, the bend of a piece, and the image without it."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.bend import FLAT, Bend
from pipeline.derivative import Transform
from pipeline.image import Raster
from pipeline.model import Direction
from pipeline.scan import curl
from pipeline.scan.curl import Surface
from pipeline.scan.ink import Boxes, Grey

LEAST = 0.5  # glyphs by which some line must leave the level; below it a bow costs nothing
LEAST_UPRIGHT = 1.5  # the same for columns, which stand farther apart and have no headings among them
LEAST_OTHER = 1.5  # the same for lines that run the other way than the page seems to say
GAIN = 1.3  # how much sharper the profile of all rows must become
GAIN_OTHER = 1.5  # the same for lines that run the other way
MOST = 12.0  # glyphs: lines that leave the level by more are no lines of text
_BAND = 512  # rows of the image resampled at one go
Matrix = NDArray[np.float32]


def levelled_ink(ink: Grey, glyphs: Boxes, level: Transform) -> tuple[Grey, Transform]:
    """The ink of some glyphs of the copy, turned by `level`, and the way from there to the turned copy."""
    mask = np.zeros_like(ink)
    for left, top, right, bottom in glyphs:
        mask[top:bottom, left:right] = ink[top:bottom, left:right]
    height, width = ink.shape
    corners = [level.point(x, y) for x in (0, width) for y in (0, height)]
    left, top = (min(values) for values in zip(*corners, strict=True))
    right, bottom = (max(values) for values in zip(*corners, strict=True))
    way = Transform(c=-left, f=-top).after(level)
    matrix = np.array([[way.a, way.b, way.c], [way.d, way.e, way.f]])
    size = int(right - left) + 1, int(bottom - top) + 1
    turned = cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_NEAREST)
    return np.asarray(turned, np.uint8), Transform(c=left, f=top)


def find(ink: Grey, size: float, direction: Direction) -> Bend:
    """The bend of levelled ink whose glyphs are `size` pixels; FLAT where it is slight or not clear.

    `direction` is how the lines seem to run.  Where glyphs stand in a grid, a curl makes the columns the
    sharper ones, so the other way is tried as well.
    """
    if size == 0 or not ink.any():
        return FLAT
    other = Direction.HORIZONTAL if direction is Direction.VERTICAL else Direction.VERTICAL
    least = LEAST_UPRIGHT if direction is Direction.VERTICAL else LEAST
    bend = _along(ink, size, direction, (least, GAIN))
    return _along(ink, size, other, (LEAST_OTHER, GAIN_OTHER)) if bend.flat else bend


def _along(ink: Grey, size: float, direction: Direction, worth: tuple[float, float]) -> Bend:
    """The bend of lines that run in a direction; FLAT where it is less, or gains less, than is `worth` it."""
    least, gain = worth
    upright = direction is Direction.VERTICAL
    lying = np.ascontiguousarray(ink.T) if upright else ink
    found = curl.measure(lying, size, least * size)
    if found is None:
        return FLAT
    most = float(np.ptp(found.shift, axis=1).max()) / size
    if not least <= most <= MOST or _sharper(lying, found) < gain:
        return FLAT
    try:
        return Bend(_floats(found.x), _floats(found.y), tuple(_floats(row) for row in found.shift), upright)
    except ValueError:  # the surface folds: lines cannot lie so
        return FLAT


def scaled(bend: Bend, factor: float) -> Bend:
    """The same bend on an image `factor` times as large."""
    rows = np.array(bend.shifts) * factor
    along, across = np.array(bend.along) * factor, np.array(bend.across) * factor
    return Bend(_floats(along), _floats(across), tuple(_floats(row) for row in rows), bend.upright)


def shifts(bend: Bend, width: int, rows: range) -> Surface:
    """The displacement at the middle of every pixel of some rows of an image, (rows, width)."""
    x, y, shift = np.array(bend.along), np.array(bend.across), np.array(bend.shifts)
    if bend.upright:
        return curl.dense(x - rows.start, y, shift, len(rows), width).T
    return curl.dense(x, y - rows.start, shift, width, len(rows))


def sources(bend: Bend, to_page: Transform, size: tuple[int, int]) -> Iterator[tuple[int, Matrix, Matrix]]:
    """Where each pixel of a flattened image comes from on the page, band by band of its rows.

    `size` is the width and height of the image; gives the first row of a band and (x, y) of the middles
    of its pixels, on the page.
    """
    width, height = size
    for top in range(0, height, _BAND):
        rows = range(top, min(top + _BAND, height))
        shift = shifts(bend, width, rows)
        x = np.arange(width)[None, :] + 0.5 + (shift if bend.upright else 0)
        y = np.array(rows)[:, None] + 0.5 + (0 if bend.upright else shift)
        there = to_page.a * x + to_page.b * y + to_page.c, to_page.d * x + to_page.e * y + to_page.f
        yield top, there[0].astype(np.float32), there[1].astype(np.float32)


def resampled(page: Raster, x: Matrix, y: Matrix, fill: tuple[int, ...]) -> Raster:
    """The page at some points, which count from the corner of its first pixel; OpenCV's from the middle."""
    border = cv2.BORDER_CONSTANT
    found = cv2.remap(page, x - 0.5, y - 0.5, cv2.INTER_CUBIC, borderMode=border, borderValue=fill)
    return np.asarray(found, np.uint8)


def _sharper(ink: Grey, found: curl.Curl) -> float:
    """How many times as sharp the profile of the rows is without the curl."""
    full = ink * np.float32(1)
    return _sharpness(curl.flatten(full, found.x, found.y, found.shift)) / max(_sharpness(full), 1.0)


def _sharpness(ink: curl.Ink) -> float:
    return float(np.sum(np.diff(ink.sum(axis=1, dtype=np.float64)) ** 2))


def _floats(values: Surface) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in values)
