"""Strips and pages drawn for the tests of the ocr stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.model import Box, Direction, Glyph
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.shapes import Strip, upright

SONG = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def strip(left: int, top: int, width: int, height: int) -> Strip:
    direction = Direction.VERTICAL if height > 1.5 * width else Direction.HORIZONTAL
    return upright(Box(left, top, left + width, top + height), direction, 0.9)


def sheet(
    lines: Sequence[tuple[int, int, str]], size: int = 40, width: int = 1000, height: int = 800
) -> np.ndarray:
    """A white page with lines of text at (left, top)."""
    image = Image.new("RGB", (width, height), "white")
    font = ImageFont.truetype(SONG, size, index=2)  # the simplified Chinese face
    for left, top, text in lines:
        ImageDraw.Draw(image).text((left, top), text, fill="black", font=font)
    return np.asarray(image)


class ScriptedEngine:
    """Finds the strips it was given and reads what it was told."""

    def __init__(self, readings: dict[Strip, str], confidence: float = 0.99) -> None:
        self.readings = readings
        self.confidence = confidence

    def find_strips(self, image: np.ndarray) -> tuple[Strip, ...]:
        return tuple(self.readings)

    def read_strips(self, image: np.ndarray, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        return tuple(place(evenly(self.readings.get(s, ""), self.confidence), s) for s in strips)
