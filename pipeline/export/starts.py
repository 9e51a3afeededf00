"""Where the documents of an issue begin in a stretch of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.export.annexes import Announced
from pipeline.export.headings import Piece, Role, head_at, is_attachment, names_document, number_of, title_of
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.text import dates
from pipeline.text.modern import modern

_NOTICE = re.compile(r".{0,16}(?:更正|勘误|启事|致读者|编后|稿约|征订.{0,6}|订阅.{0,6}|编者的?话)")
LARGE_AS_TITLE = 0.9  # a heading is as large as a title from this share on


@dataclass(slots=True)
class _Open:
    """What is known of the document that goes on."""

    announced: Announced
    size: int  # of the largest line of its title
    notice: bool
    closed: bool = False  # it has its date
    attached: bool = False  # something is attached to it

    def take(self, paragraph: Paragraph) -> None:
        self.announced.take(paragraph.text)
        self.attached = self.attached or is_attachment(paragraph)
        self.closed = self.closed or _is_closing(paragraph)


def starts(flow: tuple[Paragraph, ...]) -> tuple[int, ...]:
    """The paragraphs that begin a document.  The title after an attachment mark is the attachment's own."""
    found: list[int] = []
    now: _Open | None = None
    at = 0
    while at < len(flow):
        head = head_at(flow, at)
        step = max(1, len(head))
        marked = now is not None and at > found[-1] and is_attachment(flow[at - 1])
        if is_notice(flow[at]) or (head and not marked and _begins(head, now)):
            found.append(at)
            now = _Open(Announced(title_of(head)), _size(head), is_notice(flow[at]))
        elif now:
            for paragraph in flow[at : at + step]:
                now.take(paragraph)
        at += step
    return tuple(found)


def is_notice(paragraph: Paragraph) -> bool:
    """Whether a heading is that of a notice of the editors: 更正, 征订启事, 致读者."""
    text = modern(squeeze(paragraph.text))
    return paragraph.kind is RegionKind.HEADING and _NOTICE.fullmatch(text) is not None


def annex_start(flow: tuple[Paragraph, ...], title: str) -> int:
    """Where what is attached to a document begins; `flow` is what stands below its head.

    At an attachment mark; behind its date, too, at the title of a text that it publishes.
    """
    closed, announced = False, Announced(title)
    for at, paragraph in enumerate(flow):
        if is_attachment(paragraph):
            return at
        closed = closed or _is_closing(paragraph)
        head = head_at(flow, at) if closed else ()
        if head and not number_of(head) and announced.names(title_of(head), closed=True):
            return at
        announced.take(paragraph.text)
    return len(flow)


def _begins(head: tuple[Piece, ...], before: _Open | None) -> bool:
    """Whether a head begins a document though the one before it may still go on.

    A heading that names no kind of document does so where the last one has its date and nothing attached,
    and where it is printed as large as the last one's title; otherwise it is a heading inside that document.
    """
    if before is None or before.notice:
        return True
    if not number_of(head) and before.announced.names(title_of(head), before.closed):
        before.attached = before.attached or before.closed
        return False
    if names_document(head):
        return True
    return (before.closed and not before.attached) or _size(head) >= LARGE_AS_TITLE * before.size


def _is_closing(paragraph: Paragraph) -> bool:
    """A date that stands alone, as under a signature."""
    return dates.closing(paragraph.text) is not None and paragraph.text[:1] not in "（("


def _size(head: tuple[Piece, ...]) -> int:
    """The size of the largest line of a title, in pixels; 0 without boxes."""
    return max(_sizes(head), default=0)


def _sizes(head: tuple[Piece, ...]) -> Iterator[int]:
    lines = [line for piece in head if piece.role is Role.TITLE for line in piece.paragraph.lines]
    return (min(line.box.width, line.box.height) for line in lines if line.box)
