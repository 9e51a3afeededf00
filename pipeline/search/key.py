"""The search key of an entry, and the way back to its glyphs.

The key runs through the rows in reading order.  Lines of running text are joined by their joiner, so a
phrase that runs over the end of a line is one phrase; elsewhere (two regions, two cells, two paragraphs)
stands `GAP`, which no query holds, so no phrase runs from one into the next.  Most stretches of text fold
character by character; those of an entry are folded at one go, the others each by itself.

This is the key of the diplomatic text.  What the normalised text has otherwise stands beside it
(`pipeline.search.normal`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from pipeline.search.row import BREAK, Columns, Row, are_plain
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


def text_of(rows: Columns) -> Text:
    """The key of the rows, in order."""
    stretches = _stretches(rows.follows)
    keys = _side_by_side(rows, len(stretches))
    steps: list[tuple[int, int]] = []
    place = first = 0
    for number, (start, stop) in enumerate(stretches):
        if AWKWARD in keys[number]:
            glyphs, follows = rows.glyphs[start:stop], rows.follows[start:stop]
            folded = fold(_printed(glyphs, follows))
            keys[number] = folded.key
            steps.extend(_steps(folded.offsets, _owners(glyphs, follows, first), place))
            first += sum(map(len, glyphs))
        else:
            steps.append((place, first))
            first += len(keys[number])
        place += len(keys[number]) + WIDTH
    return Text(GAP.join(keys), tuple(steps) or ((0, 0),))


def _stretches(follows: Sequence[str]) -> list[tuple[int, int]]:
    """From and to which row each stretch of running text goes."""
    ends = [number for number, after in enumerate(follows, 1) if after == BREAK]
    if follows and follows[-1] != BREAK:
        ends.append(len(follows))
    return list(pairwise((0, *ends)))


def _side_by_side(rows: Columns, count: int) -> list[str]:
    """The key of each of `count` stretches; `AWKWARD` is in it where it does not run beside the glyphs.

    So it is everywhere where joiners stand between lines, or glyphs are several characters.
    """
    if are_plain(rows.glyphs) and {"", BREAK}.issuperset(rows.follows):
        printed = "".join(chain.from_iterable(zip(rows.glyphs, rows.follows, strict=True)))
        keys = one_by_one(printed.removesuffix(BREAK)).split(BREAK)
        if len(keys) == count:  # no glyph is the end of a line
            return keys
    return [AWKWARD] * count


def parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each stretch of running text."""
    start = 0
    for number, row in enumerate(rows, 1):
        if row.follows == BREAK or number == len(rows):
            yield rows[start:number]
            start = number


def _printed(glyphs: Sequence[Sequence[str]], follows: Sequence[str]) -> str:
    """The text of some rows with what stands between them."""
    rows = zip(glyphs, follows, strict=True)
    return "".join(["".join(row) + after.removesuffix(BREAK) for row, after in rows])


def _owners(glyphs: Sequence[Sequence[str]], follows: Sequence[str], first: int) -> list[int]:
    """The glyph that each character of a text belongs to, a joiner to the one before it."""
    owners: list[int] = []
    for row, after in zip(glyphs, follows, strict=True):
        if isinstance(row, str):  # each glyph is one character
            owners.extend(range(first, first + len(row)))
        else:
            owners.extend(chain.from_iterable([n] * len(glyph) for n, glyph in enumerate(row, first)))
        first += len(row)
        owners.extend([first - 1] * len(after.removesuffix(BREAK)))
    return owners


def _steps(offsets: Sequence[int], owners: Sequence[int], place: int) -> list[tuple[int, int]]:
    """Where the glyphs stop running side by side with the key, whose part begins at `place`."""
    own = [owners[offset] for offset in offsets]
    pairs = enumerate(zip([-2, *own], own, strict=False), place)
    return [(at, glyph) for at, (before, glyph) in pairs if glyph != before + 1]
