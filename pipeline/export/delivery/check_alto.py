"""Do the pages of ALTO belong to the issue, and do their boxes lie on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import MOST
from pipeline.export.delivery.said import Corners, without_blanks
from pipeline.formats.alto.writer import NAMESPACE
from pipeline.formats.xml import line_of, local

ALTO = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class PageText:
    """What an ALTO file has: its ids, and of its lines, by their ids, the text without blanks and the box."""

    ids: frozenset[str]
    lines: Mapping[str, str]
    boxes: Mapping[str, Corners]


def text_of(root: _Element) -> PageText:
    lines = {str(line.get("ID")): line for line in root.iter(f"{ALTO}TextLine")}
    texts = {
        name: (str(s.get("CONTENT")) for s in line.iter(f"{ALTO}String")) for name, line in lines.items()
    }
    return PageText(
        frozenset(str(element.get("ID")) for element in root.iter() if element.get("ID")),
        {name: without_blanks("".join(parts)) for name, parts in texts.items()},
        {name: _corners(line) for name, line in lines.items()},
    )


def _corners(element: _Element) -> Corners:
    left, top = _number(element, "HPOS"), _number(element, "VPOS")
    return left, top, left + _number(element, "WIDTH"), top + _number(element, "HEIGHT")


def check_alto(root: _Element, path: str, page: Mapping[str, str]) -> Iterator[Fault]:
    """`page` holds the attributes that Akoma Ntoso gives the page."""
    name = f"data/{path}"
    own = root.find(f".//{ALTO}Page")
    file = root.find(f".//{ALTO}fileName")
    if own is None or file is None:
        return  # the grammar has told it
    told = {
        "ID": (own.get("ID"), page.get("id")),
        "WIDTH": (own.get("WIDTH"), page.get("width")),
        "HEIGHT": (own.get("HEIGHT"), page.get("height")),
        "fileName": (file.text, page.get("master")),
    }
    for what, (found, wanted) in told.items():
        if found != wanted:
            reason = f"{what} is {found!r}, issue.akn.xml has {wanted!r} for the page"
            yield Fault("page-differs", name, reason, line_of(own))
    yield from list(_outside(own, name))[:MOST]


def _outside(page: _Element, name: str) -> Iterator[Fault]:
    width, height = _number(page, "WIDTH"), _number(page, "HEIGHT")
    for element in page.iter():
        right = _number(element, "HPOS") + _number(element, "WIDTH")
        bottom = _number(element, "VPOS") + _number(element, "HEIGHT")
        if right > width or bottom > height:
            reason = f"the box of {local(element)} {element.get('ID', '')} reaches beyond the page"
            yield Fault("page-differs", name, reason, line_of(element))


def _number(element: _Element, attribute: str) -> int:
    """The value; 0 for none and for one that the grammar does not take."""
    text = element.get(attribute) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
