"""The PDF/A-2b of an issue: its pages in order, a bookmark for each of its parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipeline.export.documents import part_lines
from pipeline.export.facts import folio
from pipeline.export.flow import Page
from pipeline.export.issue import STEP, Issue
from pipeline.export.parts import label
from pipeline.export.pdf import book, layer
from pipeline.export.pdf.metadata import About
from pipeline.export.trust import trust_of
from pipeline.model import Master
from pipeline.plate import Plate

Picture = Callable[[Master], Plate]


def write(issue: Issue, picture: Picture) -> bytes:
    """The issue as PDF/A-2b; `picture` gives the picture of each page, one at a time.

    Raises:
        InvalidPdfError: naming what breaks PDF/A.
        BadInputError: where a master cannot be decoded.
    """
    sheets = tuple(sheet(page, picture, folio(page) or page.id) for page in issue.pages)
    return book.write(book.Book(_about(issue), sheets, _bookmarks(issue)))


def sheet(page: Page, picture: Picture, name: str) -> book.Sheet:
    """A page of an issue, under this label."""
    lines = layer.placed_lines(page.edition, page.master) if page.edition else ()
    return book.Sheet(page.master, lines, partial(picture, page.master), name)


def _about(issue: Issue) -> About:
    return About(
        identifier=issue.id,
        title=issue.title,
        description=trust_of(issue.pages).said(issue.work.language),
        publisher=issue.publisher,
        language=issue.work.language,
        date=issue.facts.date,
        digitized=issue.work.digitized,
        maker=STEP,
    )


def _bookmarks(issue: Issue) -> tuple[book.Bookmark, ...]:
    """One for each part, to the height at which it begins."""
    numbers = {page.id: number for number, page in enumerate(issue.pages)}
    firsts = ((part, part_lines(part)[0]) for part in issue.parts)
    return tuple(
        book.Bookmark(label(part), book.Target(numbers[line.page], line.box.top if line.box else 0))
        for part, line in firsts
    )
