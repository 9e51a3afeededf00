"""The parts of one document below its head: addressee, body, signature, date, notes, attachments."""

from __future__ import annotations

import re

from pipeline.export.headings import Piece, Role, is_attachment
from pipeline.export.paragraphs import FINAL, Paragraph
from pipeline.export.titles import AGENCY, squeeze
from pipeline.model import RegionKind
from pipeline.text import dates, numbering

ADDRESSEE_LENGTH = 200  # characters a list of addressees may have
SIGNATURE_LENGTH = 40
SIGNATORIES = 6  # paragraphs before the date
NOTE_LENGTH = 60  # a note after the date; anything longer is an attachment that lost its mark
_NOTE = re.compile(r"[（(【\[]?(此件|共印|抄送|抄报|抄发|报送|发[:：]|送[:：]|主题词|印发|分送|校对|打字)")
_TRAILING = re.compile(r"[（(]?附[件表图]")


def dissect(flow: tuple[Paragraph, ...]) -> tuple[Piece, ...]:
    """The paragraphs below the head, each with its role, in order."""
    date = _closing_date(flow)
    addressed = 1 if flow and date != 0 and _is_addressee(flow[0]) else 0
    if date < 0:
        cut = next((i for i, paragraph in enumerate(flow) if is_attachment(paragraph)), len(flow))
        return (*_pieces(flow[:cut], addressed), *_roles(Role.ATTACHMENT, flow[cut:]))
    signed = _signature_start(flow, date, addressed)
    return (
        *_pieces(flow[:signed], addressed),
        *_roles(Role.SIGNATURE, flow[signed:date]),
        *_roles(Role.DATE, flow[date : date + 1]),
        *_after_date(flow[date + 1 :]),
    )


def date_of(pieces: tuple[Piece, ...]) -> dates.Date | None:
    """The date under the signature, else the last one under the title."""
    for role in (Role.DATE, Role.HEAD_NOTE):
        found = [date for piece in pieces if piece.role is role for date in dates.find(piece.paragraph.text)]
        if found:
            return found[-1]
    return None


def addressee_of(pieces: tuple[Piece, ...]) -> str:
    """Whom the document is for, without the colon."""
    return "".join(squeeze(p.paragraph.text) for p in pieces if p.role is Role.ADDRESSEE).rstrip("：:")


def signature_of(pieces: tuple[Piece, ...]) -> str:
    """Who signed, one name after another with a blank between; else the body named under the title."""
    for role in (Role.SIGNATURE, Role.ISSUER):
        names = [squeeze(piece.paragraph.text) for piece in pieces if piece.role is role]
        if names:
            return " ".join(names)
    return ""


def _pieces(flow: tuple[Paragraph, ...], addressed: int) -> tuple[Piece, ...]:
    """The first `addressed` paragraphs as addressee, the rest as body."""
    return (*_roles(Role.ADDRESSEE, flow[:addressed]), *_roles(Role.BODY, flow[addressed:]))


def _roles(role: Role, flow: tuple[Paragraph, ...]) -> tuple[Piece, ...]:
    return tuple(Piece(role, paragraph) for paragraph in flow)


def _is_addressee(paragraph: Paragraph) -> bool:
    text = squeeze(paragraph.text)
    return (
        text.endswith(("：", ":"))
        and len(text) <= ADDRESSEE_LENGTH
        and not numbering.leading(text)
        and not is_attachment(paragraph)
        and "。" not in text
    )


def _closing_date(flow: tuple[Paragraph, ...]) -> int:
    """The paragraph with the date under the signature: the last one before an attachment; -1 for none."""
    stop = next((i for i, paragraph in enumerate(flow) if is_attachment(paragraph)), len(flow))
    found = [i for i in range(stop) if dates.whole(flow[i].text)]
    return found[-1] if found else -1


def _signature_start(flow: tuple[Paragraph, ...], date: int, first: int) -> int:
    """The first of the short paragraphs right before the date that can be names of bodies or persons."""
    start = date
    while start > max(first, date - SIGNATORIES) and _is_signatory(flow[start - 1]):
        start -= 1
    return start


def _is_signatory(paragraph: Paragraph) -> bool:
    text = squeeze(paragraph.text)
    return (
        0 < len(text) <= SIGNATURE_LENGTH
        and len(paragraph.lines) <= 2
        and (paragraph.kind in (RegionKind.PARAGRAPH, RegionKind.STAMP) or AGENCY.fullmatch(text) is not None)
        and not text.endswith(tuple(FINAL))
        and not numbering.leading(text)
        and not _TRAILING.match(text)
    )


def _after_date(flow: tuple[Paragraph, ...]) -> tuple[Piece, ...]:
    """Notes up to the first attachment mark or longer text; the rest is attached."""
    cut = next((i for i, paragraph in enumerate(flow) if not _is_note(paragraph)), len(flow))
    return (*_roles(Role.CLOSING, flow[:cut]), *_roles(Role.ATTACHMENT, flow[cut:]))


def _is_note(paragraph: Paragraph) -> bool:
    text = squeeze(paragraph.text)
    if is_attachment(paragraph) or paragraph.kind is RegionKind.HEADING:
        return False
    return len(text) <= NOTE_LENGTH or _NOTE.match(text) is not None
