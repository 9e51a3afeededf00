"""The lines of a witness made ready for comparison: counted through, and written in one alphabet."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Region, TextLine, Witness
from pipeline.text.graphemes import compare_key

_FIRST_CODE = 0xE000  # above the surrogates, so that every code is a character
BLANK = chr(_FIRST_CODE)


class Alphabet:
    """Gives each comparison key one code character, so that glyphs are compared as characters are.

    The codes depend on the order of asking, equality of codes does not.
    """

    def __init__(self) -> None:
        self._codes = {" ": BLANK}

    def spell(self, line: TextLine) -> str:
        """One code character a glyph."""
        codes = self._codes
        spelt = []
        for glyph in line.glyphs:
            key = compare_key(glyph.text)
            spelt.append(codes.get(key) or codes.setdefault(key, chr(_FIRST_CODE + len(codes))))
        return "".join(spelt)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of one witness."""

    index: int  # among the lines of the witness
    first: int  # where its first glyph stands among the glyphs of the witness
    region: Region
    line: TextLine
    codes: str


def lines_of(witness: Witness, alphabet: Alphabet) -> tuple[SourceLine, ...]:
    """All lines of a witness in its own order, those without glyphs too."""
    found: list[SourceLine] = []
    first = 0
    for region in witness.regions:
        for line in region.lines:
            found.append(SourceLine(len(found), first, region, line, alphabet.spell(line)))
            first += len(line.glyphs)
    return tuple(found)
