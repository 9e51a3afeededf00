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
    was: str = ""  # what the engines had there: with it the text before can be told from the text after
    line: str = ""  # id of the witness's line it stands in; for an empty stretch that alone says which


@dataclass(frozen=True, slots=True)
class Carrier:
    """One person's pass; its witness lies on the master (image = page id)."""

    witness: Witness
    decided: tuple[Decided, ...]
    entry: int = 0  # of the log, that it was made with; 0 for a text that was only looked at
    seen: tuple[int, ...] = ()  # entries whose carriers its maker saw: what it says goes before what they say
    image: str = ""  # SHA-256 of the master's file, on which its boxes lie


@dataclass(frozen=True, slots=True)
class Standing:
    """The carriers that hold for a page: one, or several that were made blind of each other."""

    page: str
    carriers: tuple[Carrier, ...] = ()
    hidden: tuple[int, ...] = ()  # entries of those that the next person is not to see

    @property
    def shown(self) -> tuple[Carrier, ...]:
        """The carriers that the next person may see."""
        return tuple(carrier for carrier in self.carriers if carrier.entry not in self.hidden)
