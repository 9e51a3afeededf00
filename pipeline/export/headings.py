"""How a document begins: its title, number and masthead among the paragraphs of an issue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from pipeline.export.paragraphs import FINAL, Paragraph, is_dated_note
from pipeline.export.titles import KINDS, bare, is_agency, squeeze, title_type
from pipeline.model import RegionKind
from pipeline.text import dates, docnumber, numbering
from pipeline.text.modern import modern

_TITLE = re.compile(
    rf"[^。；;！!？?，,：:]{{0,40}}关于[^。；;！!？?]{{2,120}}?(?:{KINDS})(?:\([^()]{{1,20}}\))*"
)
_ATTACHMENT = re.compile(r"[（(]?附[件表图錄录件]?[一二三四五六七八九十0-9０-９]{0,3}[）)]?[:：]?")
_MASTHEAD = re.compile(r".{2,30}文件")
_DECREE = re.compile(r"第[\s\u3000]*[0-9０-９〇○零一二三四五六七八九十百]{1,6}[\s\u3000]*号")
PAIRS = (("《", "》"), ("（", "）"), ("〈", "〉"), ("“", "”"))
GOES_ON = "的和、及与"  # a line that begins so goes on with the title above it
LONGEST = 10  # paragraphs a head may have
LONGEST_TITLE = 120  # characters
SPLIT_TITLE = 4  # paragraphs a title may be spread over


class Role(Enum):
    """What a paragraph is in its document."""

    MASTHEAD = "masthead"
    TITLE = "title"
    NUMBER = "number"
    HEAD_NOTE = "head-note"  # date or adoption in brackets under the title
    ISSUER = "issuer"  # the name of a body under the title
    ADDRESSEE = "addressee"
    BODY = "body"
    SIGNATURE = "signature"
    DATE = "date"
    SEAL = "seal"
    CLOSING = "closing"  # what follows the date: copies to, subject words, printing notes
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph and its part in the document."""

    role: Role
    paragraph: Paragraph


def is_attachment(paragraph: Paragraph) -> bool:
    """A line that says that an attachment begins: 附件, 附件1：, 附表."""
    return _ATTACHMENT.fullmatch(squeeze(paragraph.text)) is not None


def head_at(paragraphs: tuple[Paragraph, ...], start: int) -> tuple[Piece, ...]:
    """The head of the document that begins at `start`; empty where none does."""
    head: list[Piece] = []
    while len(head) < LONGEST and start + len(head) < len(paragraphs):
        found = _next(tuple(head), paragraphs, start + len(head))
        if not found:
            break
        head.extend(found)
    if not _has(head, Role.TITLE, Role.NUMBER) or _is_signature(tuple(head), paragraphs[start + len(head) :]):
        return ()
    return tuple(head)


def names_document(head: tuple[Piece, ...]) -> bool:
    """Whether a head can be nothing but a document's: it has a number, or a title that names its kind."""
    return _has(head, Role.NUMBER) or bool(title_type(title_of(head)))


def title_of(head: tuple[Piece, ...]) -> str:
    """The title, its lines joined, without the blanks that space it out and dirt at its ends."""
    return bare("".join(piece.paragraph.text for piece in head if piece.role is Role.TITLE))


def number_of(head: tuple[Piece, ...]) -> str:
    """The document number in its canonical form, a decree's number as printed, or nothing."""
    for piece in head:
        if piece.role is Role.NUMBER:
            number = docnumber.whole(piece.paragraph.text)
            return number.canonical if number else squeeze(piece.paragraph.text)
    return ""


def _is_signature(head: tuple[Piece, ...], after: tuple[Paragraph, ...]) -> bool:
    """Whether what looks like a title is the name of a body over the date: the end of a document."""
    if _has(head, Role.NUMBER) or not is_agency(title_of(head)):
        return False
    return bool(after) and dates.closing(after[0].text) is not None


