"""Lines into regions: paragraphs, headings, running heads, page numbers, footnotes, contents entries.

Rules classify; they never delete.  Sizes are in glyphs of the page's usual text, so the rules hold
at any resolution and in both directions of writing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.model import RegionKind

FOLIO = re.compile(r"[\W_]*(?:第\W*)?[\dOoIl〇○零一二三四五六七八九十百]{1,5}(?:\W*页|\W*頁)?[\W_]*")
ENTRY = re.compile(r".*(?:[….·・‥]{2,}|…)\W*\d{0,4}\W*|.{4,}[(（\[]\s*\d{1,4}[.]?\s*[)）\]]")
NOTE_MARK = re.compile(r"[①-⑳*＊※†]|注[:：]|\[\d{1,2}\]|〔[\d一二三四五六七八九十]{1,3}〕")
SMALL = 0.93  # lines set smaller than this share of the usual size may be footnotes
LARGE = 1.12  # lines set larger than this share of the usual size are headings
FULL_WIDTH = 0x2E80  # characters from here on are as wide as they are high
HEAD_LINES = 3  # title, number and folio of a running head may be lines of their own
ENOUGH = 6  # characters from which a line's pitch can be told
CONTENTS = 4  # as many entries make a contents page
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as the rules see it: its text and its place in reading coordinates (see order.py)."""

    text: str
    start: float
    top: float
    stop: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def pitch(self) -> float:
        """How much of the line one full-width character takes; 0 where too few are, to tell."""
        wide = sum(ord(c) >= FULL_WIDTH for c in self.text)
        room = wide + 0.5 * (len(self.text) - wide)
        return (self.stop - self.start) / room if wide >= max(ENOUGH, 0.7 * room) else 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the lines of a page are measured against."""

    top: float  # first and last v of the text on the page
    bottom: float
    glyph: float  # usual height of a line
    pitch: float  # usual room of a full-width character along the line
    head: float  # v of the rule under the running head; what ends above it is one


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one region, as numbers into the column they came from."""

    kind: RegionKind
    lines: tuple[int, ...]


def group(column: Sequence[Printed], sheet: Sheet) -> tuple[Group, ...]:
    """The regions of one column, from top to bottom; every line is in exactly one."""
    if not column:
        return ()
    kinds = _with_contents(column, [_kind(column, i, sheet) for i in range(len(column))])
    leading = _leading(column, sheet)
    groups = [[0]]
    for i in range(1, len(column)):
        if _starts_region(column, kinds, i, leading, sheet):
            groups.append([i])
        else:
            groups[-1].append(i)
    return tuple(Group(kinds[lines[0]], tuple(lines)) for lines in groups)


def measure(lines: Sequence[Printed], rules: Sequence[tuple[float, float, float]]) -> Sheet:
    """What at least one line of a page is measured against; rules are given as start, stop, v."""
    pitches = [line.pitch for line in lines if line.pitch]
    glyph = median(line.size for line in lines)
    return Sheet(
        min(line.top for line in lines),
        max(line.bottom for line in lines),
        glyph,
        median(pitches) if pitches else 0.0,
        _head(lines, rules, glyph),
    )


def _head(lines: Sequence[Printed], rules: Sequence[tuple[float, float, float]], glyph: float) -> float:
    """v of the first rule across the page, if no more than a line or two of usual size stands above it."""
    width = max(line.stop for line in lines) - min(line.start for line in lines)
    across = [middle for start, stop, middle in rules if stop - start > 0.6 * width]
    if not across or len(lines) <= 2 * HEAD_LINES:
        return -math.inf
    head = min(across) + 0.4 * glyph
    above = [line for line in lines if line.bottom <= head]
    small = all(line.size <= 1.15 * glyph for line in above)
    return head if small and len(above) <= HEAD_LINES else -math.inf


def rank(kind: RegionKind, first: Printed, sheet: Sheet) -> int:
    """Where a region stands among those of its page: notes after all columns, the folio at the foot last."""
    if kind is RegionKind.FOOTNOTE:
        return 1
    return 2 if kind is RegionKind.PAGE_NUMBER and _in_last_part(first, sheet) else 0


def joiner(text: str) -> str:
    """What joins two lines of running text: nothing in Han text, a space in others."""
    letters = sum(c.isalpha() for c in text)
    return "" if letters == 0 or len(HAN.findall(text)) * 2 >= letters else " "


