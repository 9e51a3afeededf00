"""Relations in a package: only between what is delivered, checked, and kept by the importer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import psycopg
import pytest
from export_samples import K, edition
from package_samples import ISSUE, SETTINGS, data, make_work, pack, put, reseal, swap
from postgres_server import server

from pipeline.export.delivery.validate import validate
from pipeline.export.relations.delivered import of_issue
from pipeline.workspace import Workspace
from samples.importer.database import import_package, validity
from samples.importer.package import open_package

LATER = "1987-04"
PATH = f"{LATER}/4-export/relations.jsonl"
TITLE = "青原县人民政府关于加强农田水利工作的通知"  # of d_p0003_r02_l01 in 1987-03
DECISION = [
    (K.HEADING, ["青原县人民政府关于农田水利的决定"]),
    (
        K.PARAGRAPH,
        [
            "各乡、镇人民政府：",
            "　　一、《关于加强农田水利工作的通知》同时废止。",
            "　　二、按青政发〔1987〕12号文件办理的，本决定自1987年5月1日起施行。",
            "　　　　　　　　　　青原县人民政府",
            "　　　　　　　　　　一九八七年四月二日",
        ],
    ),
]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An issue, and a later one whose document cites and repeals a document of the first."""
    made = make_work(tmp_path_factory.mktemp("related") / "work", ISSUE, LATER)
    for master in made.inventory(LATER).masters:
        path = made.edition(LATER, master.page)
        if path.exists():
            put(made, edition(master.page, DECISION if master.page == "p0003" else []), LATER)
    return made


@pytest.fixture(scope="module")
def full(work: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("packed") / "full"
    pack(work, target)
    return target


@pytest.fixture
def package(full: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(full, tmp_path / "broken"))


def records(package: Path, path: str = PATH) -> list[dict[str, object]]:
    return [json.loads(line) for line in data(package, path).decode().splitlines()]


def test_each_relation_is_told_by_the_issue_that_makes_it(full: Path) -> None:
    told = [(one["relation"], one.get("state", ""), one["source"]) for one in records(full)]
    assert sorted(told) == [
        ("cites", "", "1987-04/d_p0003_r01_l01"),
        ("cites", "", "1987-04/d_p0003_r01_l01"),
        ("validity", "in-force", "1987-04/d_p0003_r01_l01"),
        ("validity", "repealed", "1987-04/d_p0003_r01_l01"),
    ]
    (repeal,) = (one for one in records(full) if one.get("state") == "repealed")
    assert repeal["document"] == "1987-03/d_p0003_r02_l01"
    assert repeal["sentence"] == "一、《关于加强农田水利工作的通知》同时废止。"
    assert repeal["claim"] == "p0003_r02_l02__mod_1"
    assert records(full, f"{ISSUE}/4-export/relations.jsonl") == []


def test_what_is_not_delivered_is_not_named(work: Workspace, tmp_path: Path) -> None:
    pack(work, tmp_path / "one", issues=(LATER,))
    told = [(one["relation"], one["source"]) for one in records(tmp_path / "one")]
    assert told == [("validity", "1987-04/d_p0003_r01_l01")]
    assert validate(tmp_path / "one").faults == ()


def test_the_document_printed_later_tells_of_twins() -> None:
    twins = {"relation": "twins", "first": "1986-01/d001", "second": "1987-03/d002", "likeness": 1.0}
    known = frozenset({"1986-01/d001", "1987-03/d002"})
    assert json.loads(of_issue([twins], "1987-03", known)) == twins
    assert of_issue([twins], "1986-01", known) == b""
    assert of_issue([twins], "1987-03", known - {"1986-01/d001"}) == b""


def test_a_sound_package_has_no_fault(full: Path) -> None:
    assert validate(full).faults == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"relation": "cites"', '"relation": "sees"', "bad-record"),
        ('"relation": "validity"', '"relation": "twins"', "bad-record"),
        ('"state": "repealed"', '"state": "dead"', "bad-record"),
        ('"printed"', '"prints"', "bad-record"),
        ('{"relation"', '["relation"', "bad-record"),
        ('"target": "1987-03/d_p0003_r02_l01"', '"target": "1987-03/d_p0009_r02_l01"', "dangling-link"),
        ('"source": "1987-04/d_p0003_r01_l01"', '"source": "1987-03/d_p0003_r02_l01"', "wrong-issue"),
        ("__ref_1", "__ref_7", "dangling-link"),
        ("__mod_1", "__mod_7", "dangling-link"),
        ("青政发〔1987〕12号", "青政发〔1987〕13号", "text-differs"),
        ("同时废止", "即日废止", "text-differs"),
    ],
)
def test_what_is_wrong_with_a_relation_is_named(package: Path, old: str, new: str, code: str) -> None:
    swap(package, PATH, old, new)
    reseal(package)
    assert {(fault.code, fault.file) for fault in validate(package).faults} == {(code, f"data/{PATH}")}


def test_a_work_without_documents_jsonl_has_no_relations(tmp_path: Path) -> None:
    made = make_work(tmp_path / "work")
    made.config.write_text(SETTINGS + '[export]\nformats = ["akn", "mets"]\n', "utf-8")
    pack(made, tmp_path / "full")
    assert not list((tmp_path / "full").rglob("relations.jsonl"))
    assert validate(tmp_path / "full").faults == ()


def test_the_importer_keeps_them_and_knows_what_is_repealed(
    work: Workspace, full: Path, tmp_path: Path
) -> None:
    pack(work, tmp_path / "gone", since=full, withdraw=(ISSUE,))
    with server() as where, psycopg.connect(where) as db:
        import_package(db, open_package(full))
        assert db.execute("SELECT count(*) FROM relation").fetchone() == (4,)
        sentence = "一、《关于加强农田水利工作的通知》同时废止。"
        assert validity(db, "1987-03/d_p0003_r02_l01") == ("repealed", "1987-04/d_p0003_r01_l01", sentence)
        assert validity(db, "1987-03/d_p0006_r01_l01") == ("unknown", "", "")
        import_package(db, open_package(tmp_path / "gone"))
        assert db.execute("SELECT kind FROM relation").fetchall() == [("in-force",)]
