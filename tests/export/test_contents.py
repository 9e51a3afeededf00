"""Entries of a table of contents, and the documents they name."""

from __future__ import annotations

import pytest
from export_samples import K, page
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.contents import entries, is_entry
from pipeline.export.documents import Document
from pipeline.export.flow import issue_lines
from pipeline.export.matching import likeness, match


def lines(*texts: str) -> tuple:
    return issue_lines((page("p0001", [(K.PARAGRAPH, list(texts))]),))


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("关于甲项工作的通知……（3）", "关于甲项工作的通知", 3),
        ("关于甲项工作的通知…………12", "关于甲项工作的通知", 12),
        ("关于甲项工作的通知······ (７)", "关于甲项工作的通知", 7),
        ("关于甲项工作的通知   5", "关于甲项工作的通知", 5),
        ("关于甲项工作的通知（5）", "关于甲项工作的通知", 5),
        ("关于甲项工作的通知……", "关于甲项工作的通知", 0),
        ("一九八七年工作要点1987", "一九八七年工作要点1987", 0),
    ],
)
def test_title_and_page_of_an_entry(text: str, title: str, number: int) -> None:
    (entry,) = entries(lines(text))
    assert (entry.title, entry.page) == (title, number)


def test_an_entry_over_two_lines() -> None:
    first, second = entries(lines("关于甲项", "工作的通知……（3）", "乙……（4）"))
    assert (first.title, len(first.lines)) == ("关于甲项工作的通知", 2)
    assert second.page == 4


def test_levels_of_entries() -> None:
    found = entries(lines("甲……1", "一、乙……2", "1.丙……3"))
    assert [entry.level for entry in found] == [1, 2, 4]


@given(st.lists(st.sampled_from(["甲……（3）", "乙", "丙丁", "戊（4）", ""]), max_size=12))
def test_every_line_is_in_one_entry(texts: list[str]) -> None:
    given_lines = lines(*texts) if texts else ()
    assert tuple(line for entry in entries(given_lines) for line in entry.lines) == given_lines


def test_plain_text_is_no_entry() -> None:
    assert not any(is_entry(line) for line in lines("他说……", "共 35 人", "见第（3）条", "1987"))


def document(name: str, title: str) -> Document:
    return Document(name, "", title, "", "", "", "", "", ())


def test_entries_find_their_documents_in_spite_of_misreadings() -> None:
    found = entries(lines("关于加强农田水利工作的通知…1", "关于表彰先进集休的决定…2", "启事…3"))
    known = (
        document("d001", "关于表彰先进集体的决定"),
        document("d002", "青原县人民政府关于加强农田水利工作的通知"),
    )
    assert match(found, known) == ("d002", "d001", "")


def test_one_document_is_named_once() -> None:
    found = entries(lines("关于甲项工作的通知…1", "关于甲项工作的通知…2"))
    assert match(found, (document("d001", "关于甲项工作的通知"),)) == ("d001", "")


def test_short_titles_must_be_equal() -> None:
    assert likeness("命令", "命令") == 1
    assert likeness("命令", "命今") == 0


def test_a_heading_above_numbered_entries_is_an_entry_of_its_own() -> None:
    found = entries(lines("甲项工作的材料", "一、乙……（2）"))
    assert [(entry.title, entry.page) for entry in found] == [("甲项工作的材料", 0), ("一、乙", 2)]
