"""What settling makes of errors in which both engines agree, and are sure: how many people are shown."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.readings import FIRST, PAGE, SECOND
from pipeline.model import Box, Edition, Glyph, Region, RegionKind, Step, TextLine, Witness
from pipeline.proof.edition import edit

MEASURE = 24  # characters of a full line
PITCH, SIZE = 60, 40  # pixels from line to line, and of a character
SURE = (0.9999,) * 7 + (0.999,) * 3  # how sure engines are of what they read on a good page
LEFT = 2.0  # errors in 10,000 characters, as the settings have it


@dataclass(frozen=True, slots=True)
class Shown:
    """Characters that people are shown, and the wrong ones among them."""

    characters: int
    shown: int
    wrong: int
    wrong_shown: int


def shown(texts: Iterable[tuple[str, frozenset[int]]]) -> Shown:
    """Settle each text as if both engines had read it so; with each come the places that are wrong."""
    counts = [_of_text(text, wrong) for text, wrong in texts]
    return Shown(
        sum(one.characters for one in counts),
        sum(one.shown for one in counts),
        sum(one.wrong for one in counts),
        sum(one.wrong_shown for one in counts),
    )


def _of_text(text: str, wrong: frozenset[int]) -> Shown:
    rows = list(_rows(text))
    dice = random.Random(len(text))
    witnesses = [
        _witness(sigil, ["".join(text[n] for n in row) for row in rows], dice) for sigil in (FIRST, SECOND)
    ]
    asked = _asked(edit(witnesses, FIRST, LEFT, Step("proof", "bench", "1")))
    places = [n for row in rows for n in row if not text[n].isspace()]
    opened = {
        n for number, row in enumerate(rows) for at, n in enumerate(row) if (_name(number), at) in asked
    }
    return Shown(len(places), len(opened.intersection(places)), len(wrong), len(opened & wrong))


def _rows(text: str) -> Iterator[list[int]]:
    """The places of each printed line."""
    row: list[int] = []
    for n, char in enumerate(text):
        if char != "\n":
            row.append(n)
        if row and (char == "\n" or len(row) == MEASURE):
            yield row
            row = []
    if row:
        yield row


def _witness(sigil: str, rows: list[str], dice: random.Random) -> Witness:
    lines = tuple(_line(number, row, dice) for number, row in enumerate(rows))
    box = Box(0, 0, MEASURE * SIZE, len(rows) * PITCH)
    region = Region(f"{PAGE}_a_r01", RegionKind.PARAGRAPH, f"{PAGE}_a", box, lines)
    return Witness(PAGE, sigil, (region,), (), ())


def _line(number: int, row: str, dice: random.Random) -> TextLine:
    top, bottom = number * PITCH, number * PITCH + SIZE
    boxes = [Box(SIZE * n, top, SIZE * (n + 1), bottom) for n in range(len(row))]
    glyphs = tuple(Glyph(char, box, dice.choice(SURE)) for char, box in zip(row, boxes, strict=True))
    return TextLine(_name(number), Box(0, top, SIZE * len(row), bottom), glyphs)


def _name(number: int) -> str:
    return f"{PAGE}_a_r01_l{number:03}"


def _asked(edition: Edition) -> set[tuple[str, int]]:
    return {(app.line, n) for app in edition.apps if not app.settled for n in range(app.start, app.stop)}
