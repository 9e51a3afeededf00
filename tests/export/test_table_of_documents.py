"""CSV of documents: one a row, nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io

import export_samples as samples

from pipeline.export import table_of_documents
from pipeline.export.issue import Issue, issue_of
from pipeline.model import RegionKind


def rows(issue: Issue) -> list[dict[str, str]]:
    text = table_of_documents.write(issue).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_for_each_document() -> None:
    issue = samples.gazette()
    found = rows(issue)
    assert [row["document"] for row in found] == [document.id for document in issue.documents]
    first = found[0]
    assert (first["number"], first["type"]) == ("青政发〔1987〕12号", "通知")
    assert (first["first_page"], first["last_page"], first["issue_date"]) == ("p0003", "p0004", "1987")
    assert int(first["characters"]) == sum(
        len("".join(line.text.split())) for p in issue.documents[0].paragraphs for line in p.lines
    )


def test_an_issue_without_documents_has_its_head_row() -> None:
    text = table_of_documents.write(issue_of("1987-03", (), samples.WORK)).decode("utf-8-sig")
    assert text == ",".join(table_of_documents.COLUMNS) + "\r\n"


def test_what_a_spreadsheet_would_compute_is_text() -> None:
    page = samples.page("p0001", [(RegionKind.HEADING, ["=HYPERLINK(关于水利的通知"])])
    (row,) = rows(issue_of("1987-03", (page,), samples.WORK))
    assert row["title"] == "'=HYPERLINK(关于水利的通知"
