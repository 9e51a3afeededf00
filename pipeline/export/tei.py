"""TEI P5 for scholars: the diplomatic text with its apparatus, line by line on the image.

The apparatus stands in the text (parallel segmentation): at each place where witnesses differ an `app`
with the reading chosen and those of the others.  What the witnesses agree on is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element

from pipeline.export import tables
from pipeline.export.documents import Document, Part
from pipeline.export.facts import folio
from pipeline.export.flow import Line, Page, page_lines, plain
from pipeline.export.headings import Piece, Role
from pipeline.export.issue import Issue
from pipeline.export.paragraphs import Paragraph
from pipeline.export.tei_header import put_header, witness_id
from pipeline.formats.xml import add, decimal, document, serialise
from pipeline.model import App, Box, RegionKind, TextLine, glyph_text

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FURNITURE = {RegionKind.HEADER: "header", RegionKind.FOOTER: "footer", RegionKind.PAGE_NUMBER: "pageNum"}
_NOT_NAME = re.compile(r"[^\w.-]")


def write(issue: Issue) -> bytes:
    """The whole issue as one TEI document."""
    root = document(NAMESPACE, "TEI", {_XML_LANG: issue.work.language})
    put_header(root, issue)
    _put_facsimile(root, issue)
    _Text(issue).put(add(add(root, "text"), "body"))
    return serialise(root)


def _put_facsimile(root: _Element, issue: Issue) -> None:
    """A surface for each page in pixels of its master, with a zone for each line that has a box."""
    facsimile = add(root, "facsimile")
    for page in issue.pages:
        size = Box(0, 0, page.master.width, page.master.height)
        surface = add(facsimile, "surface", {XML_ID: page.id, **_corners(size)})
        add(surface, "graphic", {"url": page.master.file})
        for line in page_lines(page):
            if line.box:
                add(surface, "zone", {XML_ID: line.id, **_corners(line.box)})


def _corners(box: Box) -> dict[str, str]:
    places = {"ulx": box.left, "uly": box.top, "lrx": box.right, "lry": box.bottom}
    return {name: str(value) for name, value in places.items()}


class _Text:
    """Writes the parts of an issue and keeps count of the pages and columns that have begun."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._waiting = list(issue.pages)  # pages that have not begun yet
        self._column = ("", 0)  # page and number of the one that began last
        self._lines = {
            line.id: line
            for page in issue.pages
            if page.edition
            for region in page.edition.regions
            for line in region.lines
        }
        apps = [app for page in issue.pages if page.edition for app in page.edition.apps]
        self._apps: dict[str, list[App]] = {}
        for app in sorted(apps, key=lambda app: (app.start, app.stop)):
            self._apps.setdefault(app.line, []).append(app)

    def put(self, body: _Element) -> None:
        for part in self._issue.parts:
            self._put_part(body, part)
        if not len(body):
            add(add(body, "div"), "p")
        self._begin_pages(body[-1], self._waiting[-1].id if self._waiting else "")

    def _put_part(self, body: _Element, part: Part) -> None:
        if not isinstance(part, Document):
            div = add(body, "div", {XML_ID: part.id, "type": part.kind.value})
            for paragraph in part.paragraphs:
                self._put_paragraph(div, paragraph, Role.BODY)
            return
        div = add(body, "div", {XML_ID: part.id, "type": "document"})
        if part.number:
            div.set("n", part.number)
        for piece in part.pieces:
            self._put_piece(div, piece)

    def _put_piece(self, div: _Element, piece: Piece) -> None:
        self._put_paragraph(div, piece.paragraph, piece.role)

    def _put_paragraph(self, div: _Element, paragraph: Paragraph, role: Role) -> None:
        if paragraph.lines[0].cells:
            self._put_table(div, paragraph.lines)
            return
        if role is Role.TITLE and all(child.tag.endswith("}head") for child in div):
            holder = add(div, "head")
        elif role in (Role.BODY, Role.ATTACHMENT) and paragraph.kind is RegionKind.PARAGRAPH:
            holder = add(div, "p")
        else:
            kind = role.value if role is not Role.BODY else paragraph.kind.value
            holder = add(div, "ab", {"type": kind})
        self._put_lines(holder, paragraph.lines)

    def _put_table(self, div: _Element, lines: tuple[Line, ...]) -> None:
        self._begin_pages(div, lines[0].page)
        table = add(div, "table")
        for row in tables.rows(lines):
            element = add(table, "row")
            for cell, own in row:
                spans = {"rows": cell.rows, "cols": cell.columns}
                wide = {name: str(count) for name, count in spans.items() if count > 1}
                role = {"role": "label"} if cell.header else {}
                self._put_lines(add(element, "cell", role | wide), own)
        for line in tables.beside(lines):
            self._put_lines(add(div, "ab", {"type": RegionKind.TABLE.value}), (line,))

    def _put_lines(self, holder: _Element, lines: Iterable[Line]) -> None:
        joiner = ""
        for line in lines:
            _say(holder, joiner)
            self._begin_pages(holder, line.page)
            self._begin_column(holder, line)
            add(holder, "lb", _place(line))
            self._put_line(holder, self._lines[line.id])
            joiner = line.joiner

    def _put_line(self, holder: _Element, line: TextLine) -> None:
        """The text of a line, an `app` wherever readings differ."""
        at = 0
        for app in self._apps.get(line.id, ()):
            if app.start < at:
                continue  # lies inside the one before, whose readings hold its own
            _say(holder, _text(line, at, app.start))
            _put_app(holder, app)
            at = app.stop
        _say(holder, _text(line, at, len(line.glyphs)))

    def _begin_column(self, holder: _Element, line: Line) -> None:
        """A column break, where the line is the first of a column of its page."""
        if line.column and self._column != (line.page, line.column):
            self._column = (line.page, line.column)
            add(holder, "cb", {"n": str(line.column)})

    def _begin_pages(self, holder: _Element, page: str) -> None:
        """Page breaks up to that page, with what stands around its text."""
        if page not in {waiting.id for waiting in self._waiting}:
            return
        while self._waiting:
            begun = self._waiting.pop(0)
            self._put_page(holder, begun)
            if begun.id == page:
                return

    def _put_page(self, holder: _Element, page: Page) -> None:
        printed = folio(page)
        add(holder, "pb", {"facs": f"#{page.id}"} | ({"n": printed} if printed else {}))
        for line in page_lines(page):
            if line.furniture:
                place = {"type": _FURNITURE[line.kind]} | _place(line)
                self._put_line(add(holder, "fw", place), self._lines[line.id])


