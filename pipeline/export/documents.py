"""An issue's text -> its cover, contents, documents, and what stands between them.

Rules classify; they never delete.  Every body line of the issue comes out in exactly one part, and
what no rule claims becomes an interstitial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise

from pipeline.export import anatomy
from pipeline.export.contents import contents_span
from pipeline.export.flow import Line, Page, issue_lines
from pipeline.export.headings import (
    Piece,
    Role,
    head_at,
    is_attachment,
    names_document,
    number_of,
    title_of,
)
from pipeline.export.paragraphs import Paragraph, paragraphs
from pipeline.export.titles import squeeze, title_type
from pipeline.model import RegionKind
from pipeline.text import dates, docnumber

COVER_LINES = 20  # a cover has no more
COVER_TYPE = 1.25  # its largest line, against the middle one
LARGE = 0.03  # and against the height of the page
LARGE_AS_TITLE = 0.9  # a heading is as large as a title from this share on
_ISSUE_NUMBER = re.compile(r"第.{1,6}期|总第?.{1,5}期")
_COLOPHON = re.compile(
    r"(编辑|主办|主管|出版|印刷|发行|定价|地址|邮政编码|邮编|电话|国内统一(连续出版物)?刊号|统一刊号|广告)"
    r".{0,12}[:：]|.*(刊号|定价|准印证|邮发代号)"
)


class SectionKind(Enum):
    COVER = "cover"
    CONTENTS = "contents"
    INTERSTITIAL = "interstitial"  # anything between documents: notices, fillers, the colophon


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the issue that is no document."""

    id: str  # "c001", "i001"; the cover is "cover"
    kind: SectionKind
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One published act, all of its paragraphs in printed order."""

    id: str  # "d001"
    number: str  # 发文字号, canonical; empty where there is none
    title: str  # without the blanks that space it out
    type: str  # 通知, 决定, …; empty where the title names none
    date: str  # ISO 8601, as much as is known; may be empty
    date_printed: str
    addressee: str
    signature: str
    pieces: tuple[Piece, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(piece.paragraph for piece in self.pieces)


Part = Section | Document


def part_lines(part: Part) -> tuple[Line, ...]:
    """The lines of a part, in order."""
    return tuple(line for paragraph in part.paragraphs for line in paragraph.lines)


def divide(pages: tuple[Page, ...]) -> tuple[Part, ...]:
    """The parts of an issue in printed order; the cover, if there is one, comes first."""
    flow = tuple(paragraph for stretch in _stretches(pages) for paragraph in paragraphs(stretch))
    labels = _contents(flow)
    cover = _cover(flow, labels, pages)
    labels = ("cover",) * cover + labels[cover:]
    labels = _with_colophon(flow, labels)
    return _parts(flow, labels)


def _stretches(pages: tuple[Page, ...]) -> list[tuple[Line, ...]]:
    """The body lines between pages without text: nothing runs on over a page that is missing."""
    runs = groupby(pages, key=lambda page: page.edition is not None)
    texts = [issue_lines(tuple(run)) for with_text, run in runs if with_text]
    return [tuple(line for line in lines if not line.furniture) for lines in texts]


def _contents(flow: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """ "contents" for each paragraph of a table of contents, "" for the others."""
    labels: list[str] = []
    for _, on_page in groupby(flow, key=lambda paragraph: paragraph.lines[0].page):
        page = tuple(on_page)
        span = contents_span(page)
        labels += ["contents" if i in span else "" for i in range(len(page))]
    return tuple(labels)


def _cover(flow: tuple[Paragraph, ...], labels: tuple[str, ...], pages: tuple[Page, ...]) -> int:
    """How many paragraphs at the beginning are the cover's: a few large lines, and no text of a document."""
    if not pages or not flow or flow[0].lines[0].page != pages[0].id:
        return 0
    front = [p for p, label in zip(flow, labels, strict=True) if p.lines[0].page == pages[0].id and not label]
    if labels[: len(front)] != ("",) * len(front):
        return 0
    lines = [line for paragraph in front for line in paragraph.lines]
    if not 0 < len(lines) <= COVER_LINES or any(line.page != pages[0].id for line in lines):
        return 0
    return len(front) if _like_a_cover(lines, pages[0].master.height) else 0


