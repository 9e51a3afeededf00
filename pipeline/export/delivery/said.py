"""The lines of an issue as they should be, and a line as some file has it, held against them.

Text and boxes are those of ALTO; lines that it has not, or that are in a file not at hand, those of Akoma
Ntoso: so a fault in one file is not told of all the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import MOST

Corners: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom on the master
Pages: TypeAlias = Mapping[str, Mapping[str, str]]  # by id, in order, what Akoma Ntoso gives each: attributes
NOWHERE: Corners = (0, 0, 0, 0)  # how a line without a box stands in ALTO


@dataclass(frozen=True, slots=True)
class Said:
    """A line: its id, its text, its box if the file gives one, and where in the file it stands."""

    id: str
    text: str
    box: Corners | None = None
    line: int = 0


def without_blanks(text: str) -> str:
    """Blanks between words are elements of their own in ALTO, and joiners at line ends in Akoma Ntoso."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Known:
    """What all files of an issue must agree with."""

    pages: Pages
    lines: Mapping[str, str]  # by id, the text without blanks
    boxes: Mapping[str, Corners]  # by id, where it is known
    by_page: Mapping[str, tuple[str, ...]]  # the ids of the lines of each page

    def text(self, page: str) -> str:
        """All that stands on a page, without blanks."""
        return "".join(self.lines[line] for line in self.by_page.get(page, ()))


def known(pages: Pages, lines: Mapping[str, str], boxes: Mapping[str, Corners]) -> Known:
    """The id of a line begins with that of its page."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.partition("_")[0], []).append(line)
    return Known(pages, lines, boxes, {page: tuple(own) for page, own in found.items()})


def compared(found: Iterable[Said], wanted: Iterable[str], right: Known, name: str) -> Iterator[Fault]:
    """What is other than it should be, at most `MOST` faults; `wanted` are the ids of the lines to be there.

    A line without text may be left out.
    """
    yield from islice(_compared(found, wanted, right, name), MOST)


def _compared(found: Iterable[Said], wanted: Iterable[str], right: Known, name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for one in found:
        seen.add(one.id)
        if one.id not in right.lines:
            yield Fault("line-missing", name, f"there is no line {one.id:.100} in this issue", one.line)
            continue
        if without_blanks(one.text) != right.lines[one.id]:
            yield Fault("text-differs", name, f"line {one.id} has another text in ALTO", one.line)
        box = right.boxes.get(one.id)
        if one.box is not None and box is not None and one.box != box:
            told = f"line {one.id} has the box {shown(one.box)}, in ALTO {shown(box)}"
            yield Fault("box-differs", name, told, one.line)
    for missing in wanted:
        if missing not in seen and right.lines[missing]:
            yield Fault("line-missing", name, f"line {missing} is missing")


def shown(box: Corners) -> str:
    """As Akoma Ntoso has it."""
    return " ".join(map(str, box))
