"""One image read whole: strips found, ink outside them looked after, lines ordered, regions told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.image import Raster
from pipeline.model import Direction, Finding, Region, Step
from pipeline.ocr import completeness, crowded, folios, holes, twins
from pipeline.ocr.arrange import Arranged, Matter, arrange
from pipeline.ocr.bands import Band, bands
from pipeline.ocr.engine import Engine
from pipeline.ocr.fitting import fitted, parted
from pipeline.ocr.forced import Wishes, deal, forced_way
from pipeline.ocr.fraktur import second_look
from pipeline.ocr.han_words import with_words
from pipeline.ocr.ink import find_ink
from pipeline.ocr.inkstates import InkLedger
from pipeline.ocr.leaves import leaves
from pipeline.ocr.lifting import Cleared, made_clear
from pipeline.ocr.lines import text_region
from pipeline.ocr.order import glyph_size
from pipeline.ocr.seals import seal_findings, stamp_regions
from pipeline.ocr.shapes import LayoutRegion, Place, Strip


@dataclass(frozen=True, slots=True)
class Sight:
    """An image looked at and not read yet."""

    cleared: Cleared
    found: tuple[Strip, ...]  # by the engine, in no particular order


@dataclass(frozen=True, slots=True)
class ImageReading:
    """The regions of one image in reading order: as shapes, and as the engine read them."""

    layout: tuple[LayoutRegion, ...]
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]  # what else read it than the engine
    ledger: InkLedger  # all ink of the image


def read_image(raster: Raster, engine: Engine, place: Place, wishes: Wishes) -> ImageReading:
    """Find and read all text on an image.

    Args:
        raster: RGB, shape (height, width, 3).
        place: names the image for the boxes, and the page for the ids of regions and lines.
        wishes: what a person says of the layout, in pixels of the image.
    """
    return read_sight(sight(raster, engine), engine, place, wishes)


def sight(raster: Raster, engine: Engine) -> Sight:
    """Clear coloured ink away and find the strips on an image, RGB, shape (height, width, 3)."""
    cleared = made_clear(raster)
    return Sight(cleared, engine.find_strips(cleared.image))


def read_sight(seen: Sight, engine: Engine, place: Place, wishes: Wishes) -> ImageReading:
    """The same as `read_image`, of an image looked at before."""
    image, found = seen.cleared.image, seen.found
    way = forced_way(wishes.direction, found)
    found = crowded.parted(image, engine, found, way)
    ink = find_ink(image, glyph_size(found, way))
    found = fitted(parted(found, ink, way), found, ink, way)
    read = dict(zip(found, engine.read_strips(image, found), strict=True))
    second = second_look(image, twins.parted(image, engine, ink, way, read))
    sought = completeness.complete(image, engine, ink, way, with_words(second.read))
    whole = holes.mend(image, engine, ink, sought.read)
    dashed = {strip: folios.dashed(glyphs, strip, ink) for strip, glyphs in whole.read.items()}
    arranged = _in_zones(Matter(image, engine, ink, sought.rules, dashed), tuple(dashed), place, wishes)
    layout = arranged.layout
    layout += stamp_regions(place, seen.cleared.seals, len(layout))
    layout += completeness.picture_regions(place, sought, layout)
    ledger = completeness.account(place.image, sought, whole.holes, layout)
    size = image.shape[1], image.shape[0]
    regions = tuple(text_region(shape, arranged.read, size) for shape in layout)
    findings = (
        *completeness.findings(place.image, sought, ledger, layout),
        *seal_findings(place, seen.cleared.seals),
        *holes.findings(place.image, whole),
    )
    return ImageReading(layout, regions, findings, second.steps, ledger)


def _in_zones(matter: Matter, strips: Sequence[Strip], place: Place, wishes: Wishes) -> Arranged:
    """The zones of a page one after another, each arranged by itself; then what stands in none."""
    parts = deal(strips, wishes.zones)
    done = Arranged((), {})
    for part, zone in zip(parts, wishes.zones, strict=False):
        if part:
            done = _and(done, matter, part, place, Wishes(zone.direction))
    return _and(done, matter, parts[-1], place, wishes) if parts[-1] else done


def _and(done: Arranged, matter: Matter, strips: Sequence[Strip], place: Place, wishes: Wishes) -> Arranged:
    """What is arranged already, followed by some strips: part by part where they are more than one."""
    for band in _parts(strips, wishes):
        here = Place(place.page, place.image, place.before + len(done.layout))
        new = arrange(matter, band.strips, here, band.direction, wishes.columns)
        done = Arranged((*done.layout, *new.layout), {**done.read, **new.read})
    return done


def _parts(strips: Sequence[Strip], wishes: Wishes) -> tuple[Band, ...]:
    """The printed pages of a spread, or level lines and columns one below the other; else all as one."""
    way = forced_way(wishes.direction, strips)
    if wishes.columns != "auto":
        return (Band(way, tuple(strips)),)
    if way is Direction.HORIZONTAL:
        return tuple(Band(way, leaf) for leaf in leaves(strips))
    return bands(strips, way) if wishes.direction == "auto" else (Band(way, tuple(strips)),)
