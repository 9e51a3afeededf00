"""Does PAGE-XML have the page and its lines as ALTO has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.said import NOWHERE, Corners, Known, Said, compared
from pipeline.formats.page.writer import NAMESPACE
from pipeline.formats.xml import line_of

_PAGE = f"{{{NAMESPACE}}}"
_POINT = re.compile(r"(\d{1,9}),(\d{1,9})")


def check_page(root: _Element, path: str, page: str, right: Known) -> Iterator[Fault]:
    """`root` is the PAGE-XML file of that page."""
    name, attributes = f"data/{path}", right.pages[page]
    own = root.find(f"{_PAGE}Page")
    if own is None:
        yield Fault("page-differs", name, "has no page")
        return
    told = {"imageFilename": "master", "imageWidth": "width", "imageHeight": "height"}
    for what, wanted in told.items():
        if own.get(what) != attributes.get(wanted):
            reason = f"{what} is {own.get(what)!r}, issue.akn.xml has {attributes.get(wanted)!r} for the page"
            yield Fault("page-differs", name, reason, line_of(own))
    yield from compared(_lines(own), right.by_page.get(page, ()), right, name)


def _lines(page: _Element) -> Iterator[Said]:
    for line in page.iter(f"{_PAGE}TextLine"):
        text = line.findtext(f"{_PAGE}TextEquiv/{_PAGE}Unicode") or ""
        yield Said(str(line.get("id")), text, _corners(line), line_of(line))


def _corners(line: _Element) -> Corners:
    """The hull of the outline."""
    coords = line.find(f"{_PAGE}Coords")
    points = _POINT.findall("" if coords is None else coords.get("points") or "")
    if not points:
        return NOWHERE
    across, down = [int(x) for x, _ in points], [int(y) for _, y in points]
    return min(across), min(down), max(across), max(down)
