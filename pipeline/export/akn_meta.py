"""The `meta` of Akoma Ntoso: who is what at each FRBR level, the pages, and what made the text.

The IRI of an issue is built from its id alone, so that a corrected reading never moves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.export.akn_analysis import SUBJECTS, put_analysis, put_classification
from pipeline.export.akn_proprietary import put_own, put_page, put_steps
from pipeline.export.attachments import Attachment
from pipeline.export.documents import Document
from pipeline.export.issue import Issue
from pipeline.export.markup import ours
from pipeline.export.mentions import Targets
from pipeline.export.parties import subjects
from pipeline.export.trust import trust_of
from pipeline.formats.xml import add
from pipeline.text import dates

_DATED = re.compile(r"(\d{4})[-._]?(.+)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A full ISO date for the schema, what it is the date of, and how much of it is known."""

    date: str
    name: str
    precision: str  # "year", "month", "day"


def put_issue(gazette: _Element, issue: Issue) -> None:
    meta = add(gazette, "meta")
    facts = issue.facts
    known = Dated(facts.filled, "publication", _precision(facts.date)) if facts.date else _digitized(issue)
    identification = _identification(meta, issue, "main", known, facts.label)
    if facts.number:
        work = identification[0]
        add(work, "FRBRnumber", {"value": facts.number})
    if facts.date:
        attributes = {
            "date": facts.filled,
            "name": issue.work.title,
            "showAs": facts.label or issue.work.title,
        }
        add(meta, "publication", attributes | ({"number": facts.number} if facts.number else {}))
    references = add(meta, "references", {"source": "#digitizer"})
    put_organization(references, "publisher", issue.publisher)
    put_organization(references, "digitizer", "gazette-pipeline")
    put_subjects(references, issue.documents)
    _proprietary(meta, issue)


def put_document(doc: _Element, document: Document, issue: Issue, targets: Targets) -> None:
    meta = add(doc, "meta")
    identification = _identification(meta, issue, document.id, _document_date(document, issue), "")
    if document.number:
        _after_uri(identification[0], {"value": document.number, "name": "发文字号"})
    put_classification(meta, document)
    put_analysis(meta, document, targets)


def put_attachment(doc: _Element, document: Document, issue: Issue, attachment: Attachment) -> None:
    name = f"{document.id}/att_{attachment.place}"
    _identification(add(doc, "meta"), issue, name, _document_date(document, issue), "")


def work_iri(issue: Issue) -> str:
    """``/akn/cn/officialGazette/1987/03``, from the issue's id."""
    match = _DATED.fullmatch(issue.id)
    tail = f"{match[1]}/{match[2]}" if match else f"undated/{issue.id}"
    return f"/akn/{issue.work.country}/officialGazette/{tail}"


def _identification(meta: _Element, issue: Issue, part: str, dated: Dated, alias: str) -> _Element:
    identification = add(meta, "identification", {"source": "#digitizer"})
    iri = work_iri(issue)
    expression = f"{iri}/{issue.work.language}@"
    work = put_level(identification, "FRBRWork", (f"{iri}/!{part}", iri), dated)
    add(work, "FRBRcountry", {"value": issue.work.country})
    if alias:
        _after_uri(work, {"value": alias, "name": "期号"})
    expressed = put_level(identification, "FRBRExpression", (f"{expression}/!{part}", expression), dated)
    add(expressed, "FRBRlanguage", {"language": issue.work.language})
    manifested = (f"{expression}/!{part}.xml", f"{expression}.xml")
    put_level(identification, "FRBRManifestation", manifested, _digitized(issue), "digitizer")
    return identification


def put_level(
    identification: _Element, name: str, iris: tuple[str, str], dated: Dated, author: str = "publisher"
) -> _Element:
    """One FRBR level; `iris` are those of the component and of the whole."""
    level = add(identification, name)
    add(level, "FRBRthis", {"value": iris[0]})
    add(level, "FRBRuri", {"value": iris[1]})
    attributes = {"date": dated.date, "name": dated.name, ours("precision"): dated.precision}
    add(level, "FRBRdate", attributes)
    add(level, "FRBRauthor", {"href": f"#{author}"})
    return level


def _after_uri(level: _Element, attributes: dict[str, str]) -> None:
    """The schema wants the alias right behind the IRI."""
    level.insert(2, add(level, "FRBRalias", attributes))


def _document_date(document: Document, issue: Issue) -> Dated:
    """The document's own date, else the issue's, else that of the digitization."""
    if document.date:
        return Dated(dates.filled(document.date), "成文日期", _precision(document.date))
    if issue.facts.date:
        return Dated(issue.facts.filled, "publication", _precision(issue.facts.date))
    return _digitized(issue)


def _digitized(issue: Issue) -> Dated:
    return Dated(issue.work.digitized, "digitization", "day")


def _precision(iso: str) -> str:
    return {4: "year", 7: "month"}.get(len(iso), "day")


def put_organization(references: _Element, name: str, shown: str) -> None:
    attributes = {"eId": name, "href": f"/ontology/organization/{name}", "showAs": shown}
    add(references, "TLCOrganization", attributes)


def put_subjects(references: _Element, documents: Iterable[Document]) -> None:
    """The concept 主题词, where a document has subject words."""
    if any(subjects(document.pieces) for document in documents):
        concept = {"eId": SUBJECTS, "href": f"/ontology/concept/{SUBJECTS}", "showAs": "主题词"}
        add(references, "TLCConcept", concept)


def _proprietary(meta: _Element, issue: Issue) -> None:
    holder = add(meta, "proprietary", {"source": "#digitizer"})
    put_own(holder, "text", trust_of(issue.pages).attributes())
    for order, page in enumerate(issue.pages, 1):
        put_page(holder, page, order)
    put_steps(holder, issue.steps)
