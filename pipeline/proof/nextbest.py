"""What the witnesses held possible at a place beside what they read there.

Every engine has next-best readings of its own.  What it read is in the apparatus, under its sigil; what it
only held possible goes with the glyph of the edition, whichever witness that follows.
"""

from __future__ import annotations

from pipeline.proof.evidence.units import Unit

NextBest = tuple[tuple[str, float], ...]  # text and share, the greatest share first


def next_best(unit: Unit) -> NextBest:
    """The next-best readings of all witnesses that have one glyph there, each text once.

    A share is the greatest that any of them gives.  A witness with several glyphs in the column says nothing
    of a single one.
    """
    if unit.glyph is None:
        return ()
    singles = (cell[0] for cell in unit.others if len(cell) == 1)
    found: dict[str, float] = {}
    for glyph in (unit.glyph, *singles):
        for text, share in glyph.alternatives:
            if text.strip() and text != unit.text:
                found[text] = max(share, found.get(text, 0.0))
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
