"""Seals: coloured stamps over the print, told from coloured print by their shape.

A seal is framed: its outermost ink runs along an outline without inlets, be it round, oval, square or
many-cornered, and there is lettering inside.  Lines of print are not framed, and where one letter is
(国), its neighbours are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.model import Box, Finding, RegionKind, Severity, hull
from pipeline.ocr.colours import Colours, Ink, Joined, Mask, Overprint, part, taken, text_ink
from pipeline.ocr.shapes import LayoutRegion, Place

SMALLEST, LARGEST = 2.2, 16.0  # least and greatest side of a seal, in letters
SLENDER = 3.0  # a seal is no longer than so many times its breadth
MEET = 0.15  # pieces of a seal are no further apart, in letters
LEAST = 0.5  # lower pieces are no letters, in letters
FRAMED = 0.88  # share of the outline that is inked; letters of a masthead reach 0.87
NEAR = 0.05  # ink counts as on the outline within this share of the seal's breadth
LETTERED = 0.03  # share of the inside, away from the frame, that is inked
FAINT = 0.01  # … or hardly more than specks are, if the seal is put over print
SOLID = 0.5  # where it is more, the lettering is white: so are labels, but these are not put over print
OVERPRINT = 0.01  # share of its box where a seal with white or faint lettering has print under it
LIKE = 0.6  # neighbours in a row of print are alike in height by this share
BESIDE = 1.2  # and stand no further apart than this, in their own height
PURE = 80  # percentile of colour in a seal from which on its ink is taken to be unmixed


@dataclass(frozen=True, slots=True)
class _Piece:
    """Coloured ink that hangs together, in pixels of the copy."""

    box: Box
    mask: Mask  # (box.height, box.width)
    framed: bool


def find_seals(colours: Colours) -> tuple[Overprint, ...]:
    """The coloured seals of a page, from top to bottom."""
    pieces = _pieces(colours)
    chosen = [piece for piece in pieces if piece.framed and not _in_a_row(piece, pieces)]
    if not chosen:
        return ()
    text = text_ink(colours, [piece.box for piece in chosen])
    found = [Overprint(colours.on_image(piece.box), _seal_ink(colours, piece), text) for piece in chosen]
    return tuple(sorted(found, key=lambda seal: (seal.box.top, seal.box.left)))


def stamp_regions(place: Place, seals: Sequence[Overprint], before: int) -> tuple[LayoutRegion, ...]:
    """A region without lines for each seal, after the `before` regions of its image."""
    first = place.before + before + 1
    return tuple(
        LayoutRegion(f"{place.page}_r{n:02d}", RegionKind.STAMP, place.image, (), "", place=seal.box)
        for n, seal in enumerate(seals, first)
    )


def seal_findings(place: Place, seals: Sequence[Overprint]) -> tuple[Finding, ...]:
    """A finding for each seal whose ink could not be told from the text's: its lettering may stand there."""
    message = (
        "a seal in the colour of the print: its lettering may stand in the text, and cost what is under it"
    )
    return tuple(
        Finding("seal-over-text", message, Severity.CHECK, "", place.image, seal.box)
        for seal in seals
        if not seal.apart
    )


def _pieces(colours: Colours) -> list[_Piece]:
    joined = Joined(colours)
    found = []
    for members in _meeting(joined.boxes, colours.glyph, colours.ink.shape):
        box = hull(tuple(joined.boxes[n] for n in members))
        if min(box.width, box.height) >= LEAST * colours.glyph:
            mask = joined.mask(box, members)
            rest = colours.ink[part(box)] * (1 - colours.coloured[part(box)])
            found.append(_Piece(box, mask, _is_framed(mask, rest, colours.glyph)))
    return found


def _meeting(boxes: Sequence[Box], glyph: float, shape: tuple[int, ...]) -> list[list[int]]:
    """Boxes that meet, and those that meet the box around these: arcs of one ring, and what is in it.

    One that is larger than any seal frames the page: it stays out.  `shape` is the copy's.
    """
    small = [n for n, box in enumerate(boxes) if max(box.width, box.height) <= LARGEST * glyph]
    gap = round(MEET * glyph)
    around, count = [boxes[n] for n in small], 0
    while len(around) != count:
        filled = np.zeros((shape[0] + gap, shape[1] + gap), np.uint8)
        count = len(around)
        for box in around:
            filled[box.top : box.bottom + gap, box.left : box.right + gap] = 1
        _, labels, stats, _ = cv2.connectedComponentsWithStats(filled, connectivity=4)
        around = [Box(int(x), int(y), int(x + w - gap), int(y + h - gap)) for x, y, w, h, _ in stats[1:]]
    groups: list[list[int]] = [[] for _ in around]
    for n in small:
        groups[labels[boxes[n].top, boxes[n].left] - 1].append(n)
    return groups


def _is_framed(mask: Mask, print_: Mask, glyph: float) -> bool:
    """Whether a piece has the size and the outline of a seal, and lettering in it.

    `mask` is its own ink, `print_` the ink of the text in the same box.
    """
    height, width = mask.shape
    breadth = min(height, width)
    if not SMALLEST * glyph <= breadth <= max(height, width) <= min(LARGEST * glyph, SLENDER * breadth):
        return False
    around = cv2.convexHull(cv2.findNonZero(mask))
    near = max(1, round(NEAR * breadth))
    outline, inside = np.zeros_like(mask), np.zeros_like(mask)
    cv2.polylines(outline, [around], True, 1)
    cv2.fillConvexPoly(inside, around, 1)
    inside = cv2.erode(inside, np.ones((4 * near + 1, 4 * near + 1), np.uint8), borderValue=0)
    broad = cv2.dilate(mask, np.ones((2 * near + 1, 2 * near + 1), np.uint8))
    if float(broad[outline > 0].mean()) < FRAMED or not inside.any():
        return False
    inked = float(mask[inside > 0].mean())
    if LETTERED <= inked < SOLID:
        return True
    return inked >= FAINT and float(print_.mean()) >= OVERPRINT


def _in_a_row(piece: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Whether a framed piece stands beside an unframed one of its size: letters of coloured print."""
    for other in pieces:
        if other is piece or other.framed:
            continue
        for a, b in ((0, 1), (1, 0)):
            if _row_mates(_span(piece.box, a), _span(other.box, a), _span(piece.box, b), _span(other.box, b)):
                return True
    return False


def _row_mates(
    along: tuple[int, int],
    other_along: tuple[int, int],
    across: tuple[int, int],
    other_across: tuple[int, int],
) -> bool:
    size, other = across[1] - across[0], other_across[1] - other_across[0]
    level = min(across[1], other_across[1]) - max(across[0], other_across[0]) >= LIKE * max(size, other)
    gap = max(along[0], other_along[0]) - min(along[1], other_along[1])
    return level and gap <= BESIDE * size


def _span(box: Box, axis: int) -> tuple[int, int]:
    return (box.left, box.right) if axis == 0 else (box.top, box.bottom)


def _seal_ink(colours: Colours, piece: _Piece) -> Ink:
    """The colour of the seal where it is strongest, away from the black under it."""
    box = piece.box
    light = colours.light[part(box)][piece.mask > 0]
    spread = light.max(axis=1) - light.min(axis=1)
    return taken(light[spread >= np.percentile(spread, PURE)])
