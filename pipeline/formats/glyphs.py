"""From what a file says of words and characters to the glyphs, lines and regions of a witness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.model import Box, Direction, Glyph, Region, TextLine, hull
from pipeline.text.graphemes import graphemes

TALL = 1.5  # a line of several glyphs that is higher than this times its width is a column
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_CLOSE_SET = re.compile(  # Han, kana, bopomofo, their marks and full-width forms; private use for rare Han
    "[\u2e80-\u30ff\u3100-\u312f\u31a0-\u9fff\ue000-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0003ffff]"
)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a file says of a stretch of text; None where it does not say."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word, and its characters as far as the file tells them apart."""

    whole: Piece
    parts: tuple[Piece, ...] = ()
    confidences: tuple[float, ...] = ()  # one a code point or one a grapheme cluster


def flat(text: str) -> str:
    """The text with a blank for each line break or tab: a line holds none."""
    return _BREAKS.sub(" ", text)


def joint(left: str, right: str) -> str:
    """What stands between two words that a file sets side by side: nothing where one end is Chinese."""
    if not left or not right or _CLOSE_SET.match(left[-1]) or _CLOSE_SET.match(right[0]):
        return ""
    return " "


def joiner(lines: Sequence[TextLine]) -> str:
    """What joins the lines of a region: a blank where most of its letters are not Chinese."""
    text = "".join(line.text for line in lines)
    close = len(_CLOSE_SET.findall(text))
    return " " if 2 * close < len(_LETTER.findall(text)) else ""


def guess_direction(box: Box | None, text: str) -> Direction:
    """Vertical for a tall box with more than one glyph, where a file does not say."""
    tall = box is not None and box.height > TALL * box.width
    return Direction.VERTICAL if tall and len(graphemes(text)) > 1 else Direction.HORIZONTAL


def line_glyphs(items: Sequence[Word | Piece], direction: Direction) -> tuple[Glyph, ...]:
    """The glyphs of a line; a bare piece is a space that the file spells out, or "" for none."""
    glyphs: list[Glyph] = []
    told = True
    for item in items:
        if isinstance(item, Piece):
            glyphs.extend(_spread(item, direction))
            told = True
            continue
        found = _word_glyphs(item, direction)
        if found and glyphs and not told:
            glyphs.extend(_gap(glyphs[-1], found[0], direction))
        glyphs.extend(found)
        told = told and not found
    return tuple(glyphs)


def text_line(box: Box | None, glyphs: tuple[Glyph, ...], direction: Direction) -> TextLine:
    """A line still without an id; where the file gives it no box, the one around its glyphs."""
    return TextLine("", box or around(glyphs), glyphs, direction)


def around(things: Sequence[Glyph | TextLine]) -> Box | None:
    """The box around all that have one."""
    boxes = tuple(thing.box for thing in things if thing.box is not None)
    return hull(boxes) if boxes else None


