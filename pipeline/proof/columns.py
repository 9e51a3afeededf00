"""What collation makes of several witnesses: a table of columns for each line, without loss.

The sigils of a table stand in one order throughout: the base first, the others sorted.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Box, Direction, Glyph, Region

Cell = tuple[Glyph, ...]  # what one witness has in one column: mostly one glyph, or none


@dataclass(frozen=True, slots=True)
class Column:
    """One place of a line; ``cells`` has one entry for each sigil of the collation."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CollatedLine:
    """One line of the edition to be, with what every witness reads there.

    ``lead`` is the sigil whose line break, box and direction it has: the base, or, where the base
    lacks the line, the first other witness that has it.
    """

    id: str
    lead: str
    box: Box | None  # on the image of the region
    direction: Direction
    columns: tuple[Column, ...]
    ordinals: tuple[tuple[int, ...], ...]  # per sigil: where its glyphs of this line stand in the witness
    moved: tuple[str, ...] = ()  # sigils that have it at another place of their own order

    def glyphs(self, witness: int) -> tuple[Glyph, ...]:
        """What the witness at that position of the sigils has in this line."""
        return tuple(glyph for column in self.columns for glyph in column.cells[witness])


@dataclass(frozen=True, slots=True)
class CollatedRegion:
    region: Region  # without its lines
    lines: tuple[CollatedLine, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    page: str
    sigils: tuple[str, ...]
    regions: tuple[CollatedRegion, ...]

    @property
    def lines(self) -> tuple[CollatedLine, ...]:
        return tuple(line for region in self.regions for line in region.lines)


def read_back(collation: Collation, sigil: str) -> tuple[Glyph, ...]:
    """Every glyph of one witness, whole and in the witness's own order."""
    witness = collation.sigils.index(sigil)
    found: list[tuple[int, Glyph]] = []
    for line in collation.lines:
        found.extend(zip(line.ordinals[witness], line.glyphs(witness), strict=True))
    return tuple(glyph for _, glyph in sorted(found, key=lambda pair: pair[0]))
