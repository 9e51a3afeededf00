"""What the witnesses held possible at a place beside what they read there.

Every engine has next-best readings of its own.  What it read is in the apparatus, under its sigil; what it
only held possible goes with the glyph of the edition, whichever witness that follows.
"""

from __future__ import annotations

from pipeline.proof.evidence.units import Unit

NextBest = tuple[tuple[str, float], ...]  # text and share, the greatest share first
WORTH_KEEPING = 0.01  # the share that another witness must give; less makes editions larger, and helps nobody


def next_best(unit: Unit) -> NextBest:
    """The next-best readings of all witnesses that have one glyph there, each text once.

    A share is the greatest that any of them gives.  A witness with several glyphs in the column says nothing
    of a single one.
    """
    if unit.glyph is None:
        return ()
    found = dict(unit.glyph.alternatives)
    for cell in unit.others:
        for text, share in cell[0].alternatives if len(cell) == 1 else ():
            if share >= WORTH_KEEPING:
                found[text] = max(share, found.get(text, 0.0))
    printed = ((text, share) for text, share in found.items() if text.strip() and text != unit.text)
    return tuple(sorted(printed, key=lambda pair: (-pair[1], pair[0])))
