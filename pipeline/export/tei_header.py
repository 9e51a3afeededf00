"""The TEI header: what the issue is, which witnesses its text rests on, what made it."""

from __future__ import annotations

import re

from lxml.etree import _Element

from pipeline.export.issue import Issue
from pipeline.export.trust import trust_of
from pipeline.formats.xml import add

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_STATUS = {"no": "low", "partly": "medium", "yes": "high"}  # not checked, checked, thoroughly checked
_NOT_NAME = re.compile(r"[^\w.-]")


def witness_id(sigil: str) -> str:
    """The XML id of a witness."""
    return "wit_" + _NOT_NAME.sub("_", sigil)


def put_header(root: _Element, issue: Issue) -> None:
    """`teiHeader`, with everything that TEI wants in it."""
    header = add(root, "teiHeader")
    file = add(header, "fileDesc")
    add(add(file, "titleStmt"), "title", text=issue.title)
    published = add(file, "publicationStmt")
    add(published, "publisher", text="gazette-pipeline")
    add(published, "date", {"when": issue.work.digitized}, issue.work.digitized)
    add(published, "idno", text=issue.id)
    _put_source(add(file, "sourceDesc"), issue)
    encoding = add(header, "encodingDesc")
    _put_correction(encoding, issue)
    add(encoding, "variantEncoding", {"method": "parallel-segmentation", "location": "internal"})
    programs = add(encoding, "appInfo")
    for number, step in enumerate(issue.steps, 1):
        values = {
            XML_ID: f"step_{number}",
            "ident": _NOT_NAME.sub("_", step.tool),
            "version": _version(step.version),
        }
        add(add(programs, "application", values), "label", text=f"{step.stage}: {step.tool} {step.version}")


def _put_correction(encoding: _Element, issue: Issue) -> None:
    """How far people have corrected the text, in the words of TEI and in a sentence."""
    trusted = trust_of(issue.pages)
    said = trusted.said(issue.work.language)
    if said:
        correction = add(add(encoding, "editorialDecl"), "correction", {"status": _STATUS[trusted.proofread]})
        add(correction, "p", text=said)


def _put_source(source: _Element, issue: Issue) -> None:
    printed = add(source, "bibl")
    add(printed, "title", text=issue.work.title)
    if issue.facts.label:
        add(printed, "biblScope", {"unit": "issue"}, issue.facts.label)
    add(printed, "publisher", text=issue.publisher)
    if issue.facts.date:
        add(printed, "date", {"when": issue.facts.date}, issue.facts.date_printed or issue.facts.date)
    sigils = _sigils(issue)
    if sigils:
        witnesses = add(source, "listWit")
        for sigil in sigils:
            add(witnesses, "witness", {XML_ID: witness_id(sigil), "n": sigil}, sigil)


def _sigils(issue: Issue) -> tuple[str, ...]:
    """All witnesses of the issue, those of its apparatus too."""
    editions = [page.edition for page in issue.pages if page.edition]
    named = [sigil for edition in editions for sigil in edition.sigils]
    for edition in editions:
        named += [s for app in edition.apps for reading in app.readings for s in reading.sigils]
    return tuple(dict.fromkeys(named))


def _version(text: str) -> str:
    """A version number as TEI takes one: figures and points."""
    return ".".join(re.findall(r"\d+", text)[:4]) or "0"
