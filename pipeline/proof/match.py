"""Which lines of a witness belong to which lines of the base.

Lines of one layout have one id.  Otherwise geometry decides where both have it, and text where
not; a line of either side may belong to several of the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.model import Box, Direction
from pipeline.proof import textmatch
from pipeline.proof.source import SourceLine

SAME_BOX = 0.5  # share of the smaller box that two lines of one id must have in common
SAME_STRETCH = 0.5  # share of the shorter line that must lie along the other
LINE_LIKE = 4.0  # a box that many times as thick as the line holds a paragraph: its centre says little
DOUBTED = 0.5  # where geometry makes less of the page agree, the text is asked as well
BETTER = 0.1  # and it is believed where so much more of the page agrees then,
BELIEVED = 0.25  # or any more, where the texts that geometry brings together are less alike than this
Edge = tuple[int, int]  # a position among the base's lines, one among the other's


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that hold the same text, as positions in the two sequences given, each in order."""

    base: tuple[int, ...]
    other: tuple[int, ...]
    moved: bool  # the other witness has it out of the base's order


def match(base: Sequence[SourceLine], other: Sequence[SourceLine]) -> tuple[Group, ...]:
    """Group the lines of the two, in the base's order; lines without any partner are in no group."""
    placed = [*_by_id(base, other)]
    placed += _by_place(base, other, *_free(placed, base, other))
    if placed:
        explained, likeness = _explained(placed, base, other)
        told = [] if explained >= DOUBTED else _by_text([], base, other)
        wanted = explained + (BETTER if likeness >= BELIEVED else 0)
        if _explained(told, base, other)[0] > wanted:
            placed = []
    return _groups([*placed, *_by_text(placed, base, other)])


def _by_text(placed: Sequence[Edge], base: Sequence[SourceLine], other: Sequence[SourceLine]) -> list[Edge]:
    """What belongs together of the lines that have no place, by their text."""
    free_base, free_other = _free(placed, base, other)
    if placed:
        free_other = [o for o in free_other if other[o].line.box is None]
    found = textmatch.edges([base[b].codes for b in free_base], [other[o].codes for o in free_other])
    return [(free_base[b], free_other[o]) for b, o in found]


def _free(
    edges: Iterable[Edge], base: Sequence[SourceLine], other: Sequence[SourceLine]
) -> tuple[list[int], list[int]]:
    edges = list(edges)
    taken_base, taken_other = {b for b, _ in edges}, {o for _, o in edges}
    return (
        [b for b in range(len(base)) if b not in taken_base],
        [o for o in range(len(other)) if o not in taken_other],
    )


def _by_id(base: Sequence[SourceLine], other: Sequence[SourceLine]) -> list[Edge]:
    ids = {source.line.id: number for number, source in enumerate(base)}
    found = []
    for o, source in enumerate(other):
        b = ids.get(source.line.id)
        if b is not None and _same_box(base[b], source):
            found.append((b, o))
    return found


def _same_box(base: SourceLine, other: SourceLine) -> bool:
    first, second = base.line.box, other.line.box
    if first is None or second is None or base.region.image != other.region.image:
        return False
    return first == second or first.overlap(second) > SAME_BOX * min(first.area, second.area)


def _by_place(
    base: Sequence[SourceLine], other: Sequence[SourceLine], free_base: list[int], free_other: list[int]
) -> list[Edge]:
    shelves = _shelves(base, free_base) if free_other else {}
    found = []
    for o in free_other:
        box = other[o].line.box
        if box is None:
            continue
        for (image, direction), shelf in shelves.items():
            if image == other[o].region.image:
                second = _upright(box, direction)
                found += [(b, o) for b, first in shelf.around(second.centre[1]) if _along(first, second)]
    return found


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Boxes of lines of one image and direction, upright, from top to bottom."""

    tops: list[int]
    lines: list[tuple[int, Box]]
    tallest: int

    def around(self, height: float) -> Iterator[tuple[int, Box]]:
        """Those at a height, and a few more."""
        first, last = bisect_left(self.tops, height - self.tallest), bisect_right(self.tops, height)
        return iter(self.lines[first:last])


def _shelves(base: Sequence[SourceLine], free: Iterable[int]) -> dict[tuple[str, Direction], _Shelf]:
    kinds: dict[tuple[str, Direction], list[tuple[int, Box]]] = {}
    for b in free:
        source = base[b]
        if source.line.box is not None:
            box = _upright(source.line.box, source.line.direction)
            kinds.setdefault((source.region.image, source.line.direction), []).append((b, box))
    found = {}
    for kind, lines in kinds.items():
        lines.sort(key=lambda line: line[1].top)
        tallest = max(box.height for _, box in lines)
        found[kind] = _Shelf([box.top for _, box in lines], lines, tallest)
    return found


def _along(first: Box, second: Box) -> bool:
    """Does the centre of the second lie on the line of the first, and do they share a stretch of it?

    Only the centre is asked across the line: a box brought over from a skewed scan is too thick.
    """
    stretch = min(first.right, second.right) - max(first.left, second.left)
    return (
        first.top <= second.centre[1] < first.bottom
        and stretch > SAME_STRETCH * min(first.width, second.width)
        and second.height < LINE_LIKE * first.height
    )


def _upright(box: Box, direction: Direction) -> Box:
    """The box in a frame where lines run to the right."""
    return box if direction is Direction.HORIZONTAL else Box(box.top, box.left, box.bottom, box.right)


def _explained(
    edges: Sequence[Edge], base: Sequence[SourceLine], other: Sequence[SourceLine]
) -> tuple[float, float]:
    """How much of the longer page agrees with what the edges bring beside it, and how much of that alone."""
    agreed = length = 0
    for group in _groups(edges):
        first = "".join([base[b].codes for b in group.base])
        second = "".join([other[o].codes for o in group.other])
        longer = max(len(first), len(second))
        agreed += longer if first == second else longer - Levenshtein.distance(first, second)
        length += longer
    whole = max(sum(len(line.codes) for line in base), sum(len(line.codes) for line in other))
    return agreed / max(1, whole), agreed / max(1, length)


def _groups(edges: Iterable[Edge]) -> tuple[Group, ...]:
    """The connected parts of the graph."""
    parts: dict[tuple[str, int], list[Edge]] = {}
    for b, o in edges:
        small, large = sorted((parts.get(("base", b), []), parts.get(("other", o), [])), key=len)
        if small is not large:
            large += small
        large.append((b, o))
        for x, y in (*small, (b, o)):
            parts["base", x] = parts["other", y] = large
    whole = {id(part): part for part in parts.values()}.values()
    pairs = sorted((_sides(part) for part in whole), key=lambda sides: sides[0])
    in_order = _longest_run([other[0] for _, other in pairs])
    return tuple(Group(b, o, number not in in_order) for number, (b, o) in enumerate(pairs))


def _sides(part: Iterable[Edge]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    edges = list(part)
    return tuple(sorted({b for b, _ in edges})), tuple(sorted({o for _, o in edges}))


def _longest_run(values: Sequence[int]) -> set[int]:
    """The positions of a longest increasing subsequence."""
    tails: list[int] = []  # the smallest last value of a run of each length
    ends: list[int] = []  # its position
    before: list[int] = []  # for each position, the one before it in its run; -1 at the start
    for position, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [position]
    chosen: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        chosen.add(position)
        position = before[position]
    return chosen
