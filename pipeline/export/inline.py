"""The text of printed lines inside an element: line and page ends where they are, citations as links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.etree import _Element

from pipeline.export.flow import Line
from pipeline.formats.xml import add


@dataclass(frozen=True, slots=True)
class Span:
    """A line, or what is left of it after its number."""

    line: Line
    text: str
    start: int = 0  # of its text, in the text of its paragraph


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation in the text of a paragraph."""

    id: str
    start: int
    stop: int
    href: str  # "#d002" for what stands in the same issue; empty for anything else


class Inline:
    """Fills one element, from the first character to the last."""

    def __init__(self, element: _Element, marks: Sequence[Mark]) -> None:
        self._element = element
        self._marks = marks  # in order, without overlap
        self._holder = element  # what the text goes into: the element, or a link in it
        self._open: Mark | None = None
        element.text = ""

    def say(self, text: str, start: int) -> None:
        """Add text that begins at that place of the paragraph."""
        for at, stop, mark in self._stretches(start, start + len(text)):
            self._enter(mark)
            _lengthen(self._holder, text[at - start : stop - start])

    def end_line(self, name: str, attributes: dict[str, str], next_start: int) -> None:
        """Mark the end of a line or page; a link that goes on in the next line holds it."""
        mark = self._open
        self._enter(mark if mark and next_start < mark.stop else None)
        add(self._holder, name, attributes).tail = ""

    def _enter(self, mark: Mark | None) -> None:
        if mark is self._open:
            return
        self._open = mark
        self._holder = (
            add(self._element, "ref", {"eId": mark.id, "href": mark.href}) if mark else self._element
        )

    def _stretches(self, start: int, stop: int) -> Iterator[tuple[int, int, Mark | None]]:
        """The pieces of a stretch of text that lie in one mark, or in none."""
        ends = {end for mark in self._marks for end in (mark.start, mark.stop) if start < end < stop}
        for at, end in pairwise(sorted({start, *ends, stop})):
            yield at, end, next((mark for mark in self._marks if mark.start <= at < mark.stop), None)


def _lengthen(element: _Element, text: str) -> None:
    """Add to the text at the end of the element, which may stand behind its last child."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
