"""What the index holds one of: a page, or a document; what is looked for in it, and where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.search.key import Text
from pipeline.search.lines import Lines
from pipeline.search.row import NOWHERE, Columns, Corners, are_plain

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
    document: str = ""  # id, "d_p0003_r02_l01"; empty for a page, and for what stands outside of documents
    title: str = ""
    number: str = ""  # 发文字号, canonical
    type: str = ""
    issuers: tuple[str, ...] = ()
    addressee: str = ""
    signature: str = ""
    subjects: tuple[str, ...] = ()
    date: str = ""  # ISO 8601, as much as is known


@dataclass(frozen=True, slots=True)
class Variant:
    """Another reading of a place that is longer or shorter than the chosen one, with its surroundings."""

    key: str
    places: tuple[int, ...]  # for each character of it the position in the key of the entry


@dataclass(frozen=True, slots=True)
class Normal:
    """A stretch of running text as the normalised text has it."""

    key: str
    start: int  # where the stretch begins in the key of the entry
    changes: tuple[tuple[int, int, int, int], ...]  # from and to in this key, from and to in the entry's

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """The part of the entry's key that `key[start:stop]` stands for; whole changes only."""
        return self._low(start), self._high(stop)

    def is_altered(self, start: int, stop: int) -> bool:
        """Whether the print has something else there."""
        return any(low < stop and start < high for low, high, _, _ in self.changes)

    def _low(self, place: int) -> int:
        moved = self.start
        for low, high, printed, end in self.changes:
            if place < low:
                break
            if place < high:
                return printed
            moved = end - high
        return place + moved

    def _high(self, place: int) -> int:
        moved = self.start
        for low, high, _, end in self.changes:
            if place <= low:
                break
            if place <= high:
                return end
            moved = end - high
        return place + moved


@dataclass(frozen=True, slots=True)
class Head:
    """What is looked for in: all that the engines need to know of an entry."""

    id: str  # unique within its issue: the page's or the document's
    facts: Facts
    sheets: tuple[Sheet, ...]
    key: str
    doubts: tuple[tuple[int, str], ...] = ()  # position in the key, the other characters read there
    variants: tuple[Variant, ...] = ()
    normals: tuple[Normal, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One page or one document: what is looked for in, and where it stands."""

    head: Head
    steps: tuple[tuple[int, int], ...]  # as in `Text`
    lines: Lines
    glyphs: Sequence[str]  # of all lines; a str where each is one character
    boxes: bytes  # of all glyphs; empty where none has one

    @property
    def text(self) -> Text:
        return Text(self.head.key, self.steps)


def glyphs_of(rows: Columns) -> Sequence[str]:
    """All glyphs of the rows; a str where each is one character."""
    return "".join(rows.glyphs) if are_plain(rows.glyphs) else tuple(chain.from_iterable(rows.glyphs))


def joined_boxes(rows: Columns, count: int) -> bytes:
    """The boxes of all glyphs of the rows, each of which may hold them in another size, or not at all."""
    boxes = rows.glyph_boxes
    whole = b"".join(boxes)
    if not whole or (len(whole) == SHORT * count and all(boxes)):
        return whole
    counts = [len(glyphs) for glyphs in rows.glyphs]
    wide = any(len(box) > SHORT * number for box, number in zip(boxes, counts, strict=True))
    size = (2 if wide else 1) * SHORT
    return b"".join([_in_size(box, size * number) for box, number in zip(boxes, counts, strict=True)])


def _in_size(boxes: bytes, size: int) -> bytes:
    if not boxes:
        return bytes(size)
    return boxes if len(boxes) == size else array("I", array("H", boxes)).tobytes()


def boxes_in(entry: Entry, low: int, high: int) -> list[Corners]:
    """The boxes of the glyphs from `low` to `high`, without those that have none."""
    if not entry.boxes:
        return []
    wide = len(entry.boxes) > SHORT * len(entry.glyphs)
    numbers = memoryview(entry.boxes).cast("I" if wide else "H")[4 * low : 4 * high].tolist()
    boxes = zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True)
    return [box for box in boxes if box != NOWHERE]
