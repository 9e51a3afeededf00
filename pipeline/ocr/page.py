"""One image read whole: strips found, strays looked after, lines ordered, regions told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

from pipeline.image import Raster
from pipeline.model import Box, Direction, Finding, Glyph, Region, RegionKind, Severity, Step, TextLine, hull
from pipeline.ocr import leftward, regions
from pipeline.ocr.articles import upright_columns
from pipeline.ocr.engine import Engine
from pipeline.ocr.fraktur import second_look
from pipeline.ocr.han_words import with_words
from pipeline.ocr.ink import Ink, contrast, find_ink, leaders, rules, strays
from pipeline.ocr.order import Column, Row, Rule, along_lines, columns, glyph_size, page_direction, span
from pipeline.ocr.shapes import LayoutRegion, LineShape, Place, Strip, upright

SURE = 0.85  # a stray is taken for text only above this confidence
FAINT = 0.42  # ink with less than this share of the page's usual contrast …
UNSURE = 0.80  # … that is read below this confidence shines through from the back
GAP = 1.2  # a gap wider than this, in glyphs, may hold leader dots or separate two words
LEADER = "…"

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class ImageReading:
    """The regions of one image in reading order: as shapes, and as the engine read them."""

    layout: tuple[LayoutRegion, ...]
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...] = ()  # what else read it than the engine


def read_image(raster: Raster, engine: Engine, place: Place, direction: str) -> ImageReading:
    """Find and read all text on an image.

    Args:
        raster: RGB, shape (height, width, 3).
        place: names the image for the boxes, and the page for the ids of regions and lines.
        direction: "horizontal", "vertical", or "auto" to go by the shape of the strips.
    """
    found = engine.find_strips(raster)
    if not found:
        return ImageReading((), (), ())
    way = page_direction(found) if direction == "auto" else Direction(direction)
    ink = find_ink(raster, glyph_size(found, way))
    lost = strays(ink, found, way)
    read = dict(zip((*found, *lost), engine.read_strips(raster, (*found, *lost)), strict=True))
    second = second_look(raster, read)
    read = with_words(second.read)
    kept, findings = _believed(raster, place.image, found, lost, read)
    printed = rules(ink)
    parting = along_lines(printed, way)
    if way is Direction.VERTICAL:
        turned = leftward.mark(kept, read)
        read = {turned[strip]: read[strip] for strip in kept}
        page_columns = upright_columns(tuple(read), printed)
    else:
        page_columns = columns(kept, way, parting)
    lines = [[_line(row, ink, way) for row in column] for column in page_columns]
    layout = _layout(place, _printed_lines(page_columns, lines, read), parting)
    size = raster.shape[1], raster.shape[0]
    return ImageReading(
        layout, tuple(text_region(shape, read, size) for shape in layout), findings, second.steps
    )


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


def _believed(
    raster: Raster, image: str, found: Sequence[Strip], lost: Sequence[Strip], read: Mapping[Strip, Glyphs]
) -> tuple[list[Strip], tuple[Finding, ...]]:
    """The strips that hold text, and a finding for each that was found but is not believed."""
    usual = median(contrast(raster, strip) for strip in found)
    area = hull(tuple(strip.box for strip in found))
    kept = [strip for strip in lost if _is_text(read[strip]) and _beside(strip.box, area)]
    findings = []
    for strip in found:
        faint = contrast(raster, strip) < FAINT * usual and _confidence(read[strip]) < UNSURE
        if read[strip] and not faint:
            kept.append(strip)
        elif read[strip]:
            message = f"faint marks, taken for show-through: {''.join(g.text for g in read[strip])}"
            findings.append(Finding("show-through", message, Severity.CHECK, "", image, _seen(strip, raster)))
        else:
            message = "marks found in which no character could be read"
            findings.append(Finding("unread-marks", message, Severity.CHECK, "", image, _seen(strip, raster)))
    return kept, tuple(findings)


def _printed_lines(
    page_columns: Sequence[Column], lines: Sequence[Sequence[LineShape]], read: Mapping[Strip, Glyphs]
) -> list[list[tuple[regions.Printed, LineShape]]]:
    return [
        [(_printed(row, line_glyphs(line, read)), line) for row, line in zip(column, shapes, strict=True)]
        for column, shapes in zip(page_columns, lines, strict=True)
    ]


def _layout(
    place: Place,
    columns_of_lines: Sequence[Sequence[tuple[regions.Printed, LineShape]]],
    parting: tuple[Rule, ...],
) -> tuple[LayoutRegion, ...]:
    """Regions in reading order, ids given."""
    every = [printed for column in columns_of_lines for printed, _ in column]
    if not every:
        return ()
    sheet = regions.measure(every, [(rule.start, rule.stop, rule.middle) for rule in parting])
    found = []
    for column in columns_of_lines:
        printed, shapes = [line for line, _ in column], [shape for _, shape in column]
        found += [(group, shapes, printed) for group in regions.group(printed, sheet)]
    folio = found[-1] if found[-1][0].kind is RegionKind.PAGE_NUMBER else None  # found last, it stays last
    found.sort(
        key=lambda one: (one is folio, regions.rank(one[0].kind, one[2][one[0].lines[0]], sheet)),
    )
    return tuple(_layout_region(place, n, *one) for n, one in enumerate(found))


def _layout_region(
    place: Place,
    number: int,
    group: regions.Group,
    shapes: Sequence[LineShape],
    column: Sequence[regions.Printed],
) -> LayoutRegion:
    name = f"{place.page}_r{place.before + number + 1:02d}"
    lines = tuple(LineShape(f"{name}_l{n:02d}", shapes[i].strips) for n, i in enumerate(group.lines, 1))
    joiner = regions.joiner("".join(column[i].text for i in group.lines))
    return LayoutRegion(name, group.kind, place.image, lines, joiner)


def text_region(shape: LayoutRegion, read: Mapping[Strip, Glyphs], size: tuple[int, int]) -> Region:
    """A region as one engine read it; strips may reach over the edge of the image, boxes do not.

    `size` is the width and height of the image.
    """
    lines = tuple(_text_line(line, line_glyphs(line, read), size) for line in shape.lines)
    return Region(shape.id, shape.kind, shape.image, shape.box.within(*size), lines, shape.joiner)


def _text_line(line: LineShape, glyphs: Glyphs, size: tuple[int, int]) -> TextLine:
    inside = tuple(replace(glyph, box=glyph.box.within(*size)) if glyph.box else glyph for glyph in glyphs)
    return TextLine(line.id, line.box.within(*size), inside, line.direction)


def _line(row: Row, ink: Ink, direction: Direction) -> LineShape:
    """The strips of one line, with leader dots between them where there are any."""
    strips: list[Strip] = []
    for i, item in enumerate(row):
        if i and direction is Direction.HORIZONTAL and item.start - row[i - 1].stop > GAP * item.size:
            gap = Box(int(row[i - 1].stop), int(item.top), int(item.start), int(item.bottom))
            if leaders(ink, gap):
                strips.append(upright(gap, direction, 1.0, leader=True))
        strips.append(item.strip)
    return LineShape("", tuple(strips))


def _printed(row: Row, glyphs: Glyphs) -> regions.Printed:
    box = span(row)
    return regions.Printed("".join(g.text for g in glyphs), box.left, box.top, box.right, box.bottom)


def _needs_space(before: Glyph, after: Glyph) -> bool:
    """Two words of letters or digits in neighbouring strips must not run into one."""
    ends = before.text + after.text
    return ends.isalnum() and not regions.HAN.search(ends)


def _gap(before: Box | None, after: Box | None) -> Box | None:
    if before is None or after is None:
        return None
    left, right = sorted((before.right, after.left))
    return Box(left, min(before.top, after.top), right, max(before.bottom, after.bottom))


def _confidence(glyphs: Glyphs) -> float:
    return mean(glyph.confidence for glyph in glyphs) if glyphs else 0.0


def _is_text(glyphs: Glyphs) -> bool:
    """Whether a stray is text beyond doubt: Han, digits or a word; staples are read as single letters."""
    letters = tuple(glyph for glyph in glyphs if glyph.text.isalnum())
    words = sum(glyph.text.isalpha() and not regions.HAN.search(glyph.text) for glyph in letters)
    return bool(letters) and words != 1 and _confidence(letters) >= SURE


def _beside(box: Box, area: Box) -> bool:
    """Whether a stray stands in the page's text area, or above or below it (a folio), not in its margins."""
    x, _ = box.centre
    return area.left <= x <= area.right


def _seen(strip: Strip, raster: Raster) -> Box:
    return strip.box.within(raster.shape[1], raster.shape[0])
