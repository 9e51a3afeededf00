"""Pictures on a page: photographs and halftones by their tone, drawings and ornaments by their size.

Between two lines of text the paper shows; in a picture it does not.  So what stays dark when everything
narrower than two lines is taken away has a tone of its own.  A shadow or a stain has one, too, but
no detail.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box, hull
from pipeline.ocr.ink import Ink, paper, scaled
from pipeline.ocr.shapes import Strip

GRAIN = 7.0  # pixels of a glyph on the copy on which tone is measured
TONE = 0.85  # what is darker than this share of its paper is no paper
REACH = 10.0  # the paper of a place is looked for so far around it, in glyphs …
WHITE = 0.75  # … but is no darker than this share of the lightest on the page
CORE = 2.4  # a picture has a dark part of this width and height, in glyphs
LEAST = 3.0  # and is no smaller than this itself
GRADED = 5  # side, in pixels of that copy, of the surroundings that a tone is compared with
DETAIL = 0.02  # mean difference to them in a picture, as a share of its paper; stains are smooth
THROUGHOUT = 0.012  # usual difference, where it reaches the edge of the image, as the shadow of a fold does
DRAWN = 4.0  # a single piece of ink this wide and high, in glyphs, that is no rule is drawn
DENSE = 0.06  # share of its box that a drawn piece fills with ink; a frame fills less
NEAR = 1.0  # parts of a picture stand no further apart, in glyphs
WRITTEN = 0.3  # what has more text on it than this share of its box is no picture


def find_pictures(
    ink: Ink, rules: Sequence[Box], tones: Sequence[Box], text: Sequence[Strip]
) -> tuple[Box, ...]:
    """All pictures, drawings too, as boxes in pixels of the image; `text` is what is text beyond doubt."""
    return _unwritten(ink, [*tones, *_drawn(ink, rules)], text)


def find_tones(ink: Ink, text: Sequence[Strip]) -> tuple[Box, ...]:
    """Pictures that have a tone, photographs and halftones, as boxes in pixels of the image."""
    return _unwritten(ink, _toned(ink), text)


def _unwritten(ink: Ink, boxes: Sequence[Box], text: Sequence[Strip]) -> tuple[Box, ...]:
    glyph = ink.glyph * ink.scale
    return tuple(
        box
        for box in _joined(boxes, NEAR * glyph)
        if min(box.width, box.height) >= LEAST * glyph
        and sum(box.overlap(strip.box) for strip in text) <= WRITTEN * box.area
    )


def _toned(ink: Ink) -> list[Box]:
    """What has a tone and detail: photographs, halftones, tint blocks with a pattern."""
    factor = min(1.0, GRAIN / ink.glyph)
    grey = np.asarray(
        cv2.resize(ink.grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
    )
    glyph = ink.glyph * factor
    ground = np.maximum(paper(grey, REACH * glyph), WHITE * np.percentile(grey, 98))
    dark = np.asarray(grey < TONE * ground, np.uint8)
    side = max(2, round(CORE * glyph))
    core = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    joined = cv2.morphologyEx(core, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    detail = np.abs(grey.astype(np.float32) - cv2.medianBlur(grey, GRADED)) / np.maximum(ground, 1)
    found = []
    for n, (x, y, w, h, _) in enumerate(stats[1:], 1):
        part = labels[y : y + h, x : x + w] == n
        at_edge = x == 0 or y == 0 or x + w == grey.shape[1] or y + h == grey.shape[0]
        if _is_detailed(detail[y : y + h, x : x + w][part], at_edge):
            found.append(scaled(Box(int(x), int(y), int(x + w), int(y + h)), ink.scale / factor))
    return found


def _is_detailed(detail: NDArray[np.float32], at_edge: bool) -> bool:
    """Whether a dark part is a picture by the details in it."""
    return float(detail.mean()) >= DETAIL and (not at_edge or float(np.median(detail)) >= THROUGHOUT)


def _drawn(ink: Ink, rules: Sequence[Box]) -> list[Box]:
    """Single pieces of ink too large for a character, not cut by the edge, which are more than rules."""
    height, width = ink.mask.shape
    drawn = ink.mask.copy()
    for rule in rules:
        line = scaled(rule, 1 / ink.scale).within(width, height)
        drawn[line.top : line.bottom + 1, line.left : line.right + 1] = 0
    found = []
    for n, piece in enumerate(ink.pieces, 1):
        if min(piece.width, piece.height) < DRAWN * ink.glyph or piece.left <= 0 or piece.top <= 0:
            continue
        part = (slice(piece.top, piece.bottom), slice(piece.left, piece.right))
        full = int(drawn[part][ink.labels[part] == n].sum()) >= DENSE * piece.area
        if full and piece.right < width and piece.bottom < height:
            found.append(scaled(piece, ink.scale))
    return found


def _joined(boxes: Sequence[Box], near: float) -> list[Box]:
    """Boxes that touch or nearly touch made one."""
    found: list[Box] = []
    for box in sorted(boxes):
        whole = box
        while touching := [other for other in found if _apart(whole, other) <= near]:
            found = [other for other in found if other not in touching]
            whole = hull((whole, *touching))
        found.append(whole)
    return found


def _apart(a: Box, b: Box) -> float:
    across = max(a.left, b.left) - min(a.right, b.right)
    down = max(a.top, b.top) - min(a.bottom, b.bottom)
    return max(across, down, 0)
