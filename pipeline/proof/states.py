"""What each column of a collated line asks for, and the runs of columns that ask for the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from pipeline.model import Glyph, glyph_text
from pipeline.proof.columns import Cell, Column
from pipeline.text.graphemes import compare_key
from pipeline.text.kinds import is_dots


class State(Enum):
    AGREED = "agreed"
    HARMLESS = "harmless"  # only width, encoding or spacing differ
    LEADER = "leader"  # dots against dots, however many
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring columns of one state; `start` is the first one's position in the line."""

    state: State
    start: int
    columns: tuple[Column, ...]

    def glyphs(self, witness: int) -> tuple[Glyph, ...]:
        return tuple(glyph for column in self.columns for glyph in column.cells[witness])

    def text(self, witness: int) -> str:
        return glyph_text(self.glyphs(witness))


def runs(columns: Sequence[Column], present: Sequence[int]) -> tuple[Run, ...]:
    """The columns of a line as runs, in order; `present` are the witnesses that have the line, lead first."""
    states = _without_edges([_state(column, present) for column in columns], columns, present)
    states = _with_leaders(states, columns, present)
    found = []
    start = 0
    for state, members in groupby(states):
        stop = start + len(list(members))
        found.append(Run(state, start, tuple(columns[start:stop])))
        start = stop
    return tuple(found)


def confidence(glyphs: Cell) -> float:
    """Of several glyphs the lowest; who has nothing claims nothing."""
    return min((glyph.confidence for glyph in glyphs), default=0.0)


def _state(column: Column, present: Sequence[int]) -> State:
    texts = [_text(column.cells[witness]) for witness in present]
    keys = {compare_key(text) for text in texts}
    if len(keys) > 1:
        blank = len({key.replace(" ", "") for key in keys}) == 1
        return State.HARMLESS if blank else State.OPEN
    return State.AGREED if len(set(texts)) == 1 else State.HARMLESS


def _text(cell: Cell) -> str:
    return cell[0].text if len(cell) == 1 else glyph_text(cell)


def _without_edges(states: list[State], columns: Sequence[Column], present: Sequence[int]) -> list[State]:
    """A blank at either end of a line is the line break, which all have."""
    printed = [n for n, column in enumerate(columns) if any(_text(column.cells[w]).strip() for w in present)]
    if not printed:
        return [State.AGREED] * len(states)
    first, last = printed[0], printed[-1]
    return [state if first <= n <= last else State.AGREED for n, state in enumerate(states)]


def _with_leaders(states: list[State], columns: Sequence[Column], present: Sequence[int]) -> list[State]:
    """Whole stretches of dots that differ become one LEADER run, so that dots are not counted one by one."""
    dots = [all(is_dots(_text(column.cells[w])) for w in present) for column in columns]
    changed = list(states)
    start = 0
    for all_dots, members in groupby(dots):
        stop = start + len(list(members))
        if all_dots and State.OPEN in states[start:stop]:
            changed[start:stop] = [State.LEADER] * (stop - start)
        start = stop
    return changed
