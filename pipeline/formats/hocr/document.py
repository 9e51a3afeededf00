"""An hOCR file as a tree of elements, be it XHTML or HTML, and what its elements say of themselves."""

from __future__ import annotations

import html.entities
import re
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import BadXmlError
from pipeline.formats import xml

_DOCTYPE = re.compile(rb"<!DOCTYPE\s{1,9}html\b[^\[\]<>]{0,400}>", re.IGNORECASE)
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_PROPERTY = re.compile(r"""((?:[^;"']|"[^"]*"|'[^']*')+)""")
_PREDEFINED = ("amp", "lt", "gt", "quot", "apos")


def tree(data: bytes, source: str) -> _Element:
    """The root of an hOCR file.  The plain DOCTYPE of HTML is passed over, any other is refused.

    Raises:
        BadXmlError: naming the file and the line.
    """
    xml.refuse_large(data, source)
    blank = _DOCTYPE.sub(lambda match: b"\n" * match[0].count(b"\n"), data, count=1)
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<?xml") or b"www.w3.org/1999/xhtml" in data[:4096]:
        return xml.parse(_ENTITY.sub(_character, blank), source)
    return _html(blank, source)


def _character(match: re.Match[bytes]) -> bytes:
    """A named character of HTML as a numbered one, since XML knows only five names."""
    name = match[1].decode("ascii")
    if name in _PREDEFINED or f"{name};" not in html.entities.html5:
        return match[0]
    return "".join(f"&#{ord(char)};" for char in html.entities.html5[f"{name};"]).encode("ascii")


def _html(data: bytes, source: str) -> _Element:
    lowered = data.lower()
    if b"<!doctype" in lowered or b"\0" in data:
        raise BadXmlError(f"{source}: line 1: a DOCTYPE or a NUL that no HTML page needs")
    if not lowered.rstrip().endswith(b"</html>"):
        line = data.count(b"\n") + 1
        raise BadXmlError(
            f"{source}: line {line}: ends without </html>", "Copy the file again from its source."
        )
    text = _decoded(data, source)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode("utf-8"), parser)
    if root is None:
        raise BadXmlError(f"{source}: line 1: no HTML in here")
    _refuse_cut(parser, source)
    xml.refuse_long(root, source)
    return root


def _refuse_cut(parser: etree.HTMLParser, source: str) -> None:
    """HTML may be written badly, but what the parser gave up on would be lost without a word."""
    log: Any = parser.error_log
    for entry in log:
        if entry.level == etree.ErrorLevels.FATAL:
            raise BadXmlError(f"{source}: line {entry.line}: {entry.message}")


def _decoded(data: bytes, source: str) -> str:
    said = _CHARSET.search(data[:4096])
    charset = said[1].decode("ascii") if said else "utf-8"
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadXmlError(f"{source}: line {line}: bytes that are no {charset}") from error
    except LookupError as error:
        raise BadXmlError(f"{source}: unknown character set {charset}") from error


def classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split()


def properties(element: _Element) -> dict[str, list[str]]:
    """What stands in the title: ``bbox 1 2 3 4; x_wconf 93`` by name, quotes taken off."""
    found = {}
    for part in _PROPERTY.findall(element.get("title") or ""):
        name, *values = re.findall(r"\"[^\"]*\"|'[^']*'|\S+", part) or [""]
        found[name] = [value.strip("\"'") for value in values]
    return found


def escape(text: str) -> str:
    """A text as one value of a property; `urllib.parse.unquote` takes it back."""
    return re.sub(r"[\s;\"'%]", lambda match: quote(match[0]), text)


def inner_text(element: _Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(text) for text in element.itertext())


def numbers(element: _Element, name: str, source: str) -> list[float]:
    """The numbers of one property; empty where it is missing.

    Raises:
        BadXmlError: where one of them is no number.
    """
    return [number(value, element, source) for value in properties(element).get(name, [])]


def number(value: str, element: _Element, source: str) -> float:
    """One value of a property as a number.

    Raises:
        BadXmlError: where it is none, or one no page can have.
    """
    try:
        found = float(value)
    except ValueError as error:
        raise xml.bad(element, f"{value[:40]!r} in its title is no number", source) from error
    if not abs(found) <= xml.MAX_NUMBER:  # also refuses "nan"
        raise xml.bad(element, f"{value[:40]} in its title is out of all bounds", source)
    return found
