"""The normalised text beside the printed one: in the records, as a text, and change by change."""

from __future__ import annotations

import csv
import io
import json

import export_samples as samples

from pipeline.export import jsonl, normal
from pipeline.export.documents import part_lines
from pipeline.export.flow import page_lines
from pipeline.export.issue import Issue, issue_of
from pipeline.model import RegionKind
from pipeline.text.changes import Change, Changed

K = RegionKind


def printed_oddly() -> Issue:
    """A document with something for the rules in its head, over a line end, and in its table."""
    act = samples.page(
        "p0001",
        [
            (K.HEADING, ["关于「水利」工作的通知"]),
            (K.PARAGRAPH, ["　　　　青政发(1987)12号"]),
            (
                K.PARAGRAPH,
                ["　　㈠各单位要认真学习有关文件的精神结合本地实", "际研究:并于一九八七年三月五日前报送."],
            ),
            (K.TABLE, ["县别", "任务", "甲县", "１２"]),
        ],
    )
    return issue_of("1987-03", (samples.celled(act, 2),), samples.WORK)


def test_records_hold_both_texts_and_the_way_between() -> None:
    for made in map(json.loads, jsonl.documents(printed_oddly()).splitlines()):
        changes = tuple(Change(*change) for change in made["changes"])
        assert changes
        assert Changed(made["normalised"], changes).printed == made["text"]
        assert "1987年3月5日前报送。" in made["normalised"]


def test_the_text_has_every_part() -> None:
    issue = samples.gazette()
    text = normal.text(issue).decode()
    assert [line[1:-1] for line in text.split("\n") if line[:1] == "["][1:] == [
        part.id for part in issue.parts
    ]


def test_the_report_names_the_printed_place_of_each_change() -> None:
    issue = printed_oddly()
    lines = {line.id: line.text for page in issue.pages for line in page_lines(page)}
    rows = list(csv.DictReader(io.StringIO(normal.report(issue).decode("utf-8-sig"), newline="")))
    assert {"quotation", "document-number", "numbering", "half-width", "date"} <= {
        row["rule"] for row in rows
    }
    for row in rows:
        at = int(row["start"])
        if row["printed"] not in {"１２"}:  # in a table, the place is one in the text of the table
            assert lines[row["line"]][at : at + len(row["printed"])] == row["printed"]
    assert len(rows) == sum(
        len(normal.part_text(part, normal.year_of(issue)).changes) for part in issue.parts
    )


def test_an_issue_without_a_date_has_the_rules_that_hold_for_all() -> None:
    page = samples.page("p0001", [(K.HEADING, ["关于領導工作的通知"]), (K.PARAGRAPH, ["　　如下:"])])
    issue = issue_of("extra", (page,), samples.WORK)
    assert normal.year_of(issue) == 0
    (document,) = issue.documents
    assert normal.part_text(document, 0).text == "关于領導工作的通知\n如下："
    assert part_lines(document)
