"""One document in Akoma Ntoso: preface, preamble, numbered body, conclusions, attachments."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from pipeline.export import akn_meta
from pipeline.export.akn_analysis import marks
from pipeline.export.attachments import attachments
from pipeline.export.documents import Document
from pipeline.export.headings import Piece, Role
from pipeline.export.inline import Mark
from pipeline.export.issue import Issue
from pipeline.export.markup import AKN, fill, ours, put_paragraph, put_spans, spans, text_attributes
from pipeline.export.mentions import Targets
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


def put_document(component: _Element, document: Document, issue: Issue, targets: Targets) -> None:
    element = add(component, "doc", {"name": type_name(document.type)})
    akn_meta.put_document(element, document, issue, targets)
    _Body(document, issue, marks(document, targets)).put(element)


class _Body:
    """Writes the paragraphs of a document, what they cite as links."""

    def __init__(self, document: Document, issue: Issue, links: Mapping[str, tuple[Mark, ...]]) -> None:
        self._document, self._issue, self._links = document, issue, links

    def put(self, element: _Element) -> None:
        pieces = self._document.pieces
        self._part(element, "preface", HEAD)
        self._part(element, "preamble", (Role.ADDRESSEE,))
        body = tuple(piece.paragraph for piece in pieces if piece.role is Role.BODY)
        self._main_body(element, body)
        self._part(element, "conclusions", CONCLUSIONS)
        self._attachments(element)

    def _marks(self, paragraph: Paragraph) -> tuple[Mark, ...]:
        return self._links.get(paragraph.id, ())

    def _part(self, parent: _Element, name: str, roles: tuple[Role, ...]) -> None:
        pieces = [piece for piece in self._document.pieces if piece.role in roles]
        if pieces:
            holder = add(parent, name)
            for piece in pieces:
                self._piece(holder, piece)

    def _piece(self, holder: _Element, piece: Piece) -> None:
        """A paragraph; what the schema has an element for stands in that element."""
        text, links = spans(piece.paragraph), self._marks(piece.paragraph)
        date = dates.closing(piece.paragraph.text) if piece.role in (Role.DATE, Role.HEAD_NOTE) else None
        if date:
            paragraph = add(holder, "p", text_attributes(text, piece.role.value))
            inner = add(paragraph, "docDate", {"date": date.filled, ours("precision"): date.precision})
            fill(inner, text, links)
        elif piece.role in _INLINE:
            paragraph = add(holder, "p", text_attributes(text, piece.role.value))
            fill(add(paragraph, _INLINE[piece.role]), text, links)
        else:
            put_paragraph(holder, piece.paragraph, piece.role.value, links)

    def _main_body(self, parent: _Element, flow: tuple[Paragraph, ...]) -> None:
        body = add(parent, "mainBody")
        lead, nodes = outline(flow)
        self._paragraphs(body, lead)
        for node in nodes:
            self._node(body, node)
        if not len(body):
            add(body, "p")  # the schema wants something in it

    def _node(self, parent: _Element, node: Node) -> None:
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
            put_spans(element, "heading", text, "", self._marks(node.first))
        self._content(element, node, not (whole or node.heading))
        for child in node.children:
            self._node(element, child)
        if node.number.level is Level.ARTICLE:
            _count_paragraphs(element)

    def _content(self, element: _Element, node: Node, with_first: bool) -> None:
        if not (with_first or node.following):
            return
        holder = add(element, "intro" if node.children else "content")
        if with_first:
            put_spans(holder, "p", spans(node.first, node.number.stop), "", self._marks(node.first))
        self._paragraphs(holder, node.following)

    def _paragraphs(self, holder: _Element, flow: tuple[Paragraph, ...]) -> None:
        for paragraph in flow:
            put_paragraph(holder, paragraph, "", self._marks(paragraph))

    def _attachments(self, parent: _Element) -> None:
        """Each attachment with its mark as the heading, where it has one."""
        found = attachments(self._document.pieces)
        holder = add(parent, "attachments") if found else parent
        for one in found:
            attachment = add(holder, "attachment", {"eId": one.id(self._document.id)})
            if one.mark:
                put_spans(attachment, "heading", spans(one.mark), "", self._marks(one.mark))
            doc = add(attachment, "doc", {"name": "attachment"})
            akn_meta.put_attachment(doc, self._document, self._issue, one)
            self._main_body(doc, one.paragraphs[1:] if one.mark else one.paragraphs)


def _count_paragraphs(article: _Element) -> None:
    """Count the paragraphs of an article that bear no number in print (款), those after its items as well."""
    items = {f"{item.get('eId')}".removeprefix("lvl_") for item in article.iter(f"{{{AKN}}}hcontainer")}
    count = 0
    for paragraph in article.iterfind(f".//{{{AKN}}}p"):
        in_cell = etree.QName(paragraph.getparent()).localname in ("td", "th")
        if not in_cell and not paragraph.get("class") and paragraph.get("eId") not in items:
            count += 1
            paragraph.set(ours("paragraph"), str(count))
