"""Ink before and after: text that cleaning, cropping or splitting would lose is found out here."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.bend import Bend
from pipeline.derivative import Transform
from pipeline.image import Raster
from pipeline.model import Box
from pipeline.scan import dewarp
from pipeline.scan.ink import Grey, Look, ink_mask, paper_level, shrink, to_grey

LIMIT = 0.004  # share of the text ink that may go: some four characters of a page of a thousand
_KEPT = 0.5  # share of a component's pixels that must still be ink, or next to it
_TEXT = 0.45, 4.0  # in typical sizes: smaller are dots and specks, larger are rules and pictures


@dataclass(frozen=True, slots=True)
class Loss:
    """What is missing of the text-sized components of ink."""

    share: float  # of their ink, 0…1
    boxes: tuple[Box, ...]  # the lost components, in pixels of the copy


def blank(before: Look) -> Grey:
    """A mask of the size of the copy, for `keep` to gather in."""
    return np.zeros_like(before.ink)


def keep(gathered: Grey, derivative: Raster, bend: Bend, to_copy: Transform) -> None:
    """Add the ink of a derivative to the mask; `bend`, then `to_copy`, lead from its pixels to the mask's."""
    small, factor = shrink(derivative)
    grey = to_grey(small)
    ink = ink_mask(grey, paper_level(grey))
    way = to_copy.after(Transform(factor, 0, 0, 0, factor, 0))
    there = (
        _moved(ink, way, gathered)
        if bend.flat
        else _strewn(ink, dewarp.scaled(bend, 1 / factor), way, gathered)
    )
    np.maximum(gathered, cv2.dilate(there, np.ones((3, 3), np.uint8)), out=gathered)


def _moved(ink: Grey, way: Transform, like: Grey) -> Grey:
    """The ink of a flat sheet on a mask of the size of another."""
    way = Transform(c=-0.5, f=-0.5).after(way).after(Transform(c=0.5, f=0.5))  # middles of pixels
    matrix = np.array([[way.a, way.b, way.c], [way.d, way.e, way.f]])
    return np.asarray(cv2.warpAffine(ink, matrix, like.shape[::-1], flags=cv2.INTER_NEAREST), np.uint8)


def _strewn(ink: Grey, bend: Bend, way: Transform, like: Grey) -> Grey:
    """The ink of a flattened sheet, pixel by pixel; what falls outside is not kept."""
    there = np.zeros_like(like)
    height, width = ink.shape
    for top, x, y in dewarp.sources(bend, way, (width, height)):
        inked = ink[top : top + len(x)] > 0
        columns, rows = np.floor(x[inked]).astype(np.int64), np.floor(y[inked]).astype(np.int64)
        inside = (columns >= 0) & (columns < like.shape[1]) & (rows >= 0) & (rows < like.shape[0])
        there[rows[inside], columns[inside]] = 1
    return there


def compare(before: Look, gathered: Grey) -> Loss:
    """Which components of the copy's text have no ink any more in the mask."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(before.ink, connectivity=8)
    area = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    kept = np.bincount(labels.ravel(), weights=gathered.ravel() > 0, minlength=count)
    text = _text_sized(stats, before.size)
    lost = text & (kept < _KEPT * area)
    share = float(area[lost].sum() / max(area[text].sum(), 1.0))
    return Loss(round(share, 5), tuple(_box(row) for row in stats[lost]))


def _text_sized(stats: NDArray[np.int32], size: float) -> NDArray[np.bool_]:
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    text = (long >= _TEXT[0] * size) & (long <= _TEXT[1] * size) if size else np.zeros(len(stats), bool)
    text[0] = False  # the background
    return np.asarray(text, np.bool_)


def _box(row: NDArray[np.int32]) -> Box:
    left, top, width, height = (int(value) for value in row[:4])
    return Box(left, top, left + width, top + height)
