"""Where lines stand that the base does not have: by geometry, else next to their neighbours.

The base's regions and lines keep their order and their ids; what is added gets the next free number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Box, Direction, Region, Witness, hull
from pipeline.proof.columns import CollatedLine, CollatedRegion
from pipeline.proof.source import SourceLine

_NUMBER = re.compile(r"(\d+)$")


@dataclass(frozen=True, slots=True)
class Row:
    """A collated line and the line of the leading witness it comes from."""

    lead: str
    source: SourceLine
    line: CollatedLine


@dataclass(slots=True)
class _Place:
    """A region being filled; `lead` tells whose region it is."""

    lead: str
    region: Region
    rows: list[Row]


def placed(base: Witness, rows: Sequence[Row], sigils: Sequence[str]) -> tuple[CollatedRegion, ...]:
    """All rows in the order of the edition, under the base's regions and, where needed, new ones."""
    places = [_Place(base.sigil, region, []) for region in base.regions]
    for row in rows:
        if row.lead == base.sigil:
            places[row.source.place].rows.append(row)
    for row in rows:
        if row.lead != base.sigil and not _put_by_geometry(row, places):
            _put_by_sequence(row, places, sigils.index(row.lead))
    return _numbered(base.page, base.sigil, places)


def _put_by_geometry(row: Row, places: Sequence[_Place]) -> bool:
    """Put the row into the smallest region that holds its centre; False where there is none."""
    box = row.line.box
    if box is None:
        return False
    around = [(_extent(place), place) for place in places if place.region.image == row.source.region.image]
    holding = [(extent.area, n) for n, (extent, _) in enumerate(around) if extent and _holds(extent, box)]
    if not holding:
        return False
    place = around[min(holding)[1]][1]
    later = (n for n, other in enumerate(place.rows) if other.line.box and _precedes(row.line, other.line))
    place.rows.insert(next(later, len(place.rows)), row)
    return True


def _extent(place: _Place) -> Box | None:
    boxes = tuple(row.line.box for row in place.rows if row.line.box)
    return hull(boxes) if boxes else None


def _holds(extent: Box, box: Box) -> bool:
    x, y = box.centre
    return extent.left <= x < extent.right and extent.top <= y < extent.bottom


def _precedes(line: CollatedLine, other: CollatedLine) -> bool:
    """Does a line with a box come before another in the reading order of one region?"""
    first, second = _upright(line.box, other.direction), _upright(other.box, other.direction)
    (x, y), (other_x, other_y) = first.centre, second.centre
    if abs(y - other_y) < min(first.height, second.height) / 2:
        return x < other_x
    return y < other_y


def _upright(box: Box | None, direction: Direction) -> Box:
    """The box in a frame where lines run to the right and follow each other downwards."""
    if box is None:
        raise ValueError("a line without a box has no place on the page")
    return box if direction is Direction.HORIZONTAL else Box(box.top, -box.right, box.bottom, -box.left)


def _put_by_sequence(row: Row, places: list[_Place], witness: int) -> None:
    """Put the row beside the nearest line of its own region, or open a region beside its neighbours'."""
    before, after = _around(row.source.first, places, witness)
    start, stop = _span(row.source)
    if before and before[0] >= start:
        places[before[1]].rows.insert(before[2] + 1, row)
    elif after and after[0] < stop:
        places[after[1]].rows.insert(after[2], row)
    else:
        position = before[1] + 1 if before else after[1] if after else len(places)
        places.insert(position, _Place(row.lead, row.source.region, [row]))


_Held = tuple[int, int, int]  # an ordinal of a witness, and the place and row where it stands


def _around(first: int, places: Sequence[_Place], witness: int) -> tuple[_Held | None, _Held | None]:
    """The last glyph of a witness before an ordinal, and the first one after it, that have been placed."""
    before: _Held | None = None
    after: _Held | None = None
    for p, place in enumerate(places):
        for r, row in enumerate(place.rows):
            ordinals = row.line.ordinals[witness]  # they go up
            cut = bisect_left(ordinals, first)
            if cut and (before is None or ordinals[cut - 1] > before[0]):
                before = ordinals[cut - 1], p, r
            if cut < len(ordinals) and (after is None or ordinals[cut] < after[0]):
                after = ordinals[cut], p, r
    return before, after


def _span(source: SourceLine) -> tuple[int, int]:
    """The ordinals of the region a line stands in: its first, and the one after its last."""
    lines = source.region.lines
    number = next(n for n, line in enumerate(lines) if line is source.line)
    before = sum(len(line.glyphs) for line in lines[:number])
    start = source.first - before
    return start, start + sum(len(line.glyphs) for line in lines)


def _numbered(page: str, base: str, places: Sequence[_Place]) -> tuple[CollatedRegion, ...]:
    """The base's ids stay; what is new gets the next free number."""
    used = {place.region.id for place in places if place.lead == base}
    found = []
    for place in places:
        region = replace(place.region, lines=())
        if place.lead != base:
            region = replace(region, id=_next_id(f"{page}_r", used))
        found.append(CollatedRegion(region, _numbered_lines(region.id, base, place)))
    return tuple(found)


def _numbered_lines(region: str, base: str, place: _Place) -> tuple[CollatedLine, ...]:
    used = {row.line.id for row in place.rows if row.lead == base}
    return tuple(
        row.line if row.lead == base else replace(row.line, id=_next_id(f"{region}_l", used))
        for row in place.rows
    )


def _next_id(prefix: str, used: set[str]) -> str:
    numbers = [_NUMBER.search(name) for name in used]
    highest = max((int(found[1]) for found in numbers if found), default=0)
    name = f"{prefix}{highest + 1:02d}"
    used.add(name)
    return name
