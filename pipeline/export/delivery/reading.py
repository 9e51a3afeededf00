"""The printed lines of an Akoma Ntoso file, read back out of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.export.markup import AKN, ours
from pipeline.formats.xml import line_of

_HOLDERS = tuple(f"{{{AKN}}}{name}" for name in ("p", "heading", "tocItem", "num"))
_ENDS = (f"{{{AKN}}}eol", f"{{{AKN}}}eop")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line."""

    id: str
    text: str
    line: int  # in the file


def printed_lines(root: _Element) -> Iterator[Printed]:
    """Every line, furniture first, then the text in its order.

    A number that was cut off the beginning of a line belongs to the element after it.
    """
    for line in root.iter(ours("line")):
        yield Printed(str(line.get("id")), line.text or "", line_of(line))
    number = ""
    for element in root.iter(*_HOLDERS):
        ids = (element.get(ours("lines")) or "").split()
        if not ids:
            number = "".join(map(str, element.itertext()))
            continue
        texts = list(_texts(element))
        texts[0] = number + texts[0]
        number = ""
        for name, text in zip(ids, texts, strict=False):
            yield Printed(name, text, line_of(element))


def line_ids(part: _Element) -> tuple[str, ...]:
    """The ids of all lines of a part of the issue, whether or not their ends are where they should be."""
    return tuple(line for element in part.iter() for line in (element.get(ours("lines")) or "").split())


def _texts(element: _Element) -> Iterator[str]:
    """The text between line ends, wherever inside the element they stand."""
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        if inner.tag in _ENDS:
            yield "".join(parts)
            parts = []
        parts += [inner.text or ""] if inner.tag not in _ENDS else []
        parts += [_tails(inner, element)]
    yield "".join(parts)


def _tails(inner: _Element, holder: _Element) -> str:
    """The text behind an element without children; behind the last child also that behind its parents."""
    if len(inner):
        return ""
    text = inner.tail or ""
    while inner.getnext() is None and (parent := inner.getparent()) is not None and parent is not holder:
        text += parent.tail or ""
        inner = parent
    return text
