"""What language says of one rival reading of a character, and of the words that the character is part of.

`language.doubts` looks for the best of all that might stand in a place; here the question is which of two
readings, that of one engine or that of the other, goes better with the words around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.proof.evidence.language import Model, of_strings, stretches
from pipeline.proof.evidence.language_forms import simplified
from pipeline.proof.evidence.language_lattice import Lattice, cut
from pipeline.proof.evidence.lexicon import Lexicon
from pipeline.proof.evidence.shapes import is_han


@dataclass(frozen=True, slots=True)
class Footing:
    """How well a character stands in its place; both figures are log odds."""

    rival: float | None  # of its rival against it; None where there is none that is another ideograph
    word: float  # of the words over it against its standing alone: 0 where no word holds it


def footings(text: Sequence[str], rivals: Sequence[str], model: Model) -> dict[int, Footing]:
    """The footing of each ideograph of a text, by its place; without a lexicon there are none.

    `text` is as for `language.doubts`; `rivals` has one other reading of each glyph, or "".
    """
    if model.lexicon is None:
        return {}
    folded = [simplified(glyph) for glyph in text]
    found: dict[int, Footing] = {}
    for start, stop in stretches(folded):
        lattice = cut("".join(folded[start:stop]), model.lexicon)
        for place in range(start, stop):
            rival = simplified(rivals[place])
            found[place] = _footing(lattice, place - start, rival, model.lexicon, model)
    return found


def _footing(lattice: Lattice, inside: int, rival: str, lexicon: Lexicon, model: Model) -> Footing:
    own = lattice.text[inside]
    windows = lattice.windows(inside)
    usual = lattice.with_other(windows, own)
    word = usual - lexicon.alone(own) - windows[0].around
    if not is_han(rival) or rival == own:
        return Footing(None, word)
    gain = lattice.with_other(windows, rival) - usual
    return Footing(gain + of_strings(model.used, lattice.text, inside, rival), word)
