"""Descriptions as MODS 3.8: the issue, and each of its documents."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from pipeline.export.documents import Document
from pipeline.export.issue import Issue
from pipeline.export.parties import subjects
from pipeline.export.trust import Trust, trust_of
from pipeline.formats.xml import add

MODS = "http://www.loc.gov/mods/v3"


def of_issue(issue: Issue) -> _Element:
    """Title, publisher, date, language, number."""
    facts = issue.facts
    record = _record(issue.work.title)
    if issue.publisher or facts.date:
        _origin(record, issue.publisher, facts.date)
    _language(record, issue.work.language)
    _note(record, trust_of(issue.pages), issue)
    add(record, "identifier", {"type": "local"}, issue.id)
    if facts.number or facts.total:
        part = add(record, "part")
        for kind, number in (("issue", facts.number), ("total issue", facts.total)):
            if number:
                add(add(part, "detail", {"type": kind}), "number", text=number)
    return record


def of_document(document: Document, issue: Issue, trusted: Trust) -> _Element:
    """Title, kind, date, language, trust, subject words, number, signatory, and the issue it stands in."""
    record = _record(document.title or document.number or document.id)
    if document.type:
        add(record, "genre", text=document.type)
    if document.signature:
        name = add(record, "name", {"type": "corporate"})
        add(name, "namePart", text=document.signature)
    if document.date:
        _origin(record, "", document.date)
    _language(record, issue.work.language)
    _note(record, trusted, issue)
    for word in subjects(document.pieces):
        add(add(record, "subject"), "topic", text=word)
    if document.number:
        add(record, "identifier", {"type": "document number"}, document.number)
    host = add(record, "relatedItem", {"type": "host"})
    add(add(host, "titleInfo"), "title", text=issue.work.title)
    add(host, "identifier", {"type": "local"}, issue.id)
    return record


def _record(title: str) -> _Element:
    record = etree.Element(etree.QName(MODS, "mods"), nsmap={"mods": MODS})
    record.set("version", "3.8")
    add(add(record, "titleInfo"), "title", text=title)
    return record


def _origin(record: _Element, publisher: str, date: str) -> None:
    origin = add(record, "originInfo")
    if publisher:
        add(origin, "publisher", text=publisher)
    if date:
        add(origin, "dateIssued", {"encoding": "w3cdtf"}, date)


def _note(record: _Element, trusted: Trust, issue: Issue) -> None:
    said = trusted.said(issue.work.language)
    if said:
        add(record, "note", {"type": "proofreading"}, said)


def _language(record: _Element, language: str) -> None:
    add(add(record, "language"), "languageTerm", {"type": "code", "authority": "iso639-3"}, language)
