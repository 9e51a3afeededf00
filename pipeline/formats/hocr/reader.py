"""Reading hOCR, from Tesseract and others.

A region is an ``ocr_carea`` (or another block), else a paragraph, else the page.  White space between
two words is mostly layout of the file: it counts as a space unless it stands beside Chinese.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.etree import _Element

from pipeline.formats import xml
from pipeline.formats.glyphs import Piece, Word, flat, guess_direction, line_glyphs, numbered, text_line
from pipeline.formats.hocr.document import classes, inner_text, number, numbers, properties, tree
from pipeline.formats.kinds import kind_of
from pipeline.formats.target import Scale, Target, assume, fit, only_page
from pipeline.model import Box, Direction, Region, RegionKind, Step, TextLine, Witness
from pipeline.text.graphemes import graphemes

_GRAPHICS = {"ocr_photo", "ocr_image", "ocr_linedrawing", "ocr_graphic"}
_AREAS = {"ocr_carea", "ocrx_block", "ocr_column", "ocr_float", "ocr_table", "ocr_footnote"} | _GRAPHICS
_LINES = {"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_pageno", "ocr_caption", "ocr_textfloat"}
_LINE_KINDS = {  # Tesseract calls a heading a header, and says so on the line
    "ocr_header": RegionKind.HEADING,
    "ocr_footer": RegionKind.FOOTER,
    "ocr_pageno": RegionKind.PAGE_NUMBER,
    "ocr_caption": RegionKind.CAPTION,
}
_WORDS = {"ocrx_word", "ocr_word"}


def read(data: bytes, source: str, target: Target) -> Witness:
    """The page of an hOCR file as a witness, in the frame of the master.

    Raises:
        BadXmlError: where the file is no sound hOCR, naming the line.
        ForeignPageError: where it holds several pages, or one that is not the target's.
    """
    root = tree(data, source)
    pages = [element for element in root.iter() if "ocr_page" in classes(element)]
    if not pages:
        raise xml.bad(root, "no ocr_page in here", source)
    page = only_page(pages, source)
    reader = _Reader(_scale(page, target, source), source)
    regions = [reader.region(holder, lines) for holder, lines in _held(page).items()]
    return Witness(target.page, target.sigil, numbered(target.page, regions), (), _steps(root))


def _scale(page: _Element, target: Target, source: str) -> Scale:
    bounds = numbers(page, "bbox", source)
    if len(bounds) == 4 and bounds[2] and bounds[3]:
        return fit(target, bounds[2], bounds[3], source)
    boxes = [numbers(element, "bbox", source) for element in page.iter()]
    corners = [(box[2], box[3]) for box in boxes if len(box) == 4]
    reach = max((x for x, _ in corners), default=0.0), max((y for _, y in corners), default=0.0)
    return assume(target, 1.0, reach, source)


def _steps(root: _Element) -> tuple[Step, ...]:
    """What the file says made it."""
    names = [meta.get("content") or "" for meta in root.iter("{*}meta") if meta.get("name") == "ocr-system"]
    return tuple(Step("ocr", flat(name), "") for name in names if name)


def _held(page: _Element) -> dict[_Element, list[_Element]]:
    """The regions with their lines, in the order of the file."""
    found: dict[_Element, list[_Element]] = {}
    for element in page.iter():
        if _AREAS & set(classes(element)):
            found.setdefault(element, [])
        elif _is_line(element):
            found.setdefault(_holder(element, page), []).append(element)
    return {holder: lines for holder, lines in found.items() if lines or not _has_areas(holder)}


def _is_line(element: _Element) -> bool:
    """An element of a line class, or one with words in it that no line holds."""
    if _LINES & set(classes(element)):
        return not any(_LINES & set(classes(inner)) for inner in element.iterdescendants())
    outer = any(_LINES & set(classes(around)) for around in element.iterancestors())
    return not outer and any(_WORDS & set(classes(child)) for child in element)


def _holder(line: _Element, page: _Element) -> _Element:
    outer = list(line.iterancestors())
    areas = [element for element in outer if _AREAS & set(classes(element))]
    paragraphs = [element for element in outer if "ocr_par" in classes(element)]
    return next(iter(areas or paragraphs), page)


def _has_areas(element: _Element) -> bool:
    return any((_AREAS | _LINES) & set(classes(inner)) for inner in element.iterdescendants())


class _Reader:
    """Reads the regions of one file: what holds for the whole file is kept here."""

    def __init__(self, scale: Scale, source: str) -> None:
        self._scale = scale
        self._source = source

    def region(self, holder: _Element, lines: list[_Element]) -> Region:
        box = None if "ocr_page" in classes(holder) else self._box(holder)
        return Region("", _kind(holder, lines), "", box, tuple(self._line(line) for line in lines))

    def _line(self, line: _Element) -> TextLine:
        words = [element for element in line.iterdescendants() if _WORDS & set(classes(element))]
        box = self._box(line)
        items = list(self._items(words)) if words else [Word(Piece(_own_text(line), box))]
        text = "".join(item.whole.text for item in items if isinstance(item, Word))
        direction = _direction(line) or guess_direction(box, text)
        return text_line(box, line_glyphs(items, direction), direction)

    def _items(self, words: list[_Element]) -> Iterator[Word | Piece]:
        for word in words:
            yield self._word(word)
            after = word.tail or ""
            if after.strip():
                yield from (Word(Piece(text)) for text in after.split())
            elif not after:
                yield Piece("")

    def _word(self, word: _Element) -> Word:
        inner = [element for element in word.iterdescendants() if "ocrx_cinfo" in classes(element)]
        groups = [each for each in inner if any("ocrx_cinfo" in classes(e) for e in each.iterdescendants())]
        grouped = {*groups, *(choice for group in groups for choice in group.iterdescendants())}
        told = [element for element in inner if element not in grouped]
        parts = [self._character(element) for element in told]
        text = "".join(part.text for part in parts) if parts else _own_text(word)
        confidence = next(iter(_shares(numbers(word, "x_wconf", self._source), word, "x_wconf")), None)
        whole = Piece(text, self._box(word), confidence)
        if not parts:
            parts = self._from_title(word, text)
        parts = _with_choices(parts, text, [self._choices(group) for group in groups])
        confidences = _shares(numbers(word, "x_confs", self._source), word, "x_confs")
        return Word(whole, tuple(parts), tuple(confidences))

    def _character(self, element: _Element) -> Piece:
        alternatives = [inner for inner in element.iterdescendants() if "alt" in classes(inner)]
        texts = [flat(inner_text(each).strip("\r\n\t")) for each in alternatives or [element]]
        others = tuple(
            (text, self._likelihood(alt)) for text, alt in zip(texts[1:], alternatives[1:], strict=True)
        )
        return Piece(
            texts[0], self._box(element), self._certainty(element), (*others, *self._rivals(element))
        )

    def _rivals(self, element: _Element) -> tuple[tuple[str, float], ...]:
        """The alternatives that our own writer keeps out of the text."""
        values = properties(element).get("x_alternatives", [])
        return tuple(
            (flat(unquote(text)), min(1.0, max(0.0, number(value, element, self._source) / 100)))
            for text, value in zip(values[::2], values[1::2], strict=False)
        )

    def _from_title(self, word: _Element, text: str) -> list[Piece]:
        """Characters from the ``x_bboxes`` of a word, where there is one for each."""
        places = numbers(word, "x_bboxes", self._source)
        clusters = graphemes(text)
        if len(places) != 4 * len(clusters):
            return []
        corners = [places[4 * n : 4 * n + 4] for n in range(len(clusters))]
        return [
            Piece(cluster, self._rectangle(four)) for cluster, four in zip(clusters, corners, strict=True)
        ]

    def _choices(self, group: _Element) -> tuple[tuple[str, float], ...]:
        choices = [element for element in group.iterdescendants() if "ocrx_cinfo" in classes(element)]
        return tuple((flat(inner_text(c).strip()), self._certainty(c) or 0.0) for c in choices)

    def _certainty(self, element: _Element) -> float | None:
        """Tesseract's ``x_conf`` is a percentage; ``x_confs`` of others may be a share."""
        percent = numbers(element, "x_conf", self._source)
        if percent:
            return min(1.0, max(0.0, percent[0] / 100))
        return next(iter(_shares(numbers(element, "x_confs", self._source), element, "x_confs")), None)

    def _likelihood(self, alternative: _Element) -> float:
        """What ``x_cost`` leaves of 1, or the probability whose negative logarithm is ``nlp``."""
        cost = numbers(alternative, "x_cost", self._source)
        logarithm = numbers(alternative, "nlp", self._source)
        if logarithm:
            return min(1.0, math.exp(-max(0.0, logarithm[0])))
        return min(1.0, max(0.0, 1 - cost[0])) if cost else 0.0

    def _box(self, element: _Element) -> Box | None:
        for name in ("bbox", "x_bboxes"):
            places = numbers(element, name, self._source)
            if len(places) >= 4:
                return self._rectangle(places[:4])
        return None

    def _rectangle(self, corners: list[float]) -> Box | None:
        left, top, right, bottom = corners
        return self._scale.box(((left, top), (right, bottom)))


