"""What moves the type on the image: skew, curl, turns, a facing page.  Boxes move with it, exactly."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from pipeline.bend import Bend
from pipeline.derivative import Transform
from pipeline.frames import Bent, Move
from pipeline.model import Box, Region, TextLine, hull
from samples.typeset.records import Page, Raster

CURL_KNOTS = 41  # of the grid of a curl, either way
CURL_REACH = 0.3  # of the width: at this distance from the fold a curl has fallen to a third


def skew(page: Page, degrees: float) -> Page:
    """The page turned clockwise about its middle, on an image of the same size.

    The corners that come into view continue the colour of the paper's edge.
    """
    turn = rotation(page.width, page.height, degrees)
    matrix = np.array([[turn.a, turn.b, turn.c], [turn.d, turn.e, turn.f]])
    # warpAffine counts from the middle of the first pixel, a Transform from its corner
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    size = (page.width, page.height)
    image = cv2.warpAffine(page.image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return moved(replace(page, image=np.asarray(image, np.uint8)), turn)


def rotation(width: int, height: int, degrees: float) -> Transform:
    """The map from an upright page to the page turned clockwise about its middle."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = width / 2, height / 2
    return Transform(cosine, -sine, x - cosine * x + sine * y, sine, cosine, y - sine * x - cosine * y)


def curl(page: Page, rise: float, fold: float) -> Page:
    """The page as it bends up towards its fold: lines above the middle rise there, lines below it fall.

    `rise` is how far the top and the bottom corner move, as a share of the height (below 0 inwards); `fold`
    is 0 where the page is bound at its left edge, 1 at the right.  What comes into view is paper.
    """
    bend = _curled(page, rise, fold)
    rows = np.arange(page.height) + 0.5
    knots, shifts = np.array(bend.across), np.array(bend.shifts)
    columns = np.arange(page.width) + 0.5
    at = np.array([np.interp(columns, bend.along, row) for row in shifts])  # (knots, width)
    there = np.stack([np.interp(rows, knots + shift, knots) for shift in at.T], axis=1)
    x = np.broadcast_to(columns - 0.5, there.shape).astype(np.float32)
    y = (there - 0.5).astype(np.float32)
    image = cv2.remap(page.image, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return moved(replace(page, image=np.asarray(image, np.uint8)), Bent(bend, Transform()))


def _curled(page: Page, rise: float, fold: float) -> Bend:
    """The displacement of the curl, on a grid that reaches beyond the page."""
    along = np.linspace(0, page.width, CURL_KNOTS)
    across = np.linspace(-0.5 * page.height, 1.5 * page.height, CURL_KNOTS)
    near = np.exp(-np.abs(along / page.width - fold) / CURL_REACH)
    shift = rise * np.outer(2 * across - page.height, near)
    rows = tuple(tuple(float(value) for value in row) for row in shift)
    return Bend(tuple(map(float, along)), tuple(map(float, across)), rows)


def quarter(page: Page, turns: int) -> Page:
    """The page turned clockwise by so many quarters, as it may lie on the scanner."""
    maps = {
        0: Transform(),
        1: Transform(0, -1, page.height, 1, 0, 0),
        2: Transform(-1, 0, page.width, 0, -1, page.height),
        3: Transform(0, 1, 0, -1, 0, page.width),
    }
    image: Raster = np.ascontiguousarray(np.rot90(page.image, -(turns % 4)))
    return moved(replace(page, image=image), maps[turns % 4])


def moved(page: Page, by: Move) -> Page:
    """The page with every box of its truth moved; the image is the caller's affair."""
    return replace(page, regions=tuple(_region(region, by, page) for region in page.regions))


def _region(region: Region, by: Move, page: Page) -> Region:
    lines = tuple(_line(line, by, page) for line in region.lines)
    cells = tuple(replace(cell, box=_box(cell.box, by, page)) for cell in region.cells)
    return replace(region, box=_box(region.box, by, page), lines=lines, cells=cells)


def _line(line: TextLine, by: Move, page: Page) -> TextLine:
    """The line with its glyphs moved; its own box is drawn round them anew, so that it stays tight."""
    glyphs = tuple(replace(glyph, box=_box(glyph.box, by, page)) for glyph in line.glyphs)
    inked = tuple(glyph.box for glyph in glyphs if glyph.box and not glyph.text.isspace())
    return replace(line, glyphs=glyphs, box=hull(inked))


def _box(box: Box | None, by: Move, page: Page) -> Box | None:
    """The upright box round the moved corners, grown to whole pixels."""
    if box is None:
        return None
    points = by.corners(box)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    slack = 1e-6  # a corner that falls on a pixel's edge but for rounding errors
    return Box(
        math.floor(min(xs) + slack),
        math.floor(min(ys) + slack),
        math.ceil(max(xs) - slack),
        math.ceil(max(ys) - slack),
    ).within(page.width, page.height)