def _kind(column: Sequence[Printed], i: int, sheet: Sheet) -> RegionKind:
    line = column[i]
    if _at_edge(column, i, sheet) and FOLIO.fullmatch(line.text):
        return RegionKind.PAGE_NUMBER
    if column[i].bottom <= sheet.head or _is_running_head(column, i, sheet):
        return RegionKind.HEADER
    if ENTRY.fullmatch(line.text) and len(line.text) > 4:
        return RegionKind.TOC_ENTRY
    if _is_heading(column, i, sheet):
        return RegionKind.HEADING
    if i and _is_small(line, sheet) and _in_last_part(line, sheet) and NOTE_MARK.match(line.text):
        return RegionKind.FOOTNOTE
    return RegionKind.PARAGRAPH


def _at_edge(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """Whether a line is the first or last of the page, with some white between it and the text."""
    line, near = column[i], 1.2 * sheet.glyph
    below = column[i + 1].top - line.bottom if i + 1 < len(column) else near
    above = line.top - column[i - 1].bottom if i else near
    first = line.top <= sheet.top + near and below > 0.4 * sheet.glyph
    last = line.bottom >= sheet.bottom - near and above > 0.2 * sheet.glyph
    return first or last


def _is_running_head(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    """The first line of a page of running text, no larger than it and set apart from it."""
    if i or len(column) < 6 or column[0].top > sheet.top + 0.5 * sheet.glyph:
        return False
    line, below = column[0], column[1]
    usual = _leading(column, sheet)
    return line.size <= 1.05 * sheet.glyph and below.top - line.top > 1.45 * usual and len(line.text) <= 30


def _is_heading(column: Sequence[Printed], i: int, sheet: Sheet) -> bool:
    line = column[i]
    if line.size >= 1.28 * sheet.glyph:
        return True
    unfinished = not line.text.rstrip().endswith(("。", "，", "；", ".", ","))
    if sheet.pitch and line.pitch >= LARGE * sheet.pitch and unfinished:
        return True
    start, stop = min(p.start for p in column), max(p.stop for p in column)
    left, right = line.start - start, stop - line.stop
    lopsided = max(2.0 * sheet.glyph, 0.12 * (stop - start))
    centred = min(left, right) > 2.5 * sheet.glyph and abs(left - right) < lopsided
    return centred and len(column) > 2 and unfinished


def _is_small(line: Printed, sheet: Sheet) -> bool:
    """Set smaller than the text; a strip's height is a rough measure, so the pitch decides where it can."""
    if line.pitch and sheet.pitch:
        return line.pitch < SMALL * sheet.pitch
    return line.size < 0.9 * sheet.glyph


def _in_last_part(line: Printed, sheet: Sheet) -> bool:
    return line.top > sheet.top + 0.6 * (sheet.bottom - sheet.top)


def _leading(column: Sequence[Printed], sheet: Sheet) -> float:
    steps = [b.top - a.top for a, b in pairwise(column) if b.top > a.top]
    return median(steps) if steps else 1.5 * sheet.glyph


def _starts_region(
    column: Sequence[Printed], kinds: Sequence[RegionKind], i: int, leading: float, sheet: Sheet
) -> bool:
    before, line = column[i - 1], column[i]
    if kinds[i] is not kinds[i - 1]:
        return not (kinds[i - 1] is RegionKind.FOOTNOTE and _is_small(line, sheet))
    if kinds[i] is RegionKind.TOC_ENTRY:
        return bool(ENTRY.fullmatch(before.text))
    larger = max(line.size, before.size)
    if line.top - before.top > 1.6 * leading or abs(line.size - before.size) > 0.35 * larger:
        return True
    start = min(p.start for p in column)
    indented = line.start - start > 1.2 * sheet.glyph
    return kinds[i] is RegionKind.PARAGRAPH and indented and before.start - start < 1.0 * sheet.glyph


def _with_contents(column: Sequence[Printed], kinds: list[RegionKind]) -> list[RegionKind]:
    """On a contents page the lines above an entry's page number are the first lines of that entry."""
    if kinds.count(RegionKind.TOC_ENTRY) < CONTENTS:
        return kinds
    result = list(kinds)
    for i in range(len(column) - 2, -1, -1):
        if kinds[i] is RegionKind.PARAGRAPH and result[i + 1] is RegionKind.TOC_ENTRY:
            result[i] = RegionKind.TOC_ENTRY
    return result
