"""The facts that a probability rests on: of each unit of a page one number for each name in NAMES.

All lengths are in glyphs: the thickness of the line.  A fact that cannot be known is UNKNOWN.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Direction
from pipeline.proof.evidence import characters
from pipeline.proof.evidence.closing import open_ends, unpaired
from pipeline.proof.evidence.stands import (
    ALONE,
    SAME,
    UNKNOWN,
    WIDTH,
    challenger,
    decimals,
    of_readings,
    stand,
    text_of,
)
from pipeline.proof.evidence.units import Unit, UnitLine, UnitPage

NEAR = 2  # units on either side whose doubts count as of the neighbourhood
NAMES = (
    "confidence",  # of the engine: decimals of certainty, 0…4
    "rival",  # the best of its next-best readings, 0…1
    "rival_form",  # whether that is the same character in the other script
    "stand",  # how the other witnesses stand to the reading: ALONE, SAME, …
    "same_confidence",  # of another witness that reads the same, in decimals
    "other_confidence",  # of another witness that reads something else, in decimals
    "other_had_it",  # what the other gives the reading among its next-best ones
    "had_other",  # what the reading's engine gives the other's among its next-best ones
    "line_doubt",  # mean lack of certainty in the rest of the line
    "line_dispute",  # share of the rest of the line in which the witnesses differ
    "page_doubt",
    "page_dispute",
    "near_doubt",  # the least certain neighbour, in decimals
    "near_dispute",  # neighbours in which the witnesses differ
    "sort",  # of the character
    "beside",  # sort of the character before it, times ten, and of the one after
    "rarity",
    "script",  # whether it is of the other script than most of the page
    "double",  # whether there is another character of nearly its shape
    "edge",  # first, last, inside; last of its region
    "room_before",  # white between it and the character before, in glyphs
    "room_after",
    "length",  # of its own box along the line
    "kind",  # of its region
    "vertical",
    "mark",  # ink that nobody could read beside it
    "times",  # how often the character stands on the page, in doublings: 1, 2 from 2 on, 3 from 4 on, …
    "rival_times",  # the same of its best rival: the engine's next-best, or what another witness has
    "repeated",  # it stands beside its like
    "ends_open",  # last character of a paragraph, and no stop: how far before the end of a full line
    "page_ends_open",  # how many paragraphs of the page end so, 0…1
    "unpaired",  # a bracket or quotation mark without its partner, or a dash at one end of a folio only
    "language",
    "coherence",
)  # fmt: skip
Facts = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What others found out about a page: scores by line and position of the unit there."""

    language: Mapping[tuple[int, int], float]
    coherence: Mapping[tuple[int, int], float]


