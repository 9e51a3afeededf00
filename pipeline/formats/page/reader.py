"""Reading PAGE-XML of any year.

The text of a line is what its own ``TextEquiv`` says; words and glyphs give places and confidences
where they agree with it.  Of several ``TextEquiv`` the one with the lowest index is the text, the
others are alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element

from pipeline.formats import xml
from pipeline.formats.glyphs import (
    Piece,
    Word,
    flat,
    guess_direction,
    line_glyphs,
    numbered,
    space_between,
    text_line,
)
from pipeline.formats.kinds import kind_of
from pipeline.formats.page import table
from pipeline.formats.target import Scale, Target, assume, fit, only_page
from pipeline.model import Box, Cell, Direction, Region, RegionKind, Step, TextLine, Witness

_GRAPHIC = ("GraphicRegion", "ImageRegion", "LineDrawingRegion", "ChartRegion", "MapRegion")
_REGIONS = ("TextRegion", "TableRegion", *_GRAPHIC)
_DIRECTIONS = {
    "left-to-right": Direction.HORIZONTAL,
    "right-to-left": Direction.HORIZONTAL,
    "top-to-bottom": Direction.VERTICAL,
    "bottom-to-top": Direction.VERTICAL,
}
_POINT = re.compile(r"(-?\d{1,7}(?:\.\d{1,9})?),(-?\d{1,7}(?:\.\d{1,9})?)")


def read(data: bytes, source: str, target: Target) -> Witness:
    """The page of a PAGE-XML file as a witness, in the frame of the master.

    Raises:
        BadXmlError: where the file is no sound PAGE-XML, naming the line.
        ForeignPageError: where it holds several pages, or one that is not the target's.
    """
    root = xml.parse(data, source)
    page = _page(root, source)
    reader = _Reader(_scale(page, target, source), source)
    regions = tuple(reader.region(element) for element in _in_order(page) if _has_own(element))
    return Witness(target.page, target.sigil, numbered(target.page, regions), (), _steps(root))


def _page(root: _Element, source: str) -> _Element:
    pages = root.findall("{*}Page")
    if xml.local(root) != "PcGts" or not pages:
        raise xml.bad(root, "no PAGE-XML page in here", source)
    return only_page(pages, source)


def _scale(page: _Element, target: Target, source: str) -> Scale:
    width, height = (xml.number(page, f"image{side}", source) for side in ("Width", "Height"))
    if width and height:
        return fit(target, width, height, source)
    points = [point for coords in page.iter("{*}Coords") for point in _points(coords, source)]
    reach = max((x for x, _ in points), default=0.0), max((y for _, y in points), default=0.0)
    return assume(target, 1.0, reach, source)


def _points(coords: _Element, source: str) -> tuple[tuple[float, float], ...]:
    """The outline: an attribute since 2013, one element a point before."""
    text = coords.get("points")
    if text is None:
        corners = [
            (xml.number(p, "x", source), xml.number(p, "y", source)) for p in coords.iterfind("{*}Point")
        ]
        return tuple((x, y) for x, y in corners if x is not None and y is not None)
    found = [_POINT.fullmatch(point) for point in text.split()]
    if None in found:
        raise xml.bad(coords, f"points are not x,y pairs: {text[:40]!r}", source)
    return tuple((float(match[1]), float(match[2])) for match in found if match)


def _in_order(page: _Element) -> list[_Element]:
    """All regions in reading order; one that is not listed follows the region it lies in, or comes last."""
    group = page.find("{*}ReadingOrder/*")
    listed = [] if group is None else list(_listed(group))
    order = {name: n for n, name in reversed(list(enumerate(listed)))}
    regions = [element for element in page.iter() if xml.local(element) in _REGIONS]
    return sorted(regions, key=lambda element: _rank(element, order))


def _listed(group: _Element) -> Iterator[str]:
    members = sorted(group, key=lambda member: int(member.get("index", "0")) if _indexed(member) else 0)
    for member in members:
        yield member.get("regionRef", "")
        yield from _listed(member)


def _indexed(member: _Element) -> bool:
    return bool(re.fullmatch(r"\d{1,9}", member.get("index", "")))


def _rank(element: _Element, order: dict[str, int]) -> int:
    for region in (element, *element.iterancestors()):
        if region.get("id") in order:
            return order[region.get("id", "")]
    return len(order)


def _has_own(region: _Element) -> bool:
    """A picture, or a table without cells, whose text lies in regions of its own is told by those."""
    if table.in_table(region):
        return False
    return xml.local(region) == "TextRegion" or table.is_table(region) or region.find("{*}TextRegion") is None


def _steps(root: _Element) -> tuple[Step, ...]:
    """What the file says made it."""
    items = [
        item for item in root.iterfind("{*}Metadata/{*}MetadataItem") if item.get("type") == "processingStep"
    ]
    found = []
    for item in items:
        labels = {label.get("type", ""): label.get("value", "") for label in item.iter("{*}Label")}
        stage, tool = flat(item.get("name", "")), flat(item.get("value", ""))
        version, settings, model = (flat(labels.get(kind, "")) for kind in ("version", "settings", "model"))
        found.append(Step(stage, tool, version, settings, model))
    creator = (root.findtext("{*}Metadata/{*}Creator") or "").strip()
    return tuple(found) or ((Step("ocr", flat(creator), ""),) if creator else ())


def _text(element: _Element) -> str:
    """What the main ``TextEquiv`` says; empty where there is none."""
    equivalents = _equivalents(element)
    return _said(equivalents[0]) if equivalents else ""


def _equivalents(element: _Element) -> list[_Element]:
    found = element.findall("{*}TextEquiv")
    return sorted(
        found, key=lambda equivalent: int(equivalent.get("index", "0")) if _indexed(equivalent) else 0
    )


def _said(equivalent: _Element) -> str:
    text = equivalent.findtext("{*}Unicode") or equivalent.findtext("{*}PlainText") or ""
    return text.strip("\r\n\t")


class _Reader:
    """Reads the regions of one file: what holds for the whole file is kept here."""

    def __init__(self, scale: Scale, source: str) -> None:
        self._scale = scale
        self._source = source

    def region(self, element: _Element) -> Region:
        box = self._box(element)
        if table.is_table(element):
            return self._table(element, box)
        lines = tuple(self._line(line) for line in element.iterfind("{*}TextLine"))
        if not any(line.glyphs for line in lines):
            lines = self._from_region(element, box, lines)
        return Region("", _kind(element), "", box, lines)

    def _table(self, element: _Element, box: Box | None) -> Region:
        """A table with its cells; until it is numbered, its lines are named by their place."""
        lines: list[TextLine] = []
        cells: list[Cell] = []
        for part, cell in table.parts(element, self._source):
            own = self.region(part).lines
            names = tuple(str(n) for n in range(len(lines), len(lines) + len(own)))
            lines += [replace(line, id=name) for line, name in zip(own, names, strict=True)]
            if cell:
                cells.append(replace(cell, lines=names, box=self._box(part)))
        return Region("", RegionKind.TABLE, "", box, tuple(lines), cells=tuple(cells))

    def _from_region(
        self, element: _Element, box: Box | None, lines: tuple[TextLine, ...]
    ) -> tuple[TextLine, ...]:
        """Lines where only the region has a text: in the places of the empty lines if they are as many."""
        texts = re.split(r"\r\n|\r|\n", _text(element))
        if texts == [""]:
            return lines
        boxes = [line.box for line in lines] if len(lines) == len(texts) else [None] * len(texts)
        if len(texts) == 1:
            boxes = [boxes[0] or box]
        said = _direction(element)
        return tuple(_plain(Piece(flat(text), place), said) for text, place in zip(texts, boxes, strict=True))

    def _line(self, line: _Element) -> TextLine:
        whole = self._piece(line)
        words = [self._word(word) for word in line.iterfind("{*}Word")]
        said = _direction(line)
        text = whole.text or "".join(word.whole.text for word in words)
        direction = said or guess_direction(whole.box, text)
        items: Sequence[Word | Piece] | None = words
        if whole.text:
            items = _aligned(whole.text, words, direction) if words else None
        if items is None:
            return _plain(whole, direction)
        return text_line(whole.box, line_glyphs(items, direction), direction)

    def _word(self, word: _Element) -> Word:
        parts = tuple(self._piece(glyph) for glyph in word.iterfind("{*}Glyph"))
        whole = self._piece(word)
        if not whole.text:
            whole = Piece("".join(part.text for part in parts), whole.box, whole.confidence)
        return Word(whole, parts)

    def _piece(self, element: _Element) -> Piece:
        said = [(flat(_said(each)), self._confidence(each)) for each in _equivalents(element)]
        text, confidence = said[0] if said else ("", None)
        others = tuple((other, value or 0.0) for other, value in said[1:])
        return Piece(text, self._box(element), confidence, others)

    def _confidence(self, equivalent: _Element) -> float | None:
        value = xml.number(equivalent, "conf", self._source)
        return None if value is None else min(1.0, max(0.0, value))

    def _box(self, element: _Element) -> Box | None:
        coords = element.find("{*}Coords")
        return None if coords is None else self._scale.box(_points(coords, self._source))


def _plain(piece: Piece, said: Direction | None) -> TextLine:
    direction = said or guess_direction(piece.box, piece.text)
    return text_line(piece.box, line_glyphs([Word(piece)], direction), direction)


def _aligned(text: str, words: list[Word], direction: Direction) -> list[Word | Piece] | None:
    """The words with the white space that the line's text has between them; None where they disagree."""
    items: list[Word | Piece] = []
    cursor, last = 0, None
    for word in words:
        start = text.find(word.whole.text, cursor)
        if start < 0 or text[cursor:start].strip():
            return None
        items.append(Piece(text[cursor:start], space_between(last, word.whole.box, direction)))
        items.append(word)
        cursor, last = start + len(word.whole.text), word.whole.box
    if text[cursor:].strip():
        return None
    return [*items, Piece(text[cursor:])]


def _direction(element: _Element) -> Direction | None:
    """The direction a line or the regions around it state."""
    for outer in (element, *element.iterancestors()):
        if said := _DIRECTIONS.get(outer.get("readingDirection", "")):
            return said
        across = _DIRECTIONS.get(outer.get("textLineOrder", ""))
        if across is not None:
            return Direction.VERTICAL if across is Direction.HORIZONTAL else Direction.HORIZONTAL
    return None


def _kind(region: _Element) -> RegionKind:
    outer = region.getparent()
    if outer is not None and xml.local(outer) == "TableRegion":
        return RegionKind.TABLE
    if xml.local(region) != "TextRegion":
        return RegionKind.TABLE if xml.local(region) == "TableRegion" else _graphic_kind(region)
    if outer is not None and xml.local(outer) in _GRAPHIC and not region.get("type"):
        return _graphic_kind(outer)
    return kind_of(region.get("type", ""))


def _graphic_kind(region: _Element) -> RegionKind:
    return RegionKind.STAMP if region.get("type") == "stamp" else RegionKind.GRAPHIC
