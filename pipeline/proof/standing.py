"""What people have made of a page, apart from any edition: it survives a new reading by any engine.

A carrier is the whole text of a page as it stood after one person's pass, with boxes on the master,
and which stretches of it a person decided.  The rest of its text counts for nothing but to find
the place of those again.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Witness
from pipeline.proof.decisions import Act


@dataclass(frozen=True, slots=True)
class Decided:
    """A stretch of a carrier that a person has decided."""

    start: int  # ordinals among all glyphs of the witness, in its order; start == stop: nothing stands there
    stop: int
    act: Act
    actor: str
    entry: int  # of the log


@dataclass(frozen=True, slots=True)
class Carrier:
    """One person's pass; its witness lies on the master (image = page id)."""

    witness: Witness
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The carriers that hold for a page: one, or several that were made blind of each other."""

    page: str
    carriers: tuple[Carrier, ...] = ()
