"""The contents pages of a volume: what stands on each of them, and where its entries lead.

A4 at 300 dots to the inch.  The title of the volume, how far its text is to be trusted, the documents with
number, date, issue and page of the volume, and at the end the issues that they come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.export.volume import words
from pipeline.export.volume.volume import Entry, Volume
from pipeline.lettering import Lettered, Typeface
from pipeline.model import Box

WIDTH, HEIGHT, DPI = 2480, 3508, 300.0
LEFT, TOP, RIGHT, BOTTOM = 310, 330, 2170, 3180
TITLE, HEAD, TEXT, SMALL = 92, 62, 50, 40  # sizes of an em, in pixels
LEAD = 1.5  # of its size, from one line to the next
GAP = 34  # pixels between two entries
DOT = "·"
_MARGIN = 60  # between a title and its page number, at least


@dataclass(frozen=True, slots=True)
class Reference:
    """The place of an entry on its contents page."""

    box: Box
    entry: Entry


@dataclass(frozen=True, slots=True)
class ContentsPage:
    texts: tuple[Lettered, ...]  # in reading order
    leaders: tuple[Lettered, ...]  # dots, which are no text
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stay together, their tops counted from 0."""

    height: int
    texts: tuple[Lettered, ...]
    leaders: tuple[Lettered, ...] = ()
    entry: Entry | None = None
    head: int = 0  # how much of it stands before the entry


def contents_pages(volume: Volume, face: Typeface) -> tuple[ContentsPage, ...]:
    """At least one page."""
    pages: list[ContentsPage] = []
    placed: list[tuple[_Block, int]] = []
    top = TOP
    for block in _blocks(volume, face):
        if placed and top + block.height > BOTTOM:
            pages.append(_page(placed))
            placed, top = [], TOP
        placed.append((block, top))
        top += block.height + GAP
    return (*pages, _page(placed))


def _page(placed: list[tuple[_Block, int]]) -> ContentsPage:
    return ContentsPage(
        tuple(_moved(text, top) for block, top in placed for text in block.texts),
        tuple(_moved(text, top) for block, top in placed for text in block.leaders),
        tuple(
            Reference(Box(LEFT, top + block.head, RIGHT, top + block.height), block.entry)
            for block, top in placed
            if block.entry
        ),
    )


def _moved(text: Lettered, top: int) -> Lettered:
    return Lettered(text.text, text.left, text.top + top, text.size)


def _blocks(volume: Volume, face: Typeface) -> Iterator[_Block]:
    said = words.words(volume)
    yield _lines(face, volume.title, TITLE)
    yield _lines(face, volume.trust.said(volume.work.language), SMALL)
    first, *entries = (_entry(face, entry, volume) for entry in volume.entries)
    yield _headed(_lines(face, said.contents, HEAD), first)
    yield from entries
    first, *sources = (_lines(face, words.source(extract, volume), SMALL) for extract in volume.extracts)
    yield _headed(_lines(face, said.sources, HEAD), first)
    yield from sources


def _lines(face: Typeface, text: str, size: int) -> _Block:
    rows = _wrapped(face, text, size, RIGHT - LEFT)
    texts = tuple(Lettered(row, LEFT, round(at * size * LEAD), size) for at, row in enumerate(rows))
    return _Block(round(len(rows) * size * LEAD), texts)


def _headed(head: _Block, first: _Block) -> _Block:
    """A heading, set off from what is before it, and what it must not be parted from."""
    down, below = HEAD, HEAD + head.height + GAP
    return _Block(
        below + first.height,
        (*(_moved(text, down) for text in head.texts), *(_moved(text, below) for text in first.texts)),
        tuple(_moved(text, below) for text in first.leaders),
        first.entry,
        below,
    )


def _entry(face: Typeface, entry: Entry, volume: Volume) -> _Block:
    """The title with dots up to the page number in its last line; below it, smaller, what is known."""
    number = str(entry.page)
    wide = face.width(number, TEXT)
    rows = _wrapped(face, words.title(entry), TEXT, RIGHT - LEFT - wide - _MARGIN)
    texts = [Lettered(row, LEFT, round(at * TEXT * LEAD), TEXT) for at, row in enumerate(rows)]
    last = texts[-1]
    texts.append(Lettered(number, RIGHT - wide, last.top, TEXT))
    top = round(len(rows) * TEXT * LEAD)
    below = _wrapped(face, words.facts(entry, volume), SMALL, RIGHT - LEFT - TEXT)
    texts += [
        Lettered(row, LEFT + TEXT, top + round(at * SMALL * LEAD), SMALL) for at, row in enumerate(below)
    ]
    height = top + round(len(below) * SMALL * LEAD)
    return _Block(height, tuple(texts), _leader(face, last, RIGHT - wide), entry)


def _leader(face: Typeface, after: Lettered, stop: int) -> tuple[Lettered, ...]:
    """The dots between a title and its page number; none where there is no room for three."""
    step = face.width(DOT, TEXT)
    start = after.left + face.width(after.text, TEXT) + TEXT // 2
    count = (stop - TEXT // 2 - start) // step
    return (Lettered(DOT * count, stop - TEXT // 2 - count * step, after.top, TEXT),) if count > 2 else ()


def _wrapped(face: Typeface, text: str, size: int, room: int) -> tuple[str, ...]:
    """The text in lines of at most `room` pixels, at least one, cut between any two characters."""
    rows, row, used = [], "", 0
    for char in text:
        wide = face.width(char, size)
        if row and used + wide > room:
            rows.append(row)
            row, used = "", 0
        row, used = row + char, used + wide
    return (*rows, row)
