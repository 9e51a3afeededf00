"""What Akoma Ntoso has no words for, in `meta/proprietary`: pages with their masters, steps, trust."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element

from pipeline.export.facts import folio
from pipeline.export.flow import Line, Page, page_lines
from pipeline.export.markup import ours
from pipeline.export.trust import trust
from pipeline.formats.xml import clean_text
from pipeline.model import Master, Step


def put_page(holder: _Element, page: Page, order: int) -> _Element:
    """The page at this place, from 1: its master, its text, its running heads and page numbers."""
    values = {"id": page.id, "order": str(order), "text": "yes" if page.edition else "no"}
    values |= {"folio": folio(page)} if folio(page) else {}
    trusted = trust(page.edition).attributes() if page.edition else {}
    element = put_own(holder, "page", values | _master(page.master) | trusted)
    for line in page_lines(page):
        if line.furniture:
            put_own(element, "line", _line(line)).text = line.text
    return element


def put_steps(holder: _Element, steps: Iterable[Step]) -> None:
    """What made the text, each program with its settings and its model."""
    for step in steps:
        values = {"stage": step.stage, "tool": step.tool, "version": step.version}
        values |= {"settings": step.settings} if step.settings else {}
        values |= {"model": step.model} if step.model else {}
        put_own(holder, "step", values)


def _master(master: Master) -> dict[str, str]:
    return {
        "master": master.file,
        "frame": str(master.frame),
        "sha256": master.sha256,
        "width": str(master.width),
        "height": str(master.height),
    }


def _line(line: Line) -> dict[str, str]:
    values = {"id": line.id, "region": line.region, "kind": line.kind.value}
    if line.box:
        values["bbox"] = f"{line.box.left} {line.box.top} {line.box.right} {line.box.bottom}"
    return values


def put_own(parent: _Element, name: str, values: dict[str, str]) -> _Element:
    """An element of our namespace; what XML cannot hold is left out of its attributes."""
    return etree.SubElement(parent, ours(name), {key: clean_text(value) for key, value in values.items()})
