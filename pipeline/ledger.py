"""The ledger: what was done from what, in one SQLite file (WAL).

A task on a unit goes through two commits.  *Before* its files are renamed into place the ledger
takes down their hashes (state ``writing``); afterwards the state becomes ``done``.  A process killed
in between finds whole files with the announced hashes and has nothing to do twice.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import codec
from pipeline.errors import NoSpaceError, WorkspaceError
from pipeline.model import Box, Finding, Severity
from pipeline.task import Unit

VERSION = 1
_SCHEMA = """
CREATE TABLE done (
  task TEXT NOT NULL, issue TEXT NOT NULL, page TEXT NOT NULL, stage TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('writing', 'done', 'failed')),
  fingerprint TEXT NOT NULL, code TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '',
  advice TEXT NOT NULL DEFAULT '', seconds REAL NOT NULL DEFAULT 0,
  times INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (task, issue, page));
CREATE TABLE output (
  task TEXT NOT NULL, issue TEXT NOT NULL, page TEXT NOT NULL,
  path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  PRIMARY KEY (path));
CREATE INDEX output_of ON output (task, issue, page);
CREATE TABLE finding (
  task TEXT NOT NULL, issue TEXT NOT NULL, page TEXT NOT NULL,
  about TEXT NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
  image TEXT NOT NULL, box TEXT NOT NULL);
CREATE INDEX finding_of ON finding (issue, page);
CREATE TABLE input (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, sha256 TEXT NOT NULL);
"""
_HEADS = "CREATE TABLE IF NOT EXISTS head (issue TEXT PRIMARY KEY, head TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one task on one unit."""

    task: str
    unit: Unit
    stage: str
    state: str  # "writing", "done", "failed"
    fingerprint: str
    code: str
    message: str
    advice: str
    seconds: float
    times: int  # how often it has been brought to an end


@dataclass(frozen=True, slots=True)
class Output:
    path: str  # relative to the workspace
    sha256: str
    size: int


