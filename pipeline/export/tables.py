"""The lines of a table, sorted into its rows and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.export.flow import Line
from pipeline.model import Cell

Row = tuple[tuple[Cell, tuple[Line, ...]], ...]  # the cells that begin in it, each with the lines it holds


def joined(lines: tuple[Line, ...]) -> str:
    """Lines as running text."""
    return "".join(line.text + line.joiner for line in lines[:-1]) + "".join(x.text for x in lines[-1:])


def text(lines: tuple[Line, ...]) -> str:
    """A row a line, with a tab between two cells; lines in no cell come last."""
    parts = ["\t".join(joined(own) for _, own in row) for row in rows(lines)]
    return "\n".join((*parts, *(line.text for line in beside(lines))))


def pieces(lines: tuple[Line, ...], ends: str) -> Iterator[tuple[int, str]]:
    """The pieces of the text of a table between any of these ends, each with its place in the text.

    "\n" parts rows, "\t\n" cells.
    """
    for found in re.finditer(f"[^{ends}]+", text(lines)):
        yield found.start(), found[0]


def rows(lines: tuple[Line, ...]) -> tuple[Row, ...]:
    """The rows of the table that lines stand in; a row in which no cell begins is left out."""
    by_id = {line.id: line for line in lines}
    cells = sorted(lines[0].cells, key=lambda cell: (cell.row, cell.column))
    held = [(cell, tuple(by_id[name] for name in cell.lines if name in by_id)) for cell in cells]
    return tuple(tuple(row) for _, row in groupby(held, key=lambda pair: pair[0].row))


def beside(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Those of a table's lines that are in no cell."""
    named = {name for cell in lines[0].cells for name in cell.lines}
    return tuple(line for line in lines if line.id not in named)
