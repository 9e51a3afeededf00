"""The search key of an entry, and the way back to its glyphs.

The key runs through the rows in reading order.  Lines of running text are joined by their joiner, so a
phrase that runs over the end of a line is one phrase; elsewhere (two regions, two cells, two paragraphs)
stands `GAP`, which no query holds, so no phrase runs from one into the next.  Most stretches of text fold
character by character; those of an entry are folded at one go, the others one by one.

This is the key of the diplomatic text.  What the normalised text has otherwise stands beside it
(`pipeline.search.normal`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from pipeline.search.row import BREAK, Row
from pipeline.text.fold import AWKWARD, fold, one_by_one

WIDTH = 3  # breaks between two texts: as many missing characters as a phrase may have in a row, and one
GAP = BREAK * WIDTH


@dataclass(frozen=True, slots=True)
class Text:
    """A search key, and the way from its characters back to the glyphs, counted through all rows from 0.

    Between two steps key and glyphs run side by side: ``steps`` holds pairs (position, glyph).
    """

    key: str
    steps: tuple[tuple[int, int], ...]

    def glyph(self, place: int) -> int:
        """The glyph that a character of the key comes from."""
        at, first = self.steps[bisect_right(self.steps, (place, 1 << 62)) - 1]
        return first + place - at

    def glyphs(self) -> list[int]:
        """The glyph of every character, in order; of a break, the one before it."""
        ends = [*(at for at, _ in self.steps[1:]), len(self.key)]
        found: list[int] = []
        for (at, first), end in zip(self.steps, ends, strict=True):
            found.extend(range(first, first + end - at))
        for place, char in enumerate(self.key if BREAK in self.key else ""):
            if char == BREAK:
                found[place] = found[place - 1] if place else 0
        return found


def text_of(rows: Sequence[Row]) -> Text:
    """The key of the rows, in order."""
    keys: list[str] = []
    steps: list[tuple[int, int]] = []
    place = first = 0
    for part, quick in zip(parts(rows), _side_by_side(rows) or repeat(""), strict=False):
        if quick:
            keys.append(quick)
            steps.append((place, first))
            first += len(quick)
        else:
            folded = fold(_printed(part))
            keys.append(folded.key)
            steps.extend(_steps(folded.offsets, _owners(part, first), place))
            first += sum([len(row.glyphs) for row in part])
        place += len(keys[-1]) + WIDTH
    return Text(GAP.join(keys), tuple(steps) or ((0, 0),))


def _side_by_side(rows: Sequence[Row]) -> list[str]:
    """The key of each stretch of running text, empty where it does not run side by side with the glyphs.

    All of them are empty, and left out, where joiners stand between lines, or glyphs are several characters.
    """
    texts, follows = [row.glyphs for row in rows], [row.follows for row in rows]
    if set(map(type, texts)) != {str} or not {"", BREAK}.issuperset(follows):
        return []
    printed = "".join(chain.from_iterable(zip(map(str, texts), follows, strict=True)))
    keys = one_by_one(printed.removesuffix(BREAK)).split(BREAK)
    count = follows.count(BREAK) + (follows[-1] != BREAK)
    return ["" if AWKWARD in key else key for key in keys] if len(keys) == count else []


def parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each stretch of running text."""
    start = 0
    for number, row in enumerate(rows, 1):
        if row.follows == BREAK or number == len(rows):
            yield rows[start:number]
            start = number


def _printed(part: Sequence[Row]) -> str:
    """The glyphs of a part with its joiners."""
    texts = ("".join(row.glyphs) + row.follows.removesuffix(BREAK) for row in part)
    return "".join(texts)


def _owners(part: Sequence[Row], first: int) -> list[int]:
    """The glyph that each character of a text belongs to, a joiner to the one before it."""
    owners: list[int] = []
    for row in part:
        for glyph in row.glyphs:
            owners.extend([first] * len(glyph))
            first += 1
        if row.follows != BREAK:
            owners.extend([first - 1] * len(row.follows))
    return owners


def _steps(offsets: tuple[int, ...], owners: Sequence[int], place: int) -> Iterator[tuple[int, int]]:
    """Where the glyphs stop running side by side with the key, whose part begins at `place`."""
    expected = -1
    for at, offset in enumerate(offsets, place):
        if owners[offset] != expected:
            yield at, owners[offset]
        expected = owners[offset] + 1
