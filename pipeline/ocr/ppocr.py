"""PP-OCR: finding text lines (DB) and reading them (CTC), with the weights that wheels carry.

The networks are run here and not through RapidOCR's own pipeline, because its answer holds neither
the next-best readings nor the lines that it is unsure of (docs/adr/0003).
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.errors import MissingToolError
from pipeline.image import Raster
from pipeline.model import Direction, Glyph
from pipeline.ocr import ctc
from pipeline.ocr.backend import choose_backend
from pipeline.ocr.cells import GLYPH, WIDTH, cut_column
from pipeline.ocr.glyphs import place
from pipeline.ocr.punctuation import reweigh
from pipeline.ocr.reset import doubtful, merge, set_row
from pipeline.ocr.session import Array, characters, open_network
from pipeline.ocr.shapes import Corners, Strip

LINE_HEIGHT = 48  # the recogniser's input height, pixels
BATCH = 8  # more at a time are not read any faster
WIDTH_STEP = 8  # batches are padded to multiples of this: the network shrinks lines eightfold
EVEN = 1.15  # in one batch no line is longer than its shortest by more than this: padding costs as much
DETECT_SIDE = 2048  # the longer side of the image the detector sees, pixels
LARGE_SIDE = 4096  # the same for a large image with type so small that little of it was seen
SMALL = (
    20.0  # strips usually thinner than this on what the detector saw are such type: glyphs of some 12 pixels
)
SHORT_SIDE = 736  # smaller images are enlarged until the shorter side has this
INK_THRESHOLD, LINE_THRESHOLD, UNCLIP = 0.3, 0.45, 1.8
# A column lying on its side is read best from a cut a little narrower than the detector's and pressed
# together along the line: of newspaper columns 11 letters in 100 are misread and not 14, at 0.6 of the cost.
NARROW, PRESSED = 0.9, 0.6
SHORT = 3.0  # columns no longer than this, in their own width, are read as they are: little would be left


@dataclass(frozen=True, slots=True)
class Weights:
    """Where the networks of one PP-OCR generation lie, and how their detector wants its input."""

    package: str
    detector: str
    recogniser: str
    mean: tuple[float, float, float]
    deviation: tuple[float, float, float]


V6 = Weights(
    "rapidocr", "models/PP-OCRv6_det_small.onnx", "models/PP-OCRv6_rec_small.onnx",
    (0.5, 0.5, 0.5), (0.5, 0.5, 0.5),
)  # fmt: skip
V4 = Weights(
    "rapidocr_onnxruntime", "models/ch_PP-OCRv4_det_infer.onnx", "models/ch_PP-OCRv4_rec_infer.onnx",
    (0.485, 0.456, 0.406), (0.229, 0.224, 0.225),
)  # fmt: skip


def weights_folder(weights: Weights) -> Path:
    """Where the wheel lies that carries the weights; nothing of it is imported.

    Raises:
        MissingToolError: where it is not installed.
    """
    spec = importlib.util.find_spec(weights.package)
    if spec is None or spec.origin is None:
        raise MissingToolError(f"the package {weights.package} is missing", f"pip install {weights.package}")
    return Path(spec.origin).parent


class PaddleEngine:
    """One generation of PP-OCR, warm."""

    def __init__(self, weights: Weights, backend: str) -> None:
        folder = weights_folder(weights)
        used = choose_backend(backend)
        self._weights = weights
        self._detect = open_network(folder / weights.detector, used)
        self._recognise = open_network(folder / weights.recogniser, used)
        # class 0 is the blank, the last one the space
        self._characters = ("", *characters(folder / weights.recogniser), " ")

    def find_strips(self, image: Raster) -> tuple[Strip, ...]:
        """Stretches of text on an RGB image, in no particular order.

        A large image is looked at once more, at a larger scale, where its type is too small to be found.
        """
        found = self._find(image, DETECT_SIDE)
        longest = max(image.shape[:2])
        if longest > DETECT_SIDE and _is_small_type(found, DETECT_SIDE / longest):
            found = max(self._find(image, LARGE_SIDE), found, key=len)
        return found

    def _find(self, image: Raster, side: int) -> tuple[Strip, ...]:
        """The strips as seen with that many pixels for the longer side at most."""
        small, scale = _for_detector(image, side)
        mean, deviation = (
            np.array(self._weights.mean, np.float32),
            np.array(self._weights.deviation, np.float32),
        )
        normal = ((small.astype(np.float32) / 255 - mean) / deviation).astype(np.float32)
        heat = self._detect(np.ascontiguousarray(normal.transpose(2, 0, 1)[np.newaxis]))[0, 0]
        return tuple(_strips(heat, scale))

    def read_strips(self, image: Raster, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        """The glyphs of each strip, in the order of `strips`; boxes in pixels of the image."""
        spots = self._read_all([cut(image, strip) for strip in strips])
        columns = {}
        for i, strip in enumerate(strips):
            if strip.direction is Direction.VERTICAL and doubtful(spots[i], _across(strip)):
                columns[i] = cut_column(stand(level(image, strip, WIDTH)), spots[i])
        rows = {i: set_row(column, spots[i], LINE_HEIGHT) for i, column in columns.items()}
        again = self._read_all([np.ascontiguousarray(row.image[:, :, ::-1]) for row in rows.values()])
        for i, upright in zip(rows, again, strict=True):
            spots[i] = merge(columns[i], spots[i], rows[i], upright)
        return tuple(place(read, strip) for read, strip in zip(spots, strips, strict=True))

    def _read_all(self, cuts: Sequence[Raster]) -> list[tuple[ctc.Spot, ...]]:
        """The reading of each cut; those of like length go through the network together."""
        found: list[tuple[ctc.Spot, ...]] = [()] * len(cuts)
        for batch in batches([one.shape[1] for one in cuts]):
            for i, spots in zip(batch, self._read([cuts[i] for i in batch]), strict=True):
                found[i] = spots
        return found

    def _read(self, cuts: list[Raster]) -> Iterator[tuple[ctc.Spot, ...]]:
        widest = max(one.shape[1] for one in cuts)
        padded = math.ceil(widest / WIDTH_STEP) * WIDTH_STEP
        batch = np.zeros((len(cuts), 3, LINE_HEIGHT, padded), np.float32)
        for row, one in zip(batch, cuts, strict=True):
            row[:, :, : one.shape[1]] = (one.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
        for one, steps in zip(cuts, self._recognise(batch), strict=True):
            yield reweigh(ctc.decode(steps, self._characters, one.shape[1] / padded))


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of all lines, those of like length together, from the shortest on."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) == BATCH or lengths[i] > EVEN * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def cut(image: Raster, strip: Strip) -> Raster:
    """The strip as PP-OCR wants it: level, `LINE_HEIGHT` high, BGR; columns are pressed together."""
    if strip.direction is Direction.VERTICAL and strip.box.height > SHORT * strip.box.width:
        lying = level(image, _narrowed(strip), LINE_HEIGHT)
        size = max(LINE_HEIGHT // 4, round(NARROW * PRESSED * lying.shape[1])), LINE_HEIGHT
        return np.ascontiguousarray(cv2.resize(lying, size, interpolation=cv2.INTER_AREA)[:, :, ::-1])
    return np.ascontiguousarray(level(image, strip, LINE_HEIGHT)[:, :, ::-1])


def _narrowed(strip: Strip) -> Strip:
    """A column without the outermost part of its margins."""
    corners = np.array(strip.corners)
    opposite = corners[[1, 0, 3, 2]]
    kept = (1 + NARROW) / 2 * corners + (1 - NARROW) / 2 * opposite
    return replace(strip, corners=tuple((float(x), float(y)) for x, y in kept))  # type: ignore[arg-type]


def level(image: Raster, strip: Strip, thickness: int) -> Raster:
    """The strip made level, `thickness` pixels high, RGB; a vertical one lies on its side, top left."""
    corners = np.array(strip.corners, np.float32)
    width = max(_length(corners[1] - corners[0]), _length(corners[2] - corners[3]), 1.0)
    height = max(_length(corners[3] - corners[0]), _length(corners[2] - corners[1]), 1.0)
    if strip.direction is Direction.VERTICAL:
        corners = np.roll(corners, -1, axis=0)  # the top right corner comes first: a quarter turn to the left
        width, height = height, width
    length = max(thickness // 4, round(width * thickness / height))
    target = np.array([(0, 0), (length, 0), (length, thickness), (0, thickness)], np.float32)
    return _shrunk_cut(image, corners, target, height / thickness)


def stand(lying: Raster) -> Raster:
    """A vertical strip that was laid on its side, upright again."""
    return np.ascontiguousarray(np.rot90(lying, -1))


def _across(strip: Strip) -> float:
    """The width of a column's ink as a share of its length."""
    return GLYPH * strip.box.width / strip.box.height


