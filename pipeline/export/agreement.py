"""The contents pages against the documents: what only one of them has, and pages that differ.

How a title is spelt in both places is looked at when the text is proofread; here the issue is looked at as
a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.export.contents import Entry, entries, is_heading
from pipeline.export.documents import Document, Part, Section, SectionKind, part_lines
from pipeline.export.facts import folio
from pipeline.export.flow import Page
from pipeline.export.headings import LONGEST_TITLE
from pipeline.export.likeness import ALIKE, likeness
from pipeline.export.matching import match
from pipeline.export.titles import squeeze
from pipeline.model import Finding, hull


def contents_findings(pages: tuple[Page, ...], parts: tuple[Part, ...]) -> tuple[Finding, ...]:
    """Every mismatch of an issue that has contents pages."""
    listed = listed_entries(parts)
    if not listed:
        return ()
    documents = tuple(part for part in parts if isinstance(part, Document))
    targets = match(listed, documents)
    return (
        *_unprinted(listed, targets, documents),
        *_unlisted(documents, targets),
        *_elsewhere(listed, targets, documents, pages),
    )


def listed_entries(parts: tuple[Part, ...]) -> tuple[Entry, ...]:
    """The entries of all contents pages, those above a level of its own heading left out."""
    lines = [
        line
        for part in parts
        if isinstance(part, Section) and part.kind is SectionKind.CONTENTS
        for paragraph in part.paragraphs
        if not is_heading(paragraph)
        for line in paragraph.lines
    ]
    return tuple(entry for entry in entries(tuple(lines)) if entry.page)


def _unprinted(
    listed: tuple[Entry, ...], targets: tuple[str, ...], documents: tuple[Document, ...]
) -> Iterator[Finding]:
    """Entries without a document; one with a number may name a section or an attachment of one."""
    sections = {squeeze(p.text) for d in documents for p in d.paragraphs if len(p.text) <= LONGEST_TITLE}
    for entry, target in zip(listed, targets, strict=True):
        if target or (entry.level > 1 and any(likeness(entry.title, one) >= ALIKE for one in sections)):
            continue
        message = f"the contents list {entry.title} on page {entry.page}; no document has that title"
        yield _finding("contents-without-document", message, entry)


def _unlisted(documents: tuple[Document, ...], targets: tuple[str, ...]) -> Iterator[Finding]:
    for document in documents:
        if document.id not in targets:
            line = part_lines(document)[0]
            message = f"{document.id} {document.title or document.number} is not in the contents"
            yield Finding("document-not-in-contents", message, page=line.page, image=line.page, box=line.box)


def _elsewhere(
    listed: tuple[Entry, ...],
    targets: tuple[str, ...],
    documents: tuple[Document, ...],
    pages: tuple[Page, ...],
) -> Iterator[Finding]:
    folios = {page.id: folio(page).split("-") for page in pages}
    starts = {document.id: part_lines(document)[0].page for document in documents}
    for entry, target in zip(listed, targets, strict=True):
        printed = folios.get(starts.get(target, ""), [""])
        if target and any(printed) and str(entry.page) not in printed:
            message = f"the contents say page {entry.page} of {entry.title}, it begins on {'-'.join(printed)}"
            yield _finding("contents-page-differs", message, entry)


def _finding(code: str, message: str, entry: Entry) -> Finding:
    page = entry.lines[0].page
    boxes = tuple(line.box for line in entry.lines if line.box and line.page == page)
    return Finding(code, message, page=page, image=page, box=hull(boxes) if boxes else None)