def _like_a_cover(lines: list[Line], height: int) -> bool:
    """No sentence, no table, no document number; a large line, or the number of the issue."""
    if any(line.kind in (RegionKind.TABLE, RegionKind.TOC_ENTRY) for line in lines):
        return False
    if any(line.text.endswith(("。", "，", "；", "：")) or docnumber.whole(line.text) for line in lines):
        return False
    sizes = sorted(min(line.box.width, line.box.height) for line in lines if line.box)
    large = sizes and sizes[-1] >= max(COVER_TYPE * sizes[len(sizes) // 2], LARGE * height)
    return bool(large) or any(_ISSUE_NUMBER.search(squeeze(line.text)) for line in lines)


def _with_colophon(flow: tuple[Paragraph, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels, with the imprint at the end of the last page marked; it takes two lines that look so."""
    last = [i for i, paragraph in enumerate(flow) if paragraph.lines[0].page == flow[-1].lines[0].page]
    free = [(i, line) for i in last if not labels[i] for line in flow[i].lines]
    found = [i for i, line in free if _COLOPHON.match(squeeze(line.text))]
    if len(found) < 2:
        return labels
    return labels[: found[0]] + tuple(label or "colophon" for label in labels[found[0] :])


def _parts(flow: tuple[Paragraph, ...], labels: tuple[str, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    while at < len(flow):
        stop = _run(labels, at)
        if labels[at]:
            parts.append(_section(labels[at], flow[at:stop], parts))
        else:
            parts += _texts(flow[at:stop], parts)
        at = stop
    return tuple(parts)


def _run(labels: tuple[str, ...], start: int) -> int:
    """The end of the run of equal labels that begins at `start`."""
    return next((i for i in range(start, len(labels)) if labels[i] != labels[start]), len(labels))


def _texts(flow: tuple[Paragraph, ...], before: list[Part]) -> list[Part]:
    """Documents, and what stands before the first of them, of a stretch of running text."""
    starts = _starts(flow)
    bounds = [*starts, len(flow)]
    parts: list[Part] = []
    if bounds[0] > 0:
        parts.append(_section("", flow[: bounds[0]], before))
    for start, stop in pairwise(bounds):
        parts.append(_document(flow[start:stop], [*before, *parts]))
    return parts


def _starts(flow: tuple[Paragraph, ...]) -> list[int]:
    """Where documents begin.  The title after an attachment mark is the attachment's own."""
    starts: list[int] = []
    at, attached = 0, False
    while at < len(flow):
        head = head_at(flow, at)
        if head and not attached and _begins(head, flow[starts[-1] : at] if starts else ()):
            starts.append(at)
        attached = bool(starts) and is_attachment(flow[at])
        at += max(1, len(head))
    return starts


def _begins(head: tuple[Piece, ...], before: tuple[Paragraph, ...]) -> bool:
    """Whether a head begins a document though `before`, the last one, may still go on.

    A heading that names no kind of document does so where the last one has its date, and where it is
    printed as large as the last one's title; otherwise it is a heading inside that document.
    """
    if not before or names_document(head):
        return True
    dated = any(dates.whole(paragraph.text) and paragraph.text[:1] not in "（(" for paragraph in before)
    return dated or _size(head) >= LARGE_AS_TITLE * _size(head_at(before, 0))


def _size(head: tuple[Piece, ...]) -> int:
    """The size of the largest line of a title, in pixels; 0 without boxes."""
    lines = [line for piece in head if piece.role is Role.TITLE for line in piece.paragraph.lines]
    return max((min(line.box.width, line.box.height) for line in lines if line.box), default=0)


def _section(label: str, flow: tuple[Paragraph, ...], before: list[Part]) -> Section:
    kind = {"cover": SectionKind.COVER, "contents": SectionKind.CONTENTS}.get(label, SectionKind.INTERSTITIAL)
    if kind is SectionKind.COVER:
        return Section("cover", kind, flow)
    count = sum(isinstance(part, Section) and part.kind is kind for part in before)
    return Section(f"{kind.value[0]}{count + 1:03}", kind, flow)


def _document(flow: tuple[Paragraph, ...], before: list[Part]) -> Document:
    head = head_at(flow, 0)
    pieces = head + anatomy.dissect(flow[len(head) :])
    title = title_of(head)
    date = anatomy.date_of(pieces)
    return Document(
        id=f"d{sum(isinstance(part, Document) for part in before) + 1:03}",
        number=number_of(head),
        title=title,
        type=title_type(title),
        date=date.iso if date else "",
        date_printed=date.printed if date else "",
        addressee=anatomy.addressee_of(pieces),
        signature=anatomy.signature_of(pieces),
        pieces=pieces,
    )
