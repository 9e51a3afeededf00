"""Ruled tables: cells between rules, figures to the right, the caption and the unit above."""

from __future__ import annotations

from dataclasses import replace

from pipeline import model
from pipeline.model import Box, RegionKind
from samples.typeset.composing import Cell, moved, typed
from samples.typeset.eras import Era
from samples.typeset.fonts import choose
from samples.typeset.placing import Cursor, Frame, Placed, Plan, sorts
from samples.typeset.records import Passage, Rule, Sort
from samples.typeset.statistics import Table

INNER = 2  # pixels of a rule inside the table
OUTER = 4  # and of its frame


def place_table(plan: Plan, at: Cursor, table: Table) -> tuple[list[Placed], Cursor]:
    """The table in one piece, in the first frame with room for it.

    Raises:
        OutOfPagesError: where there is none.
    """
    era = plan.era
    needed = era.pitch * (len(table.rows) + 3)
    while plan.room(at) < needed:
        at = plan.following(at)
    frame, top = plan.frame(at), at.depth + era.pitch // 2
    caption = _caption(table, frame, top, era)
    lines, cells, rules = _rows(table, frame, top + 2 * era.pitch, era)
    held = tuple((cell, (n,)) for n, cell in enumerate(cells))
    placed = [
        Placed(at.page, Passage(RegionKind.CAPTION, caption)),
        Placed(at.page, Passage(RegionKind.TABLE, tuple(lines), rules, held)),
    ]
    return placed, replace(at, depth=at.depth + needed)


def _caption(table: Table, frame: Frame, top: int, era: Era) -> tuple[tuple[Sort, ...], ...]:
    size = round(era.body * 0.9)
    title = typed(table.caption, choose(era.hei, table.caption), size, 0)
    unit = typed(table.unit, choose(era.song, table.unit), size, 0)
    return (
        sorts(moved(title, (frame.measure - _length(title)) // 2), frame, top, era.pitch),
        sorts(moved(unit, frame.measure - _length(unit) - size), frame, top + era.pitch, era.pitch),
    )


def _length(cells: tuple[Cell, ...]) -> int:
    return cells[-1].along + cells[-1].advance


def _rows(
    table: Table, frame: Frame, top: int, era: Era
) -> tuple[list[tuple[Sort, ...]], list[model.Cell], tuple[Rule, ...]]:
    """The text of each field as a line, row by row, with its cell, and the rules."""
    edges = _edges(len(table.rows[0]), frame.measure)
    size = min(round(era.body * 0.9), (edges[2] - edges[1]) // 6)
    lines, cells = [], []
    left, above = frame.box.left, frame.box.top + top
    for n, row in enumerate(table.rows):
        for i, text in enumerate(row):
            field = _cell(text, edges[i], edges[i + 1], size, era)
            lines.append(sorts(field, frame, top + n * era.pitch, era.pitch))
            upper, lower = above + n * era.pitch, above + (n + 1) * era.pitch
            box = Box(left + edges[i], upper, left + edges[i + 1], lower)
            cells.append(model.Cell(n, i, header=n == 0, box=box))
    return lines, cells, _rules(edges, frame, top, len(table.rows) * era.pitch, era.pitch)


def _edges(columns: int, measure: int) -> tuple[int, ...]:
    """Where the columns begin and end; the first is wider by half."""
    share = measure / (columns + 0.5)
    return (0, *(round(share * (n + 1.5)) for n in range(columns)))


def _cell(text: str, left: int, right: int, size: int, era: Era) -> tuple[Cell, ...]:
    """One cell: words in the middle, figures at the right."""
    cells = typed(text, choose(era.song, text), size, 0)
    free = right - left - _length(cells)
    return moved(cells, left + (free - size if text[-1].isdigit() else free // 2))


def _rules(edges: tuple[int, ...], frame: Frame, top: int, depth: int, pitch: int) -> tuple[Rule, ...]:
    """A frame of heavy rules and light ones between rows and columns."""
    left, above = frame.box.left, frame.box.top + top
    rules = []
    for n in range(depth // pitch + 1):
        weight = OUTER if n in (0, depth // pitch) else INNER
        y = above + n * pitch
        rules.append(Rule(Box(left, y, left + edges[-1] + OUTER, y + weight)))
    for n, edge in enumerate(edges):
        weight = OUTER if n in (0, len(edges) - 1) else INNER
        rules.append(Rule(Box(left + edge, above, left + edge + weight, above + depth)))
    return tuple(rules)
