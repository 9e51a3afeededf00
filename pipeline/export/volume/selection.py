"""Which documents go into a volume."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.export import parties
from pipeline.export.documents import Document
from pipeline.export.issue import Issue
from pipeline.text.modern import modern

_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dash>[-—–])?(?P<last>(?<=[-—–])\d{4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a document must have; of several words of one kind, one is enough.  Empty: anything goes."""

    first_year: int = 0  # 0 for no bound
    last_year: int = 0
    issuers: tuple[str, ...] = ()  # part of the name of a body that issued or signed it
    types: tuple[str, ...] = ()  # 通知, 决定 …: the whole word
    subjects: tuple[str, ...] = ()  # in its subject words (主题词), or in its title

    def attributes(self) -> dict[str, str]:
        """As they stand in the exported file; what is not bounded is missing."""
        found = {
            "from": str(self.first_year or ""),
            "to": str(self.last_year or ""),
            "issuer": "、".join(self.issuers),
            "type": "、".join(self.types),
            "subject": "、".join(self.subjects),
        }
        return {name: value for name, value in found.items() if value}


def bounds(years: str) -> tuple[int, int]:
    """The first and the last year of ``1985``, ``1985-1987``, ``1985-`` or ``-1987``; 0 for no bound.

    Raises:
        UsageError: for anything else, and where the last year is before the first.
    """
    match = _YEARS.fullmatch(years)
    if match is None:
        raise UsageError(f"{years!r} are no years", "Write 1985, 1985-1987, 1985- or -1987.")
    first = int(match["first"] or 0)
    last = int(match["last"] or 0) if match["dash"] else first
    if first and last and last < first:
        raise UsageError(f"{years!r}: the last year is before the first", "Write the earlier year first.")
    return first, last


def chosen(issue: Issue, selection: Selection) -> tuple[Document, ...]:
    """The documents of an issue that are wanted, in printed order; script and width make no difference."""
    return tuple(document for document in issue.documents if _fits(document, issue, selection))


def year_of(document: Document, issue: Issue) -> int:
    """The year of the document, else that of the issue; 0 where neither is known."""
    return int((document.date or issue.facts.date)[:4] or 0)


def _fits(document: Document, issue: Issue, selection: Selection) -> bool:
    year = year_of(document, issue)
    first, last = selection.first_year, selection.last_year
    if (first and year < first) or (last and not 0 < year <= last):
        return False
    bodies = (*parties.issuers(document.title, document.pieces), document.signature)
    about = (*parties.subjects(document.pieces), document.title)
    wanted = (
        (selection.issuers, bodies, _part),
        (selection.types, (document.type,), str.__eq__),
        (selection.subjects, about, _part),
    )
    return all(_has(words, texts, same) for words, texts, same in wanted if words)


def _part(word: str, text: str) -> bool:
    return word in text


def _has(words: tuple[str, ...], texts: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    held = [modern(text) for text in texts]
    return any(same(modern(word), text) for word in words for text in held)
