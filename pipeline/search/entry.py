"""What the index holds one of: a page, or a document; its search key, and where all of it stands.

The key runs through the rows in reading order.  Lines of running text are joined by their joiner, so a
phrase that runs over the end of a line is one phrase; elsewhere (two regions, two cells, two paragraphs)
stands `GAP`, which no query holds, so no phrase runs from one into the next.

Only the diplomatic text is indexed: no stage writes a normalised one yet.  When one does, its key is a
second text field of the engines (`asked.Field`), beside this one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.text.fold import fold

BREAK = "\n"
WIDTH = 3  # breaks between two texts: as many missing characters as a phrase may have in a row, and one
GAP = BREAK * WIDTH
Corners = tuple[int, int, int, int]  # left, top, right, bottom: a box that is only stored here
NOWHERE: Corners = (0, 0, 0, 0)  # a glyph without a box
SHORT = 8  # bytes of a box whose numbers have two


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that an entry stands on."""

    page: str  # id, "p0003"
    file: str  # of the master
    folio: str = ""  # the printed page number


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an entry besides its text; empty where nothing is."""

    issue: str
    document: str = ""  # id, "d001"; empty for a page, and for what stands outside of documents
    title: str = ""
    number: str = ""  # 发文字号, canonical
    type: str = ""
    issuers: tuple[str, ...] = ()
    addressee: str = ""
    signature: str = ""
    subjects: tuple[str, ...] = ()
    date: str = ""  # ISO 8601, as much as is known


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line, as an entry is made from it; boxes in pixels of the master."""

    id: str
    sheet: int  # ordinal of its page among the entry's sheets
    region: int  # ordinal of its region within the entry
    follows: str  # what stands between it and the next row; `BREAK` where the text ends
    box: Corners | None
    glyphs: Sequence[str]  # a str where each is one character
    boxes: bytes  # four numbers a glyph, see `boxes_of`; empty where no glyph has one
    title: bool = False  # stands in the title


class Line(NamedTuple):
    """One printed line in an entry; a row less what all rows of an entry have in common.

    A tuple, as an answer makes hundreds of them.
    """

    id: str
    sheet: int
    region: int
    follows: str
    box: Corners | None
    start: int  # its first glyph, counted through the entry
    stop: int  # the first one after it
    title: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """Another reading of a place that is longer or shorter than the chosen one, with its surroundings."""

    key: str
    places: tuple[int, ...]  # for each character of it the position in the key of the entry


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


@dataclass(frozen=True, slots=True)
class Head:
    """What is looked for in: all that the engines need to know of an entry."""

    id: str  # unique within its issue: the page's or the document's
    facts: Facts
    sheets: tuple[Sheet, ...]
    key: str
    doubts: tuple[tuple[int, str], ...] = ()  # position in the key, the other characters read there
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One page or one document: what is looked for in, and where it stands."""

    head: Head
    steps: tuple[tuple[int, int], ...]  # as in `Text`
    lines: tuple[Line, ...]
    glyphs: Sequence[str]  # of all lines; a str where each is one character
    boxes: bytes  # of all glyphs; empty where none has one

    @property
    def text(self) -> Text:
        return Text(self.head.key, self.steps)


def lines_of(rows: Sequence[Row]) -> tuple[Line, ...]:
    lines = []
    start = 0
    for row in rows:
        stop = start + len(row.glyphs)
        lines.append(Line(row.id, row.sheet, row.region, row.follows, row.box, start, stop, row.title))
        start = stop
    return tuple(lines)


def glyphs_of(rows: Sequence[Row]) -> Sequence[str]:
    """All glyphs of the rows; a str where each is one character."""
    if all(isinstance(row.glyphs, str) for row in rows):
        return "".join(map(str, (row.glyphs for row in rows)))
    return tuple(glyph for row in rows for glyph in row.glyphs)


def text_of(rows: Sequence[Row]) -> Text:
    """The key of the rows, in order."""
    keys: list[str] = []
    steps: list[tuple[int, int]] = []
    place = first = 0
    for part in _parts(rows):
        printed = _printed(part)
        count = sum([len(row.glyphs) for row in part])
        folded = fold(printed)
        owners = None if len(printed) == count else _owners(part, first)
        steps.extend(_steps(folded.offsets, owners, first, place))
        keys.append(folded.key)
        place += len(folded.key) + WIDTH
        first += count
    return Text(GAP.join(keys), tuple(steps) or ((0, 0),))


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each stretch of running text."""
    start = 0
    for number, row in enumerate(rows, 1):
        if row.follows == BREAK or number == len(rows):
            yield rows[start:number]
            start = number


def _printed(part: Sequence[Row]) -> str:
    texts = [row.glyphs if isinstance(row.glyphs, str) else "".join(row.glyphs) for row in part]
    if not any(row.follows for row in part[:-1]):
        return "".join(texts)
    return "".join([text + row.follows.removesuffix(BREAK) for text, row in zip(texts, part, strict=True)])


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


def _steps(
    offsets: tuple[int, ...], owners: Sequence[int] | None, first: int, place: int
) -> Iterator[tuple[int, int]]:
    """Where the glyphs stop running side by side with the key, whose part begins at `place`."""
    if owners is None and offsets == tuple(range(len(offsets))):
        yield place, first
        return
    expected = -1
    for at, offset in enumerate(offsets, place):
        glyph = first + offset if owners is None else owners[offset]
        if glyph != expected:
            yield at, glyph
        expected = glyph + 1


def boxes_of(corners: Iterable[Corners | None]) -> bytes:
    """Boxes of glyphs as they are stored: unsigned numbers of two bytes each, of four on a very large page."""
    known = list(corners)
    if not any(known):
        return b""
    flat = [number for box in known for number in box or NOWHERE]
    return array("H" if max(flat) < 1 << 16 else "I", flat).tobytes()


def joined_boxes(rows: Sequence[Row]) -> bytes:
    """The boxes of all glyphs of the rows, each of which may hold them in another size, or not at all."""
    if not any(row.boxes for row in rows):
        return b""
    wide = any(len(row.boxes) > SHORT * len(row.glyphs) for row in rows)
    if not wide and all(row.boxes for row in rows):
        return b"".join([row.boxes for row in rows])
    return b"".join([_in_size(row, wide) for row in rows])


def _in_size(row: Row, wide: bool) -> bytes:
    size = (2 if wide else 1) * SHORT * len(row.glyphs)
    if not row.boxes:
        return bytes(size)
    if len(row.boxes) == size:
        return row.boxes
    return array("I", array("H", row.boxes)).tobytes()


def boxes_in(entry: Entry, low: int, high: int) -> list[Corners]:
    """The boxes of the glyphs from `low` to `high`, without those that have none."""
    if not entry.boxes:
        return []
    wide = len(entry.boxes) > SHORT * len(entry.glyphs)
    numbers = memoryview(entry.boxes).cast("I" if wide else "H")[4 * low : 4 * high].tolist()
    boxes = zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True)
    return [box for box in boxes if box != NOWHERE]
