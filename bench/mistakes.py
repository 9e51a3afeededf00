"""Where a reading is wrong: the errors of a text counted at its characters, whatever the order of its lines.

A wrong character counts one at itself, an invented one at itself, and each missing one at the character
beside it: the one before, in its line, else the one after; an opening bracket or the minus of a figure at
what it opens.  Of a line that is lost the errors count at the character before it; where a line stands
beside it of which nothing is printed, that is what was made of it.  Lines are found in the
ground truth by their text, so one that stands at another place of the reading order costs nothing here, nor
does a piece that is missing in one line and too many in another; what order costs is a measure of
bench.layout.  White space, width, old forms, leader dots and 〓 count as in bench.score.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bench.score import folded
from pipeline.model import Glyph, Region, RegionKind, TextLine, Witness, glyph_text
from pipeline.proof.collate import collate
from pipeline.proof.columns import CollatedLine

READ, TRUTH = "read", "truth"
UNKNOWN = "〓"
_DOTS = frozenset(".…·・‥")
_MARK = re.compile(r"[\W_]")
_OPENING = re.compile(r"[(\[{〔【《〈「『“‘\-−]+")  # what belongs to the text behind it
_PIECE = 2  # characters of a piece that may be found elsewhere


@dataclass(frozen=True, slots=True)
class Mistake:
    """Errors that count at one character of the reading."""

    line: int
    position: int  # of the character in its line
    printed: str  # what the ground truth has there; of missing text, what is missing
    count: int
    letters: int  # of them, those that are no punctuation
    missing: bool = False  # text that the reading lacks beside the character
    lost_line: bool = False  # … a whole line of it


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reading set against its ground truth."""

    characters: tuple[int, ...]  # of each line, how many of its characters are compared
    mistakes: tuple[Mistake, ...]

    @property
    def errors(self) -> int:
        return sum(mistake.count for mistake in self.mistakes)


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    position: int


def mistakes(lines: Sequence[Sequence[str]], truth: str) -> Sheet:
    """Set a reading, given as the characters of its lines, against a ground truth of one line a line."""
    owners: list[_Place] = []
    read = []
    for number, line in enumerate(lines):
        chars = _compared(line)
        owners += [_Place(number, position) for _, position in chars]
        read.append([char for char, _ in chars])
    wanted = [[char for char, _ in _compared(list(line))] for line in truth.splitlines()]
    collation = collate((_witness(READ, read), _witness(TRUTH, wanted)), READ)
    found: list[Mistake] = []
    last = owners[0] if owners else _Place(0, 0)
    misread = _misread(collation.lines)
    for number, row in enumerate(collation.lines):
        if row.lead == TRUTH:
            text = glyph_text(row.glyphs(1))
            if number in misread:
                made = collation.lines[misread[number]]
                more = text[len(text) - _beyond(made, row) :]
                found += _missing(owners[made.ordinals[0][-1]], more, lost=False)
            else:
                found += _missing(last, text, lost=True)
            continue
        found += _in_line(row, owners, last, _figure(collation.lines[number + 1 :], owners))
        last = owners[row.ordinals[0][-1]] if row.ordinals[0] else last
    return Sheet(tuple(len(line) for line in read), _without_moved(found, lines))


def _misread(rows: Sequence[CollatedLine]) -> dict[int, int]:
    """Lost lines, each with the line beside it that has none of the print, by their numbers."""
    found: dict[int, int] = {}
    for number, row in enumerate(rows):
        if row.lead == TRUTH:
            beside = (n for n in (number + 1, number - 1) if 0 <= n < len(rows) and n not in found.values())
            at = next((n for n in beside if rows[n].lead == READ and _beyond(rows[n], row) >= 0), None)
            if at is not None and rows[at].glyphs(0) and not rows[at].glyphs(1):
                found[number] = at
    return found


def _beyond(read: CollatedLine, printed: CollatedLine) -> int:
    """How many errors there are in a line made of another one, beside its own characters."""
    own, text = (glyph_text(row.glyphs(n)) for n, row in enumerate((read, printed)))
    return Levenshtein.distance(own, text) - len(own)


