"""Which lines hold the same text, where there is no geometry to say so.

First both pages are laid along each other whole: that finds all lines that stand in the same
order, whatever the line breaks.  Of the lines left over, those between the same neighbours are
paired if they are at all alike; the rest are looked for anywhere, and have then moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.proof.source import BLANK

IN_PLACE = 0.5  # share of a line that agrees with the base when both pages are read on end
COVERED = 0.3  # the same for a line of the base
SAME_GAP = 0.25  # likeness of two lines between the same neighbours
MOVED = 0.6  # likeness of the shorter line to its best place in the longer one
SHORT = 4  # shorter lines have only moved if they are equal
CANDIDATES = 3
Edge = tuple[int, int]


def edges(base: Sequence[str], other: Sequence[str]) -> tuple[Edge, ...]:
    """Pairs (line of the base, line of the other) that have text in common; lines are strings of codes."""
    base = [codes.replace(BLANK, "") for codes in base]
    other = [codes.replace(BLANK, "") for codes in other]
    found = _in_order(base, other)
    for step in (_same_gap, _moved):
        free_base = [b for b in _free(base, {b for b, _ in found}) if base[b]]
        free_other = [o for o in _free(other, {o for _, o in found}) if other[o]]
        found |= step(base, other, (free_base, free_other), found)
    return tuple(sorted(found))


def _free(lines: Sequence[str], taken: set[int]) -> list[int]:
    return [number for number in range(len(lines)) if number not in taken]


def _in_order(base: Sequence[str], other: Sequence[str]) -> set[Edge]:
    common = _common(base, other)
    in_base: Counter[int] = Counter()
    in_other: Counter[int] = Counter()
    for (b, o), count in common.items():
        in_base[b] += count
        in_other[o] += count
    return {
        (b, o)
        for b, o in common
        if in_base[b] >= COVERED * len(base[b]) and in_other[o] >= IN_PLACE * len(other[o])
    }


def _common(base: Sequence[str], other: Sequence[str]) -> Counter[Edge]:
    """How many glyphs each pair of lines has in common when both pages are read on end."""
    base_lines = [number for number, codes in enumerate(base) for _ in codes]
    other_lines = [number for number, codes in enumerate(other) for _ in codes]
    common: Counter[Edge] = Counter()
    for run in Levenshtein.opcodes("".join(base), "".join(other)):
        if run.tag == "equal":
            pairs = zip(
                base_lines[run.src_start : run.src_end],
                other_lines[run.dest_start : run.dest_end],
                strict=True,
            )
            common.update(pairs)
    return common


def _same_gap(
    base: Sequence[str], other: Sequence[str], free: tuple[list[int], list[int]], found: Iterable[Edge]
) -> set[Edge]:
    by_other = sorted((o, b) for b, o in found)
    scored: list[tuple[float, Edge]] = []
    for o in free[1]:
        cut = bisect_left(by_other, (o, -1))
        low = max((b for _, b in by_other[:cut]), default=-1)
        high = min((b for _, b in by_other[cut:]), default=len(base))
        scored += [
            (Levenshtein.normalized_similarity(base[b], other[o]), (b, o)) for b in free[0] if low < b < high
        ]
    return _best(scored, SAME_GAP)


def _moved(
    base: Sequence[str], other: Sequence[str], free: tuple[list[int], list[int]], _: Iterable[Edge]
) -> set[Edge]:
    scored: list[tuple[float, Edge]] = []
    for b, o in sorted(_candidates(base, other, free)):
        shorter = min(len(base[b]), len(other[o]))
        if shorter >= SHORT:
            scored.append((fuzz.partial_ratio(base[b], other[o]) / 100, (b, o)))
        elif base[b] == other[o]:
            scored.append((1.0, (b, o)))
    return _best(scored, MOVED)


def _candidates(base: Sequence[str], other: Sequence[str], free: tuple[list[int], list[int]]) -> set[Edge]:
    """For each free line the few lines of the other side that share most pairs of neighbours with it."""
    base_pairs = {b: _neighbours(base[b]) for b in free[0]}
    other_pairs = {o: _neighbours(other[o]) for o in free[1]}
    shared = Counter({(b, o): len(base_pairs[b] & other_pairs[o]) for b in free[0] for o in free[1]})
    ranked = sorted((-count, edge) for edge, count in shared.items() if count)
    seen: Counter[tuple[str, int]] = Counter()
    chosen: set[Edge] = set()
    for _, (b, o) in ranked:
        if seen["base", b] < CANDIDATES or seen["other", o] < CANDIDATES:
            chosen.add((b, o))
        seen.update((("base", b), ("other", o)))
    return chosen


def _neighbours(codes: str) -> set[str]:
    return {codes[at : at + 2] for at in range(max(1, len(codes) - 1))}


def _best(scored: Iterable[tuple[float, Edge]], least: float) -> set[Edge]:
    """The best pair of each line on either side, best first, ties in page order."""
    chosen: set[Edge] = set()
    taken: set[tuple[str, int]] = set()
    for score, (b, o) in sorted(scored, key=lambda item: (-item[0], item[1])):
        if score >= least and not {("base", b), ("other", o)} <= taken:
            chosen.add((b, o))
            taken |= {("base", b), ("other", o)}
    return chosen
