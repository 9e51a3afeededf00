"""What a document says of others, and of its own validity, with the paragraph that says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.export import tables
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
    """A citation in a paragraph of a document, its place counted in the text of the paragraph.

    One that runs on into the next paragraph of a title ends with the first.
    """

    id: str  # "p0003_r02_l05__ref_1": the first one in the paragraph p0003_r02_l05
    paragraph: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim of validity in a paragraph of a document."""

    id: str  # "p0003_r02_l05__mod_1"
    paragraph: str
    statement: Statement
    about: Mention | None  # of the document that it is about; None for the one that says so


def mentions(document: Document) -> tuple[Mention, ...]:
    """All documents that a document cites, in printed order; its own number is none."""
    counted: Counter[str] = Counter()
    found = []
    for paragraph, citation in (*_of_title(document), *_of_text(document)):
        counted[paragraph] += 1
        found.append(Mention(f"{paragraph}__ref_{counted[paragraph]}", paragraph, citation))
    return tuple(found)


def assertions(document: Document) -> tuple[Assertion, ...]:
    """All claims that a document makes, those of its title first."""
    first = next((piece.paragraph.id for piece in document.pieces if piece.role is Role.TITLE), "")
    said = [(first, one) for one in validity.of_title(document.title)]
    listed = {p.paragraph.id for p in document.pieces if p.role is Role.ATTACHMENT or _is_item(p.paragraph)}
    for paragraph in _below(document):
        for start, text in _parts(paragraph, "\n"):
            whole = validity.in_list(document.title, text) if paragraph.id in listed else ()
            own = whole or validity.find(text)
            said += [(paragraph.id, replace(s, start=s.start + start, stop=s.stop + start)) for s in own]
    known = mentions(document)
    counted: Counter[str] = Counter()
    found = []
    for name, statement in said:
        counted[name] += 1
        found.append(
            Assertion(f"{name}__mod_{counted[name]}", name, statement, _named(statement, name, known))
        )
    return tuple(found)


def _named(statement: Statement, paragraph: str, known: Iterable[Mention]) -> Mention | None:
    """The mention that a statement is about: in its own paragraph, or, of a title, in another one of it."""
    if statement.target is None:
        return None
    same = [one for one in known if one.citation.key == statement.target.key]
    return next(iter([*(one for one in same if one.paragraph == paragraph), *same]), None)


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


def _of_title(document: Document) -> Iterator[tuple[str, Citation]]:
    """What the title cites, each with the paragraph of the title that it begins in."""
    parts = [piece.paragraph for piece in document.pieces if piece.role is Role.TITLE]
    cited = citations.find("".join(part.text for part in parts))
    begin = 0
    for part in parts:
        end = begin + len(part.text)
        for one in cited:
            if begin <= one.start < end:
                yield part.id, replace(one, start=one.start - begin, stop=min(one.stop, end) - begin)
        begin = end


def _of_text(document: Document) -> Iterator[tuple[str, Citation]]:
    for paragraph in _below(document):
        for start, text in _parts(paragraph, "\t\n"):
            for one in citations.find(text):
                yield paragraph.id, replace(one, start=one.start + start, stop=one.stop + start)


def _parts(paragraph: Paragraph, ends: str) -> Iterable[tuple[int, str]]:
    """A paragraph as a whole; a table in its rows or cells, each with its place in the text."""
    return tables.pieces(paragraph.lines, ends) if paragraph.lines[0].cells else [(0, paragraph.text)]


def _below(document: Document) -> Iterator[Paragraph]:
    """Every paragraph that is no part of the head."""
    return (piece.paragraph for piece in document.pieces if piece.role not in _HEAD)
