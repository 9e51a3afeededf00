"""The official error rate: weighted faults by 版面字数, as a publisher's inspection counts them.

It is not the CER: 版面字数 is characters a line × lines a page × pages, full or not, and a run of missing
characters is one fault.  Both are reported.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.proof.measures.schemes import FaultKind, PageKind, Part, Rule, Scheme


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a text against what ought to stand there."""

    kind: FaultKind
    page: str
    wanted: str  # empty where the text has too much
    found: str  # empty where it has too little
    line: str = ""
    part: Part = Part.BODY
    important: bool = False  # an important name or date: counts twice in periodicals


@dataclass(frozen=True, slots=True)
class TypeArea:
    """What a full page of the work holds, and the pages that were inspected."""

    characters: int  # in a full line
    lines: int  # on a full page; of columns side by side, all of them
    pages: tuple[PageKind, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The faults of one kind."""

    kind: FaultKind
    count: int
    errors: float  # as they count


@dataclass(frozen=True, slots=True)
class Rate:
    """An official rate, with what it was counted from."""

    scheme: str
    source: str
    limit: float  # errors for 10,000 characters
    errors: float
    characters: int  # 版面字数
    rows: tuple[Row, ...]

    @property
    def value(self) -> float:
        """Errors for 10,000 characters; infinite where there are errors and nothing was inspected."""
        if self.characters:
            return self.errors / self.characters * 10_000
        return math.inf if self.errors else 0.0

    @property
    def passes(self) -> bool:
        return self.characters > 0 and self.value <= self.limit


def characters(area: TypeArea, scheme: Scheme) -> int:
    """版面字数 of the pages inspected."""
    full = area.characters * area.lines
    return round(sum(full * scheme.share(page) for page in area.pages))


def rate(faults: Sequence[Fault], area: TypeArea, scheme: Scheme) -> Rate:
    """The rate of some pages, all of one issue or book: the caps on the same fault hold within it."""
    rows = []
    for kind in FaultKind:
        own = [fault for fault in faults if fault.kind is kind]
        rule = scheme.rule(kind)
        if own and rule is not None:
            rows.append(Row(kind, len(own), _counted(own, rule, scheme)))
    errors = sum(row.errors for row in rows)
    return Rate(scheme.id, scheme.source, scheme.limit, errors, characters(area, scheme), tuple(rows))


def _counted(faults: Sequence[Fault], rule: Rule, scheme: Scheme) -> float:
    """Faults of one kind, the same ones up to their cap."""
    same: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        same.setdefault((fault.wanted, fault.found), []).append(fault)
    total = sum(_same(each, rule, scheme) for each in same.values())
    return min(total, rule.whole) if rule.whole else total


def _same(faults: Sequence[Fault], rule: Rule, scheme: Scheme) -> float:
    """One and the same fault, wherever it recurs; what counts twice raises the cap as well."""
    chosen = _once_a_page(faults, scheme) if rule.once_a_page else list(faults)
    factors = [_factor(fault, scheme) for fault in chosen]
    total = rule.weight * sum(factors)
    return min(total, rule.most * max(factors)) if rule.most else total


def _once_a_page(faults: Sequence[Fault], scheme: Scheme) -> list[Fault]:
    """Of each page the fault that weighs most."""
    heaviest: dict[str, Fault] = {}
    for fault in sorted(faults, key=lambda fault: _factor(fault, scheme)):
        heaviest[fault.page] = fault
    return list(heaviest.values())


def _factor(fault: Fault, scheme: Scheme) -> int:
    doubled = fault.part in scheme.doubled
    return 2 if doubled or (fault.important and scheme.id != "book") else 1


def type_area(lines: Sequence[Sequence[int]], kinds: Sequence[PageKind]) -> TypeArea:
    """The type area as measured: `lines` holds the lengths of the text lines, page by page.

    A full line is as long as the line that nine in ten do not exceed; a full page has as many lines as
    the page that nine in ten do not exceed.  Where the work's own measure is known, give that instead.
    """
    lengths = sorted(length for page in lines for length in page if length)
    heights = sorted(len(page) for page in lines if page)
    return TypeArea(_most(lengths), _most(heights), tuple(kinds))


def _most(ordered: Sequence[int]) -> int:
    return ordered[math.ceil(0.9 * len(ordered)) - 1] if ordered else 0
