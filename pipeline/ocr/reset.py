"""A vertical column read once more: its characters re-set side by side, upright, as one level line.

A recogniser that has learnt level lines reads a column lying on its side, but blunders where a
character is as plausible lying as standing, and leaves marks out: they stand in another corner there.
Each cell of the column is pasted upright into a row, a mark where a level line has it; brackets and
dashes stay on their side, for that is how they stand in a level line.  Of the two readings of a cell
the likelier stays, and the other is kept as an alternative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Raster
from pipeline.ocr.cells import Cell, Column, extent
from pipeline.ocr.ctc import ALTERNATIVES, Spot

TURNED = frozenset("（）「」『』〔〕【】《》〈〉()[]<>—―ー…⋯～")  # what a column prints on its side
MARKS = frozenset("、，。．・：；！？,.:;!?·")
SURE = 0.55  # a column all of whose glyphs are surer than this …
GAP = 1.35  # … and whose glyphs are never further apart than this, in pitches, is not read again
_ROOM = 1.45  # height of the row, in cells
_SPACE = 0.06  # between two cells of the row, in cells
_INDENT = 0.1  # from the left edge of its cell to a mark, in cells
_SIDEWAYS = 0.7  # weight of the first reading against the second
_SEEN = 0.6  # a glyph read on its side with this confidence is not dropped for fewer or other ones
_LEAST_READ = 0.6  # share of the cells that the second reading must have found to be believed
_FLAT = 0.55  # brackets are flatter than this, in pitches
_LEAST_MARK = 0.12  # ink smaller than this, in pitches, is dirt and no mark


@dataclass(frozen=True, slots=True)
class Row:
    """Cells set side by side: RGB, and where each of them stands."""

    image: Raster
    places: tuple[tuple[int, float], ...]  # number and middle of each cell, a share of the row's length


@dataclass(frozen=True, slots=True)
class _Board:
    """What the cells of one column are pasted on."""

    height: int
    side: int  # of a cell, pixels
    paper: NDArray[np.uint8]  # its colour

    def blank(self, width: float) -> Raster:
        return np.full((self.height, round(width), 3), self.paper, np.uint8)


def doubtful(spots: Sequence[Spot], across: float) -> bool:
    """Whether a column should be read again; `across` is its ink's width as a share of its length."""
    if len(spots) < 2:
        return False
    centres = [0.5 * (spot.start + spot.stop) for spot in spots]
    steps = [b - a for a, b in pairwise(centres)]
    usual = max(across, sorted(steps)[len(steps) // 2])
    loose = max(*steps, 1 - centres[-1], centres[0]) > GAP * usual
    return loose or min(spot.confidence for spot in spots) < SURE


def set_row(column: Column, sideways: Sequence[Spot], thickness: int) -> Row:
    """The cells of a column in a row `thickness` pixels high; `sideways` tells which are brackets."""
    side = max(round(column.pitch), column.right - column.left)
    read = in_cells(column, sideways)
    chosen = [i for i in range(len(read)) if any(_open(column, read, j) for j in range(i - 1, i + 2))]
    board = _Board(round(_ROOM * side), side, _paper(column))
    tiles = [_tile(column, column.cells[i], board, _lies(column, column.cells[i], read[i])) for i in chosen]
    gap, margin = board.blank(_SPACE * side), board.blank(0.3 * side)
    parts = [margin]
    places = []
    for i, tile in zip(chosen, tiles, strict=True):
        places.append((i, sum(part.shape[1] for part in parts) + tile.shape[1] / 2))
        parts += [tile, gap]
    image = np.concatenate([*parts, margin], axis=1)
    length = image.shape[1]
    size = max(1, round(length * thickness / len(image))), thickness
    way = cv2.INTER_AREA if len(image) > thickness else cv2.INTER_CUBIC
    return Row(
        cv2.resize(image, size, interpolation=way), tuple((i, middle / length) for i, middle in places)
    )


def merge(column: Column, sideways: Sequence[Spot], row: Row, upright: Sequence[Spot]) -> tuple[Spot, ...]:
    """One reading of the column out of two; the places of `upright` are shares of the row."""
    if len(upright) < _LEAST_READ * len(row.places):
        return tuple(sideways)
    again: list[list[Spot]] = [[] for _ in column.cells]
    for spot in upright:
        middle = (spot.start + spot.stop) / 2
        nearest, _ = min(row.places, key=lambda place: abs(place[1] - middle))
        again[nearest].append(spot)
    cells = in_cells(column, sideways)
    inside = {id(spot) for spots in cells for spot in spots}
    result = [spot for spot in sideways if id(spot) not in inside]
    for cell, first, second in zip(column.cells, cells, again, strict=True):
        result += _settled(column, cell, first, second)
    return tuple(sorted(result, key=lambda spot: spot.start + spot.stop))


def in_cells(column: Column, spots: Sequence[Spot]) -> list[list[Spot]]:
    """The spots of a reading of the column lying on its side, cell by cell."""
    length = len(column.image)
    return [
        [spot for spot in spots if cell.start <= (spot.start + spot.stop) / 2 * length < cell.stop]
        for cell in column.cells
    ]


def _open(column: Column, read: list[list[Spot]], i: int) -> bool:
    """Whether a cell is not sure yet; there is none beyond the ends of the column."""
    if not 0 <= i < len(read):
        return False
    return column.cells[i].mark or len(read[i]) != 1 or read[i][0].confidence < SURE


def _settled(column: Column, cell: Cell, first: list[Spot], second: list[Spot]) -> Iterator[Spot]:
    """What a cell holds, by its reading on its side and its reading upright."""
    length = len(column.image)
    if cell.mark:
        second = [spot for spot in second if spot.text in MARKS][:1]
    elif _lies(column, cell, first):
        second = [spot for spot in second if spot.text in TURNED]
    if len(first) == len(second) == 1 and not cell.mark:
        yield blended(first[0], second[0])
    elif not second or (not cell.mark and _would_lose(first, second)):
        yield from first
    else:
        for n, spot in enumerate(second):
            share = (cell.stop - cell.start) / len(second)
            start = cell.start + n * share
            yield replace(spot, start=start / length, stop=(start + share) / length)


def _would_lose(first: list[Spot], second: list[Spot]) -> bool:
    """Whether the second reading of a cell lacks a glyph that the first one saw well enough."""
    seen = {spot.text for spot in second}
    return any(spot.confidence >= _SEEN and spot.text not in seen for spot in first)


def blended(first: Spot, second: Spot) -> Spot:
    """Both readings of one glyph weighed together, at the place of the first."""
    weights: dict[str, float] = {}
    for spot, weight in ((first, _SIDEWAYS), (second, 1 - _SIDEWAYS)):
        for text, share in ((spot.text, spot.confidence), *spot.alternatives):
            weights[text] = weights.get(text, 0.0) + share * weight
    (text, confidence), *others = sorted(
        ((text, round(min(1.0, weight), 4)) for text, weight in weights.items()),
        key=lambda one: (-one[1], one[0]),
    )
    return Spot(text, first.start, first.stop, confidence, tuple(others[:ALTERNATIVES]))


def _lies(column: Column, cell: Cell, spots: list[Spot]) -> bool:
    """Whether a cell must stay on its side: a bracket or a dash, or flat ink that was not read at all."""
    if spots:
        return any(spot.text in TURNED for spot in spots)
    box = extent(column.ink[cell.start : cell.stop, column.left : column.right])
    return box is not None and box.height < _FLAT * column.pitch and box.width > 0.6 * column.pitch


def _tile(column: Column, cell: Cell, board: _Board, lies: bool) -> Raster:
    """One cell as a level line would have it, RGB."""
    if cell.mark:
        return _mark_tile(column, cell, board)
    image = column.image[cell.start : cell.stop, column.left : column.right]
    if lies:
        image = np.rot90(image)
    height, width = image.shape[:2]
    tile = board.blank(max(width, 0.92 * board.side))
    height = min(height, len(tile))
    top, left = (len(tile) - height) // 2, (tile.shape[1] - width) // 2
    tile[top : top + height, left : left + width] = image[:height]
    return tile


def _mark_tile(column: Column, cell: Cell, board: _Board) -> Raster:
    """A mark moved to the lower left corner of its cell."""
    tile = board.blank(0.8 * board.side)
    box = extent(column.ink[cell.start : cell.stop, column.left : column.right])
    if box is None or max(box.width, box.height) < _LEAST_MARK * column.pitch:
        return tile
    top, left = max(0, cell.start + box.top - 1), max(0, column.left + box.left - 1)
    mark = column.image[top : cell.start + box.bottom + 1, left : column.left + box.right + 1]
    height, width = mark.shape[:2]
    foot = round((_ROOM + 1) / 2 * board.side)
    indent = round(_INDENT * board.side)
    tile[foot - height : foot, indent : indent + width] = mark
    return tile


def _paper(column: Column) -> NDArray[np.uint8]:
    """The colour of the paper round the ink."""
    return np.percentile(column.image.reshape(-1, 3), 85, axis=0).astype(np.uint8)
