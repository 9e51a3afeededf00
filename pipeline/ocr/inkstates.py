"""What the ink ledger is made of: every piece of ink of an image ends in one state, and is listed with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.model import Box


class InkState(Enum):
    TEXT = "text"
    RULE = "rule"
    PICTURE = "picture"
    SEAL = "seal"
    STAIN = "stain"  # dirt, holes, shadows, specks
    SHOW_THROUGH = "show-through"
    UNREAD = "unread"  # may be text; nobody could read it


@dataclass(frozen=True, slots=True)
class InkMark:
    """Pieces of ink of one state that stand together; the box is in pixels of the ledger's image."""

    state: InkState
    box: Box


@dataclass(frozen=True, slots=True)
class InkLedger:
    """All ink of one image: so many connected pieces in each state, and where those stand that are not text.

    The ink that is text lies on the strips of the layout.
    """

    image: str
    pieces: tuple[tuple[InkState, int], ...]
    marks: tuple[InkMark, ...]

    def boxes(self, state: InkState) -> tuple[Box, ...]:
        return tuple(mark.box for mark in self.marks if mark.state is state)
