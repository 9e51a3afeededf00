"""Findings of ink that nobody could read: marks of one line together, fields of a table that only seem empty.

Boxes are in pixels of the image; lengths are compared in glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Cell, Direction, Finding, RegionKind, Severity, hull
from pipeline.ocr.inkstates import InkLedger, InkState
from pipeline.ocr.shapes import LayoutRegion

MOST = 60  # findings of unread ink on one image; the ledger has all of it
LEAST = 0.4  # unread ink lower and narrower than this, in glyphs, is in the ledger only
APART = 1.5  # marks no further apart than this, in glyphs …
ALIGNED = 0.5  # … and sharing this much of the narrower one's width are of one line
FILLED = 0.7  # least share of a column's fields that have text, where one without is looked at
ROWS = 3  # least number of fields of such a column
INSET = 0.15  # so far from its edges, in glyphs, a field's ink is not its frame

MARKS = "marks in which no character could be read"
FIELD = "a field of a table in which nothing was read, though there is ink in it"


def findings(image: str, boxes: Sequence[Box], glyph: float, way: Direction) -> list[Finding]:
    """Unread ink, the largest first; where there is too much, the last finding says how much is left.

    Args:
        boxes: where it is.
        way: the direction of the page's lines.
    """
    least = LEAST * glyph
    found = _in_lines([box for box in boxes if max(box.width, box.height) >= least], glyph, way)
    found.sort(key=lambda box: (-box.area, box))
    result = [_finding(image, MARKS, box) for box in found[:MOST]]
    if len(found) > MOST:
        more = f"{len(found) - MOST} more {MARKS}; the layout of the page lists them"
        result.append(_finding(image, more, hull(tuple(found[MOST:]))))
    return result


def empty_fields(
    image: str, layout: Sequence[LayoutRegion], ledger: InkLedger, glyph: float
) -> list[Finding]:
    """The empty fields of tables that hold ink, in columns whose other fields have text.

    What is left of a faint figure is as small as a speck; where all its neighbours have text it is more.
    """
    doubted = (InkState.STAIN, InkState.SHOW_THROUGH)
    marks = [box for state in doubted for box in ledger.boxes(state)]
    cells = [cell for region in layout if region.kind is RegionKind.TABLE for cell in _bare(region)]
    boxes = [box for cell in cells if (box := _inked(cell, marks, glyph))]
    return [_finding(image, FIELD, box) for box in boxes[:MOST]]


def _finding(image: str, message: str, box: Box) -> Finding:
    return Finding("unread-marks", message, Severity.CHECK, "", image, box)


def _in_lines(boxes: Sequence[Box], glyph: float, way: Direction) -> list[Box]:
    """Marks of one line as one."""
    start = (lambda box: box.top) if way is Direction.VERTICAL else (lambda box: box.left)
    found: list[Box] = []
    for box in sorted(boxes, key=start):
        near = next((n for n, other in enumerate(found) if _is_one_line(other, box, glyph, way)), None)
        if near is None:
            found.append(box)
        else:
            found[near] = hull((found[near], box))
    return found


def _is_one_line(before: Box, box: Box, glyph: float, way: Direction) -> bool:
    across = min(before.right, box.right) - max(before.left, box.left)
    along = box.top - before.bottom
    slimmer = min(before.width, box.width)
    if way is Direction.HORIZONTAL:
        across = min(before.bottom, box.bottom) - max(before.top, box.top)
        along = box.left - before.right
        slimmer = min(before.height, box.height)
    return across >= ALIGNED * slimmer and along <= APART * glyph


def _bare(table: LayoutRegion) -> list[Cell]:
    """The empty fields of the columns that are else filled."""
    columns: dict[int, list[Cell]] = {}
    for cell in table.cells:
        columns.setdefault(cell.column, []).append(cell)
    return [
        cell
        for column in columns.values()
        if len(column) >= ROWS and sum(bool(one.lines) for one in column) >= FILLED * len(column)
        for cell in column
        if not cell.lines
    ]


def _inked(cell: Cell, marks: Sequence[Box], glyph: float) -> Box | None:
    """Where there is ink within a field."""
    if cell.box is None:
        return None
    inset = round(INSET * glyph)
    left, top, right, bottom = (cell.box.left, cell.box.top, cell.box.right, cell.box.bottom)
    inside = [
        mark
        for mark in marks
        if left + inset < mark.centre[0] < right - inset and top + inset < mark.centre[1] < bottom - inset
    ]
    return cell.box if inside else None
