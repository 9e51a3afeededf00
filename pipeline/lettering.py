"""Text drawn on a white page, where a page has to be made that nobody printed: the contents of a volume.

What is drawn are the letters of an installed typeface, in two tones; each character has its box, so that the
page can be searched like a scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import BadInputError, MissingToolError
from pipeline.model import Box, Glyph, TextLine
from pipeline.plate import Plate, group4

INK = 128  # a pixel darker than this is black
_BASELINE = 0.86  # of an em below its top, where Han characters stand well in their boxes
_INSTALLED = (  # files that Debian and others install, and the typeface inside
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
)


@dataclass(frozen=True, slots=True)
class Lettered:
    """A line of text at its place: pixels, origin top left; `size` is that of an em."""

    text: str
    left: int
    top: int
    size: int


@dataclass(frozen=True, slots=True)
class Typeface:
    """A file of a font, and which of those inside."""

    file: Path
    index: int = 0

    def width(self, text: str, size: int) -> int:
        """How much room a text takes in a line, in pixels."""
        return sum(self._advances(text, size))

    def line(self, name: str, text: Lettered) -> TextLine:
        """The text as a line of that id, with a box for each character."""
        glyphs, left = [], text.left
        for char, advance in zip(text.text, self._advances(text.text, text.size), strict=True):
            glyphs.append(Glyph(char, Box(left, text.top, left + advance, text.top + text.size)))
            left += advance
        return TextLine(name, Box(text.left, text.top, left, text.top + text.size), tuple(glyphs))

    def plate(self, width: int, height: int, texts: Sequence[Lettered]) -> Plate:
        """The page with these texts on it."""
        image = Image.new("L", (width, height), 255)
        draw = ImageDraw.Draw(image)
        for text in texts:
            left, font = text.left, _font(self, text.size)
            base = text.top + round(text.size * _BASELINE)
            for char, advance in zip(text.text, self._advances(text.text, text.size), strict=True):
                draw.text((left, base), char, fill=0, font=font, anchor="ls")
                left += advance
        tones = np.where(np.asarray(image) < INK, 0, 255).astype(np.uint8)
        return Plate(group4(tones), width, height, "g4", 1)

    def _advances(self, text: str, size: int) -> list[int]:
        return [_advance(self, char, size) for char in text]


@cache
def _font(face: Typeface, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.file), size, index=face.index)


@cache
def _advance(face: Typeface, char: str, size: int) -> int:
    return max(1, round(_font(face, size).getlength(char)))


def typeface(file: Path | None = None) -> Typeface:
    """The typeface of that file; without one, the first installed that has Chinese characters.

    Raises:
        BadInputError: where the file is no font.
        MissingToolError: where none is installed.
    """
    if file is None:
        found = next((Typeface(Path(name), at) for name, at in _INSTALLED if Path(name).is_file()), None)
        if found is None:
            raise MissingToolError(
                "no font with Chinese characters is installed where it was looked for",
                "Install one (apt-get install fonts-noto-cjk), or name its file with --font.",
            )
        return found
    try:
        ImageFont.truetype(str(file), 10)
    except OSError as error:
        raise BadInputError(f"{file}: is no font: {error}", "Name a TrueType or OpenType file.") from error
    return Typeface(file)
