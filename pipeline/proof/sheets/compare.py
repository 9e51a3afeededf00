"""One line as it came back against the line it was made from: the stretches that a person decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Opcode

from pipeline.model import App, TextLine, glyph_text
from pipeline.proof.decisions import Act
from pipeline.proof.sheets.sheet import CLOSE, OPEN, PART, SIC, marks
from pipeline.text.graphemes import graphemes

UNREADABLE = "〓"
_KEPT = 0xF0000  # private characters that stand for places whose brackets were left
_BRACKETS = re.compile(f"{OPEN}(?:(?P<number>\\d+):)?(?P<sic>{SIC}?)(?P<text>[^{OPEN}{PART}{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand in a stretch of the line's glyphs, and the open place that it decides, if one."""

    start: int
    stop: int
    text: str
    act: Act
    app: App | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Tokens of the line that was, and whether a person has said anything of them."""

    start: int
    stop: int
    apps: tuple[App, ...] = ()
    sic: bool = False

    def meets(self, other: _Stretch) -> bool:
        """Do they share a token, or does one of them, being empty, lie at the other's edge?"""
        if self.start == self.stop or other.start == other.stop:
            return self.start <= other.stop and other.start <= self.stop
        return self.start < other.stop and other.start < self.stop

    def goes_on_in(self, other: _Stretch) -> bool:
        """Do they touch, with no place in either that is decided by itself?"""
        return not self.apps and not other.apps and self.stop == other.start

    def joined(self, other: _Stretch) -> _Stretch:
        start, stop = min(self.start, other.start), max(self.stop, other.stop)
        return _Stretch(start, stop, (*self.apps, *other.apps), self.sic or other.sic)


@dataclass(frozen=True, slots=True)
class Returned:
    """A line that came back, taken apart."""

    tokens: tuple[str, ...]
    kept: frozenset[int]  # places, by their number in the line, whose brackets stand as they were
    sic: tuple[tuple[int, int], ...]  # stretches of the tokens that are marked as the print's own mistake


class BrokenMarkError(ValueError):
    """A bracket that is neither whole nor gone; the text is the place."""


def taken_apart(text: str, places: Sequence[App]) -> Returned:
    """A line of a sheet without its number.

    Raises:
        BrokenMarkError: where brackets are left that are none of the line's own.
    """
    kept = set()
    shown = marks(places)
    for number, mark in enumerate(shown):
        if mark in text:
            text = text.replace(mark, chr(_KEPT + number), 1)
            kept.add(number)
    tokens: list[str] = []
    sic: list[tuple[int, int]] = []
    at = 0
    for found in _BRACKETS.finditer(text):
        tokens += graphemes(text[at : found.start()])
        inner = graphemes(_own_number(found, shown) + found["text"])
        if found["sic"]:
            sic.append((len(tokens), len(tokens) + len(inner)))
        tokens += inner
        at = found.end()
    tokens += graphemes(text[at:])
    for n, token in enumerate(tokens):
        if token in (OPEN, PART, CLOSE):
            raise BrokenMarkError("".join(tokens[max(0, n - 4) : n + 8]))
    return Returned(tuple(tokens), frozenset(kept), tuple(sic))


def _own_number(found: re.Match[str], shown: Sequence[str]) -> str:
    """What looks like the number of a place, where it is text of the line and no number of a place."""
    number = found["number"] or ""
    if number and any(mark.startswith(f"{OPEN}{number}:") for mark in shown):
        return ""
    return f"{number}:" if number else ""


