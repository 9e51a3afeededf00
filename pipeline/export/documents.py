"""An issue's text -> its cover, contents, documents, and what stands between them.

Rules classify; they never delete.  Every body line of the issue comes out in exactly one part, and
what no rule claims becomes an interstitial.  A part is named by the line it begins with, so that one
more or one less changes the name of no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise

from pipeline.export import anatomy
from pipeline.export.contents import contents_span
from pipeline.export.flow import Line, Page, issue_lines
from pipeline.export.headings import Piece, head_at, number_of, title_of
from pipeline.export.imprint import colophon_start, cover_length
from pipeline.export.paragraphs import Paragraph, paragraphs
from pipeline.export.starts import is_notice, starts
from pipeline.export.titles import title_type
from pipeline.model import RegionKind


class SectionKind(Enum):
    COVER = "cover"
    CONTENTS = "contents"
    COLOPHON = "colophon"
    NOTICE = "notice"  # of the editors to the readers: corrections, subscriptions
    TABLES = "tables"
    INTERSTITIAL = "interstitial"  # anything else between documents


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the issue that is no document."""

    id: str  # "c_p0002_r01_l01", "i_p0008_r03_l01"; the cover is "cover"
    kind: SectionKind
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One published act, all of its paragraphs in printed order."""

    id: str  # "d_p0003_r02_l01"
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
    cover = cover_length(flow, labels, pages)
    labels = ("cover",) * cover + labels[cover:]
    end = colophon_start(flow, labels)
    labels = labels[:end] + tuple(label or "colophon" for label in labels[end:])
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


def _parts(flow: tuple[Paragraph, ...], labels: tuple[str, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    while at < len(flow):
        stop = _run(labels, at)
        if labels[at]:
            parts.append(_section(labels[at], flow[at:stop]))
        else:
            parts += _texts(flow[at:stop])
        at = stop
    return tuple(parts)


def _run(labels: tuple[str, ...], start: int) -> int:
    """The end of the run of equal labels that begins at `start`."""
    return next((i for i in range(start, len(labels)) if labels[i] != labels[start]), len(labels))


def _texts(flow: tuple[Paragraph, ...]) -> list[Part]:
    """Documents, and what stands before the first of them, of a stretch of running text."""
    bounds = [*starts(flow), len(flow)]
    parts: list[Part] = []
    if bounds[0] > 0:
        parts.append(_section("", flow[: bounds[0]]))
    for start, stop in pairwise(bounds):
        own = flow[start:stop]
        parts.append(_section("", own) if is_notice(own[0]) else _document(own))
    return parts


def _section(label: str, flow: tuple[Paragraph, ...]) -> Section:
    kind = SectionKind(label) if label else _kind(flow)
    if kind is SectionKind.COVER:
        return Section("cover", kind, flow)
    letter = "c" if kind is SectionKind.CONTENTS else "i"
    return Section(f"{letter}_{flow[0].id}", kind, flow)


def _kind(flow: tuple[Paragraph, ...]) -> SectionKind:
    """What a part between documents is."""
    if is_notice(flow[0]):
        return SectionKind.NOTICE
    text = {paragraph.kind for paragraph in flow} - {RegionKind.CAPTION, RegionKind.FOOTNOTE}
    return SectionKind.TABLES if text == {RegionKind.TABLE} else SectionKind.INTERSTITIAL


def _document(flow: tuple[Paragraph, ...]) -> Document:
    head = head_at(flow, 0)
    title, below = title_of(head), flow[len(head) :]
    pieces = head + anatomy.dissect(below, title)
    date = anatomy.date_of(pieces)
    return Document(
        id=f"d_{flow[0].id}",
        number=number_of(head),
        title=title,
        type=title_type(title),
        date=date.iso if date else "",
        date_printed=date.printed if date else "",
        addressee=anatomy.addressee_of(pieces),
        signature=anatomy.signature_of(pieces),
        pieces=pieces,
    )
