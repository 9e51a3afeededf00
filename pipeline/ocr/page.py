"""One image read whole: strips found, strays looked after, lines ordered, regions told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.image import Raster
from pipeline.model import Box, Direction, Finding, Glyph, Region, Severity, Step, hull
from pipeline.ocr import asides, folios
from pipeline.ocr.arrange import Arranged, Matter, arrange
from pipeline.ocr.engine import Engine
from pipeline.ocr.forced import Wishes, deal, forced_way
from pipeline.ocr.fraktur import second_look
from pipeline.ocr.ink import contrast, find_ink, rules, strays
from pipeline.ocr.leaves import leaves
from pipeline.ocr.lifting import clear_of_seals
from pipeline.ocr.lines import text_region
from pipeline.ocr.order import glyph_size
from pipeline.ocr.overrun import part_overruns
from pipeline.ocr.printed import HAN
from pipeline.ocr.seals import seal_findings, stamp_regions
from pipeline.ocr.shapes import LayoutRegion, Place, Strip

SURE = 0.85  # a stray is taken for text only above this confidence
FAINT = 0.42  # ink with less than this share of the page's usual contrast …
UNSURE = 0.80  # … that is read below this confidence shines through from the back

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class ImageReading:
    """The regions of one image in reading order: as shapes, and as the engine read them."""

    layout: tuple[LayoutRegion, ...]
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...] = ()  # what else read it than the engine


def read_image(raster: Raster, engine: Engine, place: Place, wishes: Wishes) -> ImageReading:
    """Find and read all text on an image.

    Args:
        raster: RGB, shape (height, width, 3).
        place: names the image for the boxes, and the page for the ids of regions and lines.
        wishes: what a person says of the layout, in pixels of the image.
    """
    cleared = clear_of_seals(raster)
    reading = _read_print(cleared.image, engine, place, wishes)
    stamps = stamp_regions(place, cleared.seals, len(reading.layout))
    size = raster.shape[1], raster.shape[0]
    regions_of_seals = tuple(text_region(stamp, {}, size) for stamp in stamps)
    return ImageReading(
        (*reading.layout, *stamps),
        (*reading.regions, *regions_of_seals),
        (*reading.findings, *seal_findings(place, cleared.seals)),
        reading.steps,
    )


def _read_print(raster: Raster, engine: Engine, place: Place, wishes: Wishes) -> ImageReading:
    """The text of an image without seals; arguments as for `read_image`."""
    found = engine.find_strips(raster)
    if not found:
        return ImageReading((), (), ())
    way = forced_way(wishes.direction, found)
    ink = find_ink(raster, glyph_size(found, way))
    if way is Direction.HORIZONTAL:
        found = folios.with_dashes(asides.parted(found, ink), ink, found)
    lost = strays(ink, found, way)
    if way is Direction.HORIZONTAL:
        lost = folios.with_dashes(lost, ink, found)
    else:
        glyph = glyph_size(found, way)
        found, lost = (part_overruns(some, found, glyph) for some in (found, lost))
    glyphs = engine.read_strips(raster, (*found, *lost))
    read = {
        strip: folios.dashed(part, strip, ink) for strip, part in zip((*found, *lost), glyphs, strict=True)
    }
    second = second_look(raster, read)
    read = second.read
    kept, findings = _believed(raster, place.image, found, lost, read)
    arranged = _in_zones(Matter(raster, engine, ink, rules(ink), read), kept, place, wishes)
    size = raster.shape[1], raster.shape[0]
    regions = tuple(text_region(shape, arranged.read, size) for shape in arranged.layout)
    return ImageReading(arranged.layout, regions, findings, second.steps)


def _in_zones(matter: Matter, strips: Sequence[Strip], place: Place, wishes: Wishes) -> Arranged:
    """The zones of a page one after another, each arranged by itself; then what stands in none."""
    parts = deal(strips, wishes.zones)
    done = Arranged((), {})
    for part, zone in zip(parts, wishes.zones, strict=False):
        if part:
            done = _and(done, matter, part, place, Wishes(zone.direction))
    return _and(done, matter, parts[-1], place, wishes) if parts[-1] else done


def _and(done: Arranged, matter: Matter, strips: Sequence[Strip], place: Place, wishes: Wishes) -> Arranged:
    """What is arranged already, followed by some strips, page by page where they show a spread."""
    way = forced_way(wishes.direction, strips)
    single = way is Direction.VERTICAL or wishes.columns != "auto"
    for leaf in (tuple(strips),) if single else leaves(strips):
        here = Place(place.page, place.image, place.before + len(done.layout))
        new = arrange(matter, leaf, here, way, wishes.columns)
        done = Arranged((*done.layout, *new.layout), {**done.read, **new.read})
    return done


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
