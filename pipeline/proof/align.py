"""Character by character: the lines of one witness laid along lines of the base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.proof.source import BLANK, SourceLine

NOTHING = -1
_Place = tuple[int, int]  # a line of the sequence given, a glyph of that line


@dataclass(frozen=True, slots=True)
class Aligned:
    """What another witness has along one line of the base, by the ordinals of its glyphs."""

    at: tuple[int, ...]  # opposite each glyph of the base; NOTHING where it has none
    gaps: tuple[tuple[int, tuple[int, ...]], ...] = ()  # (g, what stands before glyph g of the base)


def align(base: Sequence[SourceLine], other: Sequence[SourceLine]) -> tuple[Aligned, ...]:
    """Lay the other lines, joined, along the base lines, joined: one result for each base line.

    Every glyph of the other lines is in exactly one of the results, and their order is kept.
    """
    base_codes, base_places = _joined(base)
    other_codes, other_places = _joined(other)
    partners: list[_Place | None] = [None] * len(other_codes)
    for b, o in _pairs(base_codes, other_codes):
        partners[o] = base_places[b]
    at = [[NOTHING] * len(source.codes) for source in base]
    gaps: list[dict[int, list[int]]] = [{} for _ in base]
    homes = _homes(partners, other_places)
    for place, partner, home in zip(other_places, partners, homes, strict=True):
        if place is None:
            continue
        ordinal = other[place[0]].first + place[1]
        if partner is not None:
            at[partner[0]][partner[1]] = ordinal
        else:
            gaps[home[0]].setdefault(home[1], []).append(ordinal)
    return tuple(
        Aligned(tuple(row), tuple((g, tuple(run)) for g, run in sorted(gap.items())))
        for row, gap in zip(at, gaps, strict=True)
    )


def _joined(sources: Sequence[SourceLine]) -> tuple[str, list[_Place | None]]:
    """The lines as one string of codes; a line break that stands for a blank is a blank without a place."""
    codes: list[str] = []
    places: list[_Place | None] = []
    for number, source in enumerate(sources):
        codes.append(source.codes)
        places.extend((number, glyph) for glyph in range(len(source.codes)))
        if source.region.joiner and number < len(sources) - 1:
            codes.append(BLANK)
            places.append(None)
    return "".join(codes), places


def _pairs(base: str, other: str) -> Iterator[tuple[int, int]]:
    """Positions of the two that stand opposite each other, whether they agree or not."""
    for step in Levenshtein.opcodes(base, other):
        if step.tag in ("equal", "replace"):
            base_range = range(step.src_start, step.src_end)
            yield from zip(base_range, range(step.dest_start, step.dest_end), strict=True)


def _homes(partners: Sequence[_Place | None], places: Sequence[_Place | None]) -> list[_Place]:
    """For each position: the gap of the base that takes a glyph without a partner.

    It follows the glyph before it, unless only the glyph after it is of its own line.
    """
    after = _nearest_after(partners, places)
    homes: list[_Place] = []
    before: tuple[_Place, int] | None = None  # the last pair: its place in the base, its line in the other
    for partner, place, following in zip(partners, places, after, strict=True):
        if partner is not None and place is not None:
            before = partner, place[0]
        homes.append(_home(before, following, place))
    return homes


def _home(
    before: tuple[_Place, int] | None, after: tuple[_Place, int] | None, place: _Place | None
) -> _Place:
    line = None if place is None else place[0]
    if after is not None and (before is None or (before[1] != line and after[1] == line)):
        return after[0]
    if before is not None:
        return before[0][0], before[0][1] + 1
    return 0, 0


def _nearest_after(
    partners: Sequence[_Place | None], places: Sequence[_Place | None]
) -> list[tuple[_Place, int] | None]:
    found: list[tuple[_Place, int] | None] = []
    nearest: tuple[_Place, int] | None = None
    for partner, place in zip(reversed(partners), reversed(places), strict=True):
        if partner is not None and place is not None:
            nearest = partner, place[0]
        found.append(nearest)
    found.reverse()
    return found
