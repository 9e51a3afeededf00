"""One image read whole: strips found, strays looked after, lines ordered, regions told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.image import Raster
from pipeline.model import Box, Direction, Finding, Glyph, Region, RegionKind, Severity, TextLine, hull
from pipeline.ocr import asides, folios, leftward, regions
from pipeline.ocr.articles import upright_columns
from pipeline.ocr.engine import Engine
from pipeline.ocr.ink import Ink, contrast, find_ink, leaders, rules, strays
from pipeline.ocr.leaves import leaves
from pipeline.ocr.order import Column, Row, Rule, along_lines, columns, glyph_size, page_direction, span
from pipeline.ocr.printed import HAN, Printed, measure
from pipeline.ocr.shapes import LayoutRegion, LineShape, Place, Strip, upright

SURE = 0.85  # a stray is taken for text only above this confidence
FAINT = 0.42  # ink with less than this share of the page's usual contrast …
UNSURE = 0.80  # … that is read below this confidence shines through from the back
GAP = 1.2  # a gap wider than this, in glyphs, may hold leader dots or separate two words
LEADER = "…"

Glyphs = tuple[Glyph, ...]
Lines = Sequence[tuple[Printed, LineShape]]


@dataclass(frozen=True, slots=True)
class ImageReading:
    """The regions of one image in reading order: as shapes, and as the engine read them."""

    layout: tuple[LayoutRegion, ...]
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]


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
    if way is Direction.HORIZONTAL:
        found = folios.with_dashes(asides.parted(found, ink), ink, found)
    lost = strays(ink, found, way)
    if way is Direction.HORIZONTAL:
        lost = folios.with_dashes(lost, ink, found)
    glyphs = engine.read_strips(raster, (*found, *lost))
    read = {
        strip: folios.dashed(part, strip, ink) for strip, part in zip((*found, *lost), glyphs, strict=True)
    }
    kept, findings = _believed(raster, place.image, found, lost, read)
    printed = rules(ink)
    parting = along_lines(printed, way)
    if way is Direction.VERTICAL:
        turned = leftward.mark(kept, read)
        read = {turned[strip]: read[strip] for strip in kept}
        layout = _layout(
            place, _printed_lines(upright_columns(tuple(read), printed), read, ink, way), (), parting
        )
    else:
        layout = _level_layout(place, kept, read, ink, parting)
    size = raster.shape[1], raster.shape[0]
    return ImageReading(layout, tuple(text_region(shape, read, size) for shape in layout), findings)


def _level_layout(
    place: Place, strips: Sequence[Strip], read: Mapping[Strip, Glyphs], ink: Ink, parting: tuple[Rule, ...]
) -> tuple[LayoutRegion, ...]:
    """The regions of a horizontal image, page by page where it shows a spread."""
    way = Direction.HORIZONTAL
    layout: tuple[LayoutRegion, ...] = ()
    for leaf in leaves(strips) if strips else ():
        beside = asides.find(leaf, read)
        own = _rules_beside(leaf, parting)
        page_columns = columns([strip for strip in leaf if strip not in beside], way, own)
        text = _printed_lines(page_columns, read, ink, way)
        notes = _printed_lines(asides.notes(beside), read, ink, way)
        layout += _layout(replace(place, before=place.before + len(layout)), text, notes, own)
    return layout


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
        faint = contrast(raster, strip) < FAINT * usual and folios.sureness(read[strip]) < UNSURE
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
    page_columns: Sequence[Column], read: Mapping[Strip, Glyphs], ink: Ink, way: Direction
) -> list[Lines]:
    result: list[Lines] = []
    for column in page_columns:
        shapes = [_line(row, ink, way) for row in column]
        result.append(
            [(_printed(row, line_glyphs(line, read)), line) for row, line in zip(column, shapes, strict=True)]
        )
    return result


def _layout(
    place: Place, text: Sequence[Lines], notes: Sequence[Lines], parting: tuple[Rule, ...]
) -> tuple[LayoutRegion, ...]:
    """Regions in reading order, ids given; notes in the margin follow what they stand beside."""
    every = [printed for column in text for printed, _ in column]
    if not every:
        return ()
    sheet = measure(every, [(rule.start, rule.stop, rule.middle) for rule in parting])
    found = []
    for column in text:
        printed, shapes = [line for line, _ in column], [shape for _, shape in column]
        found += [(group, shapes, printed) for group in regions.group(printed, sheet)]
    folio = found[-1] if found[-1][0].kind is RegionKind.PAGE_NUMBER else None  # found last, it stays last
    found.sort(
        key=lambda one: (one is folio, regions.rank(one[0].kind, one[2][one[0].lines[0]], sheet)),
    )
    for note in reversed(notes):
        group = regions.Group(RegionKind.MARGINALIA, tuple(range(len(note))))
        shapes = [shape for _, shape in note]
        boxes = [hull(tuple(one[1][i].box for i in one[0].lines)) for one in found]
        kinds = [one[0].kind for one in found]
        place_of = asides.place(hull(tuple(shape.box for shape in shapes)), boxes, kinds)
        found.insert(place_of, (group, shapes, [line for line, _ in note]))
    return tuple(_layout_region(place, n, *one) for n, one in enumerate(found))


def _layout_region(
    place: Place,
    number: int,
    group: regions.Group,
    shapes: Sequence[LineShape],
    column: Sequence[Printed],
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


def _printed(row: Row, glyphs: Glyphs) -> Printed:
    box = span(row)
    return Printed("".join(g.text for g in glyphs), box.left, box.top, box.right, box.bottom)


def _rules_beside(leaf: Sequence[Strip], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The printed lines that stand on the same page as some strips."""
    area = hull(tuple(strip.box for strip in leaf))
    return tuple(rule for rule in rules if rule.start < area.right and area.left < rule.stop)


def _needs_space(before: Glyph, after: Glyph) -> bool:
    """Two words of letters or digits in neighbouring strips must not run into one."""
    ends = before.text + after.text
    return ends.isalnum() and not HAN.search(ends)


def _gap(before: Box | None, after: Box | None) -> Box | None:
    if before is None or after is None:
        return None
    left, right = sorted((before.right, after.left))
    return Box(left, min(before.top, after.top), right, max(before.bottom, after.bottom))


def _is_text(glyphs: Glyphs) -> bool:
    """Whether a stray is text beyond doubt: Han, digits or a word; staples are read as single letters."""
    letters = tuple(glyph for glyph in glyphs if glyph.text.isalnum())
    words = sum(glyph.text.isalpha() and not HAN.search(glyph.text) for glyph in letters)
    return bool(letters) and words != 1 and folios.sureness(letters) >= SURE


def _beside(box: Box, area: Box) -> bool:
    """Whether a stray stands in the page's text area, or above or below it (a folio), not in its margins."""
    x, _ = box.centre
    return area.left <= x <= area.right


def _seen(strip: Strip, raster: Raster) -> Box:
    return strip.box.within(raster.shape[1], raster.shape[0])