def numbered(page: str, regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions with ids by their order, their image, box and joiner filled in."""
    return tuple(_numbered(f"{page}_r{n:02d}", page, region) for n, region in enumerate(regions, 1))


def _numbered(name: str, page: str, region: Region) -> Region:
    lines = tuple(replace(line, id=f"{name}_l{n:02d}") for n, line in enumerate(region.lines, 1))
    ids = {old.id: line.id for old, line in zip(region.lines, lines, strict=True)}
    cells = tuple(replace(cell, lines=tuple(ids[old] for old in cell.lines)) for cell in region.cells)
    box = region.box or around(lines)
    return replace(region, id=name, image=page, box=box, lines=lines, joiner=joiner(lines), cells=cells)


def _word_glyphs(word: Word, direction: Direction) -> tuple[Glyph, ...]:
    merged = _merge(word, direction)
    glyphs = _with_others(merged, word.whole) if merged else _spread(word.whole, direction)
    lengths = [len(glyph.text) for glyph in glyphs]
    values = word.confidences
    if len(values) == len(glyphs):
        return tuple(replace(g, confidence=value) for g, value in zip(glyphs, values, strict=True))
    if not glyphs or len(values) != sum(lengths):
        return glyphs
    ends = [0, *accumulate(lengths)]
    lowest = [min(values[start:end]) for start, end in pairwise(ends)]
    return tuple(replace(g, confidence=value) for g, value in zip(glyphs, lowest, strict=True))


def _merge(word: Word, direction: Direction) -> tuple[Glyph, ...]:
    """Glyphs from the parts; none where the parts are not the word (a correction made to one of both)."""
    if "".join(part.text for part in word.parts) != word.whole.text:
        return ()
    rest = iter([glyph for part in word.parts for glyph in _spread(_filled(part, word.whole), direction)])
    glyphs = []
    for cluster in graphemes(word.whole.text):
        members: list[Glyph] = []
        missing = len(cluster)
        while missing > 0:
            members.append(next(rest))
            missing -= len(members[-1].text)
        if missing:  # a cluster that starts in the middle of a part
            return ()
        glyphs.append(_one(members))
    if any(part.box for part in word.parts):
        return tuple(glyphs)
    boxes = _divide(word.whole.box, len(glyphs), direction)
    return tuple(replace(glyph, box=box) for glyph, box in zip(glyphs, boxes, strict=True))


def _with_others(glyphs: tuple[Glyph, ...], whole: Piece) -> tuple[Glyph, ...]:
    """The glyphs with the alternatives of their word too, as far as these are theirs."""
    others = _by_position(tuple(glyph.text for glyph in glyphs), whole.alternatives)
    known = [{text for text, _ in glyph.alternatives} for glyph in glyphs]
    new = [
        [other for other in each if other[0] not in seen] for each, seen in zip(others, known, strict=True)
    ]
    return tuple(
        replace(glyph, alternatives=(*glyph.alternatives, *each))
        for glyph, each in zip(glyphs, new, strict=True)
    )


def _filled(part: Piece, whole: Piece) -> Piece:
    return replace(part, confidence=whole.confidence) if part.confidence is None else part


def _one(members: list[Glyph]) -> Glyph:
    """One glyph from the code points of a cluster, which some formats list one by one."""
    alternatives = next((member.alternatives for member in members if member.alternatives), ())
    confidence = min(member.confidence for member in members)
    return Glyph("".join(member.text for member in members), around(members), confidence, alternatives)


def _spread(piece: Piece, direction: Direction) -> tuple[Glyph, ...]:
    """One glyph a grapheme cluster, the box divided evenly among them."""
    clusters = graphemes(flat(piece.text))
    confidence = 1.0 if piece.confidence is None else piece.confidence
    boxes = _divide(piece.box, len(clusters), direction)
    others = _by_position(clusters, piece.alternatives)
    return tuple(
        Glyph(*each) for each in zip(clusters, boxes, [confidence] * len(clusters), others, strict=True)
    )


def _divide(box: Box | None, count: int, direction: Direction) -> list[Box | None]:
    if box is None:
        return [None] * count
    if direction is Direction.VERTICAL:
        cuts = [box.top + box.height * i // count for i in range(count + 1)] if count else []
        return [Box(box.left, a, box.right, b) for a, b in pairwise(cuts)]
    cuts = [box.left + box.width * i // count for i in range(count + 1)] if count else []
    return [Box(a, box.top, b, box.bottom) for a, b in pairwise(cuts)]


def _by_position(
    clusters: tuple[str, ...], alternatives: tuple[tuple[str, float], ...]
) -> list[tuple[tuple[str, float], ...]]:
    """The other readings of each glyph: those of a single glyph, or of a word of the same length."""
    if len(clusters) == 1:
        return [tuple((text, value) for text, value in alternatives if text != clusters[0])]
    found: list[list[tuple[str, float]]] = [[] for _ in clusters]
    for text, value in alternatives:
        others = graphemes(text)
        if len(others) == len(clusters):
            for place, mine, other in zip(found, clusters, others, strict=True):
                if mine != other:
                    place.append((other, value))
    return [tuple(place) for place in found]


def _gap(before: Glyph, after: Glyph, direction: Direction) -> tuple[Glyph, ...]:
    """The space between two words that the file does not spell out; none between Chinese."""
    if not joint(before.text, after.text):
        return ()
    return (Glyph(" ", space_between(before.box, after.box, direction)),)


def space_between(before: Box | None, after: Box | None, direction: Direction) -> Box | None:
    """The box of the gap between two neighbours in a line; None where they touch or have no boxes."""
    if before is None or after is None:
        return None
    if direction is Direction.VERTICAL:
        left, right = min(before.left, after.left), max(before.right, after.right)
        return Box(left, before.bottom, right, after.top) if before.bottom < after.top else None
    top, bottom = min(before.top, after.top), max(before.bottom, after.bottom)
    return Box(before.right, top, after.left, bottom) if before.right < after.left else None