def _place(line: Line) -> dict[str, str]:
    """The zone of a line; its id alone where it has no box."""
    return {"facs": f"#{line.id}"} if line.box else {"n": line.id}


def _put_app(holder: _Element, app: App) -> None:
    """The lemma with the witnesses that have it, and the readings of the others."""
    kind = "settled" if app.settled else "open"
    element = add(holder, "app", {XML_ID: _NOT_NAME.sub("_", app.id), "type": kind})
    agree = [sigil for reading in app.readings if reading.text == app.lemma for sigil in reading.sigils]
    sure = {"cert": decimal(app.probability)} if app.probability else {}
    lemma = add(element, "lem", _wit(agree) | sure)
    if app.mark == "sic":
        lemma = add(lemma, "sic")
    elif app.mark == "unreadable":
        lemma = add(lemma, "unclear")
    lemma.text = plain(app.lemma)
    for reading in app.readings:
        if reading.text != app.lemma:
            said = {"cert": decimal(min(1.0, reading.confidence))} if reading.confidence else {}
            add(element, "rdg", _wit(reading.sigils) | said, plain(reading.text))


def _wit(sigils: Iterable[str]) -> dict[str, str]:
    named = " ".join(f"#{witness_id(sigil)}" for sigil in sigils)
    return {"wit": named} if named else {}


def _text(line: TextLine, start: int, stop: int) -> str:
    return plain(glyph_text(line.glyphs[start:stop]))


def _say(element: _Element, text: str) -> None:
    """Add to the text at the end of an element, which may stand behind its last child."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
