"""Collation: all witnesses of a page in one table, line by line and column by column.

Each witness is laid along the base by itself, so the result does not depend on the order in which
the others come.  Lines that the base lacks are collated among the witnesses that have them, in the
same way, and put where they belong.  Nothing is dropped: `read_back` gives every witness back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Witness
from pipeline.proof.align import NOTHING, Aligned, align
from pipeline.proof.columns import Cell, CollatedLine, Collation, Column
from pipeline.proof.match import match
from pipeline.proof.place import Row, placed
from pipeline.proof.source import Alphabet, SourceLine, lines_of


@dataclass(frozen=True, slots=True)
class _Along:
    """What one witness has along one line of the lead."""

    aligned: Aligned
    moved: bool


def collate(witnesses: Sequence[Witness], base: str) -> Collation:
    """Collate witnesses whose boxes, where they have any, lie on the same images.

    `base` is the sigil of the witness whose lines, regions and order the edition takes over.

    Raises:
        ValueError: where two witnesses have one sigil.
    """
    names = [witness.sigil for witness in witnesses]
    if len(set(names)) < len(names):
        raise ValueError(f"two witnesses have one sigil: {', '.join(sorted(names))}")
    first = next(witness for witness in witnesses if witness.sigil == base)
    others = sorted((w for w in witnesses if w is not first), key=lambda w: w.sigil)
    ordered = (first, *others)
    alphabet = Alphabet()
    sigils = tuple(witness.sigil for witness in ordered)
    pending = {base: lines_of(first, alphabet)}
    for witness in others:  # a line without glyphs is of use in the base alone, whose ids stay
        pending[witness.sigil] = tuple(line for line in lines_of(witness, alphabet) if line.codes)
    cells = {witness.sigil: _cells(witness) for witness in ordered}
    rows: list[Row] = []
    for lead in sigils:
        for source, along in _against(lead, pending):
            rows.append(Row(lead, source, _line(lead, source, along, cells)))
    return Collation(first.page, sigils, placed(first, rows, sigils))


def _cells(witness: Witness) -> tuple[Cell, ...]:
    """One cell for each glyph by its ordinal, and the empty cell last, where NOTHING finds it."""
    return (*[(glyph,) for region in witness.regions for line in region.lines for glyph in line.glyphs], ())


def _against(
    lead: str, pending: dict[str, tuple[SourceLine, ...]]
) -> list[tuple[SourceLine, dict[str, _Along]]]:
    """The pending lines of the lead, with what the others have along them; those are pending no more."""
    own = pending.pop(lead)
    along: list[dict[str, _Along]] = [{} for _ in own]
    for sigil, lines in pending.items():
        taken: set[int] = set()
        for group in match(own, lines):
            taken.update(group.other)
            results = align([own[b] for b in group.base], [lines[o] for o in group.other])
            for b, aligned in zip(group.base, results, strict=True):
                along[b][sigil] = _Along(aligned, group.moved)
        pending[sigil] = tuple(line for number, line in enumerate(lines) if number not in taken)
    return list(zip(own, along, strict=True))


def _line(
    lead: str, source: SourceLine, along: Mapping[str, _Along], cells: Mapping[str, tuple[Cell, ...]]
) -> CollatedLine:
    gaps = sorted({gap for found in along.values() for gap, _ in found.aligned.gaps})
    nothing = (NOTHING,) * len(source.codes)
    tracks = [
        _own(source) if sigil == lead else along[sigil].aligned if sigil in along else Aligned(nothing)
        for sigil in cells
    ]
    by_sigil = [_filled(track, gaps, own) for track, own in zip(tracks, cells.values(), strict=True)]
    return CollatedLine(
        source.line.id,
        lead,
        source.line.box,
        source.line.direction,
        tuple(map(Column, zip(*by_sigil, strict=True))),
        tuple(map(_ordinals, tracks)),
        tuple(sigil for sigil, found in along.items() if found.moved),
    )


def _own(source: SourceLine) -> Aligned:
    return Aligned(range(source.first, source.first + len(source.codes)))


def _filled(track: Aligned, gaps: Sequence[int], cells: Sequence[Cell]) -> list[Cell]:
    """What one witness has in each column: one for each glyph of the lead and one for each gap in use."""
    found = [cells[ordinal] for ordinal in track.at]
    runs = dict(track.gaps)
    for gap in reversed(gaps):
        run = runs.get(gap)
        found.insert(gap, tuple([glyph for ordinal in run for glyph in cells[ordinal]]) if run else ())
    return found


def _ordinals(track: Aligned) -> tuple[int, ...]:
    """Where the glyphs of one witness in a line stand in that witness, column by column."""
    found = list(track.at)
    for gap, run in reversed(track.gaps):
        found[gap:gap] = run
    return tuple([ordinal for ordinal in found if ordinal != NOTHING])
