"""Contents entries against documents: the same title, as printed twice and read twice."""

from __future__ import annotations

from pipeline.export.contents import Entry
from pipeline.export.documents import Document
from pipeline.export.likeness import ALIKE, likeness


def match(entries: tuple[Entry, ...], documents: tuple[Document, ...]) -> tuple[str, ...]:
    """For each entry the id of the document it names, or nothing; each document is named once at most."""
    free = {document.id: document.title for document in documents if document.title}
    found: list[str] = []
    for entry in entries:
        best = max(free, key=lambda name: likeness(entry.title, free[name]), default="")
        if not best or likeness(entry.title, free[best]) < ALIKE:
            found.append("")
            continue
        found.append(best)
        del free[best]
    return tuple(found)