Place = tuple[int, int]  # a line of the page, a unit of the line
NO_HINTS = Hints({}, {})
USUAL_DOUBT, USUAL_DISPUTE = 0.01, 0.03  # of a page as most are
OF_LINE, OF_PAGE = 10, 200  # so many usual units are reckoned with besides those that are there
NO_DOUBT = -20.0  # of the language, where it has nothing to say
_KINDS = (
    "paragraph", "heading", "header", "footer", "page-number", "footnote", "marginalia", "TOC-entry",
    "table", "caption", "stamp", "graphic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Share:
    """Sums over units, so that a unit can be taken out of the sum of its line."""

    doubt: float
    dispute: float
    count: int

    def without(self, doubt: float, dispute: bool, like: int) -> tuple[float, float]:
        """The shares in the rest, as if `like` usual units stood there besides: few units say little."""
        rest = self.count - 1 + like
        return (
            (self.doubt - doubt + like * USUAL_DOUBT) / rest,
            (self.dispute - dispute + like * USUAL_DISPUTE) / rest,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """What every unit of a line asks of it."""

    line: UnitLine
    doubts: tuple[float, ...]  # lack of certainty of each unit
    disputed: tuple[bool, ...]
    share: _Share
    spans: tuple[tuple[float, float] | None, ...]  # where the units lie along the line
    thick: float
    marks: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    share: _Share
    other_script: int
    ends: Mapping[tuple[int, int], float]  # of the last character of each paragraph without a stop
    ends_open: float
    times: Mapping[str, int]  # how often each character stands on the page
    unpaired: frozenset[tuple[int, int]]


def gather(page: UnitPage, hints: Hints = NO_HINTS) -> tuple[tuple[Facts, ...], ...]:
    """The facts of every unit, line by line."""
    rows = [_row(line, page.marks) for line in page.lines]
    shares = [row.share for row in rows]
    whole = _Share(
        sum(s.doubt for s in shares), sum(s.dispute for s in shares), max(1, sum(s.count for s in shares))
    )
    ends = open_ends(page)
    about = _Page(whole, _other_script(page), ends.places, ends.share, _times(page), unpaired(page))
    return tuple(tuple(_facts(row, n, number, about, hints) for n in range(len(row.line.units)))
                 for number, row in enumerate(rows))  # fmt: skip


def _row(line: UnitLine, marks: Sequence[tuple[str, Box]]) -> _Row:
    doubts = tuple(1 - unit.glyph.confidence if unit.glyph else 0.0 for unit in line.units)
    disputed = tuple(stand(unit) not in (ALONE, SAME, WIDTH) for unit in line.units)
    share = _Share(sum(doubts), sum(disputed), len(doubts))
    vertical = line.direction is Direction.VERTICAL
    boxes = [unit.glyph.box if unit.glyph else None for unit in line.units]
    spans = tuple(_span(box, vertical) for box in boxes)
    thick = _thickness(line.box, boxes, vertical)
    near = tuple(box for image, box in marks if image == line.image and _beside(line, box, thick))
    return _Row(line, doubts, disputed, share, spans, thick, near)


def _thickness(box: Box | None, boxes: Sequence[Box | None], vertical: bool) -> float:
    sides = sorted((b.width if vertical else b.height) for b in boxes if b)
    if sides:
        return float(max(1, sides[len(sides) // 2]))
    return float(max(1, box.width if vertical else box.height)) if box else 1.0


def _span(box: Box | None, vertical: bool) -> tuple[float, float] | None:
    if box is None:
        return None
    return (box.top, box.bottom) if vertical else (box.left, box.right)


def _beside(line: UnitLine, mark: Box, thick: float) -> bool:
    if line.box is None:
        return False
    reach = round(2 * thick)
    wide = Box(
        line.box.left - reach, line.box.top - reach // 4, line.box.right + reach, line.box.bottom + reach // 4
    )
    if line.direction is Direction.VERTICAL:
        wide = Box(
            line.box.left - reach // 4,
            line.box.top - reach,
            line.box.right + reach // 4,
            line.box.bottom + reach,
        )
    return wide.overlap(mark) > 0


def _other_script(page: UnitPage) -> int:
    """The script that most of the page is not in; NEUTRAL where neither is clearly the page's."""
    found = [characters.script(unit.text) for line in page.lines for unit in line.units if unit.glyph]
    simplified, traditional = (
        found.count(characters.SIMPLIFIED),
        found.count(characters.TRADITIONAL),
    )
    if simplified > 4 * traditional:
        return characters.TRADITIONAL
    return characters.SIMPLIFIED if traditional > 4 * simplified else characters.NEUTRAL


def _times(page: UnitPage) -> Mapping[str, int]:
    return Counter(unit.text for line in page.lines for unit in line.units if unit.glyph)


def _often(times: int) -> float:
    """A count on a scale of doublings."""
    return float(times.bit_length())


def _facts(row: _Row, n: int, number: int, page: _Page, hints: Hints) -> Facts:
    unit = row.line.units[n]
    doubt, dispute = row.doubts[n], row.disputed[n]
    return (
        *of_readings(unit),
        *row.share.without(doubt, dispute, OF_LINE),
        *page.share.without(doubt, dispute, OF_PAGE),
        *_of_neighbours(row, n),
        *_of_character(row, n, page),
        *_of_place(row, n),
        _often(page.times[unit.text]) if unit.glyph else UNKNOWN,
        _often(page.times.get(challenger(unit), 0)),
        float(_repeated(row.line.units, n)),
        page.ends.get((number, n), UNKNOWN),
        page.ends_open,
        float((number, n) in page.unpaired),
        hints.language.get((number, n), NO_DOUBT),
        hints.coherence.get((number, n), 0.0),
    )


def _of_neighbours(row: _Row, n: int) -> Iterator[float]:
    around = [m for m in range(max(0, n - NEAR), min(len(row.doubts), n + NEAR + 1)) if m != n]
    yield decimals(1 - max((row.doubts[m] for m in around), default=0.0))
    yield float(sum(row.disputed[m] for m in around))


def _of_character(row: _Row, n: int, page: _Page) -> Iterator[float]:
    units = row.line.units
    text = units[n].text or max((text_of(cell) for cell in units[n].others), key=len, default="")
    before = characters.sort_of(units[n - 1].text) if n else characters.BLANK
    after = characters.sort_of(units[n + 1].text) if n + 1 < len(units) else characters.BLANK
    yield float(characters.sort_of(text))
    yield float(10 * before + after)
    yield float(characters.rarity(text)) if characters.sort_of(text) == characters.HAN else UNKNOWN
    own = characters.script(text)
    yield float(own != characters.NEUTRAL and own == page.other_script)
    yield float(characters.has_double(text))


def _of_place(row: _Row, n: int) -> Iterator[float]:
    line, last = row.line, len(row.line.units) - 1
    inside = n not in (0, last)
    yield 2.0 if inside else 0.0 if n == 0 else 3.0 if line.last else 1.0
    yield _room(row, n - 1, n, at_start=True)
    yield _room(row, n, n + 1, at_start=False)
    span = row.spans[n]
    yield (span[1] - span[0]) / row.thick if span else UNKNOWN
    yield float(_KINDS.index(line.kind.value))
    yield float(line.direction is Direction.VERTICAL)
    yield float(_marked(row, n))


def _room(row: _Row, first: int, second: int, at_start: bool) -> float:
    """White between two units, in glyphs; at the ends of a line, from its box."""
    one = row.spans[first] if first >= 0 else _end(row, 0)
    two = row.spans[second] if second < len(row.spans) else _end(row, 1)
    if one is None or two is None:
        return UNKNOWN
    return max(0.0, two[0] - one[1]) / row.thick


def _end(row: _Row, side: int) -> tuple[float, float] | None:
    """The end of the line's box as a span of no length."""
    span = _span(row.line.box, row.line.direction is Direction.VERTICAL)
    return (span[side], span[side]) if span else None


def _marked(row: _Row, n: int) -> bool:
    """Whether ink that nobody could read lies within a glyph of the unit, in its line."""
    span = row.spans[n]
    if span is None:
        return False
    vertical = row.line.direction is Direction.VERTICAL
    ends = [_span(mark, vertical) for mark in row.marks]
    return any(end and end[0] < span[1] + row.thick and span[0] - row.thick < end[1] for end in ends)


def _repeated(units: Sequence[Unit], n: int) -> bool:
    text = units[n].text
    return bool(text.strip()) and any(units[m].text == text for m in (n - 1, n + 1) if 0 <= m < len(units))
