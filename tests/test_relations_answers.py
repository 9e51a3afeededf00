"""gazette relations: what it tells, of what, and what it says where there is nothing to tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import call
from pipeline.errors import WorkspaceError
from pipeline.relations_answers import relations
from pipeline.workspace import Workspace

SENTENCE = "《关于甲的通知》废止。"
RECORDS = (
    {"relation": "cites", "source": "1987-03/d002", "target": "1985-01/d001", "printed": "关于甲的通知"},
    {
        "relation": "validity", "document": "1985-01/d001", "state": "repealed",
        "evidence": [
            {"state": "repealed", "source": "1987-03/d002", "paragraph": "p1", "sentence": SENTENCE},
        ],
    },
    {"relation": "validity", "document": "1987-03/d002", "state": "unknown", "evidence": []},
    {
        "relation": "twins", "first": "1987-03/d002", "second": "1987-04/d001", "likeness": 0.98,
        "changes": [{"first": "三", "second": "四"}, {"first": "", "second": "增"}],
    },
)  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "gazette.toml").write_text('[work]\ntitle = "青原县政报"\n', "utf-8")
    path = Workspace(tmp_path).relations
    path.parent.mkdir()
    path.write_text("".join(f"{json.dumps(record)}\n" for record in RECORDS), "utf-8")
    return tmp_path


def test_all_relations_for_people(work: Path) -> None:
    assert relations(work, "", "", as_json=False).split("\n") == [
        "1987-03/d002 cites 1985-01/d001: 关于甲的通知",
        "1985-01/d001 repealed",
        "  repealed by 1987-03/d002 p1: 《关于甲的通知》废止。",
        "1987-03/d002 and 1987-04/d001: 98.0% the same",
        "  - 三",
        "  + 四",
        "  + 增",
    ]


def test_twins_come_with_the_page_that_shows_them_side_by_side(work: Path) -> None:
    page = Workspace(work).twin_page("1987-03/d002", "1987-04/d001")
    page.parent.mkdir()
    page.write_text("<html></html>", "utf-8")
    told = relations(work, "twins", "", as_json=False).split("\n")
    assert told[1] == f"  side by side: {work}/4-export/twins/1987-03_d002--1987-04_d001.html"


def test_of_one_kind_and_one_document(work: Path) -> None:
    assert relations(work, "cites", "1987-04/d001", as_json=False) == ""
    found = relations(work, "", "1985-01/d001", as_json=True).split("\n")
    assert [json.loads(line)["relation"] for line in found] == ["cites", "validity"]


def test_a_work_that_was_not_exported(tmp_path: Path, work: Path) -> None:
    Workspace(work).relations.unlink()
    with pytest.raises(WorkspaceError, match="no such file"):
        relations(work, "", "", as_json=False)


@pytest.mark.parametrize("damage", ["{", "[]", '{"relation": "cites"}', '{"relation": "twins", "first": 1}'])
def test_a_damaged_file_is_named(work: Path, damage: str) -> None:
    Workspace(work).relations.write_text(damage + "\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"relations\.jsonl: damaged"):
        relations(work, "", "", as_json=False)


def test_of_nothing_the_command_prints_nothing_which_a_script_reads_as_no_record(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["relations", str(work), "--document", "1987-04/d009", "--json"]) == 0
    assert capsys.readouterr().out == ""
