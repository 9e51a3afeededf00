"""The places of a page that evidence is gathered for: one for each character, one for each gap in dispute."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Box, Cell, Direction, Glyph, RegionKind
from pipeline.proof import columns
from pipeline.proof.states import State


@dataclass(frozen=True, slots=True)
class Unit:
    """One character that is to stand in the edition, or a gap where it has none and a witness has some."""

    glyph: Glyph | None  # as the witness chosen has it; None for a gap
    others: tuple[columns.Cell, ...]  # what each of the other witnesses has in its column
    state: State

    @property
    def text(self) -> str:
        return self.glyph.text if self.glyph else ""

    @property
    def is_printed(self) -> bool:
        """Whether there is more to it than a blank; of a gap, whether anybody has more there."""
        if self.glyph:
            return bool(self.glyph.text.strip())
        return any(glyph.text.strip() for cell in self.others for glyph in cell)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """The units of one line, in order, and where the line stands."""

    units: tuple[Unit, ...]
    box: Box | None  # on the image of the page that `UnitPage.marks` lie on
    image: str
    direction: Direction
    kind: RegionKind
    last: bool  # of its region
    joiner: str = ""
    id: str = ""
    cells: tuple[Cell, ...] = ()  # of its region, where that is a table; they name the lines by their ids


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All units of a page, and the ink on it that nobody could read, by image."""

    lines: tuple[UnitLine, ...]
    marks: tuple[tuple[str, Box], ...] = ()
