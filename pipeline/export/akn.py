"""An issue as Akoma Ntoso 3.0 `officialGazette`: one file, a component for each document.

Every body line stands in it exactly once; running heads and page numbers stand with their page in
``meta/proprietary``.
"""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.export import akn_body, akn_meta
from pipeline.export.contents import entries, is_heading
from pipeline.export.documents import Document, Part, Section, SectionKind
from pipeline.export.inline import Span
from pipeline.export.issue import Issue
from pipeline.export.markup import break_lines, put_paragraph, put_spans, root
from pipeline.export.matching import match
from pipeline.export.mentions import Targets
from pipeline.export.paragraphs import Paragraph
from pipeline.export.schema import validated
from pipeline.formats.xml import add, serialise


def write(issue: Issue) -> bytes:
    """The issue as XML that is valid against the official schema.

    Raises:
        InvalidExportError: where it is not, which is a fault of this program.
    """
    top = root("akomaNtoso")
    gazette = add(top, "officialGazette", {"name": "officialGazette", "contains": "originalVersion"})
    akn_meta.put_issue(gazette, issue)
    for part in issue.parts:
        if isinstance(part, Section) and part.kind is SectionKind.COVER:
            _cover(gazette, part)
    body = add(gazette, "collectionBody")
    targets = Targets(issue.documents)
    for part in issue.parts:
        _component(body, part, issue, targets)
    if not len(body):
        _placeholder(body)
    break_lines(top)
    return serialise(validated(top, f"{issue.id}/issue.akn.xml"))


def _cover(gazette: _Element, cover: Section) -> None:
    page = add(gazette, "coverPage")
    for paragraph in cover.paragraphs:
        put_paragraph(page, paragraph)


def _component(body: _Element, part: Part, issue: Issue, targets: Targets) -> None:
    if isinstance(part, Document):
        component = add(body, "component", {"eId": part.id})
        akn_body.put_document(component, part, issue, targets)
    elif part.kind is SectionKind.CONTENTS:
        _contents(add(body, "component", {"eId": part.id}), part, issue)
    elif part.kind is not SectionKind.COVER:
        _interstitial(add(body, "component", {"eId": part.id}), part)


def _contents(component: _Element, section: Section, issue: Issue) -> None:
    """The heading 目录, then an item for each entry, linked to the document it names where that is found."""
    named: list[Paragraph] = []
    listed: list[Paragraph] = []
    for paragraph in section.paragraphs:
        (named if not listed and is_heading(paragraph) else listed).append(paragraph)
    if not listed:
        _interstitial(component, section)
        return
    for paragraph in named:
        put_spans(component, "heading", tuple(Span(line, line.text) for line in paragraph.lines))
    toc = add(component, "toc", {"eId": f"{section.id}__toc"})
    found = entries(tuple(line for paragraph in listed for line in paragraph.lines))
    targets = match(found, issue.documents)
    for entry, target in zip(found, targets, strict=True):
        text = tuple(Span(line, line.text) for line in entry.lines)
        item = put_spans(toc, "tocItem", text)
        item.set("href", f"#{target}" if target else "")
        item.set("level", str(entry.level))


def _interstitial(component: _Element, section: Section) -> None:
    named = {} if section.kind is SectionKind.INTERSTITIAL else {"class": section.kind.value}
    holder = add(component, "interstitial", {"eId": f"{section.id}__int"} | named)
    for paragraph in section.paragraphs:
        put_paragraph(holder, paragraph)


def _placeholder(body: _Element) -> None:
    """The schema wants at least one component, also of an issue without any text."""
    component = add(body, "component", {"eId": "i_none"})
    add(component, "interstitial", {"eId": "i_none__int", "class": "no-text"})
