"""The build's own test: lines taken from all over the work must be found, each on its page and line.

An index that silently finds nothing looks like a work that says nothing; so no index is put in
place that has not answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import GazetteError, UsageError
from pipeline.search import match
from pipeline.search.find import Index, opened
from pipeline.search.hits import show
from pipeline.search.leaf import BREAK, Leaf
from pipeline.search.query import parse

_LENGTH = 12  # characters of a line that are asked for
_SAMPLES = 100


@dataclass(frozen=True, slots=True)
class Sample:
    rank: int
    name: str  # issue and page, for the message
    line: str
    phrase: str  # a piece of the page's key


@dataclass(slots=True)
class Sampler:
    """Lets pages pass and takes a line from every so many."""

    pages: int  # how many will pass
    samples: list[Sample] = field(default_factory=list)

    def watch(self, leaves: Iterable[Leaf]) -> Iterator[Leaf]:
        step = -(-self.pages // _SAMPLES) or 1
        for rank, leaf in enumerate(leaves):
            found = sample(rank, leaf) if rank % step == 0 else None
            if found:
                self.samples.append(found)
            yield leaf


def sample(rank: int, leaf: Leaf) -> Sample | None:
    """The beginning of one line, another line on each page; None where it says nothing to look for."""
    if not leaf.rows:
        return None
    number = rank % len(leaf.rows)
    first = sum(len(row.glyphs) for row in leaf.rows[:number])
    row = leaf.rows[number]
    key = "".join(
        char
        for char, spot in zip(leaf.key, leaf.spots, strict=True)
        if first <= spot < first + len(row.glyphs)
    )
    phrase = key.split(BREAK)[0].strip()[:_LENGTH].strip()
    try:
        parse(f'"{phrase}"')
    except UsageError:
        return None
    return Sample(rank, f"{leaf.issue} {leaf.page}", row.id, phrase)


def check(folder: Path, samples: Iterable[Sample]) -> None:
    """Ask a generation for every sample.

    Raises:
        GazetteError: naming the first line that is not found.
    """
    with opened(folder) as index:
        for wanted in samples:
            if not _answers(index, wanted):
                raise GazetteError(f"{wanted.name}: the new index does not find line {wanted.line}")


def _answers(index: Index, wanted: Sample) -> bool:
    if wanted.rank not in index.postings.ranks(((wanted.phrase,),)):
        return False
    (page,) = index.shelf.candidates([wanted.rank])
    spots, rows = index.shelf.places(wanted.rank)
    starts = match.exact(page.key, wanted.phrase)
    return any(show(spots, rows, start, start + len(wanted.phrase)).line == wanted.line for start in starts)
