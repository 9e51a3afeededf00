"""The reference importer fills a real PostgreSQL from a package and a delta; counts and texts agree."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import export_samples as pages
import psycopg
import pytest
from package_samples import EXPORT, ISSUE, corrected, data, make_work, pack, put, swap
from postgres_server import server

from pipeline.export.delivery.validate import validate
from samples.importer.__main__ import main
from samples.importer.database import find, import_package, tokens
from samples.importer.package import ImportRefusedError, open_package

SAMPLES = Path(__file__).parents[2] / "samples/packages"


@pytest.fixture(scope="module")
def dsn() -> Iterator[str]:
    with server() as where:
        yield where


@pytest.fixture
def db(dsn: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(dsn) as connection:
        connection.execute("DROP TABLE IF EXISTS state, relation, paragraph, part, page, issue")
        connection.commit()
        yield connection


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two issues in a full package; then a line corrected, as delta and in full; then an issue gone."""
    folder = tmp_path_factory.mktemp("delivered")
    work = make_work(folder / "work", ISSUE, "1987-04")
    pack(work, folder / "full")
    pack(work, folder / "full.zip")
    put(work, corrected(pages.NOTICE.edition, "p0003_r04_l05", "际研究办法。"))
    pack(work, folder / "delta", since=folder / "full")
    pack(work, folder / "new")
    pack(work, folder / "gone.zip", since=folder / "delta", withdraw=("1987-04",))
    return folder


def add(db: psycopg.Connection, package: Path) -> None:
    import_package(db, open_package(package))
    db.commit()


def counts(db: psycopg.Connection) -> dict[str, int]:
    tables = ("issue", "page", "part", "paragraph")
    return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def state(db: psycopg.Connection) -> list[tuple[object, ...]]:
    """Everything in the database, in order."""
    queries = (
        "SELECT * FROM state",
        "SELECT * FROM issue ORDER BY id",
        "SELECT * FROM page ORDER BY issue, id",
        "SELECT * FROM part ORDER BY issue, id",
        "SELECT * FROM paragraph ORDER BY issue, part, position",
        "SELECT * FROM relation ORDER BY issue, position",
    )
    return [row for query in queries for row in db.execute(query)]


def texts(db: psycopg.Connection, issue: str) -> dict[str, list[str]]:
    """The paragraphs of each document as the database has them."""
    rows = db.execute(
        "SELECT d.id, array_agg(p.text) FROM paragraph p JOIN part d ON (d.issue, d.id) = (p.issue, p.part)"
        " WHERE p.issue = %s AND d.kind = 'doc' GROUP BY d.id",
        (issue,),
    )
    return {part: sorted(found) for part, found in rows}


def records(package: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(row) for row in data(package, f"{EXPORT}/{name}").decode().splitlines()]


@pytest.mark.parametrize("name", ["full", "full.zip"])
def test_the_database_holds_what_the_package_holds(
    db: psycopg.Connection, delivered: Path, name: str
) -> None:
    add(db, delivered / name)
    acts, leaves = (records(delivered / "full", f"{kind}.jsonl") for kind in ("documents", "pages"))
    assert counts(db) == {
        "issue": 2,
        "page": 2 * len(leaves),
        "part": 2 * 5,
        "paragraph": counts(db)["paragraph"],
    }
    assert texts(db, ISSUE) == {act["document"]: sorted(act["text"].split("\n")) for act in acts}
    rows = db.execute(
        "SELECT id, title, number, date::text FROM part WHERE issue = %s AND kind = 'doc'", (ISSUE,)
    )
    assert sorted(rows) == [(a["document"], a["title"], a["number"], a["date"]) for a in acts]


def test_every_printed_line_is_there_once(db: psycopg.Connection, delivered: Path) -> None:
    add(db, delivered / "full")
    rows = db.execute("SELECT unnest(lines) FROM paragraph WHERE issue = %s", (ISSUE,))
    furniture = ("header", "footer", "page-number")
    printed = [
        line["id"]
        for page in records(delivered / "full", "pages.jsonl")
        for region in page["regions"]
        for line in region["lines"]
        if region["kind"] not in furniture
    ]
    assert sorted(row[0] for row in rows) == sorted(printed)


def test_a_delta_leads_to_what_the_full_package_would(
    db: psycopg.Connection, delivered: Path, tmp_path: Path
) -> None:
    add(db, delivered / "full")
    (before,) = db.execute(
        "SELECT xmin::text FROM part WHERE issue = '1987-04' AND id = 'd_p0003_r02_l01'"
    ).fetchone()
    done = import_package(db, open_package(delivered / "delta"))
    assert (done.issues, done.documents, done.removed) == (2, 1, 0)  # of one, what is told of the other
    assert "际研究办法。" in "".join(texts(db, ISSUE)["d_p0003_r02_l01"])
    (after,) = db.execute(
        "SELECT xmin::text FROM part WHERE issue = '1987-04' AND id = 'd_p0003_r02_l01'"
    ).fetchone()
    assert before == after  # what has not changed was not touched
    by_delta = state(db)
    add(db, delivered / "new")
    assert state(db) == by_delta


