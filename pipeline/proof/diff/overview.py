"""The overview of an issue's differences: by kind, by page, by person, and what recurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.proof.diff.changes import PageDiff, Piece
from pipeline.proof.measures.catches import HARMLESS
from pipeline.text.kinds import Kind

RECURRING = 40  # differences listed by frequency, at most


@dataclass(frozen=True, slots=True)
class Count:
    """Places and characters that differ."""

    places: int = 0
    characters: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.places + other.places, self.characters + other.characters)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the overview: a page, a person, or the whole."""

    name: str
    characters: int  # of text
    total: Count  # of real differences: width, encoding, blanks and dots are counted by kind alone
    kinds: tuple[tuple[Kind, Count], ...]

    @property
    def per_10000(self) -> float:
        """Characters that differ, in 10,000."""
        return self.total.characters / self.characters * 10_000 if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class Recurring:
    """One difference, wherever it occurs."""

    first: str
    second: str
    kind: Kind
    places: int


@dataclass(frozen=True, slots=True)
class Overview:
    whole: Line
    pages: tuple[Line, ...]
    people: tuple[Line, ...]  # who made the second text, else the first; empty where nobody by name
    recurring: tuple[Recurring, ...]  # the most frequent first


def overview(pages: Sequence[PageDiff]) -> Overview:
    """Everything counted."""
    people = sorted({_person(page) for page in pages} - {""})
    return Overview(
        _line("", pages),
        tuple(_line(page.page, [page]) for page in pages),
        tuple(_line(name, [page for page in pages if _person(page) == name]) for name in people),
        _recurring(piece for page in pages for piece in page.changes),
    )


def _person(page: PageDiff) -> str:
    """Whose changes they are; against a later text without a name, whose errors."""
    return page.second_by or page.first_by


def _line(name: str, pages: Sequence[PageDiff]) -> Line:
    counts: dict[Kind, Count] = {}
    for page in pages:
        for piece in page.changes:
            counts[piece.kind] = counts.get(piece.kind, Count()) + Count(1, piece.size)
    kinds = tuple((kind, counts[kind]) for kind in Kind if kind in counts)
    characters = sum(page.characters for page in pages)
    real = (count for kind, count in kinds if kind not in HARMLESS)
    return Line(name, characters, sum(real, Count()), kinds)


def _recurring(pieces: Iterable[Piece]) -> tuple[Recurring, ...]:
    counted = Counter(
        (piece.first, piece.second, piece.kind) for piece in pieces if piece.kind is not Kind.MOVED
    )
    often = [Recurring(*key, places) for key, places in counted.items() if places > 1]
    return tuple(sorted(often, key=lambda each: (-each.places, each.first, each.second))[:RECURRING])
