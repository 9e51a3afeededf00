"""Which of what an engine read is text of this page, and which is the print of the other side, or no print.

What shines through is mirrored, weak and soft.  So a weak strip is read once more as in a mirror; where that
gives the better reading, it is the back, and so is whatever is as weak and reads no better one way
than the other (目 and 山 look the same from both sides).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from pipeline.image import Raster
from pipeline.model import Box, Glyph, glyph_text
from pipeline.ocr.engine import Engine
from pipeline.ocr.folios import confidence
from pipeline.ocr.ink import Ink, depth
from pipeline.ocr.shapes import Corners, Strip

SURE = 0.85  # confidence from which two characters or more are text beyond doubt
PLAIN = frozenset("1Iil|丨一二三-—_ー|/\\丶、.oO0○〇口日T")  # what rules, specks and staples are read as
STROKES = frozenset("_|~^`'‘’\\/")
RULED = frozenset(
    "ー一—–-_｜|丨丶レイィノ/\\〉〈>＞<＜^~→←↑↓1Iil"
)  # what a rule with barbs or waves is read as
LONG, NEARLY = 5, 0.9  # … where it is read as so many characters, nearly all of them such strokes
FAIR, ENOUGH = 0.6, 12  # or so many characters read with this confidence; noise is read as fewer
FAINT = 0.50  # ink with less than this share of the page's usual depth …
UNSURE = 0.80  # … shines through from the back, if it is read below this confidence, or as well in a mirror
WEAK, CLEAR = 0.65, 0.95  # ink weaker than this, read below this confidence, is held to a mirror
MIRRORED = 10  # so many strips of a page at most, and as many more where some prove to be the back
BACK, GAIN = 0.70, 0.15  # a mirrored reading of this confidence, better by this much, proves the back
SMALL = 6.0  # a drawing is this many times as wide and high as the letters it holds, which are no drawn title
TELLING = 3  # from so many characters
AS_WEAK = 1.5  # what has no more than this times the depth of the proven back may be the back, too …
FRONT, FRONTS = 0.75, 3  # … but has less than this share of that of sure text, where so many strips are sure

Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Belief:
    """The strips of an image by what they are; each is in exactly one."""

    text: tuple[Strip, ...]
    back: tuple[Strip, ...]  # show-through: reads better in a mirror, or is as weak as what does
    faint: tuple[Strip, ...]  # taken for show-through, because it is faint and reads badly
    refused: tuple[Strip, ...]  # read, but there is no ink, or nothing but a picture or dirt
    blind: tuple[Strip, ...]  # nothing was read


def believe(
    raster: Raster,
    engine: Engine,
    read: Mapping[Strip, Glyphs],
    ink: Ink,
    pictures: Sequence[Box],
    drawings: Sequence[Box] = (),
) -> Belief:
    """Sort the strips of an image that an engine found and read; coordinates are its pixels.

    Nothing but clear text is believed in pictures; in drawings large letters are, too: they are drawn.
    """
    blind = tuple(strip for strip, glyphs in read.items() if not glyphs)
    depths = {strip: depth(ink, strip) for strip in read}
    pictured = {s for s in read if _only_picture(s, read[s], (*pictures, *_around(s, drawings)))}
    inked = [s for s in read if read[s] and depths[s] and s not in pictured]
    back, faint = _ghosts(raster, engine, {strip: read[strip] for strip in inked}, depths)
    ghosts = back | faint
    printed = [s for s in inked if s not in ghosts and not _is_stroke(read[s])]
    if not _is_written([read[strip] for strip in printed]):
        printed = []  # noise, stains and pictures are read as a few characters in doubt
    text = frozenset(printed)
    refused = tuple(s for s in read if read[s] and s not in text and s not in ghosts)
    return Belief(
        tuple(printed),
        tuple(s for s in inked if s in back),
        tuple(s for s in inked if s in faint - back),
        refused,
        blind,
    )


def _is_written(readings: Sequence[Glyphs]) -> bool:
    """Whether there is text on an image at all: something read for sure, or enough read fairly well."""
    fair = [g for g in readings if len(letters(g)) >= TELLING and confidence(g) >= FAIR]
    large = [g for g in readings if confidence(g) >= CLEAR and not PLAIN.issuperset(glyph_text(g))]
    return any(is_sure(g) for g in readings) or sum(map(len, fair)) >= ENOUGH or len(large) > 1


def _is_stroke(glyphs: Glyphs) -> bool:
    """Whether a reading is one mark that every scratch is read as, or the row of strokes of a rule."""
    if len(glyphs) == 1:
        return glyph_text(glyphs) in STROKES
    strokes = sum(glyph.text in RULED for glyph in glyphs)
    doubtful = confidence(glyphs) < UNSURE
    return doubtful and len(glyphs) >= LONG and strokes >= NEARLY * len(glyphs)


def letters(glyphs: Iterable[Glyph]) -> Glyphs:
    return tuple(glyph for glyph in glyphs if glyph.text.isalnum())


def is_sure(glyphs: Glyphs) -> bool:
    """Whether a reading is text beyond doubt: two characters or more, read well."""
    return len(letters(glyphs)) > 1 and confidence(glyphs) >= SURE


def _only_picture(strip: Strip, glyphs: Glyphs, pictures: Sequence[Box]) -> bool:
    """Whether a strip lies in a picture and is not clear text."""
    inside = any(2 * strip.box.overlap(picture) > strip.box.area for picture in pictures)
    return inside and not is_sure(glyphs)


def _around(strip: Strip, drawings: Sequence[Box]) -> list[Box]:
    """The drawings in which a strip is a small thing, as names are on a map, but no letters of a masthead."""
    thick = min(strip.box.width, strip.box.height)
    return [box for box in drawings if min(box.width, box.height) > SMALL * thick]


def _ghosts(
    raster: Raster, engine: Engine, read: Mapping[Strip, Glyphs], depths: Mapping[Strip, float]
) -> tuple[frozenset[Strip], frozenset[Strip]]:
    """The strips that show the print of the other side: by the mirror, and by their faintness alone."""
    sure = [depths[strip] for strip, glyphs in read.items() if is_sure(glyphs)]
    usual = median(sure) if sure else max((depths[s] for s in read), default=0.0)
    most = FRONT * usual if len(sure) >= FRONTS else math.inf
    suspects = [s for s in read if depths[s] <= most and _is_suspect(read[s], depths[s], usual)]
    suspects.sort(key=lambda s: -len(read[s]))
    mirrored = _mirrored(raster, engine, suspects[:MIRRORED])
    back = {s for s, glyphs in mirrored.items() if _is_back(read[s], glyphs)}
    if back:
        level = min(most, AS_WEAK * max(depths[s] for s in back))
        rest = [s for s in read if depths[s] <= level and s not in back]
        unseen = [s for s in rest if s not in mirrored][:MIRRORED]
        mirrored |= _mirrored(raster, engine, unseen)
        back |= {s for s in rest if s in mirrored and not _is_front(read[s], mirrored[s])}
        back |= {s for s in suspects if depths[s] <= level and s not in mirrored}
    weak = [s for s in suspects if depths[s] < FAINT * usual]
    faint = {s for s in weak if confidence(read[s]) < UNSURE}
    faint |= {s for s in weak if s in mirrored and not _is_front(read[s], mirrored[s])}
    return frozenset(back), frozenset(faint)


def _is_suspect(glyphs: Glyphs, dark: float, usual: float) -> bool:
    weak = dark < WEAK * usual and (confidence(glyphs) < CLEAR or len(letters(glyphs)) <= TELLING)
    return weak or (confidence(glyphs) < UNSURE and len(letters(glyphs)) >= TELLING)


def _is_back(ahead: Glyphs, mirrored: Glyphs) -> bool:
    told = len(letters(mirrored)) >= TELLING
    return told and confidence(mirrored) >= max(BACK, confidence(ahead) + GAIN)


def _is_front(ahead: Glyphs, mirrored: Glyphs) -> bool:
    """Whether a strip reads clearly better as it stands than in a mirror."""
    return confidence(ahead) >= BACK and confidence(ahead) >= confidence(mirrored) + GAIN


def _mirrored(raster: Raster, engine: Engine, strips: Sequence[Strip]) -> dict[Strip, Glyphs]:
    """What an engine reads of strips in the mirror image; the places of those glyphs mean nothing."""
    if not strips:
        return {}
    width = raster.shape[1]
    flipped = [replace(strip, corners=_flipped(strip.corners, width)) for strip in strips]
    mirror = np.ascontiguousarray(raster[:, ::-1])
    return dict(zip(strips, engine.read_strips(mirror, flipped), strict=True))


def _flipped(corners: Corners, width: int) -> Corners:
    tl, tr, br, bl = ((width - x, y) for x, y in corners)
    return tr, tl, bl, br
