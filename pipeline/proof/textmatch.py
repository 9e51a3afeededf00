"""Which lines hold the same text, where there is no geometry to say so.

First both pages are laid along each other whole: that finds all lines that stand in the same
order, whatever the line breaks.  Where much is left unexplained, strings that stand once on either
page correct that.  What is left over is laid along each other again, and again: that finds blocks
that have moved; their short lines are found beside them.  Then lines between the same neighbours are
paired if they are at all alike, lines that moved alone are looked for anywhere, and last, lines of
one side in what is left of longer lines of the other, as where columns were read straight across.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.proof import anchors
from pipeline.proof.source import BLANK

IN_PLACE = 0.5  # share of a line that agrees with the other page when both are read on end
COVERED = 0.3  # the same for the line it agrees with, which may be longer
EXPLAINED = 0.9  # share of the longer page that agrees when no block has moved
SAME_GAP = 0.25  # likeness of two lines between the same neighbours
MOVED = 0.6  # likeness of the shorter line to its best place in the longer one
SHORT = 4  # shorter lines have only moved if they are equal
CANDIDATES = 3
BLOCKS = 12  # how many moved blocks are looked for; what is left then is looked for line by line
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Free:
    """The lines of either side that have no partner yet, in order; none is empty."""

    base: list[int]
    other: list[int]

    def __bool__(self) -> bool:
        return bool(self.base and self.other)


def edges(base: Sequence[str], other: Sequence[str]) -> tuple[Edge, ...]:
    """Pairs (line of the base, line of the other) that have text in common; lines are strings of codes."""
    base = [codes.replace(BLANK, "") for codes in base]
    other = [codes.replace(BLANK, "") for codes in other]
    common = _common(base, other)
    found = _in_order(base, other, common)
    if common.total() < EXPLAINED * max(sum(map(len, base)), sum(map(len, other))):
        found = anchors.corrected(found, anchors.votes(base, other))
    for step in (_blocks, _beside, _same_gap, _moved, _pieces):
        free = _free(base, other, found)
        if not free.base and not free.other:
            break
        found |= step(base, other, free, found)
    return tuple(sorted(found))


def _free(base: Sequence[str], other: Sequence[str], found: Iterable[Edge]) -> _Free:
    found = list(found)
    taken_base, taken_other = {b for b, _ in found}, {o for _, o in found}
    return _Free(
        [number for number, codes in enumerate(base) if codes and number not in taken_base],
        [number for number, codes in enumerate(other) if codes and number not in taken_other],
    )


def _in_order(base: Sequence[str], other: Sequence[str], common: Mapping[Edge, int]) -> set[Edge]:
    in_base: Counter[int] = Counter()
    in_other: Counter[int] = Counter()
    for (b, o), count in common.items():
        in_base[b] += count
        in_other[o] += count
    shares = {(b, o): (in_base[b] / len(base[b]), in_other[o] / len(other[o])) for b, o in common}
    return {edge for edge, share in shares.items() if min(share) >= COVERED and max(share) >= IN_PLACE}


def _common(base: Sequence[str], other: Sequence[str]) -> Counter[Edge]:
    """How many glyphs each pair of lines has in common when both pages are read on end."""
    base_ends, other_ends = list(accumulate(map(len, base))), list(accumulate(map(len, other)))
    common: Counter[Edge] = Counter()
    b = o = 0
    for run in Levenshtein.opcodes("".join(base), "".join(other)):
        if run.tag != "equal":
            continue
        at, end, shift = run.src_start, run.src_end, run.dest_start - run.src_start
        while at < end:
            while base_ends[b] <= at:
                b += 1
            while other_ends[o] <= at + shift:
                o += 1
            stop = min(end, base_ends[b], other_ends[o] - shift)
            common[b, o] += stop - at
            at = stop
    return common


def _blocks(base: Sequence[str], other: Sequence[str], free: _Free, _: Iterable[Edge]) -> set[Edge]:
    """Lines left over that stand in one order among themselves: one moved block at a time."""
    found: set[Edge] = set()
    for _number in range(BLOCKS):
        block = _block([base[b] for b in free.base], [other[o] for o in free.other]) if free else set()
        if not block:
            break
        found |= {(free.base[b], free.other[o]) for b, o in block}
        gone_base, gone_other = {b for b, _ in block}, {o for _, o in block}
        free = _Free(
            [b for n, b in enumerate(free.base) if n not in gone_base],
            [o for n, o in enumerate(free.other) if n not in gone_other],
        )
    return found


def _block(base: Sequence[str], other: Sequence[str]) -> set[Edge]:
    """The lines, none of them short, that agree when all are read on end."""
    found = set()
    for (b, o), count in _common(base, other).items():
        shorter = min(len(base[b]), len(other[o]))
        if shorter >= SHORT and count >= MOVED * shorter:
            found.add((b, o))
    return found


def _beside(base: Sequence[str], other: Sequence[str], free: _Free, found: Iterable[Edge]) -> set[Edge]:
    """Equal lines next to lines that belong together: the short ones of a block that has moved."""
    free_base, free_other = set(free.base), set(free.other)
    chosen: set[Edge] = set()
    grown = set(found)
    while grown:
        beside = {(b + step, o + step) for b, o in grown for step in (-1, 1)}
        equal = sorted(
            (b, o) for b, o in beside if b in free_base and o in free_other and base[b] == other[o]
        )
        grown = set()
        for b, o in equal:
            if b in free_base and o in free_other:
                grown.add((b, o))
                free_base.remove(b)
                free_other.remove(o)
        chosen |= grown
    return chosen


def _same_gap(base: Sequence[str], other: Sequence[str], free: _Free, found: Iterable[Edge]) -> set[Edge]:
    by_other = sorted((o, b) for b, o in found)
    scored: list[tuple[float, Edge]] = []
    for o in free.other:
        cut = bisect_left(by_other, (o, -1))
        before = by_other[cut - 1][1] if cut else -1
        after = by_other[cut][1] if cut < len(by_other) else len(base)
        beside = _between(free.base, before, after)
        scored += [(Levenshtein.normalized_similarity(base[b], other[o]), (b, o)) for b in beside]
    return _best(scored, SAME_GAP)


def _between(free: Sequence[int], before: int, after: int) -> Sequence[int]:
    """The free lines between two lines; where those are no neighbours, the ones right beside either."""
    start, stop = bisect_right(free, before), bisect_left(free, after)
    if before < after:
        return free[start:stop]
    behind = [b for n, b in enumerate(free[start:]) if b == before + 1 + n]
    ahead = [b for n, b in enumerate(reversed(free[:stop])) if b == after - 1 - n]
    return [*behind, *ahead]


def _moved(base: Sequence[str], other: Sequence[str], free: _Free, _: Iterable[Edge]) -> set[Edge]:
    return _alike({b: base[b] for b in free.base}, {o: other[o] for o in free.other})


def _alike(base: dict[int, str], other: dict[int, str]) -> set[Edge]:
    """Lines that are alike wherever they stand, or of which one is like a part of the other."""
    scored: list[tuple[float, Edge]] = []
    for b, o in sorted(_candidates(base, other)):
        shorter = min(len(base[b]), len(other[o]))
        if shorter >= SHORT:
            scored.append((fuzz.partial_ratio(base[b], other[o]) / 100, (b, o)))
        elif base[b] == other[o]:
            scored.append((1.0, (b, o)))
    return _best(scored, MOVED)


def _candidates(base: dict[int, str], other: dict[int, str]) -> set[Edge]:
    """For each line the few lines of the other side that share most pairs of neighbours with it."""
    having: dict[str, list[int]] = {}
    for o, codes in other.items():
        for pair in _neighbours(codes):
            having.setdefault(pair, []).append(o)
    shared = Counter(
        (b, o) for b, codes in base.items() for pair in _neighbours(codes) for o in having.get(pair, ())
    )
    seen: Counter[tuple[str, int]] = Counter()
    chosen: set[Edge] = set()
    for _, (b, o) in sorted((-count, edge) for edge, count in shared.items()):
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


def _pieces(base: Sequence[str], other: Sequence[str], free: _Free, found: Iterable[Edge]) -> set[Edge]:
    """Free lines of one side, found in the longest stretch of a line that its partners do not explain."""
    edges = sorted(found)
    chosen: set[Edge] = set()
    if free.base:
        rest = _stretches(other, base, [(o, b) for b, o in edges])
        chosen |= _alike({b: base[b] for b in free.base if len(base[b]) >= SHORT}, rest)
    if free.other:
        rest = _stretches(base, other, edges)
        chosen |= _alike(rest, {o: other[o] for o in free.other if len(other[o]) >= SHORT})
    return chosen


def _stretches(lines: Sequence[str], partners: Sequence[str], edges: Iterable[Edge]) -> dict[int, str]:
    """Of each line with partners the longest stretch that none of them has, where it is not short."""
    joined: dict[int, str] = {}
    for line, partner in sorted(edges):
        joined[line] = joined.get(line, "") + partners[partner]
    found = {}
    for line, text in joined.items():
        if len(lines[line]) - len(text) < SHORT:
            continue
        runs = [run for run in Levenshtein.opcodes(lines[line], text) if run.tag != "equal"]
        longest = max(runs, key=lambda run: run.src_end - run.src_start)
        if longest.src_end - longest.src_start >= SHORT:
            found[line] = lines[line][longest.src_start : longest.src_end]
    return found
