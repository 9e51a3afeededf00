"""The columns of a page, of vertical text its tiers: how far across the page reading order has come.

Reading order leads from one column into the next where a region begins beside the one before and not
below it.  Regions one after the other, down to where the text turns back, are a band: columns that stand
side by side.  What runs over several columns, a title over them or a line below them, stands in none.
Places are pixels of the master along two axes: `start` to `stop` along the lines, `first` to `last` from
line to line; for vertical text, which goes on to the left, the second one is counted from the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median_low

from pipeline.model import Box, Direction, Region, RegionKind, hull

RUNNING = (RegionKind.PARAGRAPH, RegionKind.HEADING, RegionKind.TOC_ENTRY)
SHARED = 0.25  # share of the narrower of two regions, from which they stand in the same column
FEWEST = 3  # lines of the first column: two signatures beside each other are none
NARROWEST = 6.0  # width of a column in characters: page numbers beside a list are none


@dataclass(frozen=True, slots=True)
class _Block:
    """A region of running text."""

    id: str
    leaf: int  # which printed page of a spread it stands on, from 0
    start: int
    stop: int
    first: int
    last: int
    size: int  # of a character
    lines: int


def columns(regions: Sequence[Region], leaves: Sequence[Box] = ()) -> dict[str, int]:
    """The column that each region stands in, by its id, from 1; regions that stand in none are left out.

    `regions` are those of a page, in reading order, and `leaves` its printed pages, where there are
    several; all boxes are on the same image.
    """
    blocks = _blocks(regions, leaves)
    found: dict[str, int] = {}
    for _, members in groupby(blocks, key=lambda block: block.leaf):
        for band in _bands(members):
            found |= _numbered(band)
    return found


def _blocks(regions: Sequence[Region], leaves: Sequence[Box]) -> tuple[_Block, ...]:
    running = [region for region in regions if region.kind in RUNNING and _drawn(region)]
    down = sum(_vertical(region) for region in running)
    vertical = 2 * down > sum(len(region.lines) for region in running)
    return tuple(_block(region, vertical, leaves) for region in running)


def _vertical(region: Region) -> int:
    """How many of its lines run downwards."""
    return sum(line.direction is Direction.VERTICAL for line in region.lines)


def _drawn(region: Region) -> tuple[Box, ...]:
    return tuple(line.box for line in region.lines if line.box and line.box.area)


def _block(region: Region, vertical: bool, leaves: Sequence[Box]) -> _Block:
    lines = _drawn(region)
    box = hull(lines)
    leaf = max(range(len(leaves)), key=lambda n: box.overlap(leaves[n]), default=0)
    size = median_low(min(line.width, line.height) for line in lines)
    along = (box.top, box.bottom) if vertical else (box.left, box.right)
    across = (-box.right, -box.left) if vertical else (box.top, box.bottom)
    return _Block(region.id, leaf, *along, *across, size, len(lines))


def _bands(blocks: Iterator[_Block]) -> Iterator[list[list[_Block]]]:
    """Columns beside one another, each a list of blocks, up to where the text turns back."""
    band: list[list[_Block]] = []
    for block in blocks:
        if not band:
            band = [[block]]
        elif _is_beside(band[-1][-1], block):
            band.append([block])
        elif _is_below(band[-1][-1], block) and not _is_under(band, block):
            band[-1].append(block)
        else:
            yield band
            band = [[block]]
    if band:
        yield band


def _is_beside(before: _Block, block: _Block) -> bool:
    return block.start > before.start and not _shares(before, block) and not _is_below(before, block)


def _is_below(before: _Block, block: _Block) -> bool:
    """Whether it begins where the other one ends, or later; half a line is a matter of skew."""
    return block.first >= before.last - min(before.size, block.size) / 2


def _is_under(band: Sequence[Sequence[_Block]], block: _Block) -> bool:
    """Whether it stands in an earlier column of the band, titles over the last one aside."""
    top = band[-1][0]
    beside = (other for column in band[:-1] for other in column if not _is_below(other, top))
    return any(_shares(other, block) for other in beside)


def _shares(one: _Block, other: _Block) -> bool:
    shared = min(one.stop, other.stop) - max(one.start, other.start)
    return shared > SHARED * min(one.stop - one.start, other.stop - other.start)


def _numbered(band: Sequence[Sequence[_Block]]) -> dict[str, int]:
    """The columns of a band by region; none where it has only one, or what would be one is too small."""
    own = [[block for block in column if not _is_over(block, band[n + 1 :])] for n, column in enumerate(band)]
    if len(own) < 2 or not all(own) or any(_width(column) < NARROWEST for column in own):
        return {}
    if sum(block.lines for block in own[0]) < FEWEST:
        return {}
    return {block.id: number for number, column in enumerate(own, 1) for block in column}


def _is_over(block: _Block, later: Sequence[Sequence[_Block]]) -> bool:
    """Whether it stands above one of the columns that follow: a title over both."""
    return any(_is_below(block, column[0]) and _shares(block, other) for column in later for other in column)


def _width(column: Sequence[_Block]) -> float:
    """In characters."""
    extent = max(block.stop for block in column) - min(block.start for block in column)
    return extent / max(1, median_low(block.size for block in column))