def _next(head: tuple[Piece, ...], paragraphs: tuple[Paragraph, ...], at: int) -> tuple[Piece, ...]:
    """What the head goes on with; nothing where it has ended."""
    paragraph = paragraphs[at]
    if _is_number(paragraph, bool(head)):
        return () if _has(head, Role.NUMBER) else (Piece(Role.NUMBER, paragraph),)
    if _has(head, Role.TITLE) and is_dated_note(squeeze(paragraph.text)):
        return (Piece(Role.HEAD_NOTE, paragraph),)
    complete = bool(title_type(title_of(head))) and _balanced(title_of(head))
    if _is_heading(paragraph):
        return _heading_piece(paragraph, complete)
    if complete:
        return ()
    count = _title_paragraphs(paragraphs, at) or (0 if head else _title_above_number(paragraphs, at))
    return tuple(Piece(Role.TITLE, p) for p in paragraphs[at : at + count])


def _heading_piece(paragraph: Paragraph, complete: bool) -> tuple[Piece, ...]:
    """A heading as a piece of the head; nothing where the title is complete and this is another one."""
    text = squeeze(paragraph.text)
    if complete and is_agency(text):
        return (Piece(Role.ISSUER, paragraph),)
    if complete and text[:1] not in GOES_ON:
        return ()
    return (Piece(Role.MASTHEAD if _MASTHEAD.fullmatch(text) else Role.TITLE, paragraph),)


def _title_paragraphs(paragraphs: tuple[Paragraph, ...], at: int) -> int:
    """Over how many paragraphs of plain text a title 关于…的通知 is spread from here; 0 for no title."""
    text = ""
    for count, paragraph in enumerate(paragraphs[at : at + SPLIT_TITLE], 1):
        if not _is_plain(paragraph):
            return 0
        text += squeeze(paragraph.text)
        if _TITLE.fullmatch(modern(text)) and _balanced(text):
            return count
    return 0


def _title_above_number(paragraphs: tuple[Paragraph, ...], at: int) -> int:
    """Over how many paragraphs of plain text a title stands that a document number follows; 0 for none."""
    text = ""
    for count, paragraph in enumerate(paragraphs[at : at + SPLIT_TITLE], 1):
        text += squeeze(paragraph.text)
        if not _is_plain(paragraph) or len(text) > LONGEST_TITLE or text.endswith(tuple(FINAL)):
            return 0
        below = paragraphs[at + count : at + count + 1]
        if below and _is_number(below[0], in_head=False):
            return count if title_type(text) else 0
    return 0


def _is_plain(paragraph: Paragraph) -> bool:
    """Running text that can be part of a title: no number, no date, no item of a list."""
    if paragraph.kind is not RegionKind.PARAGRAPH or numbering.leading(paragraph.text):
        return False
    return not dates.closing(paragraph.text) and docnumber.whole(paragraph.text) is None


def _is_number(paragraph: Paragraph, in_head: bool) -> bool:
    text = paragraph.text
    return docnumber.whole(text) is not None or (in_head and _DECREE.fullmatch(squeeze(text)) is not None)


def _is_heading(paragraph: Paragraph) -> bool:
    """A heading that can be a document's: not numbered, no attachment mark, no sentence or piece of one."""
    text = squeeze(paragraph.text)
    if paragraph.kind is not RegionKind.HEADING or not text or len(text) > LONGEST_TITLE:
        return False
    if is_attachment(paragraph) or numbering.leading(paragraph.text) or dates.closing(paragraph.text):
        return False
    sentence = any(char in text for char in "。；！？") or text.count("，") > 1 or text[-1] in "：，,:;"
    return not sentence and all(text.count(b) <= text.count(a) for a, b in PAIRS)


def _balanced(title: str) -> bool:
    return all(title.count(a) <= title.count(b) for a, b in PAIRS)


def _has(pieces: tuple[Piece, ...] | list[Piece], *roles: Role) -> bool:
    return any(piece.role in roles for piece in pieces)
