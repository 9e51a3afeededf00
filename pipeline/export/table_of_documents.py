"""The documents of an issue as CSV (RFC 4180, UTF-8): one a row, for spreadsheets and databases."""

from __future__ import annotations

import csv
import io

from pipeline.export.cells import safe
from pipeline.export.documents import Document, part_lines
from pipeline.export.issue import Issue
from pipeline.export.trust import Trusts

COLUMNS = (
    "issue", "issue_number", "issue_date", "document", "number", "title", "type", "date", "date_printed",
    "addressee", "signature", "first_page", "last_page", "first_line", "characters", "unsettled",
    "proofread", "errors_per_10000",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"  # without it, the usual spreadsheet shows Chinese as nonsense


def write(issue: Issue) -> bytes:
    """A head row and a row for each document; a cell that a spreadsheet would compute begins with '."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    trusts = Trusts(issue.pages)
    writer.writerows([safe(cell) for cell in _row(issue, document, trusts)] for document in issue.documents)
    return (BYTE_ORDER_MARK + held.getvalue()).encode()


def _row(issue: Issue, document: Document, trusts: Trusts) -> tuple[str, ...]:
    lines = part_lines(document)
    trusted = trusts.of(lines)
    characters = sum(len("".join(line.text.split())) for line in lines)
    return (
        issue.id, issue.facts.number, issue.facts.date, document.id, document.number, document.title,
        document.type, document.date, document.date_printed, document.addressee, document.signature,
        lines[0].page, lines[-1].page, lines[0].id, str(characters), str(sum(x.unsettled for x in lines)),
        trusted.proofread, trusted.errors,
    )  # fmt: skip
