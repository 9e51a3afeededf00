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


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or a column of a table: its head, and its places in order."""

    head: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total as it is printed, where it stands, and what its figures come to."""

    head: str
    label: str
    box: Box | None
    printed: Decimal
    sum: Decimal


def findings(page: str, regions: Sequence[Region]) -> tuple[Finding, ...]:
    """One finding for each total of figures on a page that its figures do not come to.

    Where none of a table's totals of one direction fits, it is built in a way not known here: then one
    note for the table.
    """
    found: list[Finding] = []
    for region in regions:
        if region.kind is RegionKind.TABLE and region.cells:
            rows = grid(region)
            columns = [_column(rows, n) for n in range(len(rows[0]))]
            found += _checked(page, region, [s for column in columns[1:] for s in _sums(column, columns[0])])
            lines = [_Line(row[0].text, tuple(row[1:])) for row in rows if not row[0].header]
            heads = _Line("", tuple(Place(column.head, None, True) for column in columns[1:]))
            found += _checked(page, region, [s for line in lines for s in _sums(line, heads)])
    return tuple(found)


def grid(region: Region) -> list[list[Place]]:
    """The places of a table by row and column; a cell that spans several stands in the first."""
    texts = {line.id: line.text for line in region.lines}
    height = max(cell.row + cell.rows for cell in region.cells)
    width = max(cell.column + cell.columns for cell in region.cells)
    rows = [[Place("", None, False)] * width for _ in range(height)]
    for cell in region.cells:
        text = "".join(texts.get(name, "") for name in cell.lines)
        rows[cell.row][cell.column] = Place(re.sub(r"\s", "", text), cell.box, cell.header)
    return rows


def _column(rows: Sequence[Sequence[Place]], n: int) -> _Line:
    head = "".join(row[n].text for row in rows if row[n].header)
    return _Line(head, tuple(row[n] for row in rows if not row[n].header))


def _sums(line: _Line, labels: _Line) -> list[_Sum]:
    """The totals in a row or column; `labels` says at which place each stands."""
    if NO_SUM.search(line.head) or PART.fullmatch(line.head):
        return []
    found: list[_Sum | None] = []
    since: list[Decimal | None] = []
    whole: list[Decimal | None] = []
    pairs = list(zip(line.places, labels.places, strict=False))
    ahead = pairs[:1] if pairs and TOTAL.fullmatch(pairs[0][1].text) else []  # a total may stand first
    for place, label in pairs[len(ahead) :]:
        part = PART.fullmatch(label.text)
        if part or TOTAL.fullmatch(label.text):
            found.append(_sum(line.head, label, place, since if part else whole))
            since = []
        elif not NO_SUM.search(label.text):
            since.append(Decimal() if figures.is_nothing(place.text) else figures.value(place.text))
            whole.append(since[-1])
    found += [_sum(line.head, label, place, whole) for place, label in ahead]
    return [one for one in found if one is not None]


def _sum(head: str, label: Place, total: Place, addends: Sequence[Decimal | None]) -> _Sum | None:
    """A total and what its figures come to; None where one of them is no plain number."""
    printed = figures.value(total.text)
    known = [one for one in addends if one is not None]
    if printed is None or len(known) < max(ADDENDS, len(addends)):
        return None
    return _Sum(head, label.text, total.box, printed, sum(known, Decimal()))


def _checked(page: str, region: Region, sums: Sequence[_Sum]) -> list[Finding]:
    wrong = [one for one in sums if not _agrees(one)]
    if len(wrong) == len(sums) >= KNOWN:
        message = f"table {region.id}: none of its {len(sums)} totals comes to the sum of its figures"
        return [Finding(CODE, message, Severity.NOTE, page, region.image, region.box)]
    return [
        Finding(CODE, _message(one, region), Severity.CHECK, page, region.image, one.box or region.box)
        for one in wrong
    ]


def _agrees(one: _Sum) -> bool:
    """Whether a total fits: shares of a unit may have been rounded, each by half of the last place."""
    exponent = min(int(value.as_tuple().exponent) for value in (one.printed, one.sum))
    slack = Decimal(1).scaleb(exponent) * 2 if exponent < 0 else Decimal()
    return abs(one.printed - one.sum) <= slack


def _message(one: _Sum, region: Region) -> str:
    where = f"{one.label} of {one.head}" if one.head else one.label
    return f"table {region.id}: {where} is {one.printed:f}, its figures come to {one.sum:f}"
