"""What a document says of others, in Akoma Ntoso: links in its text, its claims of validity in `analysis`.

A claim is a modification: repeal and amendment are textual ones, coming into force and expiry are of
force.  Its source is the paragraph that makes it, with the sentence; its destination the document that it
is about, as far as that is in the same issue.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from pipeline.export import parties, tables
from pipeline.export.documents import Document
from pipeline.export.inline import Mark
from pipeline.export.markup import ours
from pipeline.export.mentions import Assertion, Targets, assertions, mentions
from pipeline.export.paragraphs import Paragraph
from pipeline.formats.xml import add, clean_text
from pipeline.text.validity import Claim

SUBJECTS = "subjects"  # eId of the concept 主题词 among the references
_MODIFICATIONS = {
    Claim.REPEALS: ("textualMod", {"type": "repeal"}),
    Claim.AMENDS: ("textualMod", {"type": "substitution", "incomplete": "true"}),  # by what, nobody told
    Claim.IN_FORCE: ("forceMod", {"type": "entryIntoForce"}),
    Claim.EXPIRES: ("forceMod", {"type": "endOfEnactment"}),
}


def marks(document: Document, targets: Targets) -> Mapping[str, tuple[Mark, ...]]:
    """The citations of a document as links, by the paragraph they stand in."""
    found: dict[str, tuple[Mark, ...]] = {}
    for one in mentions(document):
        cited = one.citation
        mark = Mark(one.id, cited.start, cited.stop, _local(targets.named(cited)))
        found[one.paragraph] = (*found.get(one.paragraph, ()), mark)
    return found


def put_classification(meta: _Element, document: Document) -> None:
    """The subject words of a document, if it has any."""
    words = parties.subjects(document.pieces)
    if words:
        holder = add(meta, "classification", {"source": "#digitizer"})
        for word in words:
            add(holder, "keyword", {"value": word, "showAs": word, "dictionary": f"#{SUBJECTS}"})


def put_analysis(meta: _Element, document: Document, targets: Targets) -> None:
    """The claims that a document makes, if there are any."""
    said = assertions(document)
    if said:
        holder = add(add(meta, "analysis", {"source": "#digitizer"}), "activeModifications")
        paragraphs = {paragraph.id: paragraph for paragraph in document.paragraphs}
        for one in said:
            place = _place(paragraphs[one.paragraph], one.statement.start)
            _put_claim(holder, one, place, _destination(one, document, targets))


def _place(paragraph: Paragraph, start: int) -> str:
    """The id of the element with that place of a paragraph's text: of a table, the whole of it, or a line
    that follows it."""
    lines = paragraph.lines
    if not lines[0].cells:
        return paragraph.id
    apart = tables.beside(lines)
    behind = len(paragraph.text) - start  # characters, a line end for each line but the last
    while apart and behind > len(apart[-1].text):
        behind -= len(apart[-1].text) + 1
        apart = apart[:-1]
    return apart[-1].id if apart else lines[0].region


def _put_claim(holder: _Element, said: Assertion, place: str, destination: dict[str, str]) -> None:
    """`place` is the element that has the sentence."""
    statement = said.statement
    name, attributes = _MODIFICATIONS[statement.claim]
    dated = {ours("date"): statement.date} if statement.date else {}
    element = add(holder, name, {"eId": said.id, **attributes, **dated})
    source = add(element, "source", {"href": _local(place)})
    etree.SubElement(source, ours("sentence")).text = clean_text(statement.sentence)
    add(element, "destination", destination)


def _destination(said: Assertion, document: Document, targets: Targets) -> dict[str, str]:
    """A link to the document that a claim is about, and to the citation that names it."""
    if said.statement.target is None:
        return {"href": _local(document.id)}
    if said.about is None:
        return {"href": ""}
    return {"href": _local(targets.named(said.about.citation)), ours("cited"): _local(said.about.id)}


def _local(name: str) -> str:
    return f"#{name}" if name else ""