def _kind(holder: _Element, lines: list[_Element]) -> RegionKind:
    said = properties(holder).get("x_type")
    if said:
        return kind_of(said[0])
    names = classes(holder)
    if _GRAPHICS & set(names):
        return RegionKind.GRAPHIC
    of_lines = [kind for line in lines for name, kind in _LINE_KINDS.items() if name in classes(line)]
    if of_lines and len(of_lines) == len(lines):
        return of_lines[0]
    return next((kind_of(name.partition("_")[2]) for name in names if name in _AREAS), RegionKind.PARAGRAPH)


def _direction(line: _Element) -> Direction | None:
    """The CSS writing mode of the line or of what holds it."""
    for element in (line, *line.iterancestors()):
        style = (element.get("style") or "").replace(" ", "")
        if "writing-mode:" in style:
            mode = style.partition("writing-mode:")[2]
            return Direction.VERTICAL if mode.startswith(("vertical", "tb")) else Direction.HORIZONTAL
    return None


def _own_text(element: _Element) -> str:
    """The text outside of character choices, white space collapsed."""
    inside = {inner for inner in element.iterdescendants() if "ocrx_cinfo" in classes(inner)}
    inside |= {inner for choice in inside for inner in choice.iterdescendants()}
    found = [element.text or ""]
    for inner in element.iterdescendants():
        found.append("" if inner in inside else inner.text or "")
        found.append("" if inner.getparent() in inside else inner.tail or "")
    return " ".join("".join(found).split())


def _with_choices(parts: list[Piece], text: str, choices: list[tuple[tuple[str, float], ...]]) -> list[Piece]:
    """The characters with the engine's other choices for each, where there is a list for each."""
    pieces = parts or [Piece(cluster) for cluster in graphemes(text)]
    if not choices or len(choices) != len(pieces):
        return parts
    return [
        Piece(
            piece.text, piece.box, piece.confidence, tuple(c for c in options if c[0] not in ("", piece.text))
        )
        for piece, options in zip(pieces, choices, strict=True)
    ]


def _shares(values: list[float], element: _Element, name: str) -> list[float]:
    """Confidences of a property that is a percentage by the standard and a share in some programs."""
    written = properties(element).get(name, [])
    share = all(value <= 1 for value in values) and any("." in text for text in written)
    return [min(1.0, max(0.0, value if share else value / 100)) for value in values]
