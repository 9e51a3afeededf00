"""From the glyphs of a line to what formats call words, and the readings that compete with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.formats.glyphs import joint
from pipeline.model import App, Edition, Glyph, Master, RegionKind, TextLine, glyph_text


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs with no space between words in them; a space beside Chinese belongs to its run."""

    start: int  # index of the first glyph in the line
    glyphs: tuple[Glyph, ...]
    space: Glyph | None = None  # the space that follows

    @property
    def stop(self) -> int:
        return self.start + len(self.glyphs)

    @property
    def text(self) -> str:
        return glyph_text(self.glyphs)

    @property
    def confidence(self) -> float:
        """The mean over the glyphs; 0 for an empty run."""
        return sum(glyph.confidence for glyph in self.glyphs) / max(1, len(self.glyphs))


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a run, or the runs from it on, would read if an unsettled place went to other witnesses."""

    text: str
    sigils: tuple[str, ...]
    confidence: float


def runs(line: TextLine) -> tuple[Run, ...]:
    """The line cut at each space between two words; at least one run, an empty one for an empty line."""
    found = []
    start = 0
    for index, glyph in enumerate(line.glyphs):
        if glyph.text == " " and _between_words(line.glyphs, start, index):
            found.append(Run(start, line.glyphs[start:index], glyph))
            start = index + 1
    if start < len(line.glyphs) or not found:
        found.append(Run(start, line.glyphs[start:]))
    return tuple(found)


def _between_words(glyphs: tuple[Glyph, ...], start: int, index: int) -> bool:
    """A space is one between words where it can be told so again when the file is read."""
    if all(glyph.text == " " for glyph in glyphs[start:index]) or index + 1 == len(glyphs):
        return False
    after = glyphs[index + 1].text
    return after != " " and joint(glyphs[index - 1].text, after) == " "


def alternatives(line: TextLine, parts: Sequence[Run], apps: Sequence[App]) -> dict[int, list[Alternative]]:
    """The competing readings of the unsettled places in a line, by the run they begin in."""
    found: dict[int, list[Alternative]] = {}
    for app in apps:
        if app.settled or app.line != line.id:
            continue
        touched = _touched(parts, app)
        first, last = parts[touched[0]], parts[touched[-1]]
        before = glyph_text(line.glyphs[first.start : max(first.start, app.start)])
        after = glyph_text(line.glyphs[app.stop : max(last.stop, app.stop)])
        others = [
            Alternative(before + reading.text + after, reading.sigils, reading.confidence)
            for reading in app.readings
            if reading.text != app.lemma and reading.sigils
        ]
        found.setdefault(touched[0], []).extend(others)
    return found


def decided(line: TextLine, parts: Sequence[Run], apps: Sequence[App]) -> frozenset[int]:
    """The runs of a line in which a person has decided a place."""
    own = (app for app in apps if app.line == line.id and app.decided)
    return frozenset(number for app in own for number in _touched(parts, app))


def _touched(parts: Sequence[Run], app: App) -> list[int]:
    inside = [n for n, run in enumerate(parts) if run.start < app.stop and run.stop > app.start]
    beside = [n for n, run in enumerate(parts) if run.start <= app.stop and run.stop >= app.start]
    return inside or beside or [len(parts) - 1]


def printed_number(edition: Edition) -> str:
    """The page number as it is printed, in plain digits; empty where none was found."""
    folios = (region for region in edition.regions if region.kind is RegionKind.PAGE_NUMBER)
    digits = (re.search(r"\d{1,9}", line.text) for region in folios for line in region.lines)
    return next((str(int(found.group())) for found in digits if found), "")


def page_index(master: Master) -> int:
    """The place of the page in its issue, from 1: the number in its id."""
    digits = re.search(r"\d{1,9}", master.page)
    return int(digits.group()) if digits else 1


def sureness(edition: Edition) -> float | None:
    """The mean confidence of the printed characters of a page; None for a page without any."""
    lines = (line for region in edition.regions for line in region.lines)
    found = [glyph.confidence for line in lines for glyph in line.glyphs if glyph.text.strip()]
    return sum(found) / len(found) if found else None
