"""What an engine is asked to do: a small protocol, with tantivy behind it, and SQLite's FTS5 to check it by.

Engines know entries by rank: issue by issue in natural order, within an issue in reading order.  They
answer with whole entries, in the order that is asked for, and with exact counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pipeline.search.asked import Node
from pipeline.search.entry import Entry, Head
from pipeline.search.packing import Packed


class Via(StrEnum):
    """What a hit rests on."""

    TEXT = "text"  # the chosen text of the edition
    NORMALISED = "normalised"  # a place in it where the print has something else
    ALTERNATIVE = "alternative"  # a reading that was not chosen, at a place that is not settled


class Sort(StrEnum):
    """The order of an answer, within the exact hits and within the others."""

    PLACE = "place"  # issue, page, place on the page
    OLDEST = "oldest"
    NEWEST = "newest"
    BEST = "best"  # rare words and short texts first


class Facet(StrEnum):
    YEAR = "year"
    TYPE = "type"
    ISSUER = "issuer"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class Window:
    limit: int
    offset: int = 0
    sort: Sort = Sort.PLACE


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries answer, and those of a window."""

    total: int
    entries: tuple[Entry, ...]


class Writer(Protocol):
    """Takes entries; what it wrote counts when it is closed."""

    def add(self, rank: int, head: Head, packed: Packed) -> None: ...

    def close(self) -> None: ...


class Reviser(Writer, Protocol):
    """Takes out the entries of an issue as well."""

    def remove(self, issue: str) -> None: ...


class Reader(Protocol):
    """Answers; may be asked many times, from one thread."""

    def find(self, node: Node, via: Via, window: Window) -> Found:
        """Entries whose chosen text answers; or those that answer only with the help of other readings."""

    def ranks(self, node: Node, via: Via) -> list[int]:
        """All of them, in order."""

    def count_by(self, node: Node, facet: Facet, limit: int) -> tuple[tuple[str, int], ...]:
        """The commonest values among the entries whose chosen text answers, and how many have each."""

    def names(self, beginning: str, limit: int) -> tuple[str, ...]:
        """Titles, issuers, numbers and subjects, as printed, whose key begins so."""

    def close(self) -> None: ...


class Engine(Protocol):
    """Opens folders."""

    def writer(self, folder: Path, doubted: Sequence[str]) -> Writer:
        """Go on in a folder, or begin in an empty one; `doubted` are all characters with other readings."""

    def reader(self, folder: Path) -> Reader: ...


class RevisingEngine(Engine, Protocol):
    """One whose indexes are built on top of the one before; what only checks is made anew."""

    def writer(self, folder: Path, doubted: Sequence[str]) -> Reviser: ...


def day_of(date: str) -> int:
    """An ISO date, as much of it as is known, as eight digits; 0 where nothing is."""
    return int(date.replace("-", "").ljust(8, "0"))
