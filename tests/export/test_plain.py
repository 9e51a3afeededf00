"""Plain text and JSON Lines."""

from __future__ import annotations

import json
from dataclasses import replace

import export_samples as samples
from export_samples import K, page

from pipeline.export import jsonl, text
from pipeline.export.flow import issue_lines
from pipeline.export.issue import issue_of
from pipeline.model import Box


def test_a_page_is_its_lines_with_a_blank_one_between_regions() -> None:
    made = page("p0001", [(K.HEADING, ["甲", "乙"]), (K.PARAGRAPH, ["丙"])])
    assert text.page_text(made).decode() == "甲\n乙\n\n丙\n"


def test_a_page_without_text_says_so() -> None:
    assert text.page_text(page("p0005", None)).decode() == "[page p0005 has no text]\n"
    assert b"[p0005]\n[page p0005 has no text]\n" in text.issue_text(samples.gazette())


def test_an_empty_page_is_empty() -> None:
    assert text.page_text(page("p0001", [])) == b""


def test_every_line_is_in_the_text_of_the_issue() -> None:
    written = text.issue_text(samples.gazette()).decode().split("\n")
    expected = [line.text for line in issue_lines(samples.PAGES)]
    assert [line for line in written if line and not line.startswith("[")] == expected


def test_pages_hold_every_line_with_its_box() -> None:
    records = [json.loads(line) for line in jsonl.pages(samples.gazette()).decode().splitlines()]
    assert [record["page"] for record in records] == [one.id for one in samples.PAGES]
    assert [record["text"] for record in records] == [True, True, True, True, False, True]
    lines = [line for record in records for region in record["regions"] for line in region["lines"]]
    assert [line["id"] for line in lines] == [line.id for line in issue_lines(samples.PAGES)]
    assert lines[0]["box"] == [300, 100, 750, 190]


def test_documents_hold_their_metadata_and_lines() -> None:
    records = [json.loads(line) for line in jsonl.documents(samples.gazette()).decode().splitlines()]
    assert [record["document"] for record in records] == ["d_p0003_r02_l01", "d_p0006_r01_l01"]
    assert records[0]["number"] == "青政发〔1987〕12号"
    assert records[0]["pages"] == ["p0003", "p0004"]
    assert records[0]["lines"][3] == {
        "page": "p0003", "id": "p0003_r04_l01", "role": "addressee", "text": "各乡、镇人民政府，县直各单位：",
    }  # fmt: skip


def test_no_text_can_break_a_record_in_two() -> None:
    issue = issue_of("x", (page("p0001", [(K.PARAGRAPH, ["a\u2028b\nc\x85d\x00e\ud800f"])]),), samples.WORK)
    assert len(jsonl.pages(issue).decode().splitlines()) == 1


def test_a_table_is_its_rows_with_tabs_between_cells() -> None:
    made = samples.celled(page("p0001", [(K.TABLE, ["名称", "库容", "东风水库", "120", "注"])]), 2)
    assert text.page_text(made).decode() == "名称\t库容\n东风水库\t120\n注\n"
    (record,) = jsonl.pages(issue_of("1987-03", (made,), samples.WORK)).decode().splitlines()
    cells = json.loads(record)["regions"][0]["cells"]
    assert [(c["row"], c["column"], c["header"], c["lines"]) for c in cells][2] == (
        1,
        0,
        False,
        ["p0001_r01_l03"],
    )


def test_boxes_end_with_the_master() -> None:
    made = samples.with_seal(page("p0001", [(K.PARAGRAPH, ["甲"])]))
    assert made.edition is not None
    text_, seal = made.edition.regions
    wide = replace(seal, box=Box(-7, 600, samples.WIDTH + 40, samples.HEIGHT + 1))
    moved = replace(made, edition=replace(made.edition, regions=(text_, wide)))
    (record,) = jsonl.pages(issue_of("1987-03", (moved,), samples.WORK)).decode().splitlines()
    assert json.loads(record)["regions"][1]["box"] == [0, 600, samples.WIDTH, samples.HEIGHT]
