"""The printed lines of a TEI file, read back out of its text."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from pipeline.export.tei import NAMESPACE
from pipeline.formats.xml import line_of

_TEI = f"{{{NAMESPACE}}}"


def printed_lines(root: _Element) -> dict[str, tuple[str, int]]:
    """By their ids, the text of each line as it was settled, and where in the file it begins."""
    return _Reader().read(root)


def holders(root: _Element) -> dict[str, _Element]:
    """By their ids, the element in which each line begins: `p`, `head`, `ab`, `cell`, or its own `fw`."""
    found = {}
    for mark in root.iter(f"{_TEI}lb", f"{_TEI}fw"):
        holder = mark if mark.tag == f"{_TEI}fw" else mark.getparent()
        if holder is not None:
            found[_named(mark)] = holder
    return found


def _named(mark: _Element) -> str:
    """The id of the line that begins here: that of its zone, or its own where it has no box."""
    return (mark.get("facs") or "").removeprefix("#") or mark.get("n") or ""


class _Reader:
    """Gathers the text of lines: each goes on from its `lb` to the next one, around what stands at the
    edge of a page; the readings that were not chosen are passed over."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        self._at: dict[str, int] = {}
        self._open = [""]  # the line that is being read, below those that a running head interrupts
        self._unchosen = 0

    def read(self, root: _Element) -> dict[str, tuple[str, int]]:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._begin(element)
            else:
                self._end(element)
        self._texts.pop("", None)
        return {name: ("".join(parts), self._at.get(name, 0)) for name, parts in self._texts.items()}

    def _begin(self, element: _Element) -> None:
        if element.tag == f"{_TEI}rdg":
            self._unchosen += 1
        elif element.tag == f"{_TEI}lb":
            self._open[-1] = self._begun(element)
        elif element.tag == f"{_TEI}fw":
            self._open.append(self._begun(element))
        self._say(element.text)

    def _end(self, element: _Element) -> None:
        if element.tag == f"{_TEI}rdg":
            self._unchosen -= 1
        elif element.tag == f"{_TEI}fw":
            self._open.pop()
        self._say(element.tail)

    def _begun(self, element: _Element) -> str:
        name = _named(element)
        self._at.setdefault(name, line_of(element))
        self._texts.setdefault(name, [])
        return name

    def _say(self, text: str | None) -> None:
        if text and not self._unchosen:
            self._texts.setdefault(self._open[-1], []).append(text)
