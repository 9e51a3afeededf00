"""Which read line shows which printed line, by their boxes in one frame: what is lost, misplaced, made up.

A line is the chain of its glyphs, not one box: on a page that lies askew the boxes of whole lines
overlap their neighbours', those of glyphs do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from bench.score import folded
from pipeline.model import Box, TextLine, hull

SHARE = 0.3  # of a line's area: what a read line shares with a printed one that it shows
LIKE = 0.5  # a text less like any other than this is found nowhere
TELLING = 4  # a text shorter than this is found everywhere: its place alone decides
TOUCH = 0.1  # a read line that shares less than this of itself with the print stands on none


@dataclass(frozen=True, slots=True)
class Chain:
    """A line as the boxes along it; empty where it has no geometry."""

    text: str
    boxes: tuple[Box, ...]

    @property
    def area(self) -> int:
        return sum(box.area for box in self.boxes)

    @property
    def box(self) -> Box:
        return hull(self.boxes) if self.boxes else Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Matching:
    """Printed and read lines of one page, each by its number in reading order."""

    links: tuple[tuple[int, ...], ...]  # of each printed line: the read lines that show it
    lost: tuple[int, ...]  # printed lines that no read line shows and whose text is found nowhere
    misplaced: tuple[tuple[int, int], ...]  # neighbouring printed lines that are read the other way about
    parted: tuple[tuple[int, int], ...]  # … that are read in order, but with other printed lines between
    pairs: int  # neighbouring printed lines that could be compared
    invented: tuple[int, ...]  # read lines on no print


def match(printed: Sequence[TextLine], read: Sequence[TextLine], seals: Sequence[Box] = ()) -> Matching:
    """Match the lines of one page, both in reading order and in pixels of one image.

    What stands on a seal is neither printed nor invented.
    """
    wanted = [Chain(line.text, inked(line)) for line in printed]
    got = [Chain(line.text, chained(line)) for line in read]
    linked = _links(wanted, got)
    links = tuple(tuple(r for r, owners in enumerate(linked) if t in owners) for t in range(len(wanted)))
    lost = tuple(t for t, chain in enumerate(wanted) if _is_lost(chain, t, links, got, linked))
    shown = [t for t, found in enumerate(links) if found]
    told = [t for owners in linked for t in sorted(owners)]  # printed lines in the order they are read
    places = {t: [n for n, one in enumerate(told) if one == t] for t in shown}
    misplaced = tuple((a, b) for a, b in pairwise(shown) if not in_order(places[a], places[b]))
    parted = tuple((a, b) for a, b in pairwise(shown) if max(places[a]) + 1 < min(places[b]))
    ground = [box for chain in wanted for box in chain.boxes] + list(seals)
    invented = tuple(
        r for r, chain in enumerate(got) if not linked[r] and shared(chain, ground) < TOUCH * chain.area
    )
    return Matching(links, lost, misplaced, parted, max(0, len(shown) - 1), invented)


def inked(line: TextLine) -> tuple[Box, ...]:
    """The boxes of a line's glyphs without its spaces."""
    boxes = tuple(glyph.box for glyph in line.glyphs if glyph.box and glyph.box.area and glyph.text.strip())
    return boxes or ((line.box,) if line.box else ())


def chained(line: TextLine) -> tuple[Box, ...]:
    """The boxes of a read line from one glyph to the next, without gaps.

    An engine knows where a glyph stands along the line, less well how wide it is.
    """
    boxes = inked(line)
    return tuple(a.union(b) for a, b in pairwise(boxes)) if len(boxes) > 1 else boxes


def shared(chain: Chain, ground: Sequence[Box]) -> int:
    """The area of a chain that lies on some boxes: of each link, with the box that it meets most."""
    return sum(max((box.overlap(other) for other in ground), default=0) for box in chain.boxes)


def in_order(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether all places of one line come before all places of the next."""
    return max(first) < min(second)


def _links(wanted: Sequence[Chain], got: Sequence[Chain]) -> list[set[int]]:
    """Of each read line the printed lines it shows: a large part of one, or, a mere piece, of the nearest.

    A piece has to lie on its line by the share that a line has to be covered by.
    """
    linked: list[set[int]] = []
    places = [line.box for line in wanted]
    for chain in got:
        place = chain.box
        near = [t for t, box in enumerate(places) if box.overlap(place)]
        areas = {t: area for t in near if (area := shared(wanted[t], chain.boxes))}
        owners = {t for t, area in areas.items() if area >= SHARE * wanted[t].area}
        best = max(areas, key=lambda t: areas[t], default=None)
        if best is not None and shared(chain, wanted[best].boxes) >= SHARE * chain.area:
            owners.add(best)
        linked.append(owners)
    return linked


def _is_lost(
    chain: Chain, t: int, links: Sequence[tuple[int, ...]], got: Sequence[Chain], linked: Sequence[set[int]]
) -> bool:
    """Whether a line is shown nowhere near its place and its text is not in what is left of the reading."""
    boxes = [box for r in links[t] for box in got[r].boxes]
    if shared(chain, boxes) >= SHARE * chain.area > 0:
        return False
    text = folded(chain.text)
    left = [folded(one.text) for one, owners in zip(got, linked, strict=True) if owners <= {t}]
    return len(text) < TELLING or max((likeness(text, other) for other in left), default=0.0) < LIKE


def likeness(text: str, other: str) -> float:
    """How much of a text is in another, 0…1."""
    if len(other) < len(text):
        return fuzz.ratio(text, other) / 100
    return fuzz.partial_ratio(text, other) / 100
