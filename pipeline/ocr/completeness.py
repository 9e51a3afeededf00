"""All ink of an image accounted for: what was found is believed or not, what was not found is looked for.

Nothing is thrown away: what is not text is listed in the ink ledger, and what may be text but was not
read, or was read and not believed, is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.image import Raster
from pipeline.model import Box, Direction, Finding, Glyph, RegionKind, Severity, glyph_text
from pipeline.ocr import unreadink
from pipeline.ocr.belief import Belief, believe, is_sure
from pipeline.ocr.engine import Engine
from pipeline.ocr.fitting import fitted
from pipeline.ocr.ink import Ink, rules
from pipeline.ocr.inkledger import Claims, enter, pieces_of, states, with_seals
from pipeline.ocr.inkstates import InkLedger, InkState
from pipeline.ocr.order import page_direction
from pipeline.ocr.photographs import find_pictures, find_tones
from pipeline.ocr.shapes import LayoutRegion, Place, Strip
from pipeline.ocr.strays import Surroundings, read_folios, read_strays, strays

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What was read of an image after all its ink was looked at."""

    read: dict[Strip, Glyphs]  # what is text
    found: dict[Strip, Glyphs]  # all that the detector found, text or not
    ink: Ink
    rules: tuple[Box, ...]
    tones: tuple[Box, ...]  # photographs
    pictures: tuple[Box, ...]  # these, and drawings
    belief: Belief


def complete(
    raster: Raster, engine: Engine, ink: Ink, way: Direction, read: Mapping[Strip, Glyphs]
) -> Sought:
    """Look at all the ink of an image whose strips were found and read.

    What was read is believed or not, and what no strip covers is read and, where it is text beyond doubt,
    added.  Coordinates are pixels of the image.
    """
    printed = rules(ink)
    sure = [strip for strip, glyphs in read.items() if is_sure(glyphs)]
    tones = find_tones(ink, sure)
    pictures = find_pictures(ink, printed, tones, sure)
    belief = believe(raster, engine, read, ink, tones, pictures)
    text = {strip: read[strip] for strip in belief.text}
    if text:
        claims = Claims(
            belief.text,
            (*belief.back, *belief.faint, *belief.refused),
            printed,
            tones,
            drawings=pictures,
        )
        around = Surroundings(text, ink.glyph * ink.scale, way)
        found = states(ink, claims)
        lost, faint = (
            strays(ink, pieces_of(ink, found, state), way)
            for state in (InkState.UNREAD, InkState.SHOW_THROUGH)
        )
        lost = fitted(lost, tuple(text), ink, way)
        text |= read_strays(raster, engine, lost, around) | read_folios(raster, engine, faint, around)
    return Sought(text, dict(read), ink, printed, tones, pictures, belief)


def account(image: str, sought: Sought, layout: Sequence[LayoutRegion]) -> InkLedger:
    """The ink ledger of an image with that layout."""
    text = [strip for region in layout for line in region.lines for strip in line.strips]
    seals = tuple(region.box for region in layout if region.kind is RegionKind.STAMP)
    ghosts = (*sought.belief.back, *sought.belief.faint)
    claims = Claims(tuple(text), ghosts, sought.rules, sought.tones, seals, sought.pictures)
    return with_seals(enter(image, sought.ink, states(sought.ink, claims)), seals)


def picture_regions(place: Place, sought: Sought, layout: Sequence[LayoutRegion]) -> tuple[LayoutRegion, ...]:
    """The pictures as regions without lines, numbered on after those of the layout; seals are no pictures."""
    seals = [region.box for region in layout if region.kind is RegionKind.STAMP]
    boxes = [box for box in sought.pictures if not any(2 * box.overlap(s) > box.area for s in seals)]
    first = place.before + len(layout) + 1
    return tuple(
        LayoutRegion(f"{place.page}_r{n:02d}", RegionKind.GRAPHIC, place.image, (), "", place=box)
        for n, box in enumerate(boxes, first)
    )


def findings(
    image: str, sought: Sought, ledger: InkLedger, layout: Sequence[LayoutRegion]
) -> tuple[Finding, ...]:
    """What a person should look at: what was read and not believed, and what nobody could read."""
    belief = sought.belief
    notes = [(s, "show-through", "the print of the other side", Severity.NOTE) for s in belief.back]
    notes += [
        (s, "show-through", "faint marks, taken for show-through", Severity.CHECK) for s in belief.faint
    ]
    notes += [(s, "refused-text", "marks that look like no text", Severity.CHECK) for s in belief.refused]
    height, width = (round(side * sought.ink.scale) for side in sought.ink.mask.shape)
    found = []
    for strip, code, message, severity in notes:
        seen = strip.box.within(width, height)
        text = glyph_text(sought.found[strip])
        found.append(Finding(code, f"{message}: {text}", severity, "", image, seen))
    glyph = sought.ink.glyph * sought.ink.scale
    told = [strip.box for strip in belief.refused]
    unread = [
        box
        for box in ledger.boxes(InkState.UNREAD)
        if not any(2 * box.overlap(other) > box.area for other in told)
    ]
    way = page_direction(tuple(sought.read))
    found += unreadink.findings(image, unread, glyph, way)
    return (*found, *unreadink.empty_fields(image, layout, ledger, glyph))
