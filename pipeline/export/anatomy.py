"""The parts of one document below its head: addressee, body, signature, date, notes, attachments."""

from __future__ import annotations

import re

from pipeline.export.headings import Piece, Role, is_attachment
from pipeline.export.paragraphs import FINAL, INDENT, Paragraph
from pipeline.export.starts import annex_start
from pipeline.export.titles import bare, is_agency, squeeze
from pipeline.model import RegionKind
from pipeline.text import dates, numbering
from pipeline.text.modern import modern

ASIDES = (
    RegionKind.FOOTNOTE,
    RegionKind.MARGINALIA,
    RegionKind.STAMP,
)  # stand where a page has room for them
ADDRESSEE_LENGTH = 200  # characters a list of addressees may have
SIGNATURE_LENGTH = 40
SIGNATORIES = 6  # paragraphs before the date
NOTE_LENGTH = 60  # a note after the date; anything longer is an attachment that lost its mark
_NOTE = re.compile(r"[（(【\[]?(此件|共印|抄送|抄报|抄发|报送|发[:：]|送[:：]|主题词|印发|分送|校对|打字)")
APART = 0.25  # of the measure, from which a line stands apart
_SAYS = re.compile(  # how a sentence ends before what it announces; no list of addressees does
    r"(?:决定|如下|认为|指出|同意|规定|批复|答复|通知|强调|要求|提出|任命|免去|即|是|者|的|下列[^、]{0,6}|以下[^、]{0,6}):$"
)
_APPOINTS = re.compile(r"任命|免去|任.{2,}为|.{2,4}为.{4,}|职务$")
_TRAILING = re.compile(r"[（(]?附[件表图]")


def dissect(flow: tuple[Paragraph, ...], title: str) -> tuple[Piece, ...]:
    """The paragraphs below the head of the document of that title, each with its role, in order."""
    text = tuple(paragraph for paragraph in flow if paragraph.kind not in ASIDES)
    roles = iter(_roles_of(text, annex_start(text, title)))
    pieces: list[Piece] = []
    role = Role.BODY
    for paragraph in flow:
        if paragraph.kind is RegionKind.STAMP:
            pieces.append(Piece(Role.SEAL, paragraph))
        elif paragraph.kind in ASIDES:
            pieces.append(Piece(Role.ATTACHMENT if role is Role.ATTACHMENT else Role.BODY, paragraph))
        else:
            role = next(roles)
            pieces.append(Piece(role, paragraph))
    return tuple(pieces)


def _roles_of(flow: tuple[Paragraph, ...], annexed: int) -> tuple[Role, ...]:
    """A role for each paragraph; from `annexed` on they are attached."""
    own, attached = flow[:annexed], (Role.ATTACHMENT,) * (len(flow) - annexed)
    date = _closing_date(own)
    addressed = 1 if own and date != 0 and _is_addressee(own[0]) else 0
    end = len(own) if date < 0 else _signature_start(own, date, addressed)
    head = (Role.ADDRESSEE,) * addressed + (Role.BODY,) * (end - addressed)
    if date < 0:
        return head + attached
    signed = (Role.SIGNATURE,) * (date - end) + (Role.DATE,)
    return head + signed + _after_date(own[date + 1 :]) + attached


def date_of(pieces: tuple[Piece, ...]) -> dates.Date | None:
    """The date under the signature, else the last one under the title."""
    for role in (Role.DATE, Role.HEAD_NOTE):
        for piece in reversed(pieces):
            found = _dates_in(piece) if piece.role is role else ()
            if found:
                return found[-1]
    return None


def _dates_in(piece: Piece) -> tuple[dates.Date, ...]:
    """The dates in a paragraph; of one that consists of a date, that one as tolerantly as can be."""
    whole = dates.closing(piece.paragraph.text)
    return (whole,) if whole else dates.find(piece.paragraph.text)


def addressee_of(pieces: tuple[Piece, ...]) -> str:
    """Whom the document is for, without the colon."""
    return "".join(bare(p.paragraph.text) for p in pieces if p.role is Role.ADDRESSEE).rstrip("：:")


def signature_of(pieces: tuple[Piece, ...]) -> str:
    """Who signed, one name after another with a blank between; else the body named under the title."""
    for role in (Role.SIGNATURE, Role.ISSUER):
        names = [bare(piece.paragraph.text) for piece in pieces if piece.role is role]
        if names:
            return " ".join(names)
    return ""


def _is_addressee(paragraph: Paragraph) -> bool:
    """Bodies or persons that a document is for: not indented, and no sentence."""
    text = modern(bare(paragraph.text))
    return (
        text.endswith(":")
        and len(text) <= ADDRESSEE_LENGTH
        and paragraph.indent < INDENT
        and not _SAYS.search(text)
        and not numbering.leading(text)
        and not is_attachment(paragraph)
        and "。" not in text
    )


def _closing_date(flow: tuple[Paragraph, ...]) -> int:
    """The paragraph with the date under the signature: the last one; -1 for none."""
    found = [i for i, paragraph in enumerate(flow) if dates.closing(paragraph.text)]
    return found[-1] if found else -1


def _signature_start(flow: tuple[Paragraph, ...], date: int, first: int) -> int:
    """The first of the short paragraphs right before the date that can be names of bodies or persons."""
    start = date
    while start > max(first, date - SIGNATORIES) and _is_signatory(flow[start - 1]):
        start -= 1
    return start


def _is_signatory(paragraph: Paragraph) -> bool:
    """The name of a body or a person, set apart from the beginning of the lines where boxes tell."""
    text = bare(paragraph.text)
    kind = paragraph.kind is RegionKind.PARAGRAPH
    apart = paragraph.indent >= APART * paragraph.measure and not _APPOINTS.search(modern(text))
    return (
        0 < len(text) <= SIGNATURE_LENGTH
        and len(paragraph.lines) <= 2
        and (is_agency(text) or (kind and apart))
        and not text.endswith(tuple(FINAL))
        and not numbering.leading(text)
        and not _TRAILING.match(text)
    )


def _after_date(flow: tuple[Paragraph, ...]) -> tuple[Role, ...]:
    """Notes up to the first longer text or heading; the rest is attached."""
    cut = next((i for i, paragraph in enumerate(flow) if not _is_note(paragraph)), len(flow))
    return (Role.CLOSING,) * cut + (Role.ATTACHMENT,) * (len(flow) - cut)


def _is_note(paragraph: Paragraph) -> bool:
    text = squeeze(paragraph.text)
    if is_attachment(paragraph) or paragraph.kind is RegionKind.HEADING:
        return False
    return len(text) <= NOTE_LENGTH or _NOTE.match(text) is not None
