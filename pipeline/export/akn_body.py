"""One document in Akoma Ntoso: preface, preamble, numbered body, conclusions, attachments."""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.export import akn_meta
from pipeline.export.attachments import attachments
from pipeline.export.documents import Document
from pipeline.export.headings import Piece, Role
from pipeline.export.issue import Issue
from pipeline.export.markup import fill, ours, put_paragraph, put_spans, spans, text_attributes
from pipeline.export.outline import Node, outline
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import type_name
from pipeline.formats.xml import add
from pipeline.text import dates
from pipeline.text.numbering import Level

HEAD = (Role.MASTHEAD, Role.TITLE, Role.NUMBER, Role.HEAD_NOTE, Role.ISSUER)
CONCLUSIONS = (Role.SIGNATURE, Role.DATE, Role.SEAL, Role.CLOSING)
_INLINE = {Role.TITLE: "docTitle", Role.NUMBER: "docNumber", Role.SIGNATURE: "signature"}
_ELEMENTS = {
    Level.PART: ("part", "part"),
    Level.CHAPTER: ("chapter", "chp"),
    Level.SECTION: ("section", "sec"),
    Level.ARTICLE: ("article", "art"),
}  # the others are hcontainers, named level1 to level5


def put_document(component: _Element, document: Document, issue: Issue) -> None:
    element = add(component, "doc", {"name": type_name(document.type)})
    akn_meta.put_document(element, document, issue)
    _part(element, "preface", document, HEAD)
    _part(element, "preamble", document, (Role.ADDRESSEE,))
    body = tuple(piece.paragraph for piece in document.pieces if piece.role is Role.BODY)
    _main_body(element, body)
    _part(element, "conclusions", document, CONCLUSIONS)
    _attachments(element, document, issue)


def _part(parent: _Element, name: str, document: Document, roles: tuple[Role, ...]) -> None:
    pieces = [piece for piece in document.pieces if piece.role in roles]
    if pieces:
        holder = add(parent, name)
        for piece in pieces:
            _piece(holder, piece)


def _piece(holder: _Element, piece: Piece) -> None:
    """A paragraph; what the schema has an element for stands in that element."""
    text = spans(piece.paragraph)
    date = dates.whole(piece.paragraph.text) if piece.role in (Role.DATE, Role.HEAD_NOTE) else None
    if date:
        inner = add(
            add(holder, "p", text_attributes(text, piece.role.value)), "docDate", {"date": date.filled}
        )
        inner.set(ours("precision"), date.precision)
        fill(inner, text)
    elif piece.role in _INLINE:
        paragraph = add(holder, "p", text_attributes(text, piece.role.value))
        fill(add(paragraph, _INLINE[piece.role]), text)
    else:
        put_paragraph(holder, piece.paragraph, piece.role.value)


def _main_body(parent: _Element, flow: tuple[Paragraph, ...]) -> None:
    body = add(parent, "mainBody")
    lead, nodes = outline(flow)
    for paragraph in lead:
        put_paragraph(body, paragraph)
    for node in nodes:
        _node(body, node)
    if not len(body):
        add(body, "p")  # the schema wants something in it


def _node(parent: _Element, node: Node) -> None:
    """A numbered level.  Its id is that of its first line, since printed numbers may repeat."""
    name, short = _ELEMENTS.get(node.number.level, ("hcontainer", "lvl"))
    element = add(parent, name, {"eId": f"{short}_{node.first.id}"})
    if name == "hcontainer":
        element.set("name", f"level{node.number.level - Level.ARTICLE}")
    text = spans(node.first, node.number.stop)
    whole = len(text) == 1 and not text[0].text  # nothing but the number
    number = add(element, "num", text_attributes(text) if whole else None)
    number.text = node.first.lines[0].text[: node.number.stop]
    if node.heading:
        put_spans(element, "heading", text)
    _content(element, node, not (whole or node.heading))
    for child in node.children:
        _node(element, child)


def _content(element: _Element, node: Node, with_first: bool) -> None:
    if not (with_first or node.following):
        return
    holder = add(element, "intro" if node.children else "content")
    if with_first:
        put_spans(holder, "p", spans(node.first, node.number.stop))
    for paragraph in node.following:
        put_paragraph(holder, paragraph)


def _attachments(parent: _Element, document: Document, issue: Issue) -> None:
    """Each attachment with its mark as the heading, where it has one."""
    found = attachments(document.pieces)
    if not found:
        return
    holder = add(parent, "attachments")
    for one in found:
        attachment = add(holder, "attachment", {"eId": one.id(document.id)})
        if one.mark:
            put_spans(attachment, "heading", spans(one.mark))
        doc = add(attachment, "doc", {"name": "attachment"})
        akn_meta.put_attachment(doc, document, issue, one)
        _main_body(doc, one.paragraphs[1:] if one.mark else one.paragraphs)
