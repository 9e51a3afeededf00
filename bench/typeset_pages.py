"""The typeset pages that layout is measured on: which, and how worn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from samples.typeset import Issue, Page, book_page, degrade, impress, typeset_issue

ERAS = ("vertical", "mixed", "letterpress", "offset")
BOOK = "book"  # no era: single leaves of a book with notes and references in the margin
STRENGTHS = ("light", "medium", "strong")
CURLED = "curled"  # medium wear, photographed from an open book; only where it is asked for
LEAVES = 8  # pages of the issues that the pages are taken from
FIRST, STEP = 2, 3  # the first page taken is one of running text; the step visits all pages of an issue


@dataclass(frozen=True, slots=True)
class Sample:
    """One page to be read: which page of which issue, and how worn."""

    era: str
    strength: str
    seed: int
    index: int  # page of the issue, from 0

    @property
    def name(self) -> str:
        return f"{self.era}-{self.strength}-{self.seed}-{self.index + 1}"


def samples(
    pages: int, eras: Sequence[str] = ERAS, strengths: Sequence[str] = STRENGTHS, seed: int = 1
) -> tuple[Sample, ...]:
    """So many pages, dealt out to the eras and strengths in turn; each strength gets the same pages."""
    found: list[Sample] = []
    for turn in range(-(-pages // (len(eras) * len(strengths)))):
        for n, era in enumerate(eras):
            index = (FIRST + STEP * turn + n) % LEAVES
            found += [Sample(era, strength, seed + turn // LEAVES, index) for strength in strengths]
    return tuple(found[:pages])


def printed(sample: Sample) -> Page:
    """The page of a sample, worn; the page on its back shines through."""
    if sample.era == BOOK:
        return _leaf(sample)
    formes = _issue(sample.seed, sample.era).formes
    page, back = impress(formes[sample.index]), impress(formes[sample.index ^ 1])
    return degrade(page, sample.strength, sample.seed, back)


def _leaf(sample: Sample) -> Page:
    front = LEAVES * sample.seed + sample.index
    page, back = impress(book_page(front)), impress(book_page(front ^ 1))
    return degrade(page, sample.strength, front, back)


@lru_cache(maxsize=len(ERAS))
def _issue(seed: int, era: str) -> Issue:
    return typeset_issue(seed, LEAVES, era)
