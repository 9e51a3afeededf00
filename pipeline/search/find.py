"""Asking the index: exact counts, hits in order, each with its place on the master.

Hits of the chosen text come first, then hits via other readings; among either, issues in natural
order, pages, places on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.search import generation, match
from pipeline.search.hits import Hit, Via, show
from pipeline.search.postings import Postings
from pipeline.search.query import Query, parse
from pipeline.search.shelf import Candidate, Shelf
from pipeline.workspace import Workspace

MAX_HITS = 10_000  # shown in one answer; the count has no limit
Span = tuple[int, int]  # from, to in the key of a page


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One window of an answer; the counts are exact and of the whole answer."""

    total: int  # hits
    pages: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation; may be asked many times, from one thread."""

    postings: Postings
    shelf: Shelf


@contextmanager
def opened(folder: Path) -> Iterator[Index]:
    """Open the generation in a folder.

    Raises:
        WorkspaceError: where it is damaged.
    """
    index = Index(Postings(folder), Shelf(folder))
    try:
        yield index
    finally:
        index.shelf.close()


def search(workspace: Workspace, query: str, limit: int = 20, offset: int = 0) -> SearchResult:
    """Search the whole work; `offset` hits are passed over and at most `limit` shown.

    Raises:
        UsageError: where the query says nothing or too much, or the window is none.
        WorkspaceError: where there is no index, or a damaged one.
    """
    asked = parse(query)
    if not 1 <= limit <= MAX_HITS or offset < 0:
        advice = f"Ask for 1 to {MAX_HITS:,} hits, from number 0 on."
        raise UsageError(f"cannot show {limit} hits from number {offset}", advice)
    with opened(workspace.index / generation.current(workspace).folder) as index:
        return answer(index, asked, limit, offset)


def answer(index: Index, query: Query, limit: int, offset: int) -> SearchResult:
    """Look on every page that may answer; keep only the hits that are shown."""
    pages = 0
    sure, doubtful = _Window(offset + limit), _Window(offset + limit)
    for candidate in index.shelf.candidates(index.postings.ranks(query.groups)):
        found = _places(candidate, query)
        if found:
            pages += 1
            sure.add(candidate, found[0], Via.TEXT)
            doubtful.add(candidate, found[1], Via.ALTERNATIVE)
    kept = (sure.kept + doubtful.kept)[offset : offset + limit]
    return SearchResult(sure.total + doubtful.total, pages, tuple(_hits(index.shelf, kept)))


@dataclass(slots=True)
class _Window:
    """Counts hits and keeps the first ones."""

    size: int
    total: int = 0
    kept: list[tuple[Candidate, Span, Via]] = field(default_factory=list)

    def add(self, candidate: Candidate, spans: list[Span], via: Via) -> None:
        room = self.size - len(self.kept)
        self.kept.extend((candidate, span, via) for span in spans[:room])
        self.total += len(spans)


def _places(page: Candidate, query: Query) -> tuple[list[Span], list[Span]] | None:
    """All hits on a page, via the text and via other readings; None where the page does not answer."""
    if any(phrase in page.key for phrase in query.without):
        return None
    sure: list[Span] = []
    doubtful: list[Span] = []
    present: set[str] = set()
    for phrase in query.phrases:
        exact = list(match.exact(page.key, phrase))
        others = match.doubtful(page.key, page.doubts, phrase) if page.doubts else []
        others = sorted(set(others).difference(exact))
        sure.extend((start, start + len(phrase)) for start in exact)
        doubtful.extend((start, start + len(phrase)) for start in others)
        if exact or others:
            present.add(phrase)
    if not all(present.intersection(group) for group in query.groups):
        return None
    return sorted(sure), sorted(doubtful)


def _hits(shelf: Shelf, kept: list[tuple[Candidate, Span, Via]]) -> Iterator[Hit]:
    """What is shown of each hit; hits of one page that follow each other read it once."""
    for page, group in groupby(kept, key=lambda entry: entry[0]):
        spots, rows = shelf.places(page.rank)
        for _, (start, stop), via in group:
            shown = show(spots, rows, start, stop)
            yield Hit(
                page.issue, page.page, shown.line, shown.text, shown.before, shown.match, shown.after,
                shown.boxes, page.file, via,
            )  # fmt: skip
