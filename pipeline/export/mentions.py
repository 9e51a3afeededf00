"""What a document says of others, and of its own validity, with the paragraph that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.export.attachments import attachments
from pipeline.export.documents import Document
from pipeline.export.headings import Role
from pipeline.export.paragraphs import Paragraph
from pipeline.model import RegionKind
from pipeline.text import citations, numbering, validity
from pipeline.text.citations import By, Citation
from pipeline.text.modern import modern
from pipeline.text.validity import Statement

_HEAD = (Role.MASTHEAD, Role.TITLE, Role.NUMBER)


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation in a paragraph of a document; of the title, its first paragraph."""

    paragraph: str  # id
    citation: Citation


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim of validity in a paragraph of a document."""

    paragraph: str
    statement: Statement


def mentions(document: Document) -> tuple[Mention, ...]:
    """All documents that a document cites, in printed order; its own number is none."""
    return tuple(
        Mention(name, citation) for name, text in _texts(document) for citation in citations.find(text)
    )


def assertions(document: Document) -> tuple[Assertion, ...]:
    """All claims that a document makes, those of its title first."""
    title, *rest = _texts(document) or [("", "")]
    found = [Assertion(title[0], one) for one in validity.of_title(title[1])]
    listed = {p.paragraph.id for p in document.pieces if p.role is Role.ATTACHMENT or _is_item(p.paragraph)}
    for name, text in rest:
        said = validity.in_list(document.title, text) if name in listed else ()
        found += [Assertion(name, one) for one in said or validity.find(text)]
    return tuple(found)


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.kind is RegionKind.TABLE or numbering.leading(paragraph.text) is not None


class Targets:
    """The documents of an issue, and what is attached to them or printed in them, by number and by title."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_number: dict[str, list[str]] = defaultdict(list)
        self._by_title: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            if document.number:
                self._by_number[modern(document.number)].append(document.id)
            for key, name in _titles(document):
                if name not in self._by_title[key]:
                    self._by_title[key].append(name)

    def named(self, citation: Citation) -> str:
        """The id of the one document, or attachment of one, that is cited; empty for none or several."""
        known = self._by_number if citation.by is By.NUMBER else self._by_title
        found = known.get(citation.key, [])
        return found[0] if len(found) == 1 else ""


def _titles(document: Document) -> Iterator[tuple[str, str]]:
    """The keys that name a document, with its id: its title with and without the issuer, texts inside it."""
    for key in citations.keys(document.title):
        yield key, document.id
    for attachment in attachments(document.pieces):
        if key := citations.title_key(attachment.title):
            yield key, attachment.id(document.id)
    inside = (piece.paragraph for piece in document.pieces if piece.role is Role.BODY)
    headings = (citations.title_key(one.text) for one in inside if one.kind is RegionKind.HEADING)
    yield from ((key, document.id) for key in headings if key)


def _texts(document: Document) -> list[tuple[str, str]]:
    """The title, then every paragraph that is no part of the head, with their ids."""
    first = [piece.paragraph.id for piece in document.pieces if piece.role is Role.TITLE]
    below = [piece.paragraph for piece in document.pieces if piece.role not in _HEAD]
    return [(first[0] if first else "", document.title), *((p.id, p.text) for p in below)]