class Ledger:
    """One connection; only the runner writes."""

    def __init__(self, path: Path) -> None:
        """Open or make the ledger.

        Raises:
            WorkspaceError: where the file is damaged or of another version.
            NoSpaceError: where it cannot be made.
        """
        self.path = path
        self._hashes: dict[tuple[str, int, int], str] = {}  # remembered, not yet written
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")  # a power cut may lose commits: done again, no more
            self._prepare()
        except sqlite3.OperationalError as error:
            raise NoSpaceError(f"{path}: cannot be opened: {error}") from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    def _prepare(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._db.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version={VERSION};COMMIT;")
        elif version != VERSION:
            raise self._damaged(f"version {version}, this program writes {VERSION}")
        self._db.execute(_HEADS)  # ledgers of before the rounds have none

    def _damaged(self, why: str) -> WorkspaceError:
        return WorkspaceError(
            f"{self.path}: not a usable ledger: {why}",
            "Move away ledger.sqlite and the files beside it that begin with this name, and run again;"
            " everything is made anew, with the same bytes.",
        )

    def close(self) -> None:
        """Write what is still in memory and close; may be called in the middle of an error."""
        with contextlib.suppress(sqlite3.Error):
            self._write_hashes()
        self._db.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entry(self, task: str, unit: Unit) -> Entry | None:
        found = self._entries("WHERE task=? AND issue=? AND page=?", (task, unit.issue, unit.page))
        return found[0] if found else None

    def entries(self) -> tuple[Entry, ...]:
        return self._entries("ORDER BY issue, page, task", ())

    def _entries(self, where: str, values: tuple[str, ...]) -> tuple[Entry, ...]:
        columns = "task, issue, page, stage, state, fingerprint, code, message, advice, seconds, times"
        rows = self._query(f"SELECT {columns} FROM done {where}", values)
        return tuple(Entry(row[0], Unit(row[1], row[2]), *row[3:]) for row in rows)

    def listed(self, stage: str) -> tuple[tuple[str, Unit], ...]:
        """Every task and unit of a stage that the ledger knows of."""
        rows = self._query(
            "SELECT task, issue, page FROM done WHERE stage=? ORDER BY task, issue, page", (stage,)
        )
        return tuple((task, Unit(issue, page)) for task, issue, page in rows)

    def outputs(self, task: str, unit: Unit) -> tuple[Output, ...]:
        query = "SELECT path, sha256, size FROM output WHERE task=? AND issue=? AND page=? ORDER BY path"
        return tuple(Output(*row) for row in self._query(query, (task, unit.issue, unit.page)))

    def all_outputs(self) -> tuple[tuple[str, Unit, str], ...]:
        """Every file that is or will be there, as (task, unit, path)."""
        rows = self._query("SELECT task, issue, page, path FROM output")
        return tuple((task, Unit(issue, page), path) for task, issue, page, path in rows)

    def announce(self, entry: Entry, outputs: Iterable[Output], findings: Iterable[Finding]) -> None:
        """Take down what is about to be written: state ``writing``."""
        key = (entry.task, entry.unit.issue, entry.unit.page)
        with self._transaction():
            self._put(entry)
            self._db.execute("DELETE FROM output WHERE task=? AND issue=? AND page=?", key)
            self._db.executemany(
                "INSERT OR REPLACE INTO output VALUES (?,?,?,?,?,?)",
                [(*key, o.path, o.sha256, o.size) for o in outputs],
            )
            self._put_findings(entry, findings)

    def confirm(self, task: str, unit: Unit) -> None:
        """The files are in place: state ``done``."""
        with self._transaction():
            self._db.execute(
                "UPDATE done SET state='done', times=times+1, at=CURRENT_TIMESTAMP"
                " WHERE task=? AND issue=? AND page=?",
                (task, unit.issue, unit.page),
            )

    def fail(self, entry: Entry) -> None:
        """Take down a failure; outputs of an earlier success stay listed, so nothing is lost sight of."""
        with self._transaction():
            self._put(entry)
            self._put_findings(entry, ())

    def forget(self, task: str, unit: Unit) -> None:
        """Strike out a task on a unit that is no longer part of the work."""
        key = (task, unit.issue, unit.page)
        with self._transaction():
            for table in ("done", "output", "finding"):
                self._db.execute(f"DELETE FROM {table} WHERE task=? AND issue=? AND page=?", key)

    def findings(self) -> tuple[tuple[str, str, Finding], ...]:
        """All findings, as (task, issue, finding), in the order of issue and page."""
        columns = "task, issue, about, code, severity, message, image, box"
        rows = self._query(f"SELECT {columns} FROM finding ORDER BY issue, about, rowid")
        return tuple((row[0], row[1], _finding(row[2:])) for row in rows)

    def finding_counts(self) -> tuple[tuple[str, str, int], ...]:
        """How many findings ask for a look, as (issue, page, number); no page for those on an issue."""
        where = "WHERE severity <> 'note' GROUP BY issue, about ORDER BY issue, about"
        return tuple(self._query(f"SELECT issue, about, count(*) FROM finding {where}"))

    def losses(self) -> tuple[tuple[str, Finding], ...]:
        """What was lost, as (issue, finding)."""
        columns = "issue, about, code, severity, message, image, box"
        rows = self._query(
            f"SELECT {columns} FROM finding WHERE severity='loss' ORDER BY issue, about, rowid"
        )
        return tuple((row[0], _finding(row[1:])) for row in rows)

    def known_hash(self, path: str, size: int, mtime_ns: int) -> str | None:
        """The SHA-256 of an input whose size and time have not changed since it was hashed."""
        if (path, size, mtime_ns) in self._hashes:
            return self._hashes[path, size, mtime_ns]
        query = "SELECT sha256 FROM input WHERE path=? AND size=? AND mtime_ns=?"
        rows = self._query(query, (path, size, mtime_ns))
        return rows[0][0] if rows else None

    def head(self, issue: str) -> str:
        """The last entry of an issue's log of the rounds that was taken down here; empty if none was."""
        rows = self._query("SELECT head FROM head WHERE issue=?", (issue,))
        return str(rows[0][0]) if rows else ""

    def keep_head(self, issue: str, head: str) -> None:
        """Take down the last entry of a log in a second place: from the log alone no cut can be seen."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO head VALUES (?,?)", (issue, head))

    def remember_hash(self, path: str, size: int, mtime_ns: int, digest: str) -> None:
        """Keep a hash; it is written with the next commit, since losing it costs one reading only."""
        self._hashes[path, size, mtime_ns] = digest

    def _write_hashes(self) -> None:
        rows = [(*key, digest) for key, digest in self._hashes.items()]
        self._db.executemany("INSERT OR REPLACE INTO input VALUES (?,?,?,?)", rows)
        self._hashes.clear()

    def _put(self, entry: Entry) -> None:
        self._db.execute(
            "INSERT INTO done (task, issue, page, stage, state, fingerprint, code, message, advice, seconds)"
            " VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (task, issue, page) DO UPDATE SET"
            " stage=excluded.stage, state=excluded.state,"
            " fingerprint=excluded.fingerprint, code=excluded.code,"
            " message=excluded.message, advice=excluded.advice, seconds=excluded.seconds,"
            " at=CURRENT_TIMESTAMP",
            (
                entry.task, entry.unit.issue, entry.unit.page, entry.stage, entry.state,
                entry.fingerprint, entry.code, entry.message, entry.advice, entry.seconds,
            ),
        )  # fmt: skip

    def _put_findings(self, entry: Entry, findings: Iterable[Finding]) -> None:
        key = (entry.task, entry.unit.issue, entry.unit.page)
        self._db.execute("DELETE FROM finding WHERE task=? AND issue=? AND page=?", key)
        rows = [
            (
                *key, f.page or entry.unit.page, f.code, f.severity.value, f.message, f.image,
                codec.canonical(f.box),
            )
            for f in findings
        ]  # fmt: skip
        self._db.executemany("INSERT INTO finding VALUES (?,?,?,?,?,?,?,?,?)", rows)

    def _query(self, query: str, values: tuple[str | int, ...] = ()) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, together with the hashes that wait.

        Raises:
            NoSpaceError: where the disk is full or the ledger cannot be written.
            WorkspaceError: where the file turns out to be damaged.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._write_hashes()
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._undo()
            raise NoSpaceError(f"{self.path}: cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            self._undo()
            raise self._damaged(str(error)) from error
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # the failure may have ended the transaction already
            self._db.execute("ROLLBACK")


def _finding(row: tuple[str, ...]) -> Finding:
    page, code, severity, message, image, box = row
    numbers = [int(n) for n in box.strip("[]").split(",")] if box != "null" else []
    return Finding(code, message, Severity(severity), page, image, Box(*numbers) if numbers else None)