def changes(line: TextLine, places: Sequence[App], returned: Returned, signed: bool) -> tuple[Change, ...]:
    """What the person who sent the line back has decided in it, in order.

    `places` are the open places of the line.  With `signed`, one whose brackets are gone is decided,
    also for the reading that stood there; otherwise only what differs is, apart from blanks, which other
    tools set as they like.  Blanks at the ends of a line never count.
    """
    tokens, starts = _tokens(line, places, returned.kept)
    blocks = _blocks(tokens, returned.tokens)
    stretches = [_Stretch(b.src_start, b.src_end) for b in blocks if b.tag != "equal"]
    at = {glyph: token for token, glyph in reversed(list(enumerate(starts)))}
    decided = [
        _Stretch(at[app.start], at[app.stop], (app,))
        for number, app in enumerate(places)
        if number not in returned.kept
    ]
    stretches += [_Stretch(*_before(blocks, *span), sic=True) for span in returned.sic]
    if not signed:
        decided = [place for place in decided if any(place.meets(one) for one in stretches)]
    found = []
    done = 0  # what was put in between two stretches goes to the first of them
    for stretch in _merged([*stretches, *decided]):
        first, last = _after(blocks, stretch.start, stretch.stop)
        first, done = max(first, done), max(last, done)
        text = "".join(returned.tokens[first:last])
        was = glyph_text(line.glyphs[starts[stretch.start] : starts[stretch.stop]])
        edge = stretch.start == 0 or stretch.stop == len(tokens)
        only_blanks = not was.strip() and not text.strip() and (edge or not signed)
        if stretch.apps or stretch.sic or not only_blanks:
            found.append(_change(stretch, starts, text))
    return tuple(found)


def _change(stretch: _Stretch, starts: Sequence[int], text: str) -> Change:
    start, stop = starts[stretch.start], starts[stretch.stop]
    whole = len(stretch.apps) == 1 and (stretch.apps[0].start, stretch.apps[0].stop) == (start, stop)
    app = stretch.apps[0] if whole else None
    if stretch.sic:
        return Change(start, stop, text, Act.SIC, app)
    if text and not text.strip(UNREADABLE):
        return Change(start, stop, "", Act.UNREADABLE, app)
    known = app is not None and text in (app.lemma, *(reading.text for reading in app.readings))
    return Change(start, stop, text, Act.CHOOSE if known else Act.TYPE, app)


def _tokens(line: TextLine, places: Sequence[App], kept: frozenset[int]) -> tuple[list[str], list[int]]:
    """The line that was, as it would have come back had nothing been done to it; and for each token, and
    the end, the glyph it begins at."""
    tokens: list[str] = []
    starts: list[int] = []
    at = 0
    for number, app in enumerate(places):
        if number not in kept:
            continue
        tokens += [glyph.text for glyph in line.glyphs[at : app.start]]
        starts += range(at, app.start)
        tokens.append(chr(_KEPT + number))
        starts.append(app.start)
        at = app.stop
    tokens += [glyph.text for glyph in line.glyphs[at:]]
    return tokens, [*starts, *range(at, len(line.glyphs) + 1)]


def _merged(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Stretches that share something as one; after that, those that touch and decide no place as one."""
    ordered = sorted(stretches, key=lambda one: (one.start, one.stop))
    return _joined(_joined(ordered, _Stretch.meets), _Stretch.goes_on_in)


def _joined(stretches: Sequence[_Stretch], together: Callable[[_Stretch, _Stretch], bool]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for stretch in stretches:
        grown = stretch
        while found and together(found[-1], grown):
            grown = found.pop().joined(grown)
        found.append(grown)
    return found


def _blocks(tokens: Sequence[str], returned: Sequence[str]) -> list[Opcode]:
    """What was kept, put in, left out; of what was replaced each token by itself, so that places that stand
    side by side stay apart."""
    found: list[Opcode] = []
    for block in Levenshtein.opcodes(tokens, returned):
        if block.tag != "replace":
            found.append(block)
            continue
        pairs = zip(
            range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
        )
        found += [Opcode("replace", was, was + 1, now, now + 1) for was, now in pairs]
    return found


def _after(blocks: Sequence[Opcode], start: int, stop: int) -> tuple[int, int]:
    """Where a stretch of the line that was lies in the line that came back, with all put in at its edges."""
    return _along([(b.src_start, b.src_end, b.dest_start, b.dest_end) for b in blocks], start, stop)


def _before(blocks: Sequence[Opcode], start: int, stop: int) -> tuple[int, int]:
    """The other way about."""
    return _along([(b.dest_start, b.dest_end, b.src_start, b.src_end) for b in blocks], start, stop)


def _along(spans: Sequence[tuple[int, int, int, int]], start: int, stop: int) -> tuple[int, int]:
    """A stretch of one side on the other; `spans` are start and end here, start and end there."""
    first = next(min(there + start - here, end) for here, till, there, end in spans if start <= till)
    last = next(
        end if here == till else min(there + stop - here, end)
        for here, till, there, end in reversed(spans)
        if here <= stop
    )
    return first, last
