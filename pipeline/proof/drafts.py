"""The first half of settling: what is to stand at each place of a line, before its doubts are weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Glyph
from pipeline.proof.columns import CollatedLine, Column
from pipeline.proof.evidence.units import Unit
from pipeline.proof.states import Run, State, confidence, runs
from pipeline.text.graphemes import compare_key


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of columns of one state, and the glyphs of the witness that is followed there."""

    run: Run
    witness: int
    glyphs: tuple[Glyph, ...]
    units: tuple[Unit, ...]  # one for each glyph; where there is none, one for the gap


@dataclass(frozen=True, slots=True)
class Draft:
    """One line of the edition to be."""

    line: CollatedLine
    image: str  # the one its boxes lie on
    sigils: tuple[str, ...]  # in the collation's order, the base first
    present: tuple[int, ...]  # the witnesses that have the line, the lead first
    pieces: tuple[Piece, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for piece in self.pieces for unit in piece.units)


def draft(line: CollatedLine, image: str, sigils: Sequence[str]) -> Draft:
    """What is to stand in one line; its boxes lie on `image`."""
    lead = sigils.index(line.lead)
    reading = [w for w in range(len(sigils)) if any(glyph.text.strip() for glyph in line.glyphs(w))]
    present = tuple(sorted(reading, key=lambda witness: (witness != lead, witness))) or (lead,)
    pieces = tuple(_piece(run, present) for run in runs(line.columns, present))
    return Draft(line, image, tuple(sigils), present, pieces)


def _piece(run: Run, present: Sequence[int]) -> Piece:
    witness = _chosen(run, present) if run.state is State.OPEN else present[0]
    glyphs = _boxed(run.columns, witness, present)
    others = [w for w in present if w != witness]
    return Piece(run, witness, glyphs, tuple(_units(run, witness, others, glyphs)))


def _units(run: Run, witness: int, others: Sequence[int], glyphs: Sequence[Glyph]) -> Iterator[Unit]:
    """A unit for each glyph, with what the others have in its column; one for a run without any."""
    if not glyphs:
        yield Unit(None, tuple(run.glyphs(w) for w in others), run.state)
        return
    found = iter(glyphs)
    for column in run.columns:
        for _ in column.cells[witness]:
            yield Unit(next(found), tuple(column.cells[w] for w in others), run.state)


def _chosen(run: Run, present: Sequence[int]) -> int:
    """The witness whose reading is proposed: the lead, unless most others agree and are surer than it is."""
    votes: dict[str, list[int]] = {}
    for witness in present:
        votes.setdefault(compare_key(run.text(witness)), []).append(witness)
    most = max(votes.values(), key=len)
    lead = present[0]
    if lead in most or len(most) < 2 or 2 * len(most) <= len(present):
        return lead
    surest = max(confidence(run.glyphs(witness)) for witness in most)
    return most[0] if surest > confidence(run.glyphs(lead)) else lead


def _boxed(columns: Sequence[Column], witness: int, present: Sequence[int]) -> tuple[Glyph, ...]:
    """The glyphs of one witness; those without a box take it from another that has the glyph."""
    found: list[Glyph] = []
    for column in columns:
        for n, glyph in enumerate(column.cells[witness]):
            if glyph.box is None:
                peers = (column.cells[w][n].box for w in present if n < len(column.cells[w]))
                found.append(replace(glyph, box=next(filter(None, peers), None)))
            else:
                found.append(glyph)
    return tuple(found)
