"""Lines of strips and what they say: leader dots, spaces between words, regions as an engine read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import Box, Direction, Glyph, Region, TextLine, glyph_text
from pipeline.ocr import leftward
from pipeline.ocr.ink import Ink, leaders
from pipeline.ocr.order import Row, span
from pipeline.ocr.printed import HAN, Printed
from pipeline.ocr.shapes import LayoutRegion, LineShape, Strip, upright

GAP = 1.2  # a gap wider than this, in glyphs, may hold leader dots
LEADER = "…"

Glyphs = tuple[Glyph, ...]


def line_shape(row: Row, ink: Ink, direction: Direction) -> LineShape:
    """The strips of one line of `row`, with leader dots between them where there are any."""
    strips: list[Strip] = []
    for i, item in enumerate(row):
        if i and direction is Direction.HORIZONTAL and item.start - row[i - 1].stop > GAP * item.size:
            gap = Box(int(row[i - 1].stop), int(item.top), int(item.start), int(item.bottom))
            if leaders(ink, gap):
                strips.append(upright(gap, direction, 1.0, leader=True))
        strips.append(item.strip)
    return LineShape("", tuple(strips))


def printed_line(row: Row, glyphs: Glyphs) -> Printed:
    """A line as the rules of layout see it, in reading coordinates."""
    box = span(row)
    return Printed(glyph_text(glyphs), box.left, box.top, box.right, box.bottom)


def line_glyphs(line: LineShape, read: Mapping[Strip, Glyphs]) -> Glyphs:
    """The glyphs of a line from those of its strips; leader dots and spaces between words are glyphs too."""
    glyphs: list[Glyph] = []
    for strip in line.strips:
        part = (Glyph(LEADER, strip.box),) if strip.leader else read[strip]
        part = leftward.from_right(part) if strip.leftward else part
        if glyphs and part and _needs_space(glyphs[-1], part[0]):
            glyphs.append(Glyph(" ", _gap(glyphs[-1].box, part[0].box)))
        glyphs.extend(part)
    return tuple(glyphs)


def text_region(shape: LayoutRegion, read: Mapping[Strip, Glyphs], size: tuple[int, int]) -> Region:
    """A region as one engine read it; strips may reach over the edge of the image, boxes do not.

    `size` is the width and height of the image.
    """
    lines = tuple(_text_line(line, line_glyphs(line, read), size) for line in shape.lines)
    cells = tuple(replace(cell, box=cell.box.within(*size) if cell.box else None) for cell in shape.cells)
    return Region(shape.id, shape.kind, shape.image, shape.box.within(*size), lines, shape.joiner, cells)


def _text_line(line: LineShape, glyphs: Glyphs, size: tuple[int, int]) -> TextLine:
    inside = tuple(replace(glyph, box=glyph.box.within(*size)) if glyph.box else glyph for glyph in glyphs)
    return TextLine(line.id, line.box.within(*size), inside, line.direction)


def _needs_space(before: Glyph, after: Glyph) -> bool:
    """Two words of letters or digits in neighbouring strips must not run into one."""
    ends = before.text + after.text
    return ends.isalnum() and not HAN.search(ends)


def _gap(before: Box | None, after: Box | None) -> Box | None:
    if before is None or after is None:
        return None
    left, right = sorted((before.right, after.left))
    return Box(left, min(before.top, after.top), right, max(before.bottom, after.bottom))
