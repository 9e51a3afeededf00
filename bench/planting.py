"""Errors in which all engines agree, planted into what they read: only the words around tell of them.

Few of them stand on the pages that there are, and on a well-printed page hardly anything else tells of an
error.  Without plants, trees do not learn what language is worth against two engines that are sure.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bench.agreed import others_of
from bench.readings import Readings
from pipeline.model import Glyph, TextLine, Witness
from pipeline.proof.evidence.shapes import is_han

DENSITY = 1 / 80  # of the characters of a page
APART = 4  # characters between two plants at least
SURE = 0.99  # of what is read there
KINDS = (
    "known",
    "known",
    "known",
    "pictures",
    "pictures",
    "script",
    "nonsense",
)  # drawn from, see bench.agreed

Plants = Mapping[tuple[str, int], str]  # by line and position of the glyph: what is read there now


@dataclass(frozen=True, slots=True)
class Planted:
    """A page with wrong characters in both readings."""

    page: Readings
    plants: Plants


def planted(page: Readings) -> Planted:
    """Plant errors where both engines read the same line; the same ones whenever the page is the same."""
    dice = random.Random(page.name)
    places = [(line, n) for line in _agreed_lines(page) for n in range(len(line.glyphs))]
    wanted = round(DENSITY * len(places))
    dice.shuffle(places)
    plants: dict[tuple[str, int], str] = {}
    for line, n in places:
        if len(plants) >= wanted:
            break
        if any((line.id, m) in plants for m in range(n - APART, n + APART + 1)) or not _is_sure(
            line.glyphs[n]
        ):
            continue
        others = others_of(dice.choice(KINDS), line.text, n, frozenset())
        if others:
            plants[line.id, n] = dice.choice(others)
    return Planted(replace(page, first=_with(page.first, plants), second=_with(page.second, plants)), plants)


def _agreed_lines(page: Readings) -> Iterator[TextLine]:
    """The lines that both read alike, glyph by glyph, each glyph one character."""
    second = {line.id: line for region in page.second.regions for line in region.lines}
    for region in page.first.regions:
        for line in region.lines:
            other = second.get(line.id)
            alike = other and [g.text for g in other.glyphs] == [g.text for g in line.glyphs]
            if alike and len(line.text) == len(line.glyphs):
                yield line


def _is_sure(glyph: Glyph) -> bool:
    return is_han(glyph.text) and glyph.confidence > SURE


def _with(witness: Witness, plants: Plants) -> Witness:
    regions = tuple(
        replace(region, lines=tuple(_planted_line(line, plants) for line in region.lines))
        for region in witness.regions
    )
    return replace(witness, regions=regions)


def _planted_line(line: TextLine, plants: Plants) -> TextLine:
    glyphs = tuple(
        replace(glyph, text=plants.get((line.id, n), glyph.text)) for n, glyph in enumerate(line.glyphs)
    )
    return replace(line, glyphs=glyphs)
