"""Packages into PostgreSQL, each in one transaction; and searching there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import psycopg

from samples.importer.package import (
    AKN,
    Element,
    ImportRefusedError,
    Package,
    facts,
    pages,
    paragraphs,
    parts,
    relation,
)

SCHEMA = Path(__file__).with_name("schema.sql")


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    package: str
    issues: int  # new or changed
    documents: int
    removed: int  # documents struck out


def import_package(db: psycopg.Connection, package: Package) -> Imported:
    """Bring the database to the state of the package.

    Raises:
        ImportRefusedError: where a delta does not follow what was imported last.
    """
    record = package.record
    changes = record["changes"]
    with db.transaction():
        db.execute(SCHEMA.read_text("utf-8"))
        _check_base(db, record)
        if not record["base"]:
            db.execute("DELETE FROM issue")
        for issue in changes["issues"]["removed"]:
            db.execute("DELETE FROM issue WHERE id = %s", (issue,))
        for name in changes["documents"]["removed"]:
            db.execute("DELETE FROM part WHERE issue = %s AND id = %s", tuple(name.split("/")))
        fresh = {*changes["issues"]["added"], *changes["issues"]["changed"]}
        wanted = {*changes["documents"]["added"], *changes["documents"]["changed"]}
        for issue in record["issues"]:
            if issue["id"] in fresh:
                _issue(db, issue, package.xml(issue), wanted)
                _relations(db, issue, package.relations(issue))
        db.execute("DELETE FROM state")
        db.execute("INSERT INTO state (package, title) VALUES (%s, %s)", (record["id"], record["title"]))
    return Imported(record["id"], len(fresh), len(wanted), len(changes["documents"]["removed"]))


def _check_base(db: psycopg.Connection, record: dict[str, Any]) -> None:
    row = db.execute("SELECT package FROM state").fetchone()
    if record["base"] and row and row[0] == record["id"]:
        raise ImportRefusedError("the database holds this package already")
    if record["base"] and (row is None or row[0] != record["base"]):
        there = row[0] if row else "nothing"
        raise ImportRefusedError(f"the package follows {record['base']}, the database holds {there}")


def _issue(db: psycopg.Connection, issue: dict[str, Any], root: Element | None, wanted: set[str]) -> None:
    """The issue anew, but of its documents only those that changed; without `root`, what people say of it."""
    name = issue["id"]
    if root is None:
        row = issue["status"], issue["errors"], name
        db.execute("UPDATE issue SET status = %s, errors = %s WHERE id = %s", row)
        return
    work = root.find(f".//{AKN}FRBRWork")
    label = work.find(f"{AKN}FRBRalias")
    facts_of_issue = {
        "id": name,
        "iri": work.find(f"{AKN}FRBRuri").get("value"),
        "label": "" if label is None else label.get("value"),
        "date": work.find(f"{AKN}FRBRdate").get("date"),
        "status": issue["status"],
        "errors": issue["errors"],
    }
    db.execute(
        "INSERT INTO issue VALUES (%(id)s, %(iri)s, %(label)s, %(date)s, %(status)s, %(errors)s)"
        " ON CONFLICT (id) DO UPDATE SET label = excluded.label, date = excluded.date,"
        " status = excluded.status, errors = excluded.errors",
        facts_of_issue,
    )
    db.execute("DELETE FROM page WHERE issue = %s", (name,))
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO page VALUES (%s, %s, %s, %s, %s, %s, %s)", [(name, *page) for page in pages(root)]
        )
    db.execute("DELETE FROM part WHERE issue = %s AND kind <> 'doc'", (name,))
    for position, (part, kind, element) in enumerate(parts(root), 1):
        if kind != "doc" or f"{name}/{part}" in wanted:
            _part(db, (name, part, position, kind), element)
        else:
            place = (position, name, part)
            db.execute("UPDATE part SET position = %s WHERE issue = %s AND id = %s", place)


def _part(db: psycopg.Connection, key: tuple[str, str, int, str], element: Element) -> None:
    issue, part, _, kind = key
    db.execute("DELETE FROM part WHERE issue = %s AND id = %s", (issue, part))
    values = (*key, *facts(kind, element))
    db.execute("INSERT INTO part VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
    rows = [
        (issue, part, position, page, box, lines, text, tokens(text))
        for position, (page, box, lines, text) in enumerate(paragraphs(element), 1)
    ]
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO paragraph VALUES (%s, %s, %s, %s, %s, %s, %s, to_tsvector('simple', %s))", rows
        )


def _relations(db: psycopg.Connection, issue: dict[str, Any], records: list[dict[str, Any]] | None) -> None:
    """What the documents of an issue have to do with others; None leaves it as it is, if it is listed."""
    name = issue["id"]
    listed = {file["path"] for file in issue["files"]}
    if records is None and f"{name}/4-export/relations.jsonl" in listed:
        return
    db.execute("DELETE FROM relation WHERE issue = %s", (name,))
    rows = [(name, position, *relation(record)) for position, record in enumerate(records or [], 1)]
    with db.cursor() as cursor:
        cursor.executemany("INSERT INTO relation VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", rows)


def validity(db: psycopg.Connection, document: str) -> tuple[str, str, str]:
    """What is said of the validity of a document, by which one, in which sentence.

    `document` is a name such as "1987-03/d_p0003_r02_l01".

    The strongest claim counts; nobody has checked that it holds in law.
    """
    row = db.execute(
        "SELECT kind, source, sentence FROM relation"
        " WHERE target = %s AND kind IN ('repealed', 'amended', 'expires', 'in-force')"
        " ORDER BY array_position(ARRAY['repealed', 'amended', 'expires', 'in-force'], kind), source LIMIT 1",
        (document,),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else ("unknown", "", "")


def tokens(text: str) -> str:
    """Words for PostgreSQL: each Chinese character one, Latin words and numbers whole, marks none."""
    words: list[str] = []
    for kind, run in groupby(text.casefold(), _kind):
        if kind == "single":
            words += run
        elif kind == "word":
            words.append("".join(run))
    return " ".join(words)


def _kind(char: str) -> str:
    if not char.isalnum():
        return "mark"
    return "word" if char.isascii() else "single"


def find(db: psycopg.Connection, phrase: str, limit: int = 20) -> Iterator[tuple[Any, ...]]:
    """Issue, part, title, page, box and text of the paragraphs with that phrase, newest issue first."""
    yield from db.execute(
        "SELECT p.issue, p.part, d.title, p.page, p.box, p.text FROM paragraph p"
        " JOIN part d ON (d.issue, d.id) = (p.issue, p.part) JOIN issue i ON i.id = p.issue"
        " WHERE p.search @@ phraseto_tsquery('simple', %s)"
        " ORDER BY i.date DESC, d.position, p.position LIMIT %s",
        (tokens(phrase), limit),
    )
