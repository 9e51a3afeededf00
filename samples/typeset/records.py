"""The records of the generator: type set in a forme, the page printed from it, the issue.

Regions, lines, glyphs and boxes are the pipeline's own records, so a truth compares directly with what
the pipeline reads.  Boxes are pixels of the page's image, origin top left, tight to the ink; the box
of a space is the gap it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box, Cell, Direction, Region, RegionKind
from pipeline.text.rows import printed_lines
from samples.typeset.fonts import Face

Raster = NDArray[np.uint8]  # (height, width, 3), RGB
BLACK = "black"
RED = "red"


@dataclass(frozen=True, slots=True)
class Sort:
    """One piece of type: a character at the top left corner of its square em, in page pixels."""

    text: str
    face: Face
    size: int  # the em
    x: int
    y: int
    form: str = "upright"  # or "turned" (a quarter clockwise), "corner" (moved top right), "centre"
    colour: str = BLACK
    width: int = 0  # of a space, which has no ink; 0 otherwise


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line or bar: the rectangle it inks."""

    box: Box
    colour: str = BLACK


@dataclass(frozen=True, slots=True)
class Seal:
    """A round red seal: a ring, a star, and lettering along the upper arc."""

    text: str
    face: Face
    x: int  # centre
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that stand together on a page: a region in the making."""

    kind: RegionKind
    lines: tuple[tuple[Sort, ...], ...]
    rules: tuple[Rule, ...] = ()
    cells: tuple[tuple[Cell, tuple[int, ...]], ...] = ()  # of a table, each with the numbers of its lines
    act: int = -1  # the document it belongs to; -1 for what belongs to the issue
    opens: bool = False  # whether it is the first line of that document


@dataclass(frozen=True, slots=True)
class Start:
    """Where a document begins: the ids of a region and of a line in it."""

    document: int  # index into the documents
    region: str
    line: str


@dataclass(frozen=True, slots=True)
class Forme:
    """A page locked up for printing: all its type, and the truth about it, but no pixels yet."""

    page: str  # page id, "p0003"
    width: int
    height: int
    direction: Direction
    era: str
    sorts: tuple[Sort, ...]
    rules: tuple[Rule, ...]
    seals: tuple[Seal, ...]
    regions: tuple[Region, ...]
    starts: tuple[Start, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page and its truth; `degrade` makes a worn one of it."""

    page: str
    image: Raster
    direction: Direction
    era: str
    regions: tuple[Region, ...]
    starts: tuple[Start, ...]

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        return int(self.image.shape[0])

    @property
    def text(self) -> str:
        return ground_truth(self.regions)


def ground_truth(regions: tuple[Region, ...]) -> str:
    """A printed line (of a table, a row) a line, a blank line between regions; no lettering of seals."""
    return "\n\n".join(
        "\n".join(printed_lines(region, " ")) for region in regions if region.kind is not RegionKind.STAMP
    )
