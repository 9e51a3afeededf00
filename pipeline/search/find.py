"""Asking the index: exact counts, entries in order, each with its places on the masters.

Entries whose chosen text answers come first, then those that answer only with the help of readings that
were not chosen, marked as such.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.search import generation, match
from pipeline.search.asked import Field, Near, Node, Pattern, Phrase, wanted
from pipeline.search.engine import Engine, Facet, Reader, Via, Window
from pipeline.search.entry import Entry, Facts, Normal
from pipeline.search.hits import Place, Span, show
from pipeline.search.postings import Tantivy
from pipeline.search.query import parse
from pipeline.workspace import Workspace

MAX_HITS = 10_000  # entries shown in one answer; the count has no limit
MAX_PLACES = 20  # places shown of one entry
MAX_VALUES = 20  # of a facet


class Unit(StrEnum):
    """What an answer is made of; all words of a query must be in one."""

    DOCUMENT = "document"  # and, a page each, what stands outside of documents
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers."""

    facts: Facts
    pages: tuple[str, ...]  # ids of the pages that it stands on
    places: tuple[Place, ...]  # the first ones; none where only a field or a date was asked for
    count: int  # of all places in it
    via: Via

    @property
    def exact(self) -> bool:
        return self.via is Via.TEXT


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One window of an answer; the counts are exact and of the whole answer."""

    total: int  # entries
    exact: int  # of these, the ones whose chosen text answers; they come first
    hits: tuple[Hit, ...]


@contextmanager
def opened(workspace: Workspace, unit: Unit = Unit.DOCUMENT) -> Iterator[Reader]:
    """The index of a work, to be asked many times.

    Raises:
        WorkspaceError: where there is none, or it is damaged.
    """
    with opened_in(workspace.index / generation.current(workspace).folder, unit) as reader:
        yield reader


@contextmanager
def opened_in(folder: Path, unit: Unit, engine: Engine | None = None) -> Iterator[Reader]:
    """The index in the folder of a generation."""
    reader = (engine or Tantivy()).reader(folder / unit)
    try:
        yield reader
    finally:
        reader.close()


def search(
    workspace: Workspace, query: str, window: Window | None = None, unit: Unit = Unit.DOCUMENT
) -> SearchResult:
    """Search the whole work.

    Raises:
        UsageError: where the query says nothing or too much, or the window is none.
        WorkspaceError: where there is no index, or a damaged one.
    """
    node = parse(query)
    with opened(workspace, unit) as reader:
        return answer(reader, node, window or Window(20))


def facets(
    workspace: Workspace, query: str, unit: Unit = Unit.DOCUMENT
) -> tuple[tuple[Facet, tuple[tuple[str, int], ...]], ...]:
    """Of the entries whose chosen text answers: the commonest years, types, issuers, issues, with counts.

    Raises:
        UsageError, WorkspaceError: as `search`.
    """
    with opened(workspace, unit) as reader:
        return facets_of(reader, parse(query))


def facets_of(reader: Reader, node: Node) -> tuple[tuple[Facet, tuple[tuple[str, int], ...]], ...]:
    """As `facets`, of an index that is open."""
    return tuple((facet, reader.count_by(node, facet, MAX_VALUES)) for facet in Facet)


def answer(reader: Reader, node: Node, window: Window) -> SearchResult:
    """Ask for the exact ones, and for the others as far as the window reaches beyond them.

    Raises:
        UsageError: where the window is none.
        WorkspaceError: where the index is damaged.
    """
    if not 1 <= window.limit <= MAX_HITS or not 0 <= window.offset <= 10 * MAX_HITS:
        advice = f"Ask for 1 to {MAX_HITS:,} hits, from number 0 to {10 * MAX_HITS:,}."
        raise UsageError(f"cannot show {window.limit} hits from number {window.offset}", advice)
    sure = reader.find(node, Via.TEXT, window)
    left = window.limit - len(sure.entries)
    past = max(window.offset - sure.total, 0)
    more = reader.find(node, Via.ALTERNATIVE, Window(max(left, 1), past, window.sort))
    found = [(entry, Via.TEXT) for entry in sure.entries]
    found += [(entry, Via.ALTERNATIVE) for entry in more.entries[:left]]
    return SearchResult(sure.total + more.total, sure.total, tuple(_hit(*one, node) for one in found))


def _hit(entry: Entry, via: Via, node: Node) -> Hit:
    spans = spans_of(entry, node)
    shown = tuple(show(entry, span) for span in spans[:MAX_PLACES])
    pages = tuple(sheet.page for sheet in entry.head.sheets)
    return Hit(entry.head.facts, pages, shown, len(spans), via)


def spans_of(entry: Entry, node: Node) -> list[Span]:
    """Every place of every phrase, once: those of the chosen text first, in the order of the text."""
    found: dict[Via, dict[tuple[int, int], Span]] = {via: {} for via in Via}
    for phrase in wanted(node):
        for span in _spans(entry, phrase):
            found[span.via][span.start, span.stop] = span
    starts = sorted(start for start, _ in found[Via.TEXT])
    normal = [
        span for span in found[Via.NORMALISED].values()
        if bisect_left(starts, span.start) == bisect_left(starts, span.stop)
    ]  # fmt: skip
    chosen = sorted((*found[Via.TEXT].values(), *normal), key=lambda span: (span.start, span.stop))
    known = {(span.start, span.stop) for span in chosen}
    others = (span for place, span in found[Via.ALTERNATIVE].items() if place not in known)
    return [*chosen, *sorted(others, key=lambda span: (span.start, span.stop))]


def _spans(entry: Entry, phrase: Phrase | Near) -> Iterator[Span]:
    if isinstance(phrase, Near):
        for pattern, start in _apart(entry.head.key, phrase):
            yield Span(start, start + len(pattern), Via.TEXT)
    elif phrase.field is Field.TEXT:
        for start in match.exact(entry.head.key, phrase.pattern):
            yield Span(start, start + len(phrase.pattern), Via.TEXT)
        yield from _otherwise(entry, phrase.pattern)
    else:
        low, high = _title(entry) if phrase.field is Field.TITLE else (0, len(entry.glyphs))
        for start in match.exact(entry.head.key, phrase.pattern):
            if low <= entry.text.glyph(start) < high:
                yield Span(start, start + len(phrase.pattern), Via.TEXT)
    for normal in entry.head.normals:
        yield from _normalised(normal, phrase)


def _otherwise(entry: Entry, pattern: Pattern) -> Iterator[Span]:
    """With the help of readings that were not chosen."""
    for start in match.doubtful(entry.head.key, entry.head.doubts, pattern):
        yield Span(start, start + len(pattern), Via.ALTERNATIVE)
    for variant in entry.head.variants:
        for start in match.exact(variant.key, pattern):
            places = variant.places[start : start + len(pattern)]
            yield Span(places[0], places[-1] + 1, Via.ALTERNATIVE)


def _normalised(normal: Normal, phrase: Phrase | Near) -> Iterator[Span]:
    """Where only the normalised text has it."""
    if isinstance(phrase, Near):
        found = _apart(normal.key, phrase)
    else:
        starts = match.exact(normal.key, phrase.pattern) if phrase.field is Field.TEXT else ()
        found = ((phrase.pattern, start) for start in starts)
    for pattern, start in found:
        stop = start + len(pattern)
        if isinstance(phrase, Near) or normal.is_altered(start, stop):
            via = Via.NORMALISED if normal.is_altered(start, stop) else Via.TEXT
            low, high = normal.span(start, stop)
            yield Span(low if low < high else max(low - 1, 0), max(high, 1), via)


def _apart(key: str, near: Near) -> Iterator[tuple[Pattern, int]]:
    """The places of either word, where they stand near each other."""
    for pair in match.near(key, near.first, near.second, near.distance):
        yield from zip((near.first, near.second), pair, strict=True)


def _title(entry: Entry) -> tuple[int, int]:
    """The first glyph of the title, and the first after it; all where no row is marked."""
    titles = [line for line in entry.lines if line.title]
    return (titles[0].start, titles[-1].stop) if titles else (0, len(entry.glyphs))
