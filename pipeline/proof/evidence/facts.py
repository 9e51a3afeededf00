"""The facts that a probability rests on: of each unit of a page one number for each name in NAMES.

All lengths are in glyphs: the thickness of the line.  A fact that cannot be known is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Direction, glyph_text
from pipeline.proof.evidence import characters
from pipeline.proof.evidence.closing import open_ends, unpaired
from pipeline.proof.evidence.likes import Likes, likes
from pipeline.proof.evidence.spacing import Spacing, spacing
from pipeline.proof.evidence.stands import (
    ALONE,
    SAME,
    UNKNOWN,
    WIDTH,
    challenger,
    decimals,
    of_readings,
    stand,
)
from pipeline.proof.evidence.units import Unit, UnitLine, UnitPage

NEAR = 2  # units on either side whose doubts count as of the neighbourhood
NAMES = (
    "confidence",  # of the engine: decimals of certainty, 0…4
    "rival",  # the best of its next-best readings, 0…1
    "rival_form",  # whether that is the same character in the other script
    "stand",  # how the other witnesses stand to the reading: ALONE, SAME, …
    "same_confidence",  # of another witness that reads the same, in decimals
    "same_rival",  # the best of the next-best readings of that one, 0…1
    "other_confidence",  # of another witness that reads something else, in decimals
    "other_had_it",  # what the other gives the reading among its next-best ones
    "had_other",  # what the reading's engine gives the other's among its next-best ones
    "line_doubt",  # mean lack of certainty in the rest of the line
    "line_dispute",  # share of the rest of the line in which the witnesses differ
    "page_doubt",
    "page_dispute",
    "near_doubt",  # the least certain neighbour, in decimals
    "near_dispute",  # neighbours in which the witnesses differ
    "like_doubt",  # mean lack of certainty where else the character stands on the page
    "sort",  # of the character
    "sort_before",  # of the character before it
    "sort_after",
    "sign",  # which punctuation it is, by its number among SIGNS
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
    "unpaired",  # 1: a bracket or quotation mark without its partner, or a dash at one end of a folio only;
    # 2: an end of a folio that has no dashes
    "language",
    "form",  # log odds that another form of the character, of the other script, is meant
    "coherence",
)  # fmt: skip
Facts = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What others found out about a page: scores by line and position of the unit there."""

    language: Mapping[tuple[int, int], float]
    form: Mapping[tuple[int, int], float]
    coherence: Mapping[tuple[int, int], float]


Place = tuple[int, int]  # a line of the page, a unit of the line
NO_HINTS = Hints({}, {}, {})
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
class _Seen:
    """What a unit adds to the doubts of its line and page."""

    text: str
    doubt: float  # lack of certainty
    disputed: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """What every unit of a line asks of it."""

    line: UnitLine
    seen: tuple[_Seen, ...]
    share: _Share
    spacing: Spacing


@dataclass(frozen=True, slots=True)
class _Page:
    share: _Share
    other_script: int
    ends: Mapping[Place, float]  # of the last character of each paragraph without a stop
    ends_open: float
    likes: Likes
    unpaired: Mapping[Place, int]


def gather(page: UnitPage, hints: Hints = NO_HINTS) -> tuple[tuple[Facts, ...], ...]:
    """The facts of every unit, line by line."""
    rows = [_row(line, page.marks) for line in page.lines]
    shares = [row.share for row in rows]
    whole = _Share(
        sum(s.doubt for s in shares), sum(s.dispute for s in shares), max(1, sum(s.count for s in shares))
    )
    ends = open_ends(page)
    alike = likes((seen.text, seen.doubt) for row in rows for seen in row.seen if seen.text)
    about = _Page(whole, _other_script(page), ends.places, ends.share, alike, unpaired(page))
    return tuple(tuple(_facts(row, n, number, about, hints) for n in range(len(row.line.units)))
                 for number, row in enumerate(rows))  # fmt: skip


def _row(line: UnitLine, marks: Sequence[tuple[str, Box]]) -> _Row:
    seen = tuple(
        _Seen(
            unit.text,
            1 - unit.glyph.confidence if unit.glyph else 0.0,
            stand(unit) not in (ALONE, SAME, WIDTH),
        )
        for unit in line.units
    )
    share = _Share(sum(one.doubt for one in seen), sum(one.disputed for one in seen), len(seen))
    return _Row(line, seen, share, spacing(line, marks))


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


def _facts(row: _Row, n: int, number: int, page: _Page, hints: Hints) -> Facts:
    unit, seen = row.line.units[n], row.seen[n]
    times, elsewhere = page.likes.of(seen.text, seen.doubt)
    return (
        *of_readings(unit),
        *row.share.without(seen.doubt, seen.disputed, OF_LINE),
        *page.share.without(seen.doubt, seen.disputed, OF_PAGE),
        *_of_neighbours(row, n),
        elsewhere,
        *_of_character(row, n, page),
        *_of_place(row, n),
        times,
        page.likes.times(challenger(unit)),
        float(_repeated(row.line.units, n)),
        page.ends.get((number, n), UNKNOWN),
        page.ends_open,
        float(page.unpaired.get((number, n), 0)),
        hints.language.get((number, n), NO_DOUBT),
        hints.form.get((number, n), NO_DOUBT),
        hints.coherence.get((number, n), 0.0),
    )


def _of_neighbours(row: _Row, n: int) -> Iterator[float]:
    around = [
        one for m, one in enumerate(row.seen[max(0, n - NEAR) : n + NEAR + 1], max(0, n - NEAR)) if m != n
    ]
    yield decimals(1 - max((one.doubt for one in around), default=0.0))
    yield float(sum(one.disputed for one in around))


def _of_character(row: _Row, n: int, page: _Page) -> Iterator[float]:
    units = row.line.units
    text = units[n].text or max((glyph_text(cell) for cell in units[n].others), key=len, default="")
    sort = characters.sort_of(text)
    yield float(sort)
    yield float(characters.sort_beside(units[n - 1].text) if n else characters.BLANK)
    yield float(characters.sort_beside(units[n + 1].text) if n + 1 < len(units) else characters.BLANK)
    yield float(characters.sign(text))
    yield float(characters.rarity(text)) if sort == characters.HAN else UNKNOWN
    own = characters.script(text)
    yield float(own != characters.NEUTRAL and own == page.other_script)
    yield float(characters.has_double(text))


def _of_place(row: _Row, n: int) -> Iterator[float]:
    line, last = row.line, len(row.line.units) - 1
    inside = n not in (0, last)
    yield 2.0 if inside else 0.0 if n == 0 else 3.0 if line.last else 1.0
    yield from row.spacing.around(n)
    yield float(_KINDS.index(line.kind.value))
    yield float(line.direction is Direction.VERTICAL)
    yield float(row.spacing.is_marked(n))


def _repeated(units: Sequence[Unit], n: int) -> bool:
    text = units[n].text
    return bool(text.strip()) and any(units[m].text == text for m in (n - 1, n + 1) if 0 <= m < len(units))
