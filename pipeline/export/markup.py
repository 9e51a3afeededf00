"""Akoma Ntoso elements made of lines: our attributes, line and page ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise, takewhile

from lxml import etree
from lxml.etree import _Element

from pipeline.export import tables
from pipeline.export.flow import Line
from pipeline.export.inline import Inline, Mark, Span
from pipeline.export.paragraphs import Paragraph
from pipeline.formats.xml import add, local
from pipeline.model import Direction, RegionKind, hull

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
TEXTUAL = ("p", "heading", "num", "tocItem")  # what holds text, where a line break would be a blank
OURS = "urn:gazette-pipeline:1"  # described by schemas/gazette-1.xsd


def ours(name: str) -> str:
    """A name in our own namespace, for an attribute or an element."""
    return f"{{{OURS}}}{name}"


def root(name: str) -> _Element:
    namespaces = {None: AKN, "gz": OURS}
    return etree.Element(etree.QName(AKN, name), nsmap=namespaces)  # type: ignore[arg-type]  # None is allowed


def break_lines(element: _Element) -> None:
    """Put each element that only holds elements on lines of its own, so that a person can read the file."""
    if not len(element) or element.text or local(element) in TEXTUAL:
        return
    element.text = "\n"
    for child in element:
        child.tail = "\n"
        break_lines(child)


def spans(paragraph: Paragraph, skip: int = 0) -> tuple[Span, ...]:
    """The lines of a paragraph; the first one without its first `skip` characters."""
    first, *rest = _spans(paragraph.lines, 0)
    return (Span(first.line, first.text[skip:], skip), *rest)


def _spans(lines: Sequence[Line], start: int) -> Iterator[Span]:
    """Lines of running text that begin at that place of their paragraph."""
    for line in lines:
        yield Span(line, line.text, start)
        start += len(line.text) + len(line.joiner)


def put_paragraph(
    parent: _Element, paragraph: Paragraph, role: str = "", marks: Sequence[Mark] = ()
) -> _Element:
    """A whole paragraph as `p`; the class is its role, or its kind where that is not plain text.

    A table with cells is a `table`.
    """
    if paragraph.lines[0].cells:
        return _put_table(parent, paragraph.lines, marks)
    return put_spans(parent, "p", spans(paragraph), role, marks)


def _put_table(parent: _Element, lines: tuple[Line, ...], marks: Sequence[Mark]) -> _Element:
    """The rows of a table; the lines of a cell are a `p` in it, and lines in no cell follow the table."""
    table = add(parent, "table", {"eId": lines[0].region, "class": RegionKind.TABLE.value})
    rows = tables.rows(lines)
    begun = [row[0][0].row for row in rows]
    start = 0  # of a cell, in the text of the table
    for row in rows:
        element = add(table, "tr")
        for cell, own in row:
            spanned = sum(cell.row <= first < cell.row + cell.rows for first in begun)
            spans_of = {"rowspan": spanned, "colspan": cell.columns}
            wide = {name: str(count) for name, count in spans_of.items() if count > 1}
            field = add(element, "th" if cell.header else "td", wide)
            text = tuple(_spans(own, start))
            put_spans(field, "p", text, "", marks) if own else add(field, "p")
            start += len(tables.joined(own)) + 1
    for line in tables.beside(lines):
        put_spans(parent, "p", (Span(line, line.text, start),), "", marks)
        start += len(line.text) + 1
    return table


def put_spans(
    parent: _Element, name: str, text: tuple[Span, ...], role: str = "", marks: Sequence[Mark] = ()
) -> _Element:
    """An element with the text of lines, their ends and citations marked, and our attributes."""
    element = add(parent, name, text_attributes(text, role))
    fill(element, text, marks)
    return element


def fill(element: _Element, text: tuple[Span, ...], marks: Sequence[Mark] = ()) -> None:
    """Put the text in; `eol` stands at each line end, `eop` where the next line is on another page.

    Where the text goes on in another column, or on another page, the end says where.
    """
    inline = Inline(element, marks)
    inline.say(text[0].text, text[0].start)
    for at, (before, span) in enumerate(pairwise(text), 1):
        inline.say(before.line.joiner, before.start + len(before.text))
        name = "eol" if before.line.page == span.line.page else "eop"
        inline.end_line(name, dict(_going_on(before.line, text[at:])), span.start)
        inline.say(span.text, span.start)


def _going_on(before: Line, later: tuple[Span, ...]) -> Mapping[str, str]:
    """Where the text goes on after that line: nothing where it is the next line of the same column."""
    after = later[0].line
    if before.page != after.page:
        return _place(tuple(span for span in later if span.line.page == after.page))
    if before.column in (0, after.column) or not after.column:
        return {}
    place = after.page, after.column
    return _place(tuple(takewhile(lambda span: (span.line.page, span.line.column) == place, later)))


def text_attributes(text: tuple[Span, ...], role: str = "") -> dict[str, str]:
    """Id, class, and our own attributes of an element that holds lines."""
    line = text[0].line
    kind = "" if line.kind is RegionKind.PARAGRAPH else line.kind.value
    on_first = tuple(next(group for _, group in groupby(text, key=lambda span: span.line.page)))
    attributes = {"eId": line.id}
    if role or kind:
        attributes["class"] = role or kind
    attributes |= _place(on_first)
    attributes[ours("lines")] = " ".join(span.line.id for span in text)
    if line.direction is Direction.VERTICAL:
        attributes[ours("direction")] = line.direction.value
    unsettled = sum(span.line.unsettled for span in text)
    if unsettled:
        attributes[ours("unsettled")] = str(unsettled)
    return attributes


def _place(text: tuple[Span, ...]) -> Mapping[str, str]:
    """Page and box, on the master, of lines of one page, and the column that the first one is in."""
    boxes = tuple(span.line.box for span in text if span.line.box)
    place = {ours("page"): text[0].line.page}
    if boxes:
        box = hull(boxes)
        place[ours("bbox")] = f"{box.left} {box.top} {box.right} {box.bottom}"
    if text[0].line.column:
        place[ours("column")] = str(text[0].line.column)
    return place
