"""The places of an apparatus, by who settled them, and the errors to be expected in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import App, Edition, Glyph
from pipeline.proof.treatment import is_asked


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an apparatus, by who settled them, and what was marked."""

    open: int = 0  # that people are asked about
    rule: int = 0
    evidence: int = 0
    people: int = 0
    sic: int = 0
    unreadable: int = 0
    hidden: int = 0  # open, of kinds that nobody is asked about


def places(apps: Iterable[App]) -> Places:
    """The places counted."""
    every = tuple(apps)
    by = ["" if not app.settled else app.by or "rule" for app in every]
    return Places(
        sum(map(is_asked, every)),
        by.count("rule"),
        by.count("evidence"),
        sum(app.decided for app in every),
        sum(app.mark == "sic" for app in every),
        sum(app.mark == "unreadable" for app in every),
        by.count("") - sum(map(is_asked, every)),
    )


def characters(edition: Edition) -> int:
    """The characters of an edition, blanks apart."""
    return sum(bool(glyph.text.strip()) for glyph in _glyphs(edition))


def expected_errors(edition: Edition) -> float:
    """How many characters are wrong, if each is right with its own probability."""
    return sum(1 - glyph.confidence for glyph in _glyphs(edition) if glyph.text.strip())


def expected_settled(edition: Edition) -> float:
    """The same, of the characters outside of open places."""
    return sum(1 - glyph.confidence for glyph in _settled(edition))


def settled(edition: Edition) -> int:
    """The characters outside of open places, blanks apart."""
    return sum(1 for _ in _settled(edition))


def _settled(edition: Edition) -> Iterator[Glyph]:
    opened = {(app.line, n) for app in edition.apps if is_asked(app) for n in range(app.start, app.stop)}
    return (
        glyph
        for region in edition.regions
        for line in region.lines
        for n, glyph in enumerate(line.glyphs)
        if glyph.text.strip() and (line.id, n) not in opened
    )


def _glyphs(edition: Edition) -> Iterator[Glyph]:
    return (glyph for region in edition.regions for line in region.lines for glyph in line.glyphs)
