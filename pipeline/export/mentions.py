"""What a document says of others, and of its own validity, with the paragraph that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.export.attachments import attachments
from pipeline.export.documents import Document
from pipeline.export.headings import Role
from pipeline.model import RegionKind
from pipeline.text import citations, validity
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
    found += [Assertion(name, one) for name, text in rest for one in validity.find(text)]
    return tuple(found)


def target(citation: Citation, documents: Iterable[Document]) -> str:
    """The id of the one document, or attachment of one, that a citation names; empty for none or several."""
    found: list[str] = []
    for document in documents:
        if citation.by is By.NUMBER:
            found += [document.id] if modern(document.number) == citation.key else []
        elif citations.names(citation.key, citations.title_key(document.title)):
            found.append(document.id)
        else:
            found += _attached(citation, document)
            found += [document.id] if _holds(citation, document) else []
    return found[0] if len(found) == 1 else ""


def _attached(citation: Citation, document: Document) -> list[str]:
    return [
        f"{document.id}__att_{position}"
        for position, attachment in enumerate(attachments(document.pieces), 1)
        if citations.title_key(attachment.title) == citation.key
    ]


def _holds(citation: Citation, document: Document) -> bool:
    """Whether the body of a document has a heading of that title: a text that it publishes."""
    headings = (p.paragraph for p in document.pieces if p.role is Role.BODY)
    return any(
        citations.title_key(one.text) == citation.key for one in headings if one.kind is RegionKind.HEADING
    )


def _texts(document: Document) -> list[tuple[str, str]]:
    """The title, then every paragraph that is no part of the head, with their ids."""
    first = [piece.paragraph.id for piece in document.pieces if piece.role is Role.TITLE]
    below = [piece.paragraph for piece in document.pieces if piece.role not in _HEAD]
    return [(first[0] if first else "", document.title), *((p.id, p.text) for p in below)]
