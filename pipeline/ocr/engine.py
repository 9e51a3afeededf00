"""What every reader of text lines can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.image import Raster
from pipeline.model import Glyph
from pipeline.ocr.shapes import Strip


class Engine(Protocol):
    """Finds and reads stretches of text on an RGB image; coordinates are that image's pixels."""

    def find_strips(self, image: Raster) -> tuple[Strip, ...]:
        """All stretches of text, in no particular order."""

    def read_strips(self, image: Raster, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        """The glyphs of each strip, in the order of `strips`; empty where nothing was read."""
