"""The ink ledger: each connected piece of ink is text, rule, picture, seal, stain, show-through or unread.

A piece belongs to what most of it lies on.  What lies on nothing that is known is told by its size,
its darkness and its shape; sizes are in glyphs, darkness is measured against the text of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box
from pipeline.ocr.ink import Ink, cover, scaled
from pipeline.ocr.inkstates import InkLedger, InkMark, InkState
from pipeline.ocr.shapes import Strip

MOSTLY = 0.5  # share of a piece's pixels that makes it part of what they lie on
SPECK = 0.22  # a piece smaller than this, in glyphs, is no character; marks of punctuation lie on their line
FAINT = 0.6  # ink with less than this share of the text's depth comes from the back or is a stain
SOFT = 0.12  # ink whose edges rise less from pixel to pixel, as a share of its depth, is a stain, not print
LARGE = 4.0  # a piece this wide and this high, in glyphs, is no character but part of a picture or a frame
BLOT, SOLID = 1.2, 0.7  # a piece this large, in glyphs, and this full of ink is a hole or a blot
SLENDER, LONG = 0.15, 1.6  # a piece this thin and this long, in glyphs, is a rule, a hair or a scratch
JOINED = 0.5  # pieces of one state less than this apart, in glyphs, are listed together
COARSE = 3  # pixels of the mask to one of the copy on which that is seen
STATES = tuple(InkState)
CODES = {state: code for code, state in enumerate(STATES)}

States = NDArray[np.uint8]  # of each piece: its number in STATES


@dataclass(frozen=True, slots=True)
class Claims:
    """What is known of the ink of an image; boxes and strips are in its pixels."""

    text: tuple[Strip, ...]
    ghosts: tuple[Strip, ...] = ()  # read, but taken for show-through
    rules: tuple[Box, ...] = ()
    tones: tuple[Box, ...] = ()  # photographs: all ink in them is picture
    seals: tuple[Box, ...] = ()
    holes: tuple[Strip, ...] = ()  # parts of text where nothing was read
    drawings: tuple[Box, ...] = ()  # only what is too large for a character is; there may be text between


def states(ink: Ink, claims: Claims) -> States:
    """The state of each piece of ink."""
    if not ink.pieces:
        return np.zeros(0, np.uint8)
    text = _share(ink, cover(ink, claims.text)) >= MOSTLY
    found = _by_looks(ink, text)
    large = np.array([min(piece.width, piece.height) for piece in ink.pieces]) >= LARGE * ink.glyph
    found[_share(ink, _filled(ink, claims.rules)) >= MOSTLY] = CODES[InkState.RULE]
    found[large & (_share(ink, _filled(ink, claims.drawings)) >= MOSTLY)] = CODES[InkState.PICTURE]
    found[_share(ink, _filled(ink, claims.tones)) >= MOSTLY] = CODES[InkState.PICTURE]
    found[_share(ink, _filled(ink, claims.seals)) >= MOSTLY] = CODES[InkState.SEAL]
    found[_share(ink, cover(ink, claims.ghosts)) >= MOSTLY] = CODES[InkState.SHOW_THROUGH]
    found[text] = CODES[InkState.TEXT]
    small = np.array([max(piece.width, piece.height) for piece in ink.pieces]) < SPECK * ink.glyph
    found[text & ~small & (_share(ink, cover(ink, claims.holes)) >= MOSTLY)] = CODES[InkState.UNREAD]
    return found


def pieces_of(ink: Ink, found: States, state: InkState) -> NDArray[np.uint8]:
    """1 where a piece of that state lies, at the mask's scale."""
    chosen = np.concatenate([[False], found == CODES[state]])
    return np.asarray(chosen[ink.labels], np.uint8)


def enter(image: str, ink: Ink, found: States) -> InkLedger:
    """The ledger of an image from the states of its pieces."""
    counts = tuple((state, int((found == code).sum())) for code, state in enumerate(STATES))
    marks: list[InkMark] = []
    for state in STATES:
        if state is not InkState.TEXT:
            marks += [InkMark(state, box) for box in _together(ink, pieces_of(ink, found, state))]
    return InkLedger(image, counts, tuple(marks))


def with_seals(ledger: InkLedger, seals: Sequence[Box]) -> InkLedger:
    """The ledger with seals that were lifted off the image before its ink was looked at."""
    pieces = tuple((state, n + len(seals) * (state is InkState.SEAL)) for state, n in ledger.pieces)
    return InkLedger(ledger.image, pieces, (*ledger.marks, *(InkMark(InkState.SEAL, box) for box in seals)))


def _by_looks(ink: Ink, text: NDArray[np.bool_]) -> States:
    """What pieces are where nothing else is known of them."""
    width = np.array([piece.width for piece in ink.pieces]) / ink.glyph
    height = np.array([piece.height for piece in ink.pieces]) / ink.glyph
    long, thin = np.maximum(width, height), np.minimum(width, height)
    full = ink.areas / (width * height * ink.glyph**2)
    usual = _usual(ink.depths[text], ink.areas[text])
    found = np.full(len(ink.pieces), CODES[InkState.UNREAD], np.uint8)
    found[(thin >= BLOT) & (full >= SOLID)] = CODES[InkState.STAIN]
    found[ink.edges < SOFT * ink.depths] = CODES[InkState.STAIN]
    found[(thin <= SLENDER) & (long >= LONG)] = CODES[InkState.RULE]
    found[thin >= LARGE] = CODES[InkState.RULE]
    found[ink.depths < FAINT * usual] = CODES[InkState.SHOW_THROUGH]
    found[long < SPECK] = CODES[InkState.STAIN]
    found[_at_edge(ink)] = CODES[InkState.STAIN]
    return found


def _usual(depths: NDArray[np.float64], areas: NDArray[np.int64]) -> float:
    """The depth that half of the text's ink stays below; 0 where there is none."""
    order = np.argsort(depths)
    sums = np.cumsum(areas[order])
    return float(depths[order][np.searchsorted(sums, sums[-1] / 2)]) if len(depths) else 0.0


def _at_edge(ink: Ink) -> NDArray[np.bool_]:
    """Pieces cut by the edge of the image: shadows, the table under the book."""
    height, width = ink.mask.shape
    return np.array(
        [p.left <= 0 or p.top <= 0 or p.right >= width or p.bottom >= height for p in ink.pieces], np.bool_
    )


def _share(ink: Ink, where: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Of each piece the share of its pixels that lie where `where` is set."""
    counts = np.bincount(ink.labels[where > 0], minlength=len(ink.pieces) + 1)[1:]
    return np.asarray(counts / ink.areas, np.float64)


def _filled(ink: Ink, boxes: Sequence[Box]) -> NDArray[np.uint8]:
    filled = np.zeros_like(ink.mask)
    for box in boxes:
        small = scaled(box, 1 / ink.scale).within(filled.shape[1], filled.shape[0])
        filled[small.top : small.bottom + 1, small.left : small.right + 1] = 1
    return filled


def _together(ink: Ink, chosen: NDArray[np.uint8]) -> list[Box]:
    """The boxes of pieces that stand together, found on every third pixel: places, not outlines."""
    coarse = np.ascontiguousarray(cv2.dilate(chosen, np.ones((COARSE, COARSE), np.uint8))[::COARSE, ::COARSE])
    side = max(1, round(JOINED * ink.glyph / COARSE))
    joined = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    factor = COARSE * ink.scale
    return [scaled(Box(int(x), int(y), int(x + w), int(y + h)), factor) for x, y, w, h, _ in stats[1:]]
