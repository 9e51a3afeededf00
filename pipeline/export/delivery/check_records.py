"""Do documents.jsonl, documents.csv and METS say of a document what Akoma Ntoso says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element

from pipeline.export.cells import safe
from pipeline.export.delivery.check_normalised import check_normalised, printed_parts
from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.jsonlines import Record, records_of
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.plaintext import table_of
from pipeline.export.delivery.said import Known, without_blanks
from pipeline.export.markup import AKN, ours
from pipeline.export.mets import METS
from pipeline.export.mods import MODS
from pipeline.formats.xml import line_of
from pipeline.text.changes import Change, Changed

_A, _M = f"{{{AKN}}}", f"{{{MODS}}}"
_PARTS = {"year": 4, "month": 7, "day": 10}  # characters of a date that are known
_COLUMNS = (
    "issue", "document", "number", "title", "type", "date", "date_printed", "addressee", "signature",
)  # fmt: skip # of documents.csv, as they stand in documents.jsonl


@dataclass(frozen=True, slots=True)
class Told:
    """What Akoma Ntoso says of a document; empty where it is silent."""

    number: str
    title: str  # without blanks
    date: str  # as much of it as is known


def check_records(
    root: _Element, mets: _Element | None, issue: Delivered, contents: Contents, right: Known
) -> Iterator[Fault]:
    """`root` is the Akoma Ntoso file of the issue; without `mets` its descriptions are not looked at."""
    told = {str(one.get("eId")): _told(one) for one in root.iter(f"{_A}component")}
    if mets is not None:
        yield from _descriptions(mets, told, f"data/{exported(issue, 'mets.xml')}")
    path = exported(issue, "documents.jsonl")
    records, faults = records_of(contents, path)
    if faults or not contents.at_hand(path):
        return  # which is told where the lines are compared
    for number, record in records:
        yield from _record(record, told, f"data/{path}", number)
    if [record.get("document") for _, record in records] == [act.id for act in issue.documents]:
        yield from _table(records, contents, exported(issue, "documents.csv"))
    yield from check_normalised(printed_parts(root, right), records, contents, issue)


def _told(component: _Element) -> Told:
    work = f"{_A}doc/{_A}meta/{_A}identification/{_A}FRBRWork/"
    number = component.find(f"{work}{_A}FRBRalias[@name='发文字号']")
    dated = component.find(f"{work}{_A}FRBRdate[@name='成文日期']")
    title = component.iterfind(f"{_A}doc/{_A}preface//{_A}docTitle")
    known = _PARTS.get(dated.get(ours("precision")) or "", 10) if dated is not None else 0
    return Told(
        "" if number is None else str(number.get("value")),
        without_blanks("".join("".join(map(str, one.itertext())) for one in title)),
        "" if dated is None else str(dated.get("date"))[:known],
    )


def _descriptions(mets: _Element, told: Mapping[str, Told], name: str) -> Iterator[Fault]:
    """The MODS records; a document without a title is called by its number or its id."""
    for section in mets.iter(f"{{{METS}}}dmdSec"):
        one = told.get((section.get("ID") or "").removeprefix("dmd_"))
        if one is None:
            continue
        title = without_blanks(section.findtext(f".//{_M}mods/{_M}titleInfo/{_M}title") or "")
        date = section.findtext(f".//{_M}mods/{_M}originInfo/{_M}dateIssued") or ""
        if one.title and title != one.title:
            yield Fault(
                "document-differs", name, f"the title is {one.title:.60} in issue.akn.xml", line_of(section)
            )
        if date != one.date:
            yield Fault(
                "document-differs", name, f"the date is {one.date!r} in issue.akn.xml", line_of(section)
            )


def _record(record: dict[str, Any], told: Mapping[str, Told], name: str, number: int) -> Iterator[Fault]:
    one = told.get(str(record.get("document")))
    if one is None:
        return  # told where the documents are compared
    title = without_blanks(str(record.get("title")))
    said = {"number": record.get("number"), "title": title, "date": record.get("date")}
    for field, wanted in (("number", one.number), ("title", one.title), ("date", one.date)):
        if said[field] != wanted:
            reason = f"{field} is {said[field]!r:.60}, in issue.akn.xml {wanted!r:.60}"
            yield Fault("document-differs", name, reason, number)
    lines = record.get("lines")
    texts = (
        [str(line.get("text")) for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    )
    text = str(record.get("text"))
    if Counter(without_blanks(text)) != Counter(without_blanks("".join(texts))):
        yield Fault("text-differs", name, "text is not that of the lines", number)
    if _undone(record) != text:
        yield Fault("text-differs", name, "normalised without its changes is not the text", number)


def _undone(record: dict[str, Any]) -> str | None:
    """The printed text that the normalised one comes from; None where the changes are none."""
    try:
        changes = tuple(Change(int(start), *map(str, rest)) for start, *rest in record["changes"])
        return Changed(str(record["normalised"]), changes).printed
    except (KeyError, TypeError, ValueError):
        return None


def _table(records: list[Record], contents: Contents, path: str) -> Iterator[Fault]:
    rows, fault = table_of(contents, path)
    if fault:
        yield fault
    if rows is None:
        return
    head = rows[0] if rows else []
    if len(rows) - 1 != len(records) or not set(_COLUMNS) <= set(head):
        told = (
            f"has {max(0, len(rows) - 1)} rows under its head, documents.jsonl has {len(records)} documents"
        )
        yield Fault("document-differs", f"data/{path}", told)
        return
    for row, (number, record) in zip(rows[1:], records, strict=True):
        cells = dict(zip(head, row, strict=False))
        for column in _COLUMNS:
            if cells.get(column) != safe(str(record.get(column))):
                told = f"{column} is {cells.get(column)!r:.60}, in documents.jsonl {record.get(column)!r:.60}"
                yield Fault("document-differs", f"data/{path}", told, number + 1)
