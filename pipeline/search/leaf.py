"""A page as the index sees it: one search key, what else may stand there, and where it all stands.

The key runs through the regions in reading order.  Within a region the lines are joined by the
region's joiner, so a phrase that runs over the end of a line is one phrase; between two regions, and
between two cells of a table, stands `BREAK`, which no query holds, so no phrase runs from one into the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline import frames
from pipeline.errors import WorkspaceError
from pipeline.frames import Move
from pipeline.model import App, Box, CleanPage, Edition, Master, Region, TextLine, Transform
from pipeline.text.fold import fold

BREAK = "\n"
Corners = tuple[int, int, int, int]  # left, top, right, bottom: a box that is only stored here


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; boxes in pixels of the master."""

    id: str
    region: int  # ordinal of its region on the page
    joiner: str  # what joins it to the next line of its region; `BREAK` at the end of a cell
    box: Corners | None
    glyphs: tuple[str, ...]
    boxes: tuple[Corners | None, ...]  # one per glyph


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page; glyphs are counted through all rows of the page, from 0."""

    issue: str
    page: str
    file: str  # of the master
    key: str
    doubts: tuple[tuple[int, str], ...]  # position in the key, the other characters read there
    spots: tuple[int, ...]  # for each character of the key the glyph it comes from
    rows: tuple[Row, ...]


def leaf(issue: str, master: Master, clean: CleanPage, edition: Edition) -> Leaf:
    """Prepare one page for the index; what of a box lies beside the master is cut off.

    Raises:
        WorkspaceError: where the edition speaks of an image that the scan stage does not know.
    """
    ways = frames.transforms(clean)
    unknown = {region.image for region in edition.regions} - ways.keys()
    if unknown:
        raise WorkspaceError(
            f"{issue} {edition.page}: the edition names the image {min(unknown)}, which is not there",
            "Delete the 3-proof folder of the issue and run the same command again.",
        )
    rows = tuple(
        row
        for n, region in enumerate(edition.regions)
        for row in _rows(n, region, ways[region.image], master)
    )
    lines = zip(rows, _separators(rows), strict=True)
    key, sources = _key("".join("".join(row.glyphs) + follows for row, follows in lines))
    starts, owners = _glyphs(rows)
    doubts = _doubts(key, sources, _lemmas(rows, starts, edition.apps))
    return Leaf(issue, edition.page, master.file, key, doubts, tuple(owners[s] for s in sources), rows)


def _rows(number: int, region: Region, way: Move, master: Master) -> Iterator[Row]:
    """The lines of a region on the master, without those that hold no text."""
    move = None if way == Transform() else way  # most pages are straight, and glyphs are many
    lines = [line for line in region.lines if line.text]
    for line, joiner in zip(lines, _joiners(region, lines), strict=True):
        glyphs = tuple(glyph.text for glyph in line.glyphs)
        boxes = tuple(_on_master(glyph.box, move, master) for glyph in line.glyphs)
        yield Row(line.id, number, joiner, _on_master(line.box, move, master), glyphs, boxes)


def _joiners(region: Region, lines: list[TextLine]) -> list[str]:
    """What follows each of a region's lines where another one follows."""
    homes = {name: number for number, cell in enumerate(region.cells) for name in cell.lines}
    cells = [homes.get(line.id, -1) for line in lines]
    return [region.joiner if a == b else BREAK for a, b in pairwise([*cells, *cells[-1:]])]


def _on_master(box: Box | None, move: Move | None, master: Master) -> Corners | None:
    if box is None:
        return None
    moved = (move.box(box) if move else box).within(master.width, master.height)
    return moved.left, moved.top, moved.right, moved.bottom


def _separators(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """What follows each row in the text of the page."""
    between = [a.joiner if a.region == b.region else BREAK for a, b in pairwise(rows)]
    return (*between, "") if rows else ()


def _key(text: str) -> tuple[str, list[int]]:
    """The key of a page's text, and for each of its characters the offset in the text."""
    keys: list[str] = []
    sources: list[int] = []
    offset = 0
    for part in text.split(BREAK):
        folded = fold(part)
        keys.append(folded.key)
        sources.extend(offset + place for place in folded.offsets)
        offset += len(part)
        sources.append(offset)
        offset += len(BREAK)
    return BREAK.join(keys), sources[:-1]


def _glyphs(rows: tuple[Row, ...]) -> tuple[list[int], list[int]]:
    """Where in the page's text each glyph starts, and to which glyph each character of it belongs.

    A separator goes with the glyph before it.
    """
    starts: list[int] = []
    owners: list[int] = []
    for row, follows in zip(rows, _separators(rows), strict=True):
        for glyph in row.glyphs:
            starts.append(len(owners))
            owners.extend([len(starts) - 1] * len(glyph))
        owners.extend([len(starts) - 1] * len(follows))
    return starts, owners


def _lemmas(
    rows: tuple[Row, ...], starts: list[int], apps: tuple[App, ...]
) -> Iterator[tuple[int, int, App]]:
    """The unsettled apps whose lemma has text, each with the part of the page's text that it covers."""
    glyphs: list[str] = []
    first: dict[str, tuple[int, int]] = {}
    for row in rows:
        first[row.id] = len(glyphs), len(row.glyphs)
        glyphs.extend(row.glyphs)
    for app in apps:
        begin, count = first.get(app.line, (0, 0))
        stop = min(app.stop, count)
        if not app.settled and app.start < stop:
            last = begin + stop - 1
            yield starts[begin + app.start], starts[last] + len(glyphs[last]), app


def _doubts(
    key: str, sources: list[int], lemmas: Iterable[tuple[int, int, App]]
) -> tuple[tuple[int, str], ...]:
    """Other readings, character by character at the position of the lemma's.

    A reading whose key is longer or shorter than the lemma's is left out: it has no positions of its own.
    """
    found: dict[int, set[str]] = {}
    for start, stop, app in lemmas:
        low, high = bisect_left(sources, start), bisect_left(sources, stop)
        for reading in app.readings:
            other = fold(reading.text).key
            if len(other) == high - low:
                for place, char in enumerate(other, low):
                    if char != key[place]:
                        found.setdefault(place, set()).add(char)
    return tuple((place, "".join(sorted(found[place]))) for place in sorted(found))
