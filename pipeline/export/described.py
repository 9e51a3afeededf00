"""All that is known of a document beyond its text, as plain data for JSON Lines."""

from __future__ import annotations

from typing import Any

from pipeline.export import mentions, parties
from pipeline.export.attachments import attachments
from pipeline.export.documents import Document, part_lines
from pipeline.export.headings import Role
from pipeline.export.inventory import inventory
from pipeline.export.mentions import Targets
from pipeline.export.personnel import appointments
from pipeline.model import Box, hull


def described(document: Document, targets: Targets) -> dict[str, Any]:
    """Parties, places, attachments, appointments, citations and claims of one document."""
    pieces = document.pieces
    return {
        "issuers": list(parties.issuers(document.title, pieces)),
        "addressees": list(parties.addressees(document.addressee)),
        "subjects": list(parties.subjects(pieces)),
        "seals": [piece.paragraph.text for piece in pieces if piece.role is Role.SEAL],
        "places": _places(document),
        "attachments": _attachments(document),
        "appointments": [
            {"act": one.act, "person": one.person, "post": one.post, "paragraph": one.paragraph}
            for one in appointments(document.type, pieces)
        ],
        "numbered": [
            {
                "series": row[0].series,
                "numbers": [one.ordinal for one in row],
                "paragraphs": [one.paragraph.id for one in row],
            }
            for row in inventory(document)
        ],
        "citations": _citations(document, targets),
        "claims": _claims(document, targets),
    }


def _places(document: Document) -> list[dict[str, Any]]:
    """The pages of the document, each with the box around its lines there, on the master."""
    on_page: dict[str, list[Box]] = {}
    for line in part_lines(document):
        on_page.setdefault(line.page, []).extend([line.box] if line.box else [])
    return [{"page": page, "box": _box(tuple(boxes))} for page, boxes in on_page.items()]


def _box(boxes: tuple[Box, ...]) -> list[int] | None:
    if not boxes:
        return None
    box = hull(boxes)
    return [box.left, box.top, box.right, box.bottom]


def _attachments(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id(document.id),
            "number": one.number,
            "title": one.title,
            "paragraphs": [paragraph.id for paragraph in one.paragraphs],
        }
        for one in attachments(document.pieces)
    ]


def _citations(document: Document, targets: Targets) -> list[dict[str, Any]]:
    """Every mention of another document; `target` is what it names inside this issue, if anything."""
    return [
        {
            "id": one.id,
            "by": one.citation.by.value,
            "printed": one.citation.printed,
            "key": one.citation.key,
            "paragraph": one.paragraph,
            "start": one.citation.start,
            "stop": one.citation.stop,
            "target": targets.named(one.citation),
        }
        for one in mentions.mentions(document)
    ]


def _claims(document: Document, targets: Targets) -> list[dict[str, Any]]:
    found = []
    for one in mentions.assertions(document):
        said = one.statement
        record = {"id": one.id, "claim": said.claim.value, "sentence": said.sentence}
        record |= {"paragraph": one.paragraph} | ({"date": said.date} if said.date else {})
        if said.target:
            record |= {
                "by": said.target.by.value,
                "key": said.target.key,
                "citation": one.about.id if one.about else "",
            }
            record |= {"target": targets.named(said.target)}
        found.append(record)
    return found
