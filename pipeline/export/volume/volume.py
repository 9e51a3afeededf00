"""A compiled volume: the chosen documents of each issue, and the pages that they are printed on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.export.documents import Document, part_lines
from pipeline.export.flow import Line
from pipeline.export.issue import Issue
from pipeline.export.trust import Trust, Trusts
from pipeline.export.volume.selection import Selection
from pipeline.model import Step
from pipeline.settings import WorkSettings

_NOT_NAME = re.compile(r"[^A-Za-z0-9.\u4e00-\u9fff-]")


@dataclass(frozen=True, slots=True)
class Extract:
    """What of an issue is in a volume."""

    issue: Issue  # its pages and parts are those that are in the volume
    status: str  # by the record of the rounds and of acceptance, as packages have it

    @property
    def key(self) -> str:
        """What stands before each id of the issue, so that ids are unique in the volume: ``v1987-03``."""
        return "v" + _NOT_NAME.sub(lambda match: f"_x{ord(match[0]):04X}_", self.issue.id)  # as .NET escapes

    @property
    def trust(self) -> Trust:
        """How far the text of its documents is to be trusted."""
        trusts = Trusts(self.issue.pages)
        return sum((trusts.of(part_lines(document)) for document in self.issue.documents), Trust())


def extract(issue: Issue, documents: tuple[Document, ...], status: str) -> Extract:
    """These documents, at least one, of an issue, with the pages that they are printed on."""
    printed = {line.page for document in documents for line in part_lines(document)}
    pages = tuple(page for page in issue.pages if page.id in printed)
    return Extract(replace(issue, pages=pages, parts=documents), status)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in its place."""

    extract: Extract
    document: Document
    page: int  # of the volume, from 1

    @property
    def line(self) -> Line:
        return part_lines(self.document)[0]

    @property
    def id(self) -> str:
        return f"{self.extract.key}_{self.document.id}"


@dataclass(frozen=True, slots=True)
class Volume:
    """At least one extract, in the order of the issues."""

    id: str
    title: str
    work: WorkSettings
    selection: Selection
    extracts: tuple[Extract, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The documents in order, each with the page of the volume on which it begins."""
        found: list[Entry] = []
        before = 0
        for extract in self.extracts:
            numbers = {page.id: before + number for number, page in enumerate(extract.issue.pages, 1)}
            found += (
                Entry(extract, document, numbers[part_lines(document)[0].page])
                for document in extract.issue.documents
            )
            before += len(numbers)
        return tuple(found)

    @property
    def trust(self) -> Trust:
        return sum((extract.trust for extract in self.extracts), Trust())

    @property
    def steps(self) -> tuple[Step, ...]:
        """What made the text, each once."""
        return tuple(dict.fromkeys(step for extract in self.extracts for step in extract.issue.steps))
