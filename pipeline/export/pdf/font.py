"""The font of the invisible text: one glyph without ink, a square em, which stands for every character.

A PDF that keeps its text for search only needs no outlines.  What a character means is told by the
table that leads from codes to Unicode, so any character can be held, also those no font has.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

NAME = "GazetteInvisible"
EM = 1000  # units; a glyph fills it: from the baseline up, from its origin to the right
MOST_CODES = 65_535
_DAY = 2_082_844_800  # 1970-01-01, in seconds since 1904; the font has no age
_PER_BLOCK = 100  # entries that a character map may have in one block
_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


@dataclass(frozen=True, slots=True)
class Codes:
    """The code of each text that a glyph stands for: a character, or several that are one sign."""

    texts: tuple[str, ...]  # texts[0] has the code 1

    def table(self) -> dict[str, int]:
        return {text: code for code, text in enumerate(self.texts, 1)}

    def to_unicode(self) -> bytes:
        """The character map from codes to UTF-16."""
        lines = [f"<{code:04X}> <{_utf16(text)}>" for code, text in enumerate(self.texts, 1)]
        blocks = [lines[at : at + _PER_BLOCK] for at in range(0, len(lines), _PER_BLOCK)]
        held = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks]
        return (_HEAD + "".join(held) + _FOOT).encode("ascii")


def codes(texts: Iterable[str]) -> Codes:
    """Codes for all texts, in the order of the texts, so that equal issues give equal bytes.

    Raises:
        ValueError: for more different texts than a font has codes.
    """
    distinct = tuple(sorted({text for text in texts if text}))
    if len(distinct) > MOST_CODES:
        raise ValueError(f"{len(distinct)} different characters in one PDF; {MOST_CODES} is the most")
    return Codes(distinct)


@cache
def program() -> bytes:
    """The font file, TrueType: .notdef, and one glyph that is a stroke of no breadth across its em.

    Nothing of it would show even if it were drawn, and yet it has an extent: PDFium passes over text
    that has none.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((EM, EM))
    pen.lineTo((EM // 2, EM // 2))
    pen.closePath()
    mark = pen.glyph()
    builder = FontBuilder(EM, isTTF=True)
    names = [".notdef", "mark"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "mark"})
    builder.setupGlyf(dict.fromkeys(names, mark))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (EM, 0)))
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupOS2(sTypoAscender=EM, sTypoDescender=0, usWinAscent=EM, usWinDescent=0)
    builder.setupPost()
    builder.updateHead(created=_DAY, modified=_DAY)
    builder.font.recalcTimestamp = False
    held = io.BytesIO()
    builder.save(held)
    return held.getvalue()


def all_codes_to_one_glyph() -> bytes:
    """The map from codes to glyphs: every code shows the second one."""
    return b"\x00\x01" * (MOST_CODES + 1)


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
