"""Character by character: the lines of one witness laid along lines of the base.

Work is done by runs of equal or replaced characters, and by glyphs only where one side has more
than the other, so that pages that hardly differ cost little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.proof.source import BLANK, SourceLine

NOTHING = -1
_Gap = tuple[int, int]  # a line of the base, and the glyph of it before which there is room


@dataclass(frozen=True, slots=True)
class Aligned:
    """What another witness has along one line of the base, by the ordinals of its glyphs."""

    at: Sequence[int]  # opposite each glyph of the base; NOTHING where it has none
    gaps: tuple[tuple[int, tuple[int, ...]], ...] = ()  # (g, what stands before glyph g of the base)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Several lines as one string; a line break that stands for a blank is a blank of nobody."""

    codes: str
    starts: list[int]  # where each line begins
    ordinals: list[int]  # of each position in its witness; NOTHING for a line break

    def place(self, position: int) -> tuple[int, int]:
        """The line at a position, and the glyph of it."""
        line = bisect_right(self.starts, position) - 1
        return line, position - self.starts[line]


def align(base: Sequence[SourceLine], other: Sequence[SourceLine]) -> tuple[Aligned, ...]:
    """Lay the other lines, joined, along the base lines, joined: one result for each base line.

    Every glyph of the other lines is in exactly one of the results, and their order is kept.
    """
    if len(base) == len(other) == 1 and base[0].codes == other[0].codes:
        return (Aligned(range(other[0].first, other[0].first + len(other[0].codes))),)
    first, second = _joined(base), _joined(other)
    at, partners = _partners(first, second)
    gaps: list[dict[int, list[int]]] = [{} for _ in base]
    for position, (line, glyph) in _homeless(partners, first, second):
        gaps[line].setdefault(glyph, []).append(second.ordinals[position])
    return tuple(
        Aligned(
            at[start : start + len(source.codes)],
            tuple((glyph, tuple(run)) for glyph, run in sorted(gap.items())),
        )
        for source, start, gap in zip(base, first.starts, gaps, strict=True)
    )


def _joined(sources: Sequence[SourceLine]) -> _Joined:
    codes: list[str] = []
    starts: list[int] = []
    ordinals: list[int] = []
    for number, source in enumerate(sources):
        starts.append(len(ordinals))
        codes.append(source.codes)
        ordinals += range(source.first, source.first + len(source.codes))
        if source.region.joiner and number < len(sources) - 1:
            codes.append(BLANK)
            ordinals.append(NOTHING)
    return _Joined("".join(codes), starts, ordinals)


def _partners(first: _Joined, second: _Joined) -> tuple[list[int], list[int]]:
    """Opposite each position of the first the ordinal in the second; opposite each of the second the
    position in the first: pairs, whether equal or not, of which neither is a line break."""
    at = [NOTHING] * len(first.ordinals)
    partners = [NOTHING] * len(second.ordinals)
    src = dest = 0  # between characters that one side has alone, both run on in step
    for tag, src_stop, dest_stop in _one_sided(first.codes, second.codes):
        at[src:src_stop] = second.ordinals[dest:dest_stop]
        partners[dest:dest_stop] = range(src, src_stop)
        src, dest = src_stop + (tag == "delete"), dest_stop + (tag == "insert")
    for line_break in (n for n, ordinal in enumerate(second.ordinals) if ordinal == NOTHING):
        partners[line_break] = NOTHING
    if NOTHING in first.ordinals:
        partners = [p if p != NOTHING and first.ordinals[p] != NOTHING else NOTHING for p in partners]
    return at, partners


def _one_sided(first: str, second: str) -> Iterator[tuple[str, int, int]]:
    """The steps of the cheapest way from one string to the other that only one of them makes, and the end."""
    for step in Levenshtein.editops(first, second):
        if step.tag != "replace":
            yield step.tag, step.src_pos, step.dest_pos
    yield "end", len(first), len(second)


def _homeless(partners: list[int], first: _Joined, second: _Joined) -> Iterator[tuple[int, _Gap]]:
    """Each position of the second without a partner, and the gap of the first that takes it in."""
    free = [position for position, partner in enumerate(partners) if partner == NOTHING]
    start = 0
    for number, position in enumerate(free):
        if number + 1 < len(free) and free[number + 1] == position + 1:
            continue
        pairs = free[start] - 1, position + 1
        for each in free[start : number + 1]:
            if second.ordinals[each] != NOTHING:
                yield each, _home(each, pairs, partners, (first, second))
        start = number + 1


def _home(
    position: int, pairs: tuple[int, int], partners: Sequence[int], sides: tuple[_Joined, _Joined]
) -> _Gap:
    """Behind the glyph of the pair before it, unless only the pair after it is of its own line."""
    first, second = sides
    before, after = pairs
    line = second.place(position)[0]
    in_before = before >= 0 and second.place(before)[0] == line
    in_after = after < len(partners) and second.place(after)[0] == line
    if after < len(partners) and (before < 0 or (in_after and not in_before)):
        return first.place(partners[after])
    if before >= 0:
        number, glyph = first.place(partners[before])
        return number, glyph + 1
    return 0, 0
