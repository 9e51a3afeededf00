"""All ink of an image accounted for: what was found is believed or not, what was not found is looked for.

Nothing is thrown away: what is not text is listed in the ink ledger, and what may be text but was not
read, or was read and not believed, is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.image import Raster
from pipeline.model import Box, Direction, Finding, Glyph, RegionKind, Severity, hull
from pipeline.ocr.belief import Belief, believe, is_sure
from pipeline.ocr.engine import Engine
from pipeline.ocr.ink import Ink, find_ink, rules
from pipeline.ocr.inkledger import Claims, enter, pieces_of, states
from pipeline.ocr.inkstates import InkLedger, InkState
from pipeline.ocr.photographs import find_pictures, find_tones
from pipeline.ocr.shapes import LayoutRegion, Strip
from pipeline.ocr.strays import Surroundings, read_strays, strays

MOST = 60  # findings of unread ink on one image; the ledger has all of it
LEAST = 0.4  # unread ink lower and narrower than this, in glyphs, is in the ledger only
BLANK = 40  # with no text to measure by, a glyph is taken to be this part of the image's shorter side

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What was read of an image after all its ink was looked at."""

    read: dict[Strip, Glyphs]  # what is text
    found: dict[Strip, Glyphs]  # all that the detector found, text or not
    ink: Ink
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    belief: Belief


def read_all(raster: Raster, engine: Engine, found: Sequence[Strip], size: float, way: Direction) -> Sought:
    """Read the strips that were found, and the ink that none of them covers.

    `size` is the usual height of a line in pixels, 0 where there is none to measure.
    """
    ink = find_ink(raster, size or min(raster.shape[:2]) / BLANK)
    read = dict(zip(found, engine.read_strips(raster, found), strict=True))
    printed = rules(ink)
    sure = [strip for strip in found if is_sure(read[strip])]
    belief = believe(raster, engine, read, ink, find_tones(ink, sure))
    pictures = find_pictures(ink, printed, sure)
    text = {strip: read[strip] for strip in belief.text}
    if text:
        known = (*belief.text, *belief.blind)
        claims = Claims(known, (*belief.back, *belief.faint, *belief.refused), printed, pictures)
        unread = pieces_of(ink, states(ink, claims), InkState.UNREAD)
        text |= read_strays(raster, engine, strays(ink, unread, way), Surroundings(text, size, way))
    return Sought(text, read, ink, printed, pictures, belief)


def account(image: str, sought: Sought, layout: Sequence[LayoutRegion]) -> InkLedger:
    """The ink ledger of an image with that layout."""
    text = [strip for region in layout for line in region.lines for strip in line.strips]
    seals = [region.box for region in layout if region.kind is RegionKind.STAMP]
    ghosts = (*sought.belief.back, *sought.belief.faint)
    claims = Claims(tuple(text), ghosts, sought.rules, sought.pictures, tuple(seals))
    return enter(image, sought.ink, states(sought.ink, claims))


def findings(image: str, sought: Sought, ledger: InkLedger) -> tuple[Finding, ...]:
    """What a person should look at: what was read and not believed, and what nobody could read."""
    belief = sought.belief
    notes = [(s, "show-through", "the print of the other side", Severity.NOTE) for s in belief.back]
    notes += [(s, "show-through", "faint marks, taken for show-through", Severity.CHECK) for s in belief.faint]
    notes += [(s, "refused-text", "marks that look like no text", Severity.CHECK) for s in belief.refused]
    height, width = (round(side * sought.ink.scale) for side in sought.ink.mask.shape)
    found = []
    for strip, code, message, severity in notes:
        seen = strip.box.within(width, height)
        text = "".join(glyph.text for glyph in sought.found[strip])
        found.append(Finding(code, f"{message}: {text}", severity, "", image, seen))
    return tuple(found + _unread(image, sought, ledger))


def _unread(image: str, sought: Sought, ledger: InkLedger) -> list[Finding]:
    """Unread ink, the largest first; where there is too much of it, the last finding says how much is left."""
    least = LEAST * sought.ink.glyph * sought.ink.scale
    told = [strip.box for strip in sought.belief.refused]
    boxes = [
        box
        for box in ledger.boxes(InkState.UNREAD)
        if max(box.width, box.height) >= least and not any(2 * box.overlap(o) > box.area for o in told)
    ]
    boxes.sort(key=lambda box: (-box.area, box))
    message = "marks in which no character could be read"
    found = [Finding("unread-marks", message, Severity.CHECK, "", image, box) for box in boxes[:MOST]]
    if len(boxes) > MOST:
        more = f"{len(boxes) - MOST} more {message}; the layout of the page lists them"
        found.append(Finding("unread-marks", more, Severity.CHECK, "", image, hull(tuple(boxes[MOST:]))))
    return found
