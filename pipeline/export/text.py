"""Plain text: a printed line a line (of a table, a row), in reading order."""

from __future__ import annotations

from itertools import groupby

from pipeline.export import tables
from pipeline.export.flow import Line, Page, page_lines
from pipeline.export.issue import Issue
from pipeline.export.trust import trust_of


def page_text(page: Page) -> bytes:
    """One page, a blank line between regions, a tab between cells; a page without text says so."""
    if page.edition is None:
        return f"[{without_text(page.id)}]\n".encode()
    regions = (tuple(lines) for _, lines in groupby(page_lines(page), key=lambda line: line.region))
    return "\n".join(_region_text(lines) for lines in regions).encode()


def _region_text(lines: tuple[Line, ...]) -> str:
    if lines[0].cells:
        return f"{tables.text(lines)}\n"
    return "".join(f"{line.text}\n" for line in lines)


def issue_text(issue: Issue) -> bytes:
    """How far the text is to be trusted, in brackets; then all pages, each after its id in brackets."""
    pages = b"\n".join(f"[{page.id}]\n".encode() + page_text(page) for page in issue.pages)
    return statement(issue) + pages


def statement(issue: Issue) -> bytes:
    """A line in brackets and a blank line before the text of an issue; nothing where it has no text."""
    said = trust_of(issue.pages).said(issue.work.language)
    return f"[{said}]\n\n".encode() if said else b""


def without_text(page: str) -> str:
    """What stands in the place of the text of a page that has none."""
    return f"page {page} has no text"
