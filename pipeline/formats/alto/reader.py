"""Reading ALTO 2, 3 and 4, whatever the namespace.

CC runs from 0 (sure) to 9 (unsure); WC, GC and VC from 0 to 1 (sure).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.errors import BadXmlError, ForeignPageError
from pipeline.formats import xml
from pipeline.formats.glyphs import (
    Piece,
    Word,
    flat,
    guess_direction,
    joint,
    line_glyphs,
    numbered,
    text_line,
)
from pipeline.formats.kinds import kind_of
from pipeline.formats.target import Scale, Target, assume, fit, only_page
from pipeline.model import Box, Direction, Region, RegionKind, Step, TextLine, Witness

UNITS_PER_INCH = {"mm10": 254.0, "inch1200": 1200.0}
LEAST_DPI = 30.0  # below, an image's resolution is a placeholder and no measure
SPACE_SHARE = 0.75  # a gap beside Chinese narrower than this share of the line is no printed space
_PARTS = ("TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin")
_DIRECTIONS = {
    "ltr": Direction.HORIZONTAL,
    "rtl": Direction.HORIZONTAL,
    "ttb": Direction.VERTICAL,
    "btt": Direction.VERTICAL,
}


def read(data: bytes, source: str, target: Target) -> Witness:
    """The page of an ALTO file as a witness, in the frame of the master.

    Raises:
        BadXmlError: where the file is no sound ALTO, naming the line.
        ForeignPageError: where it holds several pages, or one that is not the target's.
    """
    root = xml.parse(data, source)
    page = _page(root, source)
    reader = _Reader(root, _scale(root, page, target, source), source)
    regions = tuple(reader.region(block, part) for block, part in _blocks(root, page))
    return Witness(target.page, target.sigil, numbered(target.page, regions), (), _steps(root))


def _page(root: _Element, source: str) -> _Element:
    pages = root.findall("{*}Layout/{*}Page")
    if xml.local(root) != "alto" or not pages:
        raise xml.bad(root, "no ALTO page in here", source)
    return only_page(pages, source)


def _scale(root: _Element, page: _Element, target: Target, source: str) -> Scale:
    width, height = xml.number(page, "WIDTH", source), xml.number(page, "HEIGHT", source)
    if width and height:
        return fit(target, width, height, source)
    unit = (root.findtext("{*}Description/{*}MeasurementUnit") or "pixel").strip()
    return assume(target, _factor(unit, target, source), _reach(page, source), source)


def _factor(unit: str, target: Target, source: str) -> float:
    """Pixels of the master a unit of the file."""
    if unit == "pixel":
        return 1.0
    if unit not in UNITS_PER_INCH:
        raise BadXmlError(f"{source}: unknown MeasurementUnit {unit[:40]!r}")
    if target.dpi < LEAST_DPI:
        raise ForeignPageError(
            f"{source}: measured in {unit}, without the size of its page, "
            f"and the master of {target.page} does not state its resolution",
            "Export it with pixel as its unit or with WIDTH and HEIGHT on its Page, or as plain text.",
        )
    return target.dpi / UNITS_PER_INCH[unit]


def _reach(page: _Element, source: str) -> tuple[float, float]:
    right = bottom = 0.0
    for element in page.iter("{*}TextBlock", "{*}TextLine", "{*}String"):
        for x, y in _corners(element, source):
            right, bottom = max(right, x), max(bottom, y)
    return right, bottom


def _corners(element: _Element, source: str) -> tuple[tuple[float, float], ...]:
    """The corners of an element's rectangle or outline in the file's unit; none where it has neither."""
    names = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
    left, top, width, height = (xml.number(element, name, source) for name in names)
    if left is not None and top is not None and width is not None and height is not None:
        return (left, top), (left + max(0.0, width), top + max(0.0, height))
    outline = element.find("{*}Shape/{*}Polygon")
    if outline is None:
        return ()
    numbers = [float(n) for n in re.findall(r"-?\d{1,7}(?:\.\d{1,9})?", outline.get("POINTS", ""))]
    return tuple(zip(numbers[::2], numbers[1::2], strict=False))


def _blocks(root: _Element, page: _Element) -> list[tuple[_Element, str]]:
    """The blocks with the name of the part of the page they lie in, in reading order."""
    parts = sorted(
        (part for part in page if xml.local(part) in _PARTS), key=lambda p: _PARTS.index(xml.local(p))
    )
    found = [
        (block, xml.local(part)) for part in parts for block in part.iter("{*}TextBlock", "{*}Illustration")
    ]
    group = root.find("{*}ReadingOrder/*")
    refs = [] if group is None else [ref.get("REF", "") for ref in group.iter("{*}ElementRef")]
    order = {name: n for n, name in reversed(list(enumerate(" ".join(refs).split())))}
    return sorted(found, key=lambda pair: order.get(pair[0].get("ID", ""), len(order)))


def _steps(root: _Element) -> tuple[Step, ...]:
    """What the file says made it."""
    found = []
    for software in root.iterfind("{*}Description//{*}processingSoftware"):
        said = software.getparent()
        stage = said.findtext("{*}processingStepDescription") if said is not None else None
        settings = said.findtext("{*}processingStepSettings") if said is not None else None
        tool, version = (software.findtext(f"{{*}}software{name}") or "" for name in ("Name", "Version"))
        found.append(Step(flat(stage or "ocr"), flat(tool), flat(version), flat(settings or "")))
    return tuple(found)


class _Reader:
    """Reads the blocks of one file: what holds for the whole file is kept here."""

    def __init__(self, root: _Element, scale: Scale, source: str) -> None:
        self._scale = scale
        self._source = source
        tags = root.findall("{*}Tags/*")
        self._tags = {tag.get("ID", ""): tag.get("LABEL") or tag.get("TYPE") or "" for tag in tags}

    def region(self, block: _Element, part: str) -> Region:
        lines = tuple(self._line(line, block) for line in block.iterfind("{*}TextLine"))
        return Region("", self._kind(block, part), "", self._box(block), lines)

    def _kind(self, block: _Element, part: str) -> RegionKind:
        graphic = xml.local(block) == "Illustration"
        kind = RegionKind.GRAPHIC if graphic else kind_of(part)
        names = [self._tags.get(ref, "") for ref in block.get("TAGREFS", "").split()]
        outer = [box.get("TYPE", "") for box in block.iterancestors("{*}ComposedBlock")]
        for name in (*reversed(outer), block.get("TYPE", ""), *names):
            kind = kind_of(name, kind)
        return kind

    def _line(self, line: _Element, block: _Element) -> TextLine:
        content = "".join(part.get("CONTENT", "") for part in line)
        box = self._box(line)
        said = _DIRECTIONS.get(line.get("BASEDIRECTION") or block.get("BASEDIRECTION") or "")
        direction = said or guess_direction(box, content)
        return text_line(box, line_glyphs(list(self._items(line, box)), direction), direction)

    def _items(self, line: _Element, box: Box | None) -> Iterator[Word | Piece]:
        parts = [part for part in line if xml.local(part) in ("String", "SP", "HYP")]
        for index, part in enumerate(parts):
            name = xml.local(part)
            if name == "String":
                yield self._word(part)
            elif name == "HYP":
                yield Piece("")  # the hyphen joins on to the word before it
                yield Word(Piece(flat(part.get("CONTENT", "-")), self._box(part)))
            elif self._printed(parts, index, box):
                yield Piece(" ", self._box(part))
            else:
                yield Piece("")

    def _printed(self, parts: list[_Element], index: int, line: Box | None) -> bool:
        """Whether a gap is a printed space: engines put one between any two words, of Chinese too."""
        before, after = (
            parts[n].get("CONTENT", "") if 0 <= n < len(parts) else "" for n in (index - 1, index + 1)
        )
        width = xml.number(parts[index], "WIDTH", self._source)
        if joint(before, after) or width is None or line is None:
            return True
        gap = (
            width * self._scale.x,
            (xml.number(parts[index], "HEIGHT", self._source) or 0.0) * self._scale.y,
        )
        return max(gap) >= SPACE_SHARE * min(line.width, line.height)

    def _word(self, string: _Element) -> Word:
        others = tuple((flat(a.text or ""), 0.0) for a in string.iterfind("{*}ALTERNATIVE"))
        content = flat(string.get("CONTENT", ""))
        whole = Piece(content, self._box(string), self._share(string, "WC"), others)
        parts = tuple(self._glyph(glyph) for glyph in string.iterfind("{*}Glyph"))
        sure = any(part.confidence is not None for part in parts)
        return Word(whole, parts, () if sure else self._digits(string))

    def _glyph(self, glyph: _Element) -> Piece:
        others = tuple(
            (flat(variant.get("CONTENT", "")), self._share(variant, "VC") or 0.0)
            for variant in glyph.iterfind("{*}Variant")
        )
        return Piece(flat(glyph.get("CONTENT", "")), self._box(glyph), self._share(glyph, "GC"), others)

    def _digits(self, string: _Element) -> tuple[float, ...]:
        """CC as confidences; written with or without blanks."""
        return tuple(1 - int(digit) / 9 for digit in re.findall("[0-9]", string.get("CC", "")))

    def _share(self, element: _Element, attribute: str) -> float | None:
        value = xml.number(element, attribute, self._source)
        return None if value is None else min(1.0, max(0.0, value))

    def _box(self, element: _Element) -> Box | None:
        return self._scale.box(_corners(element, self._source))
