"""Ink that nobody could read, as a reader meets it: how much there is to look at, and what is found there.

A printed line that no engine found has no place among the characters read.  It is found where a person is
shown ink beside the lines between which it is printed, long enough for half of its characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.mistakes import Mistake
from pipeline.model import Box, TextLine, Witness
from pipeline.proof.evidence.units import UnitLine
from pipeline.proof.unread import UNREAD, characters_in, nearest

ENOUGH = 0.5  # share of a line's characters that its ink must be long enough for
BESIDE = 1.0  # lines between it and the ink, by their thickness


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of unread ink that is put to a person."""

    characters: int  # as many as it may be
    errors: int  # missing characters that are printed there
    letters: int


def marks(witness: Witness, lines: Sequence[UnitLine], lost: Sequence[Mistake]) -> tuple[Mark, ...]:
    """The unread ink of a page and what is found in it of its lost lines, each at one piece of ink only."""
    inks = _inks(witness)
    taken: dict[int, Mistake] = {}
    for mistake in lost:
        around = [line for line in lines[mistake.line : mistake.line + 2] if line.box]
        free = (n for n in range(len(inks)) if n not in taken)
        fitting = (n for n in free if inks[n].characters >= ENOUGH * mistake.count)
        at = next((n for n in fitting if any(inks[n].is_beside(line) for line in around)), None)
        if at is not None:
            taken[at] = mistake
    return tuple(
        Mark(
            max(1, round(ink.characters)),
            taken[n].count if n in taken else 0,
            taken[n].letters if n in taken else 0,
        )
        for n, ink in enumerate(inks)
    )


@dataclass(frozen=True, slots=True)
class _Ink:
    image: str
    box: Box
    characters: float

    def is_beside(self, line: UnitLine) -> bool:
        """Whether no more than a line would fit between the two."""
        if line.box is None or line.image != self.image:
            return False
        reach = round(BESIDE * min(line.box.width, line.box.height))
        own = line.box
        wide = Box(own.left - reach, own.top - reach, own.right + reach, own.bottom + reach)
        return wide.overlap(self.box) > 0


def _inks(witness: Witness) -> list[_Ink]:
    found: list[_Ink] = []
    for finding in witness.findings:
        lines = [one for one in _lines(witness, finding.image) if one.box]
        if finding.code == UNREAD and finding.box and lines:
            characters = characters_in(finding.box, nearest(lines, finding.box))
            found.append(_Ink(finding.image, finding.box, characters))
    return found


def _lines(witness: Witness, image: str) -> list[TextLine]:
    return [line for region in witness.regions if region.image == image for line in region.lines]