def _figure(rows: Sequence[CollatedLine], owners: Sequence[_Place]) -> _Place | None:
    """Where the next line that is read begins, if it begins with a figure."""
    following = next((row for row in rows if row.lead == READ and row.ordinals[0]), None)
    if following is None or not following.glyphs(0)[0].text.isdecimal():
        return None
    return owners[following.ordinals[0][0]]


def _in_line(
    line: CollatedLine, owners: Sequence[_Place], last: _Place, following: _Place | None
) -> list[Mistake]:
    found: list[Mistake] = []
    ordinals = iter(line.ordinals[0])
    places = [owners[next(ordinals)] if column.cells[0] else None for column in line.columns]
    for number, (place, column) in enumerate(zip(places, line.columns, strict=True)):
        read, printed = (glyph_text(cell) for cell in column.cells)
        if place is None:
            before = [p for p in reversed(places[:number]) if p]
            after = [p for p in places[number:] if p] or [p for p in (following,) if p]
            beside = after or before if _OPENING.fullmatch(printed) else before or after
            found += _missing(beside[0] if beside else last, printed, lost=False)
        elif read != printed and UNKNOWN not in (read, printed):
            letter = not _MARK.fullmatch(printed or read)
            found.append(Mistake(place.line, place.position, printed, 1, int(letter)))
    return found


def _without_moved(found: Sequence[Mistake], lines: Sequence[Sequence[str]]) -> tuple[Mistake, ...]:
    """The mistakes without pieces that are missing in one line and invented in another."""
    runs = _invented(found)
    moved: set[int] = set()
    for number, mistake in enumerate(found):
        if not mistake.missing or len(mistake.printed) < _PIECE:
            continue
        size = len(mistake.printed)
        for piece in (run[at : at + size] for run in runs for at in range(len(run) - size + 1)):
            text = "".join(_plain(lines[found[n].line][found[n].position]) for n in piece)
            elsewhere = found[piece[0]].line != mistake.line
            if text == mistake.printed and elsewhere and not moved.intersection(piece):
                moved.update((number, *piece))
                break
    return tuple(mistake for number, mistake in enumerate(found) if number not in moved)


def _invented(found: Sequence[Mistake]) -> list[list[int]]:
    """The stretches of invented characters that stand one after another, by the numbers of their mistakes."""
    runs: list[list[int]] = []
    for number, mistake in enumerate(found):
        if mistake.printed:
            continue
        before = found[runs[-1][-1]] if runs else None
        if before and (before.line, before.position + 1) == (mistake.line, mistake.position):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _plain(glyph: str) -> str:
    """What is compared of a glyph."""
    return UNKNOWN if glyph == UNKNOWN else unicodedata.normalize("NFKC", folded(glyph))


def _missing(beside: _Place, text: str, lost: bool) -> list[Mistake]:
    text = text.replace(UNKNOWN, "")
    if not text:
        return []
    return [Mistake(beside.line, beside.position, text, len(text), len(_MARK.sub("", text)), True, lost)]


def _compared(glyphs: Sequence[str]) -> list[tuple[str, int]]:
    """The characters of a line that are compared, each with the position of the glyph it comes from."""
    chars: list[tuple[str, int]] = []
    for position, glyph in enumerate(glyphs):
        chars += [(char, position) for char in _plain(glyph)]
    return _without_leaders(chars)


def _without_leaders(chars: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """A run of dots is one, as in bench.score."""
    kept: list[tuple[str, int]] = []
    start = 0
    while start < len(chars):
        stop = start
        while stop < len(chars) and chars[stop][0] in _DOTS:
            stop += 1
        if stop - start >= 2:
            kept.append(("…", chars[start][1]))
        else:
            stop = start + 1
            kept.append(chars[start])
        start = stop
    return kept


def _witness(sigil: str, lines: Sequence[Sequence[str]]) -> Witness:
    made = tuple(
        TextLine(f"{sigil}_l{number:04d}", None, tuple(Glyph(char, None) for char in line))
        for number, line in enumerate(lines)
    )
    region = Region(f"{sigil}_r01", RegionKind.PARAGRAPH, "", None, made)
    return Witness("", sigil, (region,), (), ())
