"""Does TEI have the same pages and the same lines as Akoma Ntoso and ALTO."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import MOST
from pipeline.export.delivery.said import Corners, Known, Pages, Said, compared
from pipeline.export.schema import profile
from pipeline.export.tei import NAMESPACE, XML_ID
from pipeline.export.tei_lines import printed_lines
from pipeline.formats.xml import line_of

_TEI = f"{{{NAMESPACE}}}"
_CORNERS = ("ulx", "uly", "lrx", "lry")


def check_tei(root: _Element, path: str, right: Known) -> Iterator[Fault]:
    """`root` is the TEI file of the issue."""
    name = f"data/{path}"
    wrong = list(_grammar(root, name))
    if wrong:
        yield from wrong
        return
    yield from _surfaces(root, name, right.pages)
    yield from compared(lines_of(root), right.lines, right, name)


def _grammar(root: _Element, name: str) -> Iterator[Fault]:
    grammar = _compiled()
    if not grammar.validate(root):
        for entry in islice(iter(grammar.error_log), MOST):
            yield Fault("grammar", name, entry.message.replace(_TEI, ""), entry.line)


@cache
def _compiled() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(profile("tei-1.rng"))))


def _surfaces(root: _Element, name: str, pages: Pages) -> Iterator[Fault]:
    surfaces = {str(one.get(XML_ID)): one for one in root.iter(f"{_TEI}surface")}
    if list(surfaces) != list(pages):
        yield Fault("page-differs", name, "the surfaces are not the pages of issue.akn.xml, in their order")
        return
    for page, surface in surfaces.items():
        graphic = surface.find(f"{_TEI}graphic")
        found = (surface.get("lrx"), surface.get("lry"), None if graphic is None else graphic.get("url"))
        wanted = tuple(pages[page].get(what) for what in ("width", "height", "master"))
        if found != wanted:
            reason = f"{page} has {found}, issue.akn.xml has {wanted}: width, height, master"
            yield Fault("page-differs", name, reason, line_of(surface))


def lines_of(root: _Element) -> Iterator[Said]:
    """The printed lines with their text as it was settled, and the boxes of their zones."""
    zones = {str(zone.get(XML_ID)): _corners(zone) for zone in root.iter(f"{_TEI}zone")}
    for name, (text, line) in printed_lines(root).items():
        yield Said(name, text, zones.get(name), line)


def _corners(zone: _Element) -> Corners:
    left, top, right, bottom = (int(zone.get(name) or 0) for name in _CORNERS)
    return left, top, right, bottom
