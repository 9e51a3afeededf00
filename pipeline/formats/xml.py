"""XML in and out: parsing that trusts nothing, text that XML can hold, validation against a schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import BadXmlError

MAX_BYTES = 64 * 2**20  # a page of 20,000 glyphs with all its boxes takes 4 MB
MAX_TEXT = 100_000  # characters in one text or attribute value
MAX_NUMBER = 1e7  # no coordinate and no index lies beyond
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT = re.compile(rb"<[^?!\s]")


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a tree breaks its schema."""

    line: int
    message: str


def parse(data: bytes, source: str) -> _Element:
    """The root of a document; comments and processing instructions are left out.

    No entity is expanded, nothing is loaded from elsewhere, and depth and size are limited.

    Raises:
        BadXmlError: naming `source` and the line; for a DOCTYPE too, whatever it declares.
    """
    refuse_large(data, source)
    _refuse_doctype(data, source)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise BadXmlError(f"{source}: line {error.lineno or 1}: {_reason(error)}") from error
    except ValueError as error:
        raise BadXmlError(f"{source}: line 1: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(data, source)
    refuse_long(root, source)
    return root


def refuse_large(data: bytes, source: str) -> None:
    """Raises BadXmlError for more bytes than a page can need."""
    if len(data) > MAX_BYTES:
        raise BadXmlError(f"{source}: {len(data)} bytes; {MAX_BYTES} is the limit for one page")


def refuse_long(root: _Element, source: str) -> None:
    """Raises BadXmlError where a text or an attribute is longer than any line of print."""
    for element in root.iter():
        longest = max(map(len, [element.text or "", element.tail or "", *map(str, element.attrib.values())]))
        if longest > MAX_TEXT:
            raise bad(element, f"{longest} characters in one place; {MAX_TEXT} is the limit", source)


def bad(element: _Element, what: str, source: str) -> BadXmlError:
    """The error for an element that cannot mean what it says."""
    return BadXmlError(f"{source}: line {element.sourceline or 1}: {local(element)}: {what}")


def local(element: _Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def line_of(element: _Element) -> int:
    """The line of its file on which the element begins, from 1; 0 where nobody knows."""
    line: Any = element.sourceline
    return line or 0


def number(element: _Element, attribute: str, source: str) -> float | None:
    """A numeric attribute; None where it is missing.

    Raises:
        BadXmlError: where it is no number, or one no page can have.
    """
    text = element.get(attribute)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise bad(element, f"{attribute} is no number: {text[:40]!r}", source) from error
    if not abs(value) <= MAX_NUMBER:  # also refuses "nan"
        raise bad(element, f"{attribute} is out of all bounds: {text[:40]}", source)
    return value


def clean_text(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def add(parent: _Element, name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> _Element:
    """Append an element of the parent's namespace; its text and attribute values are cleaned."""
    values = {key: clean_text(value) for key, value in (attributes or {}).items()}
    element = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), values)
    if text:
        element.text = clean_text(text)
    return element


def decimal(value: float) -> str:
    """A confidence with at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def document(namespace: str, name: str, attributes: Mapping[str, str] | None = None) -> _Element:
    """A new root element, in a namespace that needs no prefix."""
    prefixes: Any = {None: namespace}
    return etree.Element(etree.QName(namespace, name), dict(attributes or {}), nsmap=prefixes)


def serialise(root: _Element) -> bytes:
    """UTF-8 with a declaration; equal trees give equal bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def faults(root: _Element, schema: Path) -> tuple[Fault, ...]:
    """Every place where the tree breaks the schema, in order; empty for a valid tree.

    Raises:
        BadXmlError: where the schema itself cannot be used.
    """
    compiled = _schema(schema)
    if compiled.validate(root):
        return ()
    log: Any = compiled.error_log
    return tuple(Fault(entry.line, entry.message) for entry in log)


@cache
def _schema(path: Path) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(etree.parse(str(path), _parser()))
    except (etree.LxmlError, OSError) as error:
        raise BadXmlError(f"{path}: no usable schema: {error}", "Fetch the schema again.") from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_doctype(data: bytes, source: str) -> None:
    """Look before the root element, so that no declaration is ever acted upon."""
    plain = data.replace(b"\0", b"")  # makes UTF-16 readable enough for this
    root = _ROOT.search(plain)
    if b"<!DOCTYPE" in plain[: root.start() if root else len(plain)]:
        raise _doctype(data, source)


def _doctype(data: bytes, source: str) -> BadXmlError:
    line = data.replace(b"\0", b"").partition(b"<!DOCTYPE")[0].count(b"\n") + 1
    return BadXmlError(
        f"{source}: line {line}: a DOCTYPE is not accepted",
        "Remove the <!DOCTYPE …> from the file; nothing that is read here needs one.",
    )


def _reason(error: etree.XMLSyntaxError) -> str:
    message = re.sub(r"\s*,? line \d+, column \d+.*", "", error.msg or "not well-formed", flags=re.DOTALL)
    return message.strip()
