"""What is attached to a document: each attachment with its mark, its title and its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.export.headings import Piece, Role, head_at, is_attachment, title_of
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.text import numerals
from pipeline.text.modern import modern

LONGEST = 60  # characters of the name of an attachment in the list of them
_NUMBER = re.compile(r"附[件表图录]\(?([0-9一二三四五六七八九十]{1,3})")
_LIST = re.compile(r"附[件表图]([:：]|\s*[0-9一二三四五六七八九十]{1,3}[.、．:：])")
_ITEM = re.compile(r"(?<![0-9])([0-9]{1,2})\s*[.、．]\s*(?=[^0-9\s])")


@dataclass(frozen=True, slots=True)
class Attachment:
    """At least one paragraph; the mark (附件一) and the title are among them, and may be missing."""

    mark: Paragraph | None
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def place(self) -> str:
        """The id of the line it begins with, in its own name and in that of its place in the document."""
        return self.paragraphs[0].id

    def id(self, document: str) -> str:
        """``d_p0003_r02_l01__att_p0005_r01_l01``"""
        return f"{document}__att_{self.place}"

    @property
    def number(self) -> int:
        """What its mark says; 0 where it says nothing."""
        match = _NUMBER.match(modern(squeeze(self.mark.text))) if self.mark else None
        return (numerals.value(match[1]) or 0) if match else 0


def attachments(pieces: tuple[Piece, ...]) -> tuple[Attachment, ...]:
    """The attachments of a document in order; each mark begins one, where there are none each full title."""
    flow = tuple(piece.paragraph for piece in pieces if piece.role is Role.ATTACHMENT)
    if not flow:
        return ()
    starts = [at for at, paragraph in enumerate(flow) if is_attachment(paragraph)]
    if not starts:
        starts = [at for at in range(len(flow)) if head_at(flow, at) and not (at and head_at(flow, at - 1))]
    bounds = sorted({0, *starts, len(flow)})
    return tuple(_attachment(flow[start:stop]) for start, stop in pairwise(bounds))


def listing(pieces: tuple[Piece, ...]) -> tuple[Paragraph, ...]:
    """The list of attachments under the text (附件：1.… 2.…); empty where there is none."""
    found: list[Paragraph] = []
    for piece in pieces:
        text = modern(piece.paragraph.text.strip())
        own = piece.role in (Role.BODY, Role.CLOSING, Role.SIGNATURE)
        if own and (_LIST.match(text) or (found and _ITEM.match(text) and len(text) <= LONGEST)):
            found.append(piece.paragraph)
        elif found:
            break
    return tuple(found)


def announced(pieces: tuple[Piece, ...]) -> int:
    """How many attachments the list under the text names; 0 where it gives no numbers."""
    texts = (modern(paragraph.text) for paragraph in listing(pieces))
    return max((int(number) for text in texts for number in _ITEM.findall(text)), default=0)


def _attachment(flow: tuple[Paragraph, ...]) -> Attachment:
    mark = flow[0] if is_attachment(flow[0]) else None
    below = flow[1:] if mark else flow
    title = title_of(head_at(below, 0))
    if not title and below and below[0].kind is RegionKind.HEADING:
        title = squeeze(below[0].text)
    return Attachment(mark, title, flow)
