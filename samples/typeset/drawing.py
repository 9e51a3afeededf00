"""Drawing: type as ink.  The only module that knows what the glyphs of a font look like.

A glyph is cut once into a small coverage image (0 paper … 255 ink) with its place in the em, and put
where its sort stands.  Its box is the box of what was inked, so truth and image cannot differ.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.model import Box
from samples.typeset.fonts import Face, font
from samples.typeset.records import RED, Forme, Page, Seal, Sort

Coverage = NDArray[np.uint8]  # (height, width), 0 paper … 255 ink
INKED = 64  # coverage from which a pixel counts as ink for the box
RED_INK = (196, 30, 40)
MIDDLE = "因"  # one form in both scripts; its middle lies in the middle of the em in every face


@lru_cache(maxsize=20_000)
def cut(text: str, face: Face, size: int, form: str) -> tuple[int, int, Coverage]:
    """The glyph trimmed to its ink, and where that lies from the top left of the em."""
    pad = size // 2
    side = size + 2 * pad
    image = Image.new("L", (side, side))
    shift_x, shift_y = _shift(text, face, size)
    ImageDraw.Draw(image).text((pad + shift_x, pad + shift_y), text, font=font(face, size), fill=255)
    if form == "turned":
        image = image.transpose(Image.Transpose.ROTATE_270)
    ink = np.asarray(image)
    rows, columns = np.flatnonzero((ink >= INKED).any(1)), np.flatnonzero((ink >= INKED).any(0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    x, y = int(left) - pad, int(top) - pad
    if form == "corner":  # 、。， of vertical text stand in the top right quarter
        x, y = size - int(right - left) - size // 8, size // 8
    if form == "centre":
        x, y = (size - int(right - left)) // 2, (size - int(bottom - top)) // 2
    return x, y, ink[top:bottom, left:right]


@lru_cache(maxsize=1000)
def _middle(face: Face, size: int) -> int:
    """How far down a face is drawn for its ideographs to stand in the middle of the em."""
    _, top, _, bottom = font(face, size).getbbox(MIDDLE)
    return round((size - (bottom - top)) / 2 - top)


def _shift(text: str, face: Face, size: int) -> tuple[int, int]:
    """Ideographs of an odd width are centred in the em; figures and letters start at its edge."""
    across = 0 if text.isascii() else round((size - font(face, size).getlength(text)) / 2)
    return across, _middle(face, size)


def ink_box(sort: Sort) -> Box:
    """The box of the sort's ink; for a space, the gap."""
    if sort.text.isspace():
        return Box(sort.x, sort.y, sort.x + max(1, sort.width), sort.y + sort.size)
    x, y, glyph = cut(sort.text, sort.face, sort.size, sort.form)
    left, top = sort.x + x, sort.y + y
    return Box(left, top, left + glyph.shape[1], top + glyph.shape[0])


def impress(forme: Forme) -> Page:
    """Print the forme on white paper."""
    black = np.zeros((forme.height, forme.width), np.uint8)
    red = np.zeros_like(black)
    for sort in forme.sorts:
        if not sort.text.isspace():
            box = ink_box(sort)
            _ink(
                red if sort.colour == RED else black, box, cut(sort.text, sort.face, sort.size, sort.form)[2]
            )
    for rule in forme.rules:
        box = rule.box
        (red if rule.colour == RED else black)[box.top : box.bottom, box.left : box.right] = 255
    for seal in forme.seals:
        _draw_seal(red, seal)
    return Page(forme.page, _inked(black, red), forme.direction, forme.era, forme.regions, forme.starts)


def _ink(layer: Coverage, box: Box, glyph: Coverage) -> None:
    part = layer[box.top : box.bottom, box.left : box.right]
    np.maximum(part, glyph[: part.shape[0], : part.shape[1]], out=part)


def _inked(black: Coverage, red: Coverage) -> NDArray[np.uint8]:
    """White paper with both inks: where they meet they darken each other."""
    paper = np.float32(1) - red.astype(np.float32)[..., None] / 255 * (
        1 - np.array(RED_INK, np.float32) / 255
    )
    paper *= 1 - black.astype(np.float32)[..., None] / 255
    return np.round(paper * 255).astype(np.uint8)


def seal_glyphs(seal: Seal) -> tuple[tuple[str, Box, Coverage], ...]:
    """The lettering of a seal along its upper arc, each character turned outwards."""
    size = round(seal.radius * 0.34)
    count = len(seal.text)
    spread = min(250.0, 34.0 * count)
    placed = []
    for n, char in enumerate(seal.text):
        angle = spread * ((n + 0.5) / count - 0.5)
        centre = seal.radius - size * 0.78
        x = seal.x + centre * math.sin(math.radians(angle))
        y = seal.y - centre * math.cos(math.radians(angle))
        glyph = _turned(char, seal.face, size, -angle)
        left, top = round(x - glyph.shape[1] / 2), round(y - glyph.shape[0] / 2)
        placed.append((char, Box(left, top, left + glyph.shape[1], top + glyph.shape[0]), glyph))
    return tuple(placed)


def _turned(char: str, face: Face, size: int, degrees: float) -> Coverage:
    """A glyph turned about its middle, trimmed to its ink."""
    upright = Image.fromarray(cut(char, face, size, "upright")[2])
    glyph = np.asarray(upright.rotate(degrees, Image.Resampling.BICUBIC, expand=True))
    rows, columns = np.flatnonzero((glyph >= INKED).any(1)), np.flatnonzero((glyph >= INKED).any(0))
    return glyph[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _draw_seal(layer: Coverage, seal: Seal) -> None:
    image = Image.fromarray(layer)
    pen = ImageDraw.Draw(image)
    weight = max(3, seal.radius // 22)
    ring = (seal.x - seal.radius, seal.y - seal.radius, seal.x + seal.radius, seal.y + seal.radius)
    pen.ellipse(ring, outline=255, width=weight)
    star = [_star_point(seal, n) for n in range(10)]
    pen.polygon(star, fill=255)
    layer[...] = np.asarray(image)
    for _, box, glyph in seal_glyphs(seal):
        _ink(layer, box, glyph)


def _star_point(seal: Seal, n: int) -> tuple[float, float]:
    reach = seal.radius * (0.3 if n % 2 == 0 else 0.115)
    angle = math.radians(36 * n)
    return seal.x + reach * math.sin(angle), seal.y - reach * math.cos(angle)
