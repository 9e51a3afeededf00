"""Do the boxes of Akoma Ntoso lie around the lines as ALTO places them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.etree import _Element

from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import MOST
from pipeline.export.delivery.said import NOWHERE, Corners, Known, shown
from pipeline.export.markup import ours
from pipeline.formats.xml import line_of


def check_boxes(root: _Element, right: Known, name: str) -> tuple[Known, list[Fault]]:
    """The box of a paragraph on the page it begins on, and that of a running head; at most `MOST` faults.

    Where the two disagree, nobody knows which of them is right: the boxes of such a page are no longer known.
    """
    wrong: set[str] = set()
    faults = []
    for element, page, box in _boxes(root):
        lines = _lines(element, page)
        wanted = _around(lines, right)
        if wanted and box.split() != shown(wanted).split():
            wrong.add(page)
            told = f"the box of {lines[0]} is {box}, in ALTO {shown(wanted)}"
            faults.append(Fault("box-differs", name, told, line_of(element)))
    boxes = {line: box for line, box in right.boxes.items() if line.partition("_")[0] not in wrong}
    return replace(right, boxes=boxes), faults[:MOST]


def _boxes(root: _Element) -> Iterator[tuple[_Element, str, str]]:
    """Every element with lines and a box, and the page that the box is on."""
    for line in root.iter(ours("line")):
        if box := line.get("bbox"):
            yield line, str(line.get("id")).partition("_")[0], box
    for element in root.iter():
        if element.get(ours("lines")) and (box := element.get(ours("bbox"))):
            yield element, str(element.get(ours("page"))), box


def _lines(element: _Element, page: str) -> list[str]:
    """The ids of its lines on that page."""
    ids = (element.get(ours("lines")) or element.get("id") or "").split()
    return [line for line in ids if line.startswith(f"{page}_")]


def _around(lines: Iterable[str], right: Known) -> Corners | None:
    """The box around lines, as far as it is known of all of them."""
    boxes = [right.boxes.get(line) for line in lines]
    known = [box for box in boxes if box and box != NOWHERE]
    if None in boxes or not known:
        return None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
