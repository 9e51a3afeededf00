"""Where each character of the invisible text lies, and the drawing of it.

A character lies on its print and reaches to the next one of its line: then no reader takes the gap
between two of them for a space.  Across the line, all characters of a line have one size and follow
its slope and its curl, so that no reader takes them for several lines.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from pipeline.export.flow import plain
from pipeline.formats.way import Way, way_of
from pipeline.model import Box, Direction, Edition, Glyph, Master, Region, TextLine

SLOPED = 8  # characters with boxes from which a line tells its slope
NEIGHBOURS = 6  # characters on either side by which the line is followed
UNEQUAL = 4.0  # times as long as its neighbour: no sign of one type is
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A text that is one glyph, and where it lies: pixels of the master, origin top left."""

    text: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """The characters of a line, in order; never none."""

    way: Way
    glyphs: tuple[Placed, ...]


def placed_lines(edition: Edition, master: Master) -> tuple[PlacedLine, ...]:
    """All lines of a page that hold text, in reading order."""
    found = []
    for region in edition.regions:
        for number, line in enumerate(region.lines):
            way = way_of(line)
            glyphs = _placed(line, _line_box(region, number, master), way)
            if glyphs:
                found.append(PlacedLine(way, glyphs))
    return tuple(found)


def _line_box(region: Region, number: int, master: Master) -> Box:
    """Where a line lies; one without a box gets its share of its region's, or of the page."""
    own = region.lines[number].box
    if own and own.area:
        return own
    box = region.box if region.box and region.box.area else Box(0, 0, master.width, master.height)
    count = len(region.lines)
    if region.lines[number].direction is Direction.VERTICAL:
        right = box.right - box.width * number // count
        return Box(box.right - box.width * (number + 1) // count, box.top, right, box.bottom)
    top = box.top + box.height * number // count
    return Box(box.left, top, box.right, box.top + box.height * (number + 1) // count)


def _placed(line: TextLine, box: Box, way: Way) -> tuple[Placed, ...]:
    """The characters of a line, each from its own start to the start of the next one."""
    glyphs = tuple(glyph for glyph in line.glyphs if glyph.text)
    if not glyphs:
        return ()
    if way is Way.LEFT:
        seen = tuple(replace(glyph, box=_mirrored(glyph.box)) for glyph in glyphs)
        placed = _run(seen, _mirrored(box) or box, vertical=False)
        return tuple(replace(one, left=-one.left - one.width) for one in placed)
    return _run(glyphs, box, vertical=way is Way.DOWN)


def _mirrored(box: Box | None) -> Box | None:
    """As in a mirror: a line that runs left runs right there."""
    return Box(-box.right, box.top, -box.left, box.bottom) if box else None


def _run(glyphs: tuple[Glyph, ...], box: Box, *, vertical: bool) -> tuple[Placed, ...]:
    along = _evened(glyphs, _tiled(_spans(glyphs, box, vertical)))
    across = _across(glyphs, along, box, vertical)
    made = []
    for glyph, (start, stop), (near, far) in zip(glyphs, along, across, strict=True):
        left, top, right, bottom = (near, start, far, stop) if vertical else (start, near, stop, far)
        made.append(Placed(plain(glyph.text), left, top, right - left, bottom - top))
    return tuple(made)


def _spans(glyphs: tuple[Glyph, ...], box: Box, vertical: bool) -> list[Span]:
    """Start and stop of each glyph along the line; those without a box share the room that is left."""
    first, last = (box.top, box.bottom) if vertical else (box.left, box.right)
    own: list[Span | None] = [_span(glyph.box, vertical) for glyph in glyphs]
    spans: list[Span] = []
    at = 0
    while at < len(own):
        here = own[at]
        if here is not None:
            spans.append(here)
            at += 1
            continue
        stop = next((i for i in range(at, len(own)) if own[i] is not None), len(own))
        following = own[stop] if stop < len(own) else None
        start = spans[-1][1] if spans else first
        room = max(0.0, (following[0] if following else last) - start) / (stop - at)
        spans += [(start + i * room, start + (i + 1) * room) for i in range(stop - at)]
        at = stop
    return spans


def _span(box: Box | None, vertical: bool) -> Span | None:
    if box is None or not box.area:
        return None
    return (box.top, box.bottom) if vertical else (box.left, box.right)


def _tiled(spans: list[Span]) -> list[Span]:
    """The same spans, each up to the next one, at least a pixel long and in order."""
    starts = [spans[0][0]]
    for start, _ in spans[1:]:
        starts.append(max(start, starts[-1] + 1))
    stops = [*starts[1:], max(spans[-1][1], starts[-1] + 1)]
    return list(zip(starts, stops, strict=True))


def _evened(glyphs: tuple[Glyph, ...], spans: list[Span]) -> list[Span]:
    """Equal signs in a row of very unequal length share their room, as the dots of a leader do.

    PDFium takes the second of two equal signs for a shadow of the first where they begin close together
    by the measure of the second's length.
    """
    evened: list[Span] = []
    for _, group in groupby(zip(glyphs, spans, strict=True), key=lambda pair: pair[0].text):
        held = [span for _, span in group]
        lengths = [stop - start for start, stop in held]
        if max(lengths) > UNEQUAL * min(lengths):
            first, each = held[0][0], (held[-1][1] - held[0][0]) / len(held)
            held = [(first + i * each, first + (i + 1) * each) for i in range(len(held))]
        evened += held
    return evened


def _across(glyphs: tuple[Glyph, ...], along: list[Span], box: Box, vertical: bool) -> list[Span]:
    """Near and far edge of each glyph across the line: one size, along the line's own way.

    A short line shows no slope worth following; its characters are as high as its box.
    """
    places = [
        ((start + stop) / 2, _span(glyph.box, not vertical))
        for glyph, (start, stop) in zip(glyphs, along, strict=True)
    ]
    known = [(at, edges) for at, edges in places if edges]
    if len(known) < SLOPED:
        edges = (box.left, box.right) if vertical else (box.top, box.bottom)
        return [edges] * len(glyphs)
    half = max(1.0, _size(glyphs, not vertical)) / 2
    centres = [(at, (near + far) / 2) for at, (near, far) in known]
    levels = [_level(centres, at) for at, _ in places]
    return [(level - half, level + half) for level in levels]


def _size(glyphs: tuple[Glyph, ...], vertical: bool) -> float:
    """The extent of a character across its line; that of dots and commas says nothing, where others stand."""
    spans = [(glyph.text.isalnum(), _span(glyph.box, vertical)) for glyph in glyphs]
    full = [span[1] - span[0] for whole, span in spans if whole and span]
    return median(full or [span[1] - span[0] for _, span in spans if span])


def _level(centres: list[tuple[float, float]], at: float) -> float:
    """Where the middle of a line runs at one place: by the characters about it, for pages that curl."""
    place = bisect_left(centres, (at, 0.0))
    first = max(0, min(place - NEIGHBOURS, len(centres) - 2 * NEIGHBOURS))
    level, slope = _fitted(centres[first : first + 2 * NEIGHBOURS])
    return level + slope * at


def _fitted(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Level and slope of the line with the least squares through some points."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if not spread:
        return mean_y, 0.0
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return mean_y - slope * mean_x, slope
