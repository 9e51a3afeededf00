"""Printed lines as the rules of layout see them, and the sheet they are measured against.

Places are in reading coordinates (see order.py); sizes are in glyphs of the page's usual text, so the
rules hold at any resolution and in both directions of writing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

FULL_WIDTH = 0x2E80  # characters from here on are as wide as they are high
ENOUGH = 6  # characters from which a line's pitch can be told
HEAD_LINES = 3  # title, number and folio of a running head may be lines of their own
HEAD_LENGTH = 30  # characters that a running head has at most
HEAD_SIZE = 1.05  # what is set larger than this share of the usual size is a heading, not a running head
HEAD_GAP = 1.45  # white under a running head that has no rule, in steps from line to line …
SMALL_GAP = 1.1  # … and where it is set in smaller type than the text
SMALL = 0.92  # what takes less than this share of the usual room for a character is smaller type
PAGE_LINES = 6  # a page with fewer lines has no running head that could be told from a heading
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FINISHED = re.compile(r".*[。；，][\W\da-zA-Z]{0,2}|.*[.,;]\W?", re.DOTALL)  # how no heading ends


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as the rules see it: its text and its place in reading coordinates."""

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

    @property
    def is_finished(self) -> bool:
        """Whether the line ends as running text ends; a misread speck may follow."""
        return bool(FINISHED.fullmatch(self.text.rstrip()))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the lines of a page are measured against."""

    top: float  # first and last v of the text on the page
    bottom: float
    glyph: float  # usual height of a line
    pitch: float  # usual room of a full-width character along the line
    head: float  # v that ends the running head; -inf where there is none
    rules: tuple[tuple[float, float, float], ...] = ()  # printed lines along the text: start, stop, v


def measure(lines: Sequence[Printed], rules: Sequence[tuple[float, float, float]]) -> Sheet:
    """What at least one line of a page is measured against; rules are given as start, stop, v."""
    pitches = [line.pitch for line in lines if line.pitch]
    glyph = median(line.size for line in lines)
    return Sheet(
        min(line.top for line in lines),
        max(line.bottom for line in lines),
        glyph,
        median(pitches) if pitches else 0.0,
        max(_ruled_head(lines, rules, glyph), _spaced_head(lines, glyph)),
        tuple(rules),
    )


def leading(lines: Sequence[Printed], glyph: float) -> float:
    """The usual step from one line to the next."""
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top]
    return median(steps) if steps else 1.5 * glyph


def _ruled_head(lines: Sequence[Printed], rules: Sequence[tuple[float, float, float]], glyph: float) -> float:
    """v of the first rule across the page, if no more than a line or two of usual size stands above it."""
    width = max(line.stop for line in lines) - min(line.start for line in lines)
    across = [middle for start, stop, middle in rules if stop - start > 0.6 * width]
    if not across or len(lines) <= 2 * HEAD_LINES:
        return -math.inf
    head = min(across) + 0.4 * glyph
    above = [line for line in lines if line.bottom <= head]
    small = all(line.size <= 1.15 * glyph for line in above)
    return head if small and len(above) <= HEAD_LINES else -math.inf


def _spaced_head(lines: Sequence[Printed], glyph: float) -> float:
    """v under the first line of a page of running text, if no larger than that and set apart from it."""
    first = min(line.top for line in lines)
    above = [line for line in lines if line.top <= first + 0.6 * glyph]
    below = [line.top for line in lines if line.top > first + 0.6 * glyph]
    if len(lines) < PAGE_LINES or len(above) > HEAD_LINES or not below:
        return -math.inf
    usual = median([line.pitch for line in lines if line.pitch] or [math.inf])
    gap = SMALL_GAP if all(0 < line.pitch < SMALL * usual for line in above) else HEAD_GAP
    fits = all(line.size <= HEAD_SIZE * glyph and len(line.text) <= HEAD_LENGTH for line in above)
    apart = min(below) - first > gap * leading(lines, glyph)
    return max(line.bottom for line in above) if fits and apart else -math.inf
