"""Composing: text into lines of type, after the rules of Chinese typesetting.

No closing mark begins a line and no opening one ends it (禁則); figures, dashes and dots are not torn
apart; a full line is spread to the measure.  A line knows only the way along it; where it stands on
the page, and whether it runs across or down, is decided when it is placed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from samples.typeset import fonts
from samples.typeset.eras import Era
from samples.typeset.fonts import Face
from samples.typeset.styles import Style

OPENING = "（〔《“‘「『"
CLOSING = "，。、；：？！）〕》”’」』％%"
UNIT = re.compile(
    rf"[{OPENING}]*(?:[0-9A-Za-z]+(?:[.．][0-9]+)*[.．]?|——|…+|-[0-9]+|[^{OPENING}])[{CLOSING}①②③]*"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One character in a line: where its em begins along the line, and how far it advances."""

    text: str
    face: Face
    size: int
    along: int
    advance: int


@dataclass(frozen=True, slots=True)
class Run:
    """What is left of a paragraph to be set: its units, its style and its face."""

    units: tuple[str, ...]
    style: Style
    face: Face
    size: int
    fresh: bool = True  # whether its first line is still to come


def run(text: str, style: Style, era: Era) -> Run:
    """A paragraph ready to be set line by line; it keeps one face where one has all its characters."""
    return Run(units(text), style, fonts.choose(style.chain(era), text), style.size(era))


def units(text: str) -> tuple[str, ...]:
    """The pieces a line may be broken between; together they are the text."""
    pieces = tuple(UNIT.findall(text))
    if "".join(pieces) != text:
        raise ValueError(f"cannot be set: {text}")
    return pieces


def take_line(rest: Run, measure: int) -> tuple[tuple[Cell, ...], Run]:
    """The next line of the run, set to the measure, and what is left."""
    style, size = rest.style, rest.size
    start = round(size * (style.indent if rest.fresh else style.hanging))
    room = measure - start - round(size * style.inset * (2 if style.place == "centre" else 1))
    count = _fitting(rest, _balanced(rest, room) if style.place == "centre" else room)
    cells = typed("".join(rest.units[:count]), rest.face, size, start)
    left = replace(rest, units=rest.units[count:], fresh=False)
    if style.place == "justify" and left.units:
        return spread(cells, start + room), left
    used = cells[-1].along + cells[-1].advance - start
    shift = {"justify": 0, "centre": (measure - used) // 2 - start, "end": room - used}[style.place]
    return moved(cells, shift), left


def typed(text: str, face: Face, size: int, start: int) -> tuple[Cell, ...]:
    """The characters one after another, each with its natural advance, from `start` on."""
    cells = []
    for char in text:
        own = fonts.substitute(face, char)
        advance = width(char, own, size)
        cells.append(Cell(char, own, size, start, advance))
        start += advance
    return tuple(cells)


def width(char: str, face: Face, size: int) -> int:
    """The advance of a character: an em, but for figures and letters."""
    return round(fonts.font(face, size).getlength(char)) if char.isascii() else size


def moved(cells: tuple[Cell, ...], shift: int) -> tuple[Cell, ...]:
    return tuple(replace(cell, along=cell.along + shift) for cell in cells)


def spread(cells: tuple[Cell, ...], end: int) -> tuple[Cell, ...]:
    """The cells with the room that is left shared out between them; figures stay together.

    A closing mark at the end inks only the first half of its em; the other half may stand out.
    """
    last = cells[-1]
    overhang = last.size // 2 if last.text in CLOSING else 0
    slack = end - (last.along + last.advance)
    if slack < 0:
        slack = min(0, slack + overhang)
    gaps = [not (a.text.isascii() and b.text.isascii()) for a, b in pairwise(cells)]
    joints = max(1, sum(gaps))
    placed, passed = [cells[0]], 0
    for cell, gap in zip(cells[1:], gaps, strict=True):
        passed += gap
        placed.append(replace(cell, along=cell.along + round(slack * passed / joints)))
    return tuple(placed)


def _fitting(rest: Run, room: int) -> int:
    """How many units fit; at least one, and half a closing mark may stand out."""
    used = 0
    for count, unit in enumerate(rest.units):
        used += _length(unit, rest)
        overhang = rest.size // 2 if unit[-1] in CLOSING else 0
        if used - overhang > room:
            return max(1, count)
    return len(rest.units)


def _length(unit: str, rest: Run) -> int:
    return sum(width(char, fonts.substitute(rest.face, char), rest.size) for char in unit)


def _balanced(rest: Run, room: int) -> int:
    """The room a line of a title takes, so that its lines are about equally long."""
    total = sum(_length(unit, rest) for unit in rest.units)
    lines = -(-total // room)
    return room if lines == 1 else min(room, total // lines + rest.size)
