"""What preservation has to know, as PREMIS 3.0: the masters as they came in, and what was done to them."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from pipeline.export.issue import Issue
from pipeline.export.masters import distinct, mime
from pipeline.formats.xml import add, serialise
from pipeline.model import Master, Step

PREMIS = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EVENTS = {
    "scan": "image processing",
    "ocr": "text recognition",
    "proof": "collation and proofreading",
    "export": "format migration",
}


def write(issue: Issue) -> bytes:
    """The masters of an issue, then the steps that made its text, then the programs that did them."""
    top = etree.Element(etree.QName(PREMIS, "premis"), nsmap={"premis": PREMIS, "xsi": _XSI})
    top.set("version", "3.0")
    for master in distinct(issue.pages):
        _object(top, master)
    names = [f"{number:02}" for number in range(1, len(issue.steps) + 1)]
    for name, step in zip(names, issue.steps, strict=True):
        _event(top, step, name, issue)
    for name, step in zip(names, issue.steps, strict=True):
        _agent(top, step, name)
    etree.indent(top)
    return serialise(top)


def _object(top: _Element, master: Master) -> None:
    """The file: its digest, its format, the name it came with."""
    element = add(top, "object", {str(etree.QName(_XSI, "type")): "premis:file"})
    _identifier(element, "object", f"0-master/{master.file}")
    about = add(element, "objectCharacteristics")
    fixity = add(about, "fixity")
    add(fixity, "messageDigestAlgorithm", text="SHA-256")
    add(fixity, "messageDigest", text=master.sha256)
    add(add(add(about, "format"), "formatDesignation"), "formatName", text=mime(master))
    add(element, "originalName", text=master.source)


def _event(top: _Element, step: Step, name: str, issue: Issue) -> None:
    """What was done, with which settings, to which files.  Its date is that of the digitization."""
    element = add(top, "event")
    _identifier(element, "event", f"event_{name}")
    add(element, "eventType", text=_EVENTS.get(step.stage, step.stage))
    add(element, "eventDateTime", text=issue.work.digitized)
    if step.settings:
        add(add(element, "eventDetailInformation"), "eventDetail", text=step.settings)
    _identifier(element, "linkingAgent", f"agent_{name}")
    for page in issue.pages:
        if page.edition and step in (*page.edition.steps, issue.steps[-1]):
            _identifier(element, "linkingObject", f"0-master/{page.master.file}")


def _agent(top: _Element, step: Step, name: str) -> None:
    """The program that did a step."""
    element = add(top, "agent")
    _identifier(element, "agent", f"agent_{name}")
    add(element, "agentName", text=step.tool)
    add(element, "agentType", text="software")
    if step.version:
        add(element, "agentVersion", text=step.version)
    if step.model:
        add(element, "agentNote", text=f"model SHA-256 {step.model}")


def _identifier(parent: _Element, kind: str, value: str) -> None:
    holder = add(parent, f"{kind}Identifier")
    add(holder, f"{kind}IdentifierType", text="local")
    add(holder, f"{kind}IdentifierValue", text=value)
