"""The text of a page as the report shows it: its regions in reading order, named by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from pipeline.derivative import Derivative
from pipeline.model import Cell, Edition, Region, RegionKind
from pipeline.proof.crops import crop_name, pictured


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a table as HTML has it: what it spans, and its lines."""

    rows: int
    columns: int
    header: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One region: lines of text, rows of a table, or the picture of what is no text."""

    id: str
    kind: str  # the PAGE name
    lines: tuple[str, ...]  # of a table those that stand in none of its cells
    rows: tuple[tuple[Field, ...], ...] = ()
    picture: str = ""  # file of its picture


def parts(edition: Edition, images: Mapping[str, Derivative]) -> tuple[Part, ...]:
    """The regions of an edition; `images` are the page's derivatives."""
    return tuple(_part(region, images.get(region.image)) for region in edition.regions)


def where_in_table(region: Region, line: str) -> tuple[int, int] | None:
    """The row and the column, from 1, of the cell that holds a line; None where none does."""
    for cell in region.cells:
        if line in cell.lines:
            return cell.row + 1, cell.column + 1
    return None


def _part(region: Region, derivative: Derivative | None) -> Part:
    shown = pictured(region, derivative) if derivative else None
    picture = crop_name(region.id) if shown else ""
    if region.kind is not RegionKind.TABLE:
        return Part(region.id, region.kind.value, tuple(line.text for line in region.lines), (), picture)
    texts = {line.id: line.text for line in region.lines}
    cells = sorted(region.cells, key=lambda cell: (cell.row, cell.column))
    rows = tuple(
        tuple(_field(cell, texts) for cell in row) for _, row in groupby(cells, key=lambda cell: cell.row)
    )
    placed = {name for cell in region.cells for name in cell.lines}
    rest = tuple(text for name, text in texts.items() if name not in placed)
    return Part(region.id, region.kind.value, rest, rows, picture)


def _field(cell: Cell, texts: Mapping[str, str]) -> Field:
    lines = tuple(texts[name] for name in cell.lines if name in texts)
    return Field(cell.rows, cell.columns, cell.header, lines)
