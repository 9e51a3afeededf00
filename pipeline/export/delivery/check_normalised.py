"""Do the normalised texts, without their changes, have the characters that are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml.etree import _Element

from pipeline.export.cells import safe
from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.jsonlines import Record
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.plaintext import table_of, text_of
from pipeline.export.delivery.reading import line_ids
from pipeline.export.delivery.said import Known, without_blanks
from pipeline.export.markup import AKN
from pipeline.export.normal import REPORT

_A = f"{{{AKN}}}"
_Rows = list[dict[str, str]]


def check_normalised(
    parts: Mapping[str, str], records: list[Record], contents: Contents, issue: Delivered
) -> Iterator[Fault]:
    """`parts` holds what is printed in each part of the issue, `records` are those of documents.jsonl."""
    path = exported(issue, "normalisation.csv")
    table, fault = table_of(contents, path)
    if fault:
        yield fault
    if table is None:
        return
    rows = [dict(zip(REPORT, row, strict=False)) for row in table]
    yield from _report(rows, records, f"data/{path}")
    path = exported(issue, "normalised.txt")
    text, fault = text_of(contents, path)
    if fault:
        yield fault
    if text is not None:
        yield from _text(text, rows, parts, f"data/{path}")


def _report(rows: _Rows, records: list[Record], name: str) -> Iterator[Fault]:
    """The changes of each document are those that documents.jsonl has."""
    for _, record in records:
        own = [row for row in rows if row.get("part") == record.get("document")]
        made = [(row.get("printed"), row.get("normalised"), row.get("rule")) for row in own]
        if made != _changes(record):
            told = f"the changes of {record.get('document')} are not those of documents.jsonl"
            yield Fault("text-differs", name, told)


def _changes(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    try:
        return [(safe(printed), safe(made), rule) for _, printed, made, rule in record["changes"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        return []


def _text(text: str, rows: _Rows, parts: Mapping[str, str], name: str) -> Iterator[Fault]:
    for part, made in _sections(text, parts).items():
        wanted = Counter(parts[part]) + Counter(_cells("normalised", part, rows))
        if Counter(without_blanks(made)) + Counter(_cells("printed", part, rows)) != wanted:
            yield Fault(
                "text-differs", name, f"{part}, its changes undone, has other characters than are printed"
            )


def printed_parts(root: _Element, right: Known) -> dict[str, str]:
    """What is printed on the cover and in each component, in their order, without blanks."""
    parts = [("cover", one) for one in root.iter(f"{_A}coverPage")]
    parts += [(str(one.get("eId")), one) for one in root.iter(f"{_A}component")]
    return {name: "".join(right.lines.get(line, "") for line in line_ids(one)) for name, one in parts}


def _sections(text: str, parts: Iterable[str]) -> dict[str, str]:
    """The text of each part: it stands after its id in brackets, in their order."""
    found: dict[str, str] = {}
    for part in reversed(list(parts)):
        text, head, own = text.rpartition(f"[{part}]\n")
        found[part] = own if head else ""
        text = text if head else own
    return found


def _cells(column: str, part: str, rows: Iterable[Mapping[str, str]]) -> str:
    """What stands in a column in the rows of a part, without the ' before a formula."""
    cells = (row.get(column, "") for row in rows if row.get("part") == part)
    return without_blanks(
        "".join(cell[1:] if cell[:1] == "'" and safe(cell[1:]) == cell else cell for cell in cells)
    )
