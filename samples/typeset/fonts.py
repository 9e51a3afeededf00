"""The typefaces: where Debian keeps them, which characters they have, and which one sets a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from pipeline.errors import MissingToolError

ROOT = Path("/usr/share/fonts")
LACKING = chr(0x10FFFD)  # no font has it: what is drawn is the font's sign for a missing character
PROBE = 40  # pixels; large enough to tell a character from an empty box


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface: a file below /usr/share/fonts, the index inside a collection, the package."""

    file: str
    package: str
    index: int = 0


SUNGTI = Face("truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp")
UMING = Face("truetype/arphic/uming.ttc", "fonts-arphic-uming")
MING = Face("truetype/cwtex/cwming.ttf", "fonts-cwtex-ming")
SERIF = Face("opentype/noto/NotoSerifCJK-Regular.ttc", "fonts-noto-cjk", 2)
SERIF_BOLD = Face("opentype/noto/NotoSerifCJK-Bold.ttc", "fonts-noto-cjk", 2)
FANGSONG = Face("truetype/cwtex/cwfs.ttf", "fonts-cwtex-fs")
KAITI = Face("truetype/arphic-gkai00mp/gkai00mp.ttf", "fonts-arphic-gkai00mp")
UKAI = Face("truetype/arphic/ukai.ttc", "fonts-arphic-ukai")
ZENHEI = Face("truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei")
SANS_BOLD = Face("opentype/noto/NotoSansCJK-Bold.ttc", "fonts-noto-cjk", 2)

# Marks that a face draws in the middle of the em, after another custom, are taken from a related face.
BORROWED = {UMING: (SUNGTI, "，。、；："), UKAI: (KAITI, "，。、；：")}
LAST_RESORT = (UMING, SERIF)  # between them they have every character of our texts


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels.

    Raises:
        MissingToolError: naming the Debian package that brings the font.
    """
    try:
        return ImageFont.truetype(str(ROOT / face.file), size, index=face.index)
    except OSError as error:
        raise MissingToolError(
            f"font {ROOT / face.file} cannot be opened: {error}",
            f"Install it: apt-get install {face.package}",
        ) from error


@cache
def has(face: Face, text: str) -> bool:
    """Whether the face draws that character: something, and not its sign for a missing one."""
    if text.isspace():
        return True
    drawn = font(face, PROBE).getmask(text)
    empty = drawn.getbbox() is None
    return not empty and bytes(drawn) != bytes(font(face, PROBE).getmask(LACKING))


def covers(face: Face, text: str) -> bool:
    """Whether the face has every character of the text."""
    return all(has(face, char) for char in set(text))


def choose(chain: tuple[Face, ...], text: str) -> Face:
    """The first face of the chain that sets the whole text, so that a text keeps one face; else the last."""
    return next((face for face in chain if covers(face, text)), chain[-1])


def substitute(face: Face, char: str) -> Face:
    """The face itself, or where it lacks the character the first of the last resort that has it.

    Raises:
        MissingToolError: where none has it; our texts must not use such a character.
    """
    lender, marks = BORROWED.get(face, (face, ""))
    if char in marks:
        return lender
    for candidate in (face, *LAST_RESORT):
        if has(candidate, char):
            return candidate
    raise MissingToolError(f"no installed font has the character {char} (U+{ord(char):04X})")