def _shrunk_cut(
    image: Raster, corners: NDArray[np.float32], target: NDArray[np.float32], shrink: float
) -> Raster:
    """Cut at the image's own scale, then shrink by area: a direct warp would skip pixels of fine strokes."""
    times = max(1.0, shrink)
    size = (max(1, round(target[2][0] * times)), max(1, round(target[2][1] * times)))
    matrix = cv2.getPerspectiveTransform(
        corners, target * np.array([size[0] / target[2][0], size[1] / target[2][1]], np.float32)
    )
    strip: Raster = cv2.warpPerspective(
        image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    if times > 1:
        strip = cv2.resize(strip, (int(target[2][0]), int(target[2][1])), interpolation=cv2.INTER_AREA)
    return strip


def _is_small_type(strips: Sequence[Strip], scale: float) -> bool:
    """Whether strips, if any, are usually thinner on what the detector saw than it can be sure to find."""
    return median([min(s.box.width, s.box.height) * scale for s in strips] or [0.0]) < SMALL


def _for_detector(image: Raster, side: int) -> tuple[Raster, tuple[float, float]]:
    """The image at the detector's scale (BGR, sides multiples of 32), and (x, y) factors that lead back."""
    height, width = image.shape[:2]
    ratio = min(1.0, side / max(height, width))
    if min(height, width) * ratio < SHORT_SIDE:
        ratio = min(SHORT_SIDE / min(height, width), side / max(height, width))
    size = (max(32, round(width * ratio / 32) * 32), max(32, round(height * ratio / 32) * 32))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
    return cv2.cvtColor(small, cv2.COLOR_RGB2BGR), (width / size[0], height / size[1])


def _strips(heat: Array, scale: tuple[float, float]) -> Iterator[Strip]:
    mask = cv2.dilate((heat > INK_THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        centre, size, angle = cv2.minAreaRect(outline)
        score = _mean_heat(heat, outline)
        if min(size) < 3 or score < LINE_THRESHOLD:
            continue
        # DB's unclip: area · ratio / perimeter
        grow = size[0] * size[1] * UNCLIP / (2 * (size[0] + size[1]))
        corners = cv2.boxPoints((centre, (size[0] + 2 * grow, size[1] + 2 * grow), angle))
        yield strip_of(corners * np.array(scale, np.float32), score)


def _mean_heat(heat: Array, outline: NDArray[np.int32]) -> float:
    x, y, width, height = cv2.boundingRect(outline)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [outline - (x, y)], 1)
    return float(cv2.mean(heat[y : y + height, x : x + width], inside)[0])


def strip_of(corners: NDArray[np.float32], score: float) -> Strip:
    """A strip from four corners in any order, shape (4, 2)."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    top_left, bottom_left = left[np.argsort(left[:, 1], kind="stable")]
    top_right, bottom_right = right[np.argsort(right[:, 1], kind="stable")]
    ordered: Corners = tuple(
        (round(float(x), 1), round(float(y), 1)) for x, y in (top_left, top_right, bottom_right, bottom_left)
    )  # type: ignore[assignment]
    width, height = _length(top_right - top_left), _length(bottom_left - top_left)
    direction = Direction.VERTICAL if height > 1.5 * width else Direction.HORIZONTAL
    return Strip(ordered, direction, round(score, 4))


def _length(vector: NDArray[np.float32]) -> float:
    return float(np.hypot(vector[0], vector[1]))
