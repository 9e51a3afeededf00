"""What calibration learns from and is measured by: the units of pages, with their facts and their errors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bench.marks import Mark, marks
from bench.mistakes import Mistake, mistakes
from bench.planting import planted
from bench.readings import FIRST, WEAR, Readings
from pipeline.proof.collate import collate
from pipeline.proof.evidence import weigh
from pipeline.proof.evidence.facts import Facts, gather
from pipeline.proof.evidence.hints import said_of
from pipeline.proof.evidence.units import Unit, UnitPage
from pipeline.proof.settlement import drafts_of, unit_lines


@dataclass(frozen=True, slots=True)
class Example:
    """One unit of a page that was drafted from two witnesses."""

    line: int
    text: str
    facts: Facts
    errors: int  # that count at it
    letters: int  # of them, those that are no punctuation
    counted: bool  # whether it is a character of the text: neither blank nor gap


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of examples."""

    set: str
    name: str
    key: str  # of its ground truth: the same for one text, however worn
    examples: tuple[Example, ...]
    lost: int  # characters of printed lines that no line of the reading shows, on ink or not
    marks: tuple[Mark, ...]  # the ink that nobody read
    planted: tuple[Facts, ...]  # of wrong characters that were planted into a copy of the page


def sheet(page: Readings) -> Sheet:
    """Draft a page, gather its facts and count its errors at its units."""
    whole, facts = _drafted(page)
    read = [[unit.text for unit in line.units if unit.glyph] for line in whole.lines]
    errors = [[0] * len(line.units) for line in whole.lines]
    letters = [[0] * len(line.units) for line in whole.lines]
    lost: list[Mistake] = []
    for mistake in mistakes(read, page.truth).mistakes:
        if mistake.lost_line:
            lost.append(mistake)
            continue
        n = unit_of(whole.lines[mistake.line].units, mistake)
        errors[mistake.line][n] += mistake.count
        letters[mistake.line][n] += mistake.letters
    found = tuple(
        Example(
            number, unit.text, facts[number][n], errors[number][n], letters[number][n],
            bool(unit.glyph and unit.text.strip()),
        )
        for number, line in enumerate(whole.lines)
        for n, unit in enumerate(line.units)
    )  # fmt: skip
    key = hashlib.sha256(page.truth.encode()).hexdigest()[:8]
    inks = marks(page.first, whole.lines, lost)
    return Sheet(page.set, page.name, key, found, sum(one.count for one in lost), inks, _planted(page))


def _drafted(page: Readings) -> tuple[UnitPage, Sequence[Sequence[Facts]]]:
    """The units of a page and their facts."""
    collation = collate((page.first, page.second), FIRST)
    drafts = drafts_of(collation)
    whole = UnitPage(unit_lines(collation, drafts), weigh.marks(page.first.findings))
    return whole, gather(whole, said_of(whole).hints)


def _planted(page: Readings) -> tuple[Facts, ...]:
    """The facts of wrong characters in which both engines agree, planted into a page as it is, not worn."""
    if page.name.endswith(WEAR[1:]):
        return ()
    copy = planted(page)
    wrong = set(copy.plants.values())
    before, (whole, facts) = _drafted(page)[0], _drafted(copy.page)
    return tuple(
        facts[number][n]
        for number, (line, old) in enumerate(zip(whole.lines, before.lines, strict=True))
        for n, (unit, was) in enumerate(zip(line.units, old.units, strict=True))
        if unit.text != was.text and unit.text in wrong
    )


def unit_of(units: Sequence[Unit], mistake: Mistake) -> int:
    """The unit an error counts at: for missing text a gap beside the character, where there is one."""
    written = [n for n, unit in enumerate(units) if unit.glyph]
    at = written[mistake.position]
    if mistake.missing:
        beside = (n for n in (at + 1, at - 1) if 0 <= n < len(units) and units[n].glyph is None)
        return next(beside, at)
    return at
