"""Contents entries against documents: the same title, as printed twice and read twice."""

from __future__ import annotations

from difflib import SequenceMatcher

from pipeline.export.contents import Entry
from pipeline.export.documents import Document

ALIKE = 0.8  # share of characters in common from which two readings are one title
SHORTEST = 6  # characters; shorter titles must be equal


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


def likeness(left: str, right: str) -> float:
    """0…1; 1 for equal titles, and for a title that the other one shortens at an end."""
    if left == right:
        return 1.0
    if min(len(left), len(right)) < SHORTEST:
        return 0.0
    if right.endswith(left) or left.endswith(right) or right.startswith(left):
        return 0.99
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
