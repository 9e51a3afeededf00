"""What an edition says that a witness has, and what has become of it there.

Text outside of the apparatus is every witness's; inside, each has the reading under its sigil.  So an
edition holds every witness whole, whatever stands in the text, and can be held against it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from pipeline.model import App, Edition, Region, RegionKind, TextLine
from pipeline.text.census import number_spans
from pipeline.text.graphemes import compare_key

FURNITURE = (RegionKind.HEADER, RegionKind.FOOTER, RegionKind.PAGE_NUMBER)


class Account(Enum):
    """Where something a witness has read is to be found."""

    TEXT = "text"  # in the text of the edition
    FURNITURE = "furniture"  # there, too: in a running head or foot, or as the number of the page
    OPEN = "open"  # a reading at a place that is open
    RULE = "rule"  # a reading that a rule set aside
    EVIDENCE = "evidence"  # a reading that the evidence of the others set aside
    DECIDED = "decided"  # a reading that a person set aside
    OTHER_KIND = "other-kind"  # in the text, but not as the heading or table that it is to the witness


PRINTED = (Account.TEXT, Account.FURNITURE)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the edition as one witness has it."""

    region: Region
    line: str  # id
    text: str  # letters
    accounts: tuple[Account, ...]  # of each character of the text
    deciders: tuple[str, ...]  # the entry of the log of each one that a person set aside
    numbers: tuple[tuple[str, Account], ...]  # of three digits or more, as blanks and signs divide them


def letters(text: str) -> str:
    """What is counted of a text: its comparison key without blanks, decomposed, so that it does not matter
    how it is cut into glyphs."""
    return spaced(text).replace(" ", "")


@lru_cache(maxsize=65_536)
def spaced(text: str) -> str:
    """The same with its blanks."""
    return unicodedata.normalize("NFD", compare_key(text))


def told(edition: Edition, sigil: str) -> tuple[Told, ...]:
    """All lines of an edition as a witness has them by the edition's apparatus."""
    apps: dict[str, list[App]] = {}
    for app in edition.apps:
        apps.setdefault(app.line, []).append(app)
    return tuple(
        _line(region, line, sorted(apps.get(line.id, ()), key=lambda app: (app.start, app.stop)), sigil)
        for region in edition.regions
        for line in region.lines
    )


def _line(region: Region, line: TextLine, apps: Sequence[App], sigil: str) -> Told:
    text: list[str] = []
    accounts: list[Account] = []
    deciders: list[str] = []
    for piece, account, by in _pieces(region, line, apps, sigil):
        found = spaced(piece)
        text.append(found)
        accounts += [account] * len(found)
        if account is Account.DECIDED:
            deciders += [by] * len(letters(piece))
    whole = "".join(text)
    numbers = tuple((whole[start:stop], worst(accounts[start:stop])) for start, stop in number_spans(whole))
    own = [n for n, char in enumerate(whole) if char != " "]
    kept = tuple(accounts[n] for n in own)
    return Told(region, line.id, whole.replace(" ", ""), kept, tuple(deciders), numbers)


def worst(accounts: Sequence[Account]) -> Account:
    """Where something is of which not everything is in the text: with the first part that is not."""
    return next((one for one in accounts if one not in PRINTED), accounts[0])


def _pieces(
    region: Region, line: TextLine, apps: Sequence[App], sigil: str
) -> Iterator[tuple[str, Account, str]]:
    """The line piece by piece: its text, where that is, and who settled the place it is a reading of."""
    printed = Account.FURNITURE if region.kind in FURNITURE else Account.TEXT
    at = 0
    for app in apps:
        yield from ((glyph.text, printed, "") for glyph in line.glyphs[at : app.start])
        for reading in app.readings:
            if sigil in reading.sigils:
                account = printed if reading.text == app.lemma else _set_aside(app)
                yield reading.text, account, app.by
        at = max(at, app.stop)
    yield from ((glyph.text, printed, "") for glyph in line.glyphs[at:])


def _set_aside(app: App) -> Account:
    if not app.settled:
        return Account.OPEN
    if app.decided:
        return Account.DECIDED
    return Account.EVIDENCE if app.by == Account.EVIDENCE.value else Account.RULE
