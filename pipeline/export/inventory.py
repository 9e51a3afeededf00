"""What is numbered in a document, by its sequence: sections, articles, tables, figures, attachments.

A number that is passed over is a finding: something was lost, or its number was read as something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.export.attachments import announced, attachments, listing
from pipeline.export.documents import Document
from pipeline.export.headings import Role
from pipeline.export.outline import Node, outline
from pipeline.export.paragraphs import Paragraph
from pipeline.model import Finding, RegionKind
from pipeline.text import numerals
from pipeline.text.modern import modern
from pipeline.text.numbering import Level

_CAPTION = re.compile(  # 表25-3, 「表 25 3」, 图三, 附表2:
    r"[\s「『\[(]*(?P<what>附?表|附?图)\s*(?:(?P<part>[0-9]{1,3})\s*[-—.· ]\s*)?"
    r"(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?![0-9一二三四五六七八九十年月日个])"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One numbered thing and the paragraph that bears its number."""

    series: str  # "level1", "article", "表", "图", "附件"
    ordinal: int
    paragraph: Paragraph


def inventory(document: Document) -> tuple[tuple[Numbered, ...], ...]:
    """The numbered things of a document, a tuple for each series, in printed order."""
    aside = {paragraph.id for paragraph in listing(document.pieces)}
    body = tuple(p.paragraph for p in document.pieces if p.role is Role.BODY and p.paragraph.id not in aside)
    attached = attachments(document.pieces)
    texts = [body, *(one.paragraphs[1:] if one.mark else one.paragraphs for one in attached)]
    rows = [row for text in texts for row in _sections(outline(text)[1])]
    rows += _captions([paragraph for text in texts for paragraph in text])
    rows.append([Numbered("附件", one.number, one.mark) for one in attached if one.mark and one.number])
    return tuple(tuple(row) for row in rows if row)


def inventory_findings(document: Document) -> tuple[Finding, ...]:
    """Every number that is passed over or comes twice, and attachments that are announced and not there."""
    return (
        *(finding for row in inventory(document) for finding in _gaps(document, row)),
        *_unattached(document),
    )


def _sections(nodes: Sequence[Node]) -> Iterator[list[Numbered]]:
    """Sections side by side, each level for itself; articles go on from chapter to chapter."""
    articles = [one for node in nodes for one in _articles(node)]
    if articles:
        yield articles
    for level in sorted({node.number.level for node in nodes} - {Level.ARTICLE}):
        own = [node for node in nodes if node.number.level is level]
        yield [Numbered(_series(level), node.number.ordinal, node.first) for node in own]
    for node in nodes:
        yield from (row for row in _sections(node.children) if row[0].series != "article")


def _series(level: Level) -> str:
    """Its name in Akoma Ntoso: "part", "chapter", "section", or "level1" for 一、"""
    return f"level{level - Level.ARTICLE}" if level > Level.ARTICLE else level.name.lower()


def _articles(node: Node) -> Iterator[Numbered]:
    if node.number.level is Level.ARTICLE:
        yield Numbered("article", node.number.ordinal, node.first)
    for child in node.children:
        yield from _articles(child)


def _captions(flow: Sequence[Paragraph]) -> list[list[Numbered]]:
    rows: dict[str, list[Numbered]] = {}
    for paragraph in flow:
        match = _CAPTION.match(modern(paragraph.lines[0].text))
        if match and paragraph.kind in (RegionKind.CAPTION, RegionKind.PARAGRAPH, RegionKind.HEADING):
            number = numerals.value(match["n"]) or 0
            name = match["what"] + (f"{match['part']}-" if match["part"] else "")
            rows.setdefault(name, []).append(Numbered(name, number, paragraph))
    return list(rows.values())


def _gaps(document: Document, row: Sequence[Numbered]) -> Iterator[Finding]:
    """Numbers that do not go on; one finding for each place, at most as many as there are steps right."""
    expected = 1
    faults: list[tuple[Numbered, int]] = []
    for one in row:
        if one.ordinal != expected:
            faults.append((one, expected))
        expected = one.ordinal + 1
    if len(row) < 2 and row[0].ordinal != 1 and row[0].series not in ("附件", "表", "图"):
        return  # a lone number, as of a quoted paragraph
    for one, wanted in faults:
        line = one.paragraph.lines[0]
        message = f"{document.id}: {one.paragraph.lines[0].text[:20]} stands where number {wanted} is due"
        yield Finding("number-gap", message, page=line.page, image=line.page, box=line.box)


def _unattached(document: Document) -> Iterator[Finding]:
    wanted, there = announced(document.pieces), len(attachments(document.pieces))
    if wanted > there:
        message = f"{document.id} announces {wanted} attachments; {there} are there"
        line = document.paragraphs[0].lines[0]
        yield Finding("attachment-missing", message, page=line.page, image=line.page, box=line.box)
