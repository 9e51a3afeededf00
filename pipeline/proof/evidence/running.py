"""The text of a page as it runs on, glyph by glyph, with the place of each."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import RegionKind
from pipeline.proof.evidence.units import Unit, UnitPage

END = "\n"  # where the text does not run on
KINDS = frozenset({RegionKind.PARAGRAPH, RegionKind.HEADING, RegionKind.FOOTNOTE, RegionKind.CAPTION})
Place = tuple[int, int]  # a line of the page, a unit of the line


@dataclass(frozen=True, slots=True)
class Running:
    """The glyphs of a page that are no blanks, lines joined where the text goes on, END where it does not."""

    text: tuple[str, ...]
    places: tuple[Place | None, ...]  # of each glyph; None for an END
    units: tuple[Unit | None, ...]


def running(page: UnitPage) -> Running:
    """The running text of a page; every line of what is no running text stands by itself."""
    found: list[tuple[str, Place | None, Unit | None]] = []
    for number, line in enumerate(page.lines):
        for n, unit in enumerate(line.units):
            if unit.glyph and unit.text.strip():
                found.append((unit.text, (number, n), unit))
        if line.last or line.kind not in KINDS or line.joiner:
            found.append((END, None, None))
    return Running(
        tuple(text for text, _, _ in found),
        tuple(place for _, place, _ in found),
        tuple(unit for _, _, unit in found),
    )
