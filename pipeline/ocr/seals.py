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
from pipeline.ocr.colours import Colours, Field, Mask
from pipeline.ocr.shapes import LayoutRegion, Place

SMALLEST, LARGEST = 2.2, 16.0  # least and greatest side of a seal, in letters
SLENDER = 3.0  # a seal is no longer than so many times its breadth
LEAST = 0.5  # lower pieces are no letters, in letters
JOIN = 0.6  # gaps up to this, in letters, are closed before pieces are counted as one
FRAMED = 0.88  # share of the outline that is inked; letters of a masthead reach 0.87
NEAR = 0.05  # ink counts as on the outline within this share of the seal's breadth
LETTERED = 0.03  # share of the inside, away from the frame, that is inked
SOLID = 0.5  # where it is more, the lettering is white: so are labels, but these are not put over print
OVERPRINT = 0.01  # share of its box where a seal with white lettering has print under it
LIKE = 0.6  # neighbours in a row of print are alike in height by this share
BESIDE = 1.2  # and stand no further apart than this, in their own height
PURE = 80  # percentile of colour in a seal from which on its ink is taken to be unmixed
APART = 0.2  # how unlike the text's ink the seal's has to be, to be told from it: sine of the angle
BLACK = (1.0, 1.0, 1.0)


Ink = tuple[float, float, float]  # shares that it takes of red, green and blue light; the greatest is 1


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp found on a page: its box in pixels of the image, and its ink beside the text's."""

    box: Box
    ink: Ink
    text: Ink  # that of the page's text

    @property
    def apart(self) -> bool:
        """Whether the seal's ink has another colour than the text's, so that the two can be told apart."""
        lengths = float(np.linalg.norm(self.ink) * np.linalg.norm(self.text))
        return float(np.dot(self.ink, self.text)) < (1 - APART**2) ** 0.5 * lengths


@dataclass(frozen=True, slots=True)
class _Piece:
    """Coloured ink that hangs together, in pixels of the copy."""

    box: Box
    mask: Mask  # (box.height, box.width)
    framed: bool


def find_seals(colours: Colours) -> tuple[Seal, ...]:
    """The coloured seals of a page, from top to bottom."""
    pieces = _pieces(colours)
    chosen = [piece for piece in pieces if piece.framed and not _in_a_row(piece, pieces)]
    if not chosen:
        return ()
    text = _text_ink(colours, [piece.box for piece in chosen])
    found = [Seal(_grown(piece.box, colours), _seal_ink(colours, piece), text) for piece in chosen]
    return tuple(sorted(found, key=lambda seal: (seal.box.top, seal.box.left)))


def stamp_regions(place: Place, seals: Sequence[Seal], before: int) -> tuple[LayoutRegion, ...]:
    """A region without lines for each seal, after the `before` regions of its image."""
    first = place.before + before + 1
    return tuple(
        LayoutRegion(f"{place.page}_r{n:02d}", RegionKind.STAMP, place.image, (), "", place=seal.box)
        for n, seal in enumerate(seals, first)
    )


def seal_findings(place: Place, seals: Sequence[Seal]) -> tuple[Finding, ...]:
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
    reach = max(3, round(JOIN * colours.glyph)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    joined = cv2.morphologyEx(colours.coloured, cv2.MORPH_CLOSE, kernel)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [Box(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in stats[1:]]
    found = []
    for members in _overlapping(boxes, LARGEST * colours.glyph):
        box = hull(tuple(boxes[n] for n in members))
        if min(box.width, box.height) >= LEAST * colours.glyph:
            own = np.isin(labels[_part(box)], [n + 1 for n in members])
            coloured = colours.coloured[_part(box)]
            mask, rest = np.asarray(coloured * own, np.uint8), colours.ink[_part(box)] * (1 - coloured)
            found.append(_Piece(box, mask, _is_framed(mask, rest, colours.glyph)))
    return found


def _part(box: Box) -> tuple[slice, slice]:
    return slice(box.top, box.bottom), slice(box.left, box.right)


def _overlapping(boxes: Sequence[Box], largest: float) -> list[list[int]]:
    """Boxes that overlap, and those that overlap the box around these: arcs of one ring, and what is in it.

    One with a side above `largest` frames the page and not a seal: it stays out.
    """
    groups: list[tuple[Box, list[int]]] = []
    small = [n for n, box in enumerate(boxes) if max(box.width, box.height) <= largest]
    for n in sorted(small, key=lambda n: -boxes[n].area):
        around, members = boxes[n], [n]
        while touched := [one for one in groups if one[0].overlap(around)]:
            groups = [one for one in groups if not one[0].overlap(around)]
            around = hull((around, *(box for box, _ in touched)))
            members += [m for _, more in touched for m in more]
        groups.append((around, members))
    return [members for _, members in groups]


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
    return inked >= LETTERED if inked < SOLID else float(print_.mean()) >= OVERPRINT


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
    light = colours.light[_part(box)][piece.mask > 0]
    spread = light.max(axis=1) - light.min(axis=1)
    return _taken(light[spread >= np.percentile(spread, PURE)])


def _text_ink(colours: Colours, boxes: Sequence[Box]) -> Ink:
    """The colour of the page's ink without its seals; black where there is none."""
    ink = colours.ink.copy()
    for box in boxes:
        ink[_part(box)] = 0
    light = colours.light[ink > 0]
    return _taken(light) if len(light) else BLACK


def _taken(light: Field) -> Ink:
    red, green, blue = 1 - np.median(light, axis=0)
    most = max(float(red), float(green), float(blue), 1e-6)
    return float(red) / most, float(green) / most, float(blue) / most


def _grown(box: Box, colours: Colours) -> Box:
    """The box in pixels of the image, with the soft edge of the ink."""
    left, top, right, bottom = (round(v * colours.scale) for v in (box.left, box.top, box.right, box.bottom))
    edge = max(1, round(0.1 * colours.glyph * colours.scale))
    grown = Box(left - edge, top - edge, right + edge, bottom + edge)
    height, width = colours.ink.shape
    return grown.within(round(width * colours.scale), round(height * colours.scale))
