"""Figures of tables: totals, columns that follow from others, counts of rows; ruled tables and plain rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from pipeline.model import Region, RegionKind
from pipeline.proof import sums
from pipeline.proof.evidence.slips import sequence
from pipeline.proof.evidence.slips.passage import Printed, Text
from pipeline.proof.evidence.slips.record import Slip, Span
from pipeline.proof.sums import Place
from pipeline.text import figures

CODE = sums.CODE
ROWS = 4  # so many rows must bear a rule out, before one that does not is wrong
MOST = 0.74  # and such a share of all
WIDEST = 12  # columns of a table in which rules are looked for


@dataclass(frozen=True, slots=True)
class _Table:
    page: str
    rows: list[list[Place]]
    lengths: dict[str, int]  # glyphs of each line
    cut: dict[str, list[tuple[int, int]]]  # of plain rows: where each field stands in its line

    def spans(self, place: Place, column: int) -> tuple[Span, ...]:
        found = []
        for line in place.lines:
            start, stop = self.cut[line][column] if line in self.cut else (0, self.lengths[line])
            found.append(Span(self.page, line, start, stop))
        return tuple(found)


def slips(text: Text) -> Iterator[Slip]:
    """Figures of tables that do not follow from the others, where these follow a rule."""
    for page in text.pages:
        for table in _tables(page):
            yield from _totals(table)
            yield from _derived(table)
            yield from _counted(table)


def _tables(page: Printed) -> Iterator[_Table]:
    for region in page.regions:
        if region.kind is RegionKind.TABLE and region.cells:
            lengths = {line.id: len(line.glyphs) for line in region.lines}
            yield _Table(page.page, sums.grid(region), lengths, {})
        else:
            yield from _plain(page.page, region)


def _plain(page: str, region: Region) -> Iterator[_Table]:
    """Rows of words and figures with blanks between, one below the other, as many fields in each."""
    rows: list[list[Place]] = []
    cut: dict[str, list[tuple[int, int]]] = {}
    for line in region.lines:
        text = _joined("".join(g.text if len(g.text) == 1 else "?" for g in line.glyphs))
        fields = [m.span() for m in re.finditer(r"[^\t\u3000 |｜│]+", text)]
        numbers = sum(figures.is_figure(text[a:b]) for a, b in fields[1:])
        is_row = len(fields) > 1 and 2 * numbers > len(fields) - 1
        is_head = len(fields) > 2 and not numbers
        if rows and (len(fields) != len(rows[0]) or not is_row):
            yield from _enough(page, rows, cut)
            rows = []
        if is_row or is_head:
            rows = rows if is_row else []
            rows.append([Place(_bare(text[a:b]), line.box, not is_row, (line.id,)) for a, b in fields])
            cut[line.id] = fields
    yield from _enough(page, rows, cut)


def _enough(page: str, rows: list[list[Place]], cut: dict[str, list[tuple[int, int]]]) -> Iterator[_Table]:
    if sum(not row[0].header for row in rows) >= 3:
        yield _Table(page, rows, {}, cut)


def _joined(text: str) -> str:
    """The text, as long as before, with the blank inside of 合　计 and its like filled: it is one field."""
    return re.sub(r"(?<=[合总總小共累])[ \u3000]+(?=[计計])", lambda m: "~" * len(m[0]), text)


def _bare(text: str) -> str:
    return text.replace("~", "")


def _totals(table: _Table) -> Iterator[Slip]:
    down, across = sums.totals(table.rows)
    where = {id(place): n for row in table.rows for n, place in enumerate(row)}
    for found in (down, across):
        if sums.unknown(found):
            continue
        for one in found:
            if not one.agrees:
                spans = table.spans(one.total, where[id(one.total)])
                against = tuple(s for place in one.addends for s in table.spans(place, where[id(place)]))
                yield Slip(CODE, one.message, spans, f"{one.sum:f}", against)


def _derived(table: _Table) -> Iterator[Slip]:
    """Columns that are the sum, the difference or the share of two others in nearly every row."""
    body = [row for row in table.rows if not row[0].header]
    values = [[figures.value(place.text) for place in row] for row in body]
    width = min(len(body[0]) if body else 0, WIDEST)
    told: set[int] = set()
    for a, b, c in permutations(range(1, width), 3):
        for rule in _RULES if a < b else _RULES[1:]:
            for n in _exceptions(rule, [(row[a], row[b], row[c]) for row in values]):
                if n in told:
                    continue
                told.add(n)
                right = rule(values[n][a] or Decimal(), values[n][b] or Decimal())
                against = (*table.spans(body[n][a], a), *table.spans(body[n][b], b))
                message = (
                    f"{body[n][0].text}: {body[n][c].text} does not follow from {body[n][a].text} an"
                    f"d {body[n][b].text}"
                )
                yield Slip(CODE, message, table.spans(body[n][c], c), f"{round(right, 2):f}", against)


def _exceptions(
    rule: Callable[[Decimal, Decimal], Decimal],
    rows: Sequence[tuple[Decimal | None, Decimal | None, Decimal | None]],
) -> list[int]:
    """The rows that break a rule which the others bear out; none where too few do."""
    known = [(n, a, b, c) for n, (a, b, c) in enumerate(rows) if a and b and c is not None]
    wrong = [row for row in known if not _near(rule(row[1], row[2]), row[3])]
    right = len(known) - len(wrong)
    return [n for n, *_ in wrong] if right >= ROWS and right >= MOST * len(known) else []


def _near(right: Decimal, printed: Decimal) -> bool:
    exponent = int(printed.as_tuple().exponent)
    slack = Decimal(1).scaleb(min(exponent, 0)) if right != right.to_integral_value() else Decimal()
    return abs(right - printed) <= slack


def _counted(table: _Table) -> Iterator[Slip]:
    """A first column that counts the rows."""
    body = [row for row in table.rows if not row[0].header]
    printed = [(row[0], figures.value(row[0].text)) for row in body]
    numbers = [(place, int(value)) for place, value in printed if value is not None and value == int(value)]
    if len(numbers) < ROWS + 1:
        return
    faults = sequence.faults([number for _, number in numbers], free=True)
    if len(faults) > 1:
        return
    for fault in faults:
        place = numbers[fault.index][0]
        message = f"{place.text} where the rows count {fault.expected}"
        yield Slip("numbering", message, table.spans(place, 0), str(fault.expected))


def _sum_of(a: Decimal, b: Decimal) -> Decimal:
    return a + b


def _difference(a: Decimal, b: Decimal) -> Decimal:
    return a - b


def _share(a: Decimal, b: Decimal) -> Decimal:
    return a / b * 100 if b else Decimal()


_RULES = (_sum_of, _difference, _share)
