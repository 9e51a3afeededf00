"""Totals of tables: whether a column or row of figures comes to what stands at its end.

A total is a row or column that says so: 合计, 总计, 共计, Total; 小计 sums what stands since the last one.
What does not add up may be misread, or misprinted; a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Box, Finding, Region, RegionKind, Severity
from pipeline.text import figures

CODE = "table-sum"
TOTAL = re.compile(r"(合|总|總|共|累|全\w)\W*(计|計)数?|total|sum|总\W*数", re.IGNORECASE)
PART = re.compile(r"小\W*(计|計)|subtotal", re.IGNORECASE)
NO_SUM = re.compile(
    r"[%％‰]|率|比重|比例|平均|单价|均价|指数|序号|编号|年份"
)  # heads of what is not added up
ADDENDS = 2  # fewer figures make no sum
KNOWN = 3  # where as many totals are all wrong, it is not the figures that are


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at one row and column of a table."""

    text: str
    box: Box | None
    header: bool
    lines: tuple[str, ...] = ()  # ids of the lines it is printed in


@dataclass(frozen=True, slots=True)
class Sum:
    """A total as it is printed, what its figures come to, and where they all stand."""

    head: str
    label: str
    total: Place
    addends: tuple[Place, ...]
    printed: Decimal
    sum: Decimal

    @property
    def agrees(self) -> bool:
        """Whether a total fits: shares of a unit may have been rounded, each by half of the last place."""
        exponent = min(int(value.as_tuple().exponent) for value in (self.printed, self.sum))
        slack = Decimal(1).scaleb(exponent) * 2 if exponent < 0 else Decimal()
        return abs(self.printed - self.sum) <= slack

    @property
    def message(self) -> str:
        where = f"{self.label} of {self.head}" if self.head else self.label
        return f"{where} is {self.printed:f}, its figures come to {self.sum:f}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or a column of a table: its head, and its places in order."""

    head: str
    places: tuple[Place, ...]


def strange_tables(page: str, regions: Sequence[Region]) -> tuple[Finding, ...]:
    """A note for each table of which none of several totals of one direction fits: it is built in a way not
    known here, and its totals are not checked."""
    found: list[Finding] = []
    for region in regions:
        if region.kind is RegionKind.TABLE and region.cells:
            for sums in totals(grid(region)):
                if unknown(sums):
                    count = len(sums)
                    message = f"table {region.id}: none of its {count} totals comes to the sum of its figures"
                    found.append(Finding(CODE, message, Severity.NOTE, page, region.image, region.box))
    return tuple(found)


def totals(rows: Sequence[Sequence[Place]]) -> tuple[list[Sum], list[Sum]]:
    """The totals of a table at the foot of its columns, and those at the end of its rows, right or wrong."""
    columns = [_column(rows, n) for n in range(len(rows[0]))]
    lines = [_Line(row[0].text, tuple(row[1:])) for row in rows if not row[0].header]
    heads = _Line("", tuple(Place(column.head, None, True) for column in columns[1:]))
    down = [one for column in columns[1:] for one in _sums(column, columns[0])]
    return down, [one for line in lines for one in _sums(line, heads)]


def unknown(sums: Sequence[Sum]) -> bool:
    """Whether all of several totals are wrong: then they are totals of something else."""
    return len(sums) >= KNOWN and not any(one.agrees for one in sums)


def grid(region: Region) -> list[list[Place]]:
    """The places of a table by row and column; a cell that spans several stands in the first."""
    texts = {line.id: line.text for line in region.lines}
    height = max(cell.row + cell.rows for cell in region.cells)
    width = max(cell.column + cell.columns for cell in region.cells)
    rows = [[Place("", None, False)] * width for _ in range(height)]
    for cell in region.cells:
        text = "".join(texts.get(name, "") for name in cell.lines)
        rows[cell.row][cell.column] = Place(re.sub(r"\s", "", text), cell.box, cell.header, cell.lines)
    return rows


def _column(rows: Sequence[Sequence[Place]], n: int) -> _Line:
    head = "".join(row[n].text for row in rows if row[n].header)
    return _Line(head, tuple(row[n] for row in rows if not row[n].header))


def _sums(line: _Line, labels: _Line) -> list[Sum]:
    """The totals in a row or column; `labels` says at which place each stands."""
    if NO_SUM.search(line.head) or PART.fullmatch(line.head):
        return []
    found: list[Sum | None] = []
    since: list[Place] = []
    whole: list[Place] = []
    pairs = list(zip(line.places, labels.places, strict=False))
    ahead = pairs[:1] if pairs and TOTAL.fullmatch(pairs[0][1].text) else []  # a total may stand first
    for place, label in pairs[len(ahead) :]:
        part = PART.fullmatch(label.text)
        if part or TOTAL.fullmatch(label.text):
            found.append(_sum(line.head, label, place, since if part else whole))
            since = []
        elif not NO_SUM.search(label.text):
            since.append(place)
            whole.append(place)
    found += [_sum(line.head, label, place, whole) for place, label in ahead]
    return [one for one in found if one is not None]


def _sum(head: str, label: Place, total: Place, addends: Sequence[Place]) -> Sum | None:
    """A total and what its figures come to; None where one of them is no plain number."""
    printed = figures.value(total.text)
    values = [Decimal() if figures.is_nothing(one.text) else figures.value(one.text) for one in addends]
    known = [one for one in values if one is not None]
    if printed is None or len(known) < max(ADDENDS, len(addends)):
        return None
    return Sum(head, label.text, total, tuple(addends), printed, sum(known, Decimal()))
