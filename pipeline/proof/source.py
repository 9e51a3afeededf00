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
        self._codes = _Codes()

    def spell(self, line: TextLine) -> str:
        """One code character a glyph."""
        codes = self._codes
        return "".join([codes[glyph.text] for glyph in line.glyphs])


class _Codes(dict[str, str]):
    """The code of each text asked for; texts of one key share one."""

    def __init__(self) -> None:
        super().__init__({" ": BLANK})
        self._keys = {" ": BLANK}

    def __missing__(self, text: str) -> str:
        code = self._keys.setdefault(compare_key(text), chr(_FIRST_CODE + len(self._keys)))
        self[text] = code
        return code


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of one witness."""

    index: int  # among the lines of the witness
    first: int  # where its first glyph stands among the glyphs of the witness
    place: int  # of its region among those of the witness
    region: Region
    line: TextLine
    codes: str


def lines_of(witness: Witness, alphabet: Alphabet) -> tuple[SourceLine, ...]:
    """All lines of a witness in its own order, those without glyphs too."""
    found: list[SourceLine] = []
    first = 0
    for place, region in enumerate(witness.regions):
        for line in region.lines:
            found.append(SourceLine(len(found), first, place, region, line, alphabet.spell(line)))
            first += len(line.glyphs)
    return tuple(found)
