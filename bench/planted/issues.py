"""Slips that only the pages of an issue together show: folios, running titles, contents, its own name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from pipeline.model import Glyph, Region, RegionKind, TextLine
from pipeline.proof.evidence.coherence import Sheet
from samples.typeset import typeset_issue

PAGES = 8
_DIGITS = "0123456789"
_HAN_DIGITS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class IssuePlant:
    """The pages of an issue as they should be, and with one character of one line changed."""

    kind: str
    right: tuple[Sheet, ...]
    wrong: tuple[Sheet, ...]
    line: str  # its id
    text: str  # as it stands with the slip


def issue_plants(count: int, seed: int, eras: Sequence[str]) -> Iterator[IssuePlant]:
    """So many plants, the kinds in turn, in typeset issues of several eras."""
    chance = Random(seed)
    kinds = list(_LINES)
    made = 0
    while made < count:
        issue = typeset_issue(seed + made // len(kinds), PAGES, eras[made % len(eras)])
        pages = tuple(Sheet(f"p{n:04}", forme.regions) for n, forme in enumerate(issue.formes, 1))
        kind = kinds[made % len(kinds)]
        lines = [line for page in pages for line in _LINES[kind](page)]
        made += 1
        if lines:
            line = chance.choice(lines)
            changed = _changed(chance, line, digits=kind not in ("running title", "contents title"))
            wrong = tuple(_with(page, line.id, changed) for page in pages)
            yield IssuePlant(kind, pages, wrong, line.id, changed.text)


def _of_kind(page: Sheet, kind: RegionKind) -> list[TextLine]:
    return [line for region in page.regions if region.kind is kind for line in region.lines]


def _folios(page: Sheet) -> list[TextLine]:
    return _of_kind(page, RegionKind.PAGE_NUMBER)


def _heads(page: Sheet) -> list[TextLine]:
    return _of_kind(page, RegionKind.HEADER)


def _entries(page: Sheet) -> list[TextLine]:
    return [line for line in _of_kind(page, RegionKind.TOC_ENTRY) if line.text[:1] == "云"]


def _paged(page: Sheet) -> list[TextLine]:
    return [line for line in _of_kind(page, RegionKind.TOC_ENTRY) if "…" in line.text]


def _named(page: Sheet) -> list[TextLine]:
    return [
        line for region in page.regions for line in region.lines if "期" in line.text and "第" in line.text
    ]


_LINES: dict[str, Callable[[Sheet], list[TextLine]]] = {
    "folio": _folios,
    "running title": _heads,
    "contents title": _entries,
    "contents page": _paged,
    "issue number": _named,
}


def _changed(chance: Random, line: TextLine, digits: bool) -> TextLine:
    """The line with one of its digits changed (the last ones of a contents entry), or one character."""
    places = [n for n, glyph in enumerate(line.glyphs) if (glyph.text in _DIGITS + _HAN_DIGITS) is digits]
    places = [n for n in places if line.glyphs[n].text.isalnum()] or places
    at = chance.choice(places[-2:] if digits else places[2:12])
    old = line.glyphs[at].text
    signs = (_DIGITS[1:] if old in _DIGITS else _HAN_DIGITS) if digits else "心人未己末土干白"
    new = chance.choice([sign for sign in signs if sign != old])
    glyphs = (*line.glyphs[:at], Glyph(new, line.glyphs[at].box), *line.glyphs[at + 1 :])
    return replace(line, glyphs=glyphs)


def _with(page: Sheet, name: str, changed: TextLine) -> Sheet:
    def region(one: Region) -> Region:
        return replace(one, lines=tuple(changed if line.id == name else line for line in one.lines))

    return Sheet(page.page, tuple(region(one) for one in page.regions))
