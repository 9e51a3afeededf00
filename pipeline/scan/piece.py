"""One printed page cut out of its master: the way there and back, and the one resampling.

Four frames: the *master*; the *upright* page, which is the master turned by quarter turns; the
*levelled* page, which is the upright one turned by the angle of a piece about its top left corner; the
*derivative*, a quadrilateral of the levelled page, made flat where it is curled.  All corners lie
between pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.bend import FLAT, Bend
from pipeline.derivative import Transform
from pipeline.image import Raster
from pipeline.model import Box
from pipeline.scan import dewarp
from pipeline.scan.spread import Gutter

_SIDE = 32  # points on each side of a curled piece that tell how much room it needs
Quad = tuple[tuple[float, float], ...]  # top left, top right, bottom right, bottom left


@dataclass(frozen=True, slots=True)
class Piece:
    """A quadrilateral of the upright page, the angle that levels it, and its curl."""

    quad: Quad
    angle: float = 0.0  # degrees counter-clockwise, as shown
    bend: Bend = FLAT  # in pixels of the levelled page


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a piece lies: its size as a derivative, and the way from there to the master."""

    width: int
    height: int
    bend: Bend  # in pixels of the derivative; goes first
    to_upright: Transform
    to_master: Transform


def whole(box: Box) -> Quad:
    """The four corners of a box."""
    return Transform().corners(box)


def halves(box: Box, gutter: Gutter, height: float) -> tuple[Quad, Quad]:
    """The box cut along the gutter, left part first; the gutter runs over the whole `height`."""
    lean = (gutter.bottom - gutter.top) / max(height, 1)
    top, bottom = gutter.top + lean * box.top, gutter.top + lean * box.bottom
    left = (box.left, box.top), (top, box.top), (bottom, box.bottom), (box.left, box.bottom)
    right = (top, box.top), (box.right, box.top), (box.right, box.bottom), (bottom, box.bottom)
    return left, right


def upright(width: int, height: int, turn: int) -> Transform:
    """From the upright page to the master (width × height) that was turned clockwise by `turn` degrees."""
    if turn == 90:
        return Transform(0, 1, 0, -1, 0, height)
    if turn == 180:
        return Transform(-1, 0, width, 0, -1, height)
    if turn == 270:
        return Transform(0, -1, width, 1, 0, 0)
    return Transform()


def turned(raster: Raster, turn: int) -> Raster:
    """The raster turned clockwise by a multiple of 90 degrees; a view."""
    return np.rot90(raster, -(turn // 90))


def levelling(angle: float) -> Transform:
    """From the upright to the levelled page: a turn counter-clockwise by `angle` degrees, y pointing down."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return Transform(cos, sin, 0, -sin, cos, 0)


def place(piece: Piece, to_master: Transform) -> Placed:
    """The derivative that holds the whole piece; `to_master` leads there from the upright page."""
    level = levelling(piece.angle)
    xs, ys = zip(*_outline(piece, level), strict=True)
    left, top = math.floor(min(xs) + 1e-6), math.floor(min(ys) + 1e-6)
    right, bottom = math.ceil(max(xs) - 1e-6), math.ceil(max(ys) - 1e-6)
    to_upright = level.inverse().after(Transform(c=left, f=top))
    size = max(1, right - left), max(1, bottom - top)
    return Placed(*size, piece.bend.beside(left, top), to_upright, to_master.after(to_upright))


def _outline(piece: Piece, level: Transform) -> list[tuple[float, float]]:
    """Points around the levelled piece, flattened; its corners are enough where it is flat."""
    corners = [level.point(x, y) for x, y in piece.quad]
    if piece.bend.flat:
        return corners
    shares = [k / _SIDE for k in range(_SIDE)]
    around = zip(corners, corners[1:] + corners[:1], strict=True)
    edges = [((1 - t) * x + t * u, (1 - t) * y + t * v) for (x, y), (u, v) in around for t in shares]
    return [piece.bend.back(x, y) for x, y in edges]


def cut(page: Raster, piece: Piece, placed: Placed, fill: tuple[int, ...]) -> Raster:
    """The derivative's raster from the upright page; `fill` stands for what is not of the piece."""
    if not placed.bend.flat:
        return _flattened(page, piece, placed, fill)
    raster = _slice(page, placed, fill) if piece.angle == 0 else _warped(page, placed, fill)
    _paint_outside(raster, _inside(piece, placed), fill)
    return raster


def _flattened(page: Raster, piece: Piece, placed: Placed, fill: tuple[int, ...]) -> Raster:
    """Levelled and made flat with one resampling."""
    source = np.ascontiguousarray(page)
    raster = np.empty((placed.height, placed.width, *page.shape[2:]), np.uint8)
    for top, x, y in dewarp.sources(placed.bend, placed.to_upright, (placed.width, placed.height)):
        part = dewarp.resampled(source, x, y, fill)
        part[~_holds(piece.quad, x, y)] = fill if page.ndim == 3 else fill[0]
        raster[top : top + len(part)] = part
    return raster


def _holds(quad: Quad, x: dewarp.Matrix, y: dewarp.Matrix) -> NDArray[np.bool_]:
    """Which points of the upright page the quadrilateral holds; its corners run clockwise."""
    held = np.ones(x.shape, np.bool_)
    for (ax, ay), (bx, by) in zip(quad, quad[1:] + quad[:1], strict=True):
        held &= (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0
    return held


def _slice(page: Raster, placed: Placed, fill: tuple[int, ...]) -> Raster:
    """Pixels as they are; parts that lie outside the page are filled."""
    left, top = round(placed.to_upright.c), round(placed.to_upright.f)
    out = np.empty((placed.height, placed.width, *page.shape[2:]), np.uint8)
    out[:] = fill if page.ndim == 3 else fill[0]
    box = Box(left, top, left + placed.width, top + placed.height).within(page.shape[1], page.shape[0])
    out[box.top - top : box.bottom - top, box.left - left : box.right - left] = page[
        box.top : box.bottom, box.left : box.right
    ]
    return out


def _warped(page: Raster, placed: Placed, fill: tuple[int, ...]) -> Raster:
    """Resampled once.  OpenCV counts from the middle of a pixel, a Transform from its corner."""
    way = Transform(c=-0.5, f=-0.5).after(placed.to_upright).after(Transform(c=0.5, f=0.5))
    matrix = np.array([[way.a, way.b, way.c], [way.d, way.e, way.f]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = placed.width, placed.height
    source = np.ascontiguousarray(page)
    warped = cv2.warpAffine(
        source, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )
    return np.asarray(warped, np.uint8)


def _inside(piece: Piece, placed: Placed) -> NDArray[np.int32]:
    back = placed.to_upright.inverse()
    corners = [back.point(x, y) for x, y in piece.quad]
    return np.array([(round(x), round(y)) for x, y in corners], np.int32)


def _paint_outside(raster: Raster, corners: NDArray[np.int32], fill: tuple[int, ...]) -> None:
    """Fill what lies outside the quadrilateral, in place."""
    height, width = raster.shape[:2]
    if {tuple(corner) for corner in corners.tolist()} == {(0, 0), (width, 0), (width, height), (0, height)}:
        return
    outside = np.ones((height, width), np.uint8)
    cv2.fillPoly(outside, [corners], 0)
    raster[outside > 0] = fill if raster.ndim == 3 else fill[0]