def test_a_tombstone_takes_an_issue_out(db: psycopg.Connection, delivered: Path) -> None:
    for name in ("full", "delta", "gone.zip"):
        add(db, delivered / name)
    assert [row[0] for row in db.execute("SELECT id FROM issue")] == [ISSUE]
    assert {row[0] for row in db.execute("SELECT issue FROM paragraph")} == {ISSUE}


def test_a_delta_that_does_not_follow_is_refused_and_changes_nothing(
    db: psycopg.Connection, delivered: Path
) -> None:
    with pytest.raises(ImportRefusedError, match="the database holds nothing"):
        add(db, delivered / "delta")
    add(db, delivered / "full")
    before = state(db)
    with pytest.raises(ImportRefusedError, match="the package follows"):
        add(db, delivered / "gone.zip")
    assert state(db) == before


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("农田", True),
        ("田水", True),
        ("水利工作的", True),
        ("利水", False),
        ("青政发〔1987〕12号", True),
        ("本地实际", True),
    ],
)
def test_any_phrase_is_found_over_line_ends_too(
    db: psycopg.Connection, delivered: Path, phrase: str, found: bool
) -> None:
    add(db, delivered / "full")
    hits = list(find(db, phrase))
    assert bool(hits) == found
    assert all(phrase in hit[5] for hit in hits)


def test_tokens_are_single_characters_and_whole_words() -> None:
    assert tokens("第12号，PDF 文件。") == "第 12 号 pdf 文 件"


def test_the_command(
    dsn: str, db: psycopg.Connection, delivered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--dsn", dsn, "add", str(delivered / "full.zip")]) == 0
    assert "issues: 2, documents: 4, removed: 0" in capsys.readouterr().out
    assert main(["--dsn", dsn, "find", "水库名单"]) == 0
    assert "1987-03 d_p0003_r02_l01 青原县人民政府关于加强农田水利工作的通知 p0004" in capsys.readouterr().out
    assert main(["--dsn", dsn, "find", "没有的话"]) == 0
    assert "nothing found" in capsys.readouterr().out
    assert main(["--dsn", dsn, "add", str(delivered / "gone.zip")]) == 1
    assert "the database holds" in capsys.readouterr().err


def test_the_sample_packages_are_sound_and_go_in(db: psycopg.Connection) -> None:
    """A package and the delta of one correction, as web teams find them in the sources."""
    first, second = SAMPLES / "1957-04.zip", SAMPLES / "1957-04-corrected.zip"
    assert validate(first).faults == ()
    assert validate(second, [first]).faults == ()
    add(db, first)
    before = counts(db)
    assert (before["issue"], before["page"]) == (1, 6)
    assert list(find(db, "防治地方病"))
    done = import_package(db, open_package(second))
    assert (done.issues, done.documents, done.removed) == (1, 1, 0)
    assert counts(db) == before
    with pytest.raises(ImportRefusedError, match="holds this package already"):
        add(db, second)


def test_slips_of_the_typist_are_answered_in_a_line(
    dsn: str, db: psycopg.Connection, delivered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.zip").write_text("no ZIP file")
    for arguments, told in (
        (["--dsn", dsn, "find", "水库"], "nothing has been imported yet"),
        (["--dsn", dsn, "add", str(delivered / "ful")], "is no package"),
        (["--dsn", dsn, "add", str(delivered / "work")], "is no package"),
        (["--dsn", dsn, "add", str(tmp_path / "notes.zip")], "is no package"),
        (["--dsn", f"{dsn}x", "find", "水库"], "no way to the database"),
    ):
        assert main(arguments) == 1
        assert told in capsys.readouterr().err


def test_a_zip_file_may_be_renamed(db: psycopg.Connection, delivered: Path, tmp_path: Path) -> None:
    add(db, Path(shutil.copy(delivered / "full.zip", tmp_path / "received 1.zip")))
    assert counts(db)["issue"] == 2
    add(db, Path(shutil.make_archive(str(tmp_path / "packed again"), "zip", delivered / "full")))
    assert counts(db)["issue"] == 2


def test_a_package_of_another_format_is_refused(delivered: Path, tmp_path: Path) -> None:
    other = shutil.copytree(delivered / "full", tmp_path / "other")
    swap(other, "package.json", "gazette-package/1", "gazette-package/2")
    with pytest.raises(ImportRefusedError, match="'gazette-package/2' is not gazette-package/1"):
        open_package(other)
