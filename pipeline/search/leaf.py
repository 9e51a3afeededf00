"""A page as the index sees it: its rows on the master, and what else may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline import frames
from pipeline.derivative import CleanPage, Transform
from pipeline.errors import WorkspaceError
from pipeline.frames import Move
from pipeline.model import App, Box, Edition, Master, Region, TextLine
from pipeline.search.altered import Altered
from pipeline.search.entry import Entry, Facts, Head, Sheet, glyphs_of, joined_boxes
from pipeline.search.key import text_of
from pipeline.search.lines import lines_of
from pipeline.search.normal import normals
from pipeline.search.plausible import of_glyph, of_place
from pipeline.search.readings import Place, doubts, variants
from pipeline.search.row import BREAK, Corners, Row, boxes_of, columns


@dataclass(frozen=True, slots=True)
class Open:
    """Glyphs of a line that may be something else; none where something may be missing."""

    line: str
    start: int
    stop: int
    others: tuple[str, ...]


Note = Open | Altered  # what else is known of lines than what is printed


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page."""

    sheet: Sheet
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


def leaf(issue: str, master: Master, folio: str, clean: CleanPage, edition: Edition) -> Leaf:
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
    notes = (*_open_apps(edition.apps), *_next_best(edition))
    return Leaf(Sheet(edition.page, master.file, folio), rows, notes)


def _open_apps(apps: tuple[App, ...]) -> Iterator[Open]:
    """The places that no person has settled, with what else was read there."""
    for app in apps:
        if not app.decided and (others := of_place(app)):
            yield Open(app.line, app.start, app.stop, others)


def _next_best(edition: Edition) -> Iterator[Open]:
    """What an engine held possible for one glyph, at places that nobody has settled."""
    decided = [app for app in edition.apps if app.decided]
    settled = {(app.line, place) for app in decided for place in range(app.start, app.stop)}
    for region in edition.regions:
        for line in region.lines:
            for place, glyph in enumerate(line.glyphs):
                others = of_glyph(glyph) if glyph.alternatives else ()
                if others and (line.id, place) not in settled:
                    yield Open(line.id, place, place + 1, others)


def page_entry(leaf: Leaf, facts: Facts) -> Entry:
    """A page as one entry, all of its text in it."""
    return entry(leaf.sheet.page, facts, (leaf.sheet,), leaf.rows, leaf.notes)


def entry(
    name: str, facts: Facts, sheets: tuple[Sheet, ...], rows: tuple[Row, ...], notes: tuple[Note, ...]
) -> Entry:
    """An entry of these rows, with what else is known of their lines."""
    parts = columns(rows)
    text = text_of(parts)
    head = Head(name, facts, sheets, text.key)
    if notes:
        places, altered = list(_places(rows, notes)), list(_altered(rows, notes))
        others = doubts(text, places), variants(text, places), normals(text, altered)
        head = Head(name, facts, sheets, text.key, *others)
    glyphs = glyphs_of(parts)
    return Entry(head, text.steps, lines_of(parts), glyphs, joined_boxes(parts, len(glyphs)))


def _rows(number: int, region: Region, way: Move, master: Master) -> Iterator[Row]:
    """The lines of a region on the master, without those that hold no text."""
    move = None if way == Transform() else way  # most pages are straight, and glyphs are many
    lines = [line for line in region.lines if line.text]
    for line, follows in zip(lines, _follows(region, lines), strict=True):
        texts = tuple(glyph.text for glyph in line.glyphs)
        glyphs = line.text if len(line.text) == len(texts) else texts
        boxes = boxes_of(_on_master(glyph.box, move, master) for glyph in line.glyphs)
        yield Row(line.id, 0, number, follows, _on_master(line.box, move, master), glyphs, boxes)


def _follows(region: Region, lines: list[TextLine]) -> list[str]:
    """What stands after each of a region's lines: the joiner, or `BREAK` at the end of it or of a cell."""
    homes = {name: number for number, cell in enumerate(region.cells) for name in cell.lines}
    cells = [homes.get(line.id, -1) for line in lines]
    inner = [region.joiner if a == b else BREAK for a, b in pairwise(cells)]
    return [*inner, BREAK][: len(lines)]


def _on_master(box: Box | None, move: Move | None, master: Master) -> Corners | None:
    if box is None:
        return None
    moved = (move.box(box) if move else box).within(master.width, master.height)
    return moved.left, moved.top, moved.right, moved.bottom


def _places(rows: tuple[Row, ...], notes: tuple[Note, ...]) -> Iterator[Place]:
    """The open places of these rows, with their glyphs counted through all rows."""
    first = _first(rows)
    for one in notes:
        if isinstance(one, Open) and one.line in first:
            start, count = first[one.line]
            stop = min(one.stop, count)
            if one.start <= stop:
                yield Place(start + one.start, start + stop, one.others, one.start > 0)


def _altered(rows: tuple[Row, ...], notes: tuple[Note, ...]) -> Iterator[Place]:
    """What the normalised text says otherwise, where the whole of it stands in these rows."""
    first = _first(rows)
    for one in notes:
        if isinstance(one, Altered) and one.line in first and one.last in first:
            start, stop = first[one.line][0] + one.start, first[one.last][0] + one.stop
            if start <= stop:
                yield Place(start, stop, (one.text,), one.start > 0)


def _first(rows: tuple[Row, ...]) -> dict[str, tuple[int, int]]:
    """For each line its first glyph, counted through all rows, and how many it has."""
    found: dict[str, tuple[int, int]] = {}
    begin = 0
    for row in rows:
        found[row.id] = begin, len(row.glyphs)
        begin += len(row.glyphs)
    return found


def moved(row: Row, sheet: int, region: int, follows: str, title: bool) -> Row:
    """A row of a page as a row of a document."""
    return row._replace(sheet=sheet, region=region, follows=follows, title=title)
