"""The masthead of a vertical newspaper's front page: its title, the lines under it, the line with the date.

The title is the largest level lettering at the head of the page.  Advertisements stand at its sides, and
would be read first, coming from the right; the masthead is one thing and goes before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Direction, hull
from pipeline.ocr.shapes import Strip

LARGE = 3.0  # least size of a masthead's title, in glyphs of the page's usual text
HEAD = 1 / 3  # it stands in this upper share of the page's text
ALIKE = 0.6  # other characters of the title are at least this share of its largest
SQUARE = 1.4  # a single character is at most so much wider than high
COLUMN = 4.0  # least height of a column of text below the masthead, in glyphs
MEET = 0.3  # lines overlap by no more than this, in glyphs: detectors draw them with a margin


def find_masthead(strips: Sequence[Strip], glyph: float) -> tuple[int, ...]:
    """The numbers of a masthead's strips, from the top in each row from the right; () where there is none."""
    level = [n for n, strip in enumerate(strips) if strip.direction is Direction.HORIZONTAL]
    if not level:
        return ()
    boxes = [strip.box for strip in strips]
    whole = hull(tuple(boxes))
    title = _title([n for n in level if boxes[n].centre[1] < whole.top + HEAD * whole.height], boxes, glyph)
    if title is None:
        return ()
    foot = _text_below(title, strips, glyph, whole.bottom)
    head = [n for n in level if boxes[n].centre[1] < foot]
    found = {n for n in head if title.left <= boxes[n].centre[0] <= title.right}
    found.update(_date_line(head, boxes, glyph))
    return tuple(_in_rows(found, boxes))


def _title(level: Sequence[int], boxes: Sequence[Box], glyph: float) -> Box | None:
    sizes = {n: min(boxes[n].width, boxes[n].height) for n in level}
    largest = max(sizes, key=lambda n: sizes[n], default=None)
    if largest is None or sizes[largest] < LARGE * glyph:
        return None
    middle = boxes[largest]
    alike = [
        boxes[n]
        for n in level
        if middle.top < boxes[n].centre[1] < middle.bottom
        and (sizes[n] >= ALIKE * sizes[largest] or _is_piece(boxes[n], glyph))
    ]
    return hull(tuple(alike))


def _is_piece(box: Box, glyph: float) -> bool:
    """Whether a box may be one character of a title or a part of it, which a detector has drawn too small."""
    return box.height >= LARGE * glyph and box.width <= SQUARE * box.height


def _text_below(title: Box, strips: Sequence[Strip], glyph: float, bottom: int) -> float:
    """Where the columns of text under a title begin."""
    tops = [
        strip.box.top
        for strip in strips
        if strip.direction is Direction.VERTICAL
        and strip.box.height >= COLUMN * glyph
        and strip.box.top >= title.bottom
        and title.left <= strip.box.centre[0] <= title.right
    ]
    return min(tops, default=bottom)


def _date_line(head: Sequence[int], boxes: Sequence[Box], glyph: float) -> list[int]:
    """The last row over the text, where it stands clear under everything else."""
    last = max(head, key=lambda n: boxes[n].centre[1])
    row = [n for n in head if _is_beside(boxes[n], boxes[last])]
    others = [boxes[n].bottom for n in head if n not in row]
    top = min(boxes[n].top for n in row)
    return row if not others or max(others) <= top + MEET * glyph else []


def _is_beside(box: Box, other: Box) -> bool:
    """Whether two level lines stand in one row."""
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return 2 * shared > min(box.height, other.height)


def _in_rows(numbers: set[int], boxes: Sequence[Box]) -> list[int]:
    rows: list[list[int]] = []
    for n in sorted(numbers, key=lambda n: boxes[n].centre[1]):
        if rows and boxes[n].centre[1] < boxes[rows[-1][0]].bottom:
            rows[-1].append(n)
        else:
            rows.append([n])
    return [n for row in rows for n in sorted(row, key=lambda n: -boxes[n].right)]
