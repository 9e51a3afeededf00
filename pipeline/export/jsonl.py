"""JSON Lines: a page a line, a document a line; for programs that do not read XML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.export import normal
from pipeline.export.described import described
from pipeline.export.documents import Document, part_lines
from pipeline.export.facts import folio
from pipeline.export.flow import Line, Page, page_lines
from pipeline.export.issue import Issue
from pipeline.export.mentions import Targets
from pipeline.export.trust import Trusts, trust
from pipeline.model import Box, Cell, Master, Region

_LINE_ENDS = {
    0x85: "\\u0085",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}  # some readers split there


def pages(issue: Issue) -> bytes:
    """Every page of the inventory, with regions, lines and boxes on the master."""
    return _lines(_page(issue, page, order) for order, page in enumerate(issue.pages, 1))


def documents(issue: Issue) -> bytes:
    """Every document, with its metadata, its text, and the page, line and role of each line."""
    targets, trusts = Targets(issue.documents), Trusts(issue.pages)
    return _lines(_document(issue, document, targets, trusts) for document in issue.documents)


def _page(issue: Issue, page: Page, order: int) -> dict[str, Any]:
    master = page.master
    lines = {line.id: line for line in page_lines(page)}
    regions = page.edition.regions if page.edition else ()
    return {
        "issue": issue.id,
        "page": page.id,
        "order": order,
        "folio": folio(page),
        "master": {
            "file": master.file, "frame": master.frame, "sha256": master.sha256,
            "width": master.width, "height": master.height, "dpi": master.dpi,
        },
        "text": page.edition is not None,
        "witnesses": list(page.edition.sigils) if page.edition else [],
        "unsettled": sum(line.unsettled for line in lines.values()),
        **({"trust": trust(page.edition).attributes()} if page.edition else {}),
        "regions": [_region(region, lines, master) for region in regions],
    }  # fmt: skip


def _region(region: Region, lines: Mapping[str, Line], master: Master) -> dict[str, Any]:
    own = [lines[line.id] for line in region.lines]
    return {
        "id": region.id,
        "kind": region.kind.value,
        **({"column": own[0].column} if own and own[0].column else {}),
        "box": _box(region.box, master),
        "lines": [
            {
                "id": line.id,
                "text": line.text,
                "box": _box(line.box, master),
                "direction": line.direction.value,
            }
            for line in own
        ],
        **({"cells": [_cell(cell, master) for cell in region.cells]} if region.cells else {}),
    }


def _cell(cell: Cell, master: Master) -> dict[str, Any]:
    place = {"row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns}
    return {**place, "header": cell.header, "box": _box(cell.box, master), "lines": list(cell.lines)}


def _document(issue: Issue, document: Document, targets: Targets, trusts: Trusts) -> dict[str, Any]:
    lines = part_lines(document)
    return {
        "issue": issue.id,
        "document": document.id,
        "number": document.number,
        "title": document.title,
        "type": document.type,
        "date": document.date,
        "date_printed": document.date_printed,
        "addressee": document.addressee,
        "signature": document.signature,
        "trust": trusts.of(lines).attributes(),
        **described(document, targets),
        "pages": list(dict.fromkeys(line.page for line in lines)),
        "text": "\n".join(paragraph.text for paragraph in document.paragraphs),
        **normal.record(document, normal.year_of(issue)),
        "lines": [
            {"page": line.page, "id": line.id, "role": piece.role.value, "text": line.text}
            for piece in document.pieces
            for line in piece.paragraph.lines
        ],
    }


def _box(box: Box | None, master: Master) -> list[int] | None:
    """What of a box lies on the master."""
    if box is None:
        return None
    part = box.within(master.width, master.height)
    return [part.left, part.top, part.right, part.bottom]


def _lines(records: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(_line(record).encode() + b"\n" for record in records)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS)
