"""The engine that checks the other one: SQLite's FTS5, which comes with Python, and where it cannot, the key.

Each character of a key goes in as its code point in hexadecimal, so that no tokeniser has an opinion.
FTS5 knows no holes and no second token at a position: words with ``?``, NEAR and other readings are looked
for in the keys, with `pipeline.search.match`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from pipeline.search import match
from pipeline.search.asked import (
    ANY,
    Dated,
    Either,
    Every,
    Field,
    Labelled,
    Near,
    Node,
    Pattern,
    Phrase,
    Without,
)  # fmt: skip
from pipeline.search.engine import Facet, Found, Sort, Via, Window
from pipeline.search.entry import Head
from pipeline.search.guard import reading, writing
from pipeline.search.packing import Packed, unpack, unpack_head
from pipeline.search.values import SEPARATOR, values

FILE = "entries.sqlite"
_SCHEMA = f"""
CREATE TABLE entry (rank INTEGER PRIMARY KEY, home TEXT NOT NULL, day INTEGER NOT NULL,
  doubted INTEGER NOT NULL, key TEXT NOT NULL, packed BLOB NOT NULL);
CREATE TABLE value (name TEXT NOT NULL, value TEXT NOT NULL, rank INTEGER NOT NULL);
CREATE INDEX value_of ON value (name, value, rank);
CREATE INDEX value_at ON value (rank);
CREATE VIRTUAL TABLE words USING fts5({", ".join(Field)}, content='', tokenize='ascii');
"""
_ORDER = {
    Sort.PLACE: "rank",
    Sort.OLDEST: "day, rank",
    Sort.NEWEST: "day DESC, rank DESC",
    Sort.BEST: "length(key), rank",
}


class Fts5Writer:
    """Writes a new file.  No journal: a killed build starts anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with writing(folder):
            self._db = sqlite3.connect(folder / FILE, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=OFF")
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.executescript(_SCHEMA)
            self._db.execute("BEGIN")

    def add(self, rank: int, head: Head, packed: Packed) -> None:
        known = values(head)
        texts = dict.fromkeys(Field, "") | {Field.TEXT: _tokens(head.key)}
        for field, key in known.fields:
            texts[field] += (" 0 " if texts[field] else "") + _tokens(key)
        row = (rank, head.facts.issue, known.day, bool(head.doubts or head.variants), head.key, packed.data)
        pairs = [(str(name), value) for name, value in known.labels]
        pairs += [(f"by_{facet}", value) for facet, value in known.facets]
        pairs += [(f"in_{field}", key) for field, key in known.fields]
        pairs += [("names", name) for name in known.names]
        with writing(self._folder):
            self._db.execute("INSERT INTO entry VALUES (?,?,?,?,?,?)", row)
            marks = ",".join("?" * len(Field))
            self._db.execute(
                f"INSERT INTO words (rowid, {', '.join(Field)}) VALUES (?,{marks})", (rank, *texts.values())
            )
            self._db.executemany("INSERT INTO value VALUES (?,?,?)", [(*pair, rank) for pair in pairs])

    def close(self) -> None:
        with writing(self._folder):
            self._db.execute("COMMIT")
            self._db.close()


class Fts5Reader:
    """The opened file, read-only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with reading(folder):
            self._db = sqlite3.connect(f"file:{quote(str(folder / FILE))}?mode=ro&immutable=1", uri=True)
            self._db.create_function("stands", 2, _stands, deterministic=True)
            self._db.create_function("apart", 2, _apart, deterministic=True)
            self._db.create_function("read_there", 2, _read_there, deterministic=True)

    def find(self, node: Node, via: Via, window: Window) -> Found:
        sql, given = _asked(node, via)
        rows = f"SELECT packed FROM entry WHERE {sql} ORDER BY {_ORDER[window.sort]} LIMIT ? OFFSET ?"
        with reading(self._folder):
            (total,) = self._db.execute(f"SELECT count(*) FROM entry WHERE {sql}", given).fetchone()
            found = self._db.execute(rows, (*given, window.limit, window.offset)).fetchall()
            return Found(total, tuple(unpack(packed) for (packed,) in found))

    def ranks(self, node: Node, via: Via) -> list[int]:
        sql, given = _asked(node, via)
        with reading(self._folder):
            found = self._db.execute(f"SELECT rank FROM entry WHERE {sql} ORDER BY rank", given)
            return [rank for (rank,) in found]

    def count_by(self, node: Node, facet: Facet, limit: int) -> tuple[tuple[str, int], ...]:
        sql, given = _asked(node, Via.TEXT)
        query = (
            "SELECT value, count(DISTINCT rank) AS n FROM value WHERE name = ? AND rank IN "
            f"(SELECT rank FROM entry WHERE {sql}) GROUP BY value ORDER BY n DESC, value LIMIT ?"
        )
        with reading(self._folder):
            return tuple(self._db.execute(query, (f"by_{facet}", *given, limit)).fetchall())

    def names(self, beginning: str, limit: int) -> tuple[str, ...]:
        query = (
            "SELECT DISTINCT value FROM value WHERE name='names' AND substr(value, 1, ?) = ? "
            "ORDER BY value LIMIT ?"
        )
        with reading(self._folder):
            found = self._db.execute(query, (len(beginning), beginning, limit))
            return tuple(name.split(SEPARATOR, 1)[-1] for (name,) in found)

    def close(self) -> None:
        self._db.close()


class Fts5:
    """The engine."""

    def writer(self, folder: Path, doubted: Sequence[str]) -> Fts5Writer:
        return Fts5Writer(folder)

    def reader(self, folder: Path) -> Fts5Reader:
        return Fts5Reader(folder)


_NORMAL = f"SELECT rank FROM value WHERE name = 'in_{Field.NORMAL}'"
Sql = tuple[str, tuple[object, ...]]


def _asked(node: Node, via: Via) -> Sql:
    exact, given = _condition(node, loose=False)
    if via is Via.TEXT:
        return exact, given
    loose, more = _condition(node, loose=True)
    return f"({loose}) AND NOT ({exact})", (*more, *given)


def _condition(node: Node, loose: bool) -> Sql:
    if isinstance(node, Phrase):
        return _phrase(node, loose)
    if isinstance(node, Near):
        asked = json.dumps([node.first, node.second, node.distance])
        return f"apart(key, ?) OR rank IN ({_NORMAL} AND apart(value, ?))", (asked, asked)
    if isinstance(node, Labelled):
        return "rank IN (SELECT rank FROM value WHERE name = ? AND value = ?)", (node.label.value, node.value)
    if isinstance(node, Dated):
        return "day BETWEEN ? AND ?", (node.first, node.last)
    if isinstance(node, Without):
        sql, given = _condition(node.part, loose=False)
        return f"NOT ({sql})", given
    assert isinstance(node, Every | Either)
    parts = [_condition(part, loose) for part in node.parts]
    joiner = " AND " if isinstance(node, Every) else " OR "
    return joiner.join(f"({sql})" for sql, _ in parts), tuple(one for _, given in parts for one in given)


def _phrase(phrase: Phrase, loose: bool) -> Sql:
    pattern = json.dumps(phrase.pattern)
    if ANY not in phrase.pattern:
        fields = f"{{{Field.TEXT} {Field.NORMAL}}}" if phrase.field is Field.TEXT else phrase.field
        words = f'{fields} : "{_tokens("".join(phrase.pattern))}"'
        exact: Sql = ("rank IN (SELECT rowid FROM words WHERE words MATCH ?)", (words,))
    elif phrase.field is not Field.TEXT:
        exact = (
            "rank IN (SELECT rank FROM value WHERE name = ? AND stands(value, ?))",
            (f"in_{phrase.field}", pattern),
        )
    else:
        exact = (f"stands(key, ?) OR rank IN ({_NORMAL} AND stands(value, ?))", (pattern, pattern))
    if not loose or phrase.field is not Field.TEXT:
        return exact
    return f"{exact[0]} OR (doubted AND read_there(packed, ?))", (*exact[1], pattern)


def _tokens(key: str) -> str:
    """Each character as the hexadecimal number of its code point."""
    return " ".join(map(_NUMBERS.__getitem__, key))


class _Numbers(dict[str, str]):
    def __missing__(self, char: str) -> str:
        self[char] = f"{ord(char):x}"
        return self[char]


_NUMBERS = _Numbers()


@lru_cache(maxsize=256)
def _pattern(asked: str) -> Pattern:
    return tuple(json.loads(asked))


def _stands(key: str, asked: str) -> bool:
    return next(match.exact(key, _pattern(asked)), None) is not None


def _apart(key: str, asked: str) -> bool:
    first, second, distance = json.loads(asked)
    return bool(match.near(key, tuple(first), tuple(second), distance))


def _read_there(packed: bytes, asked: str) -> bool:
    head, pattern = unpack_head(packed), _pattern(asked)
    if match.doubtful(head.key, head.doubts, pattern):
        return True
    return any(next(match.exact(variant.key, pattern), None) is not None for variant in head.variants)
