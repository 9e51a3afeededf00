"""Where on a page a phrase stands: the SQLite half of an index generation.

The table `page` has what is read for every page that may answer (small), the table `place` what is
read only for hits that are shown: the printed lines, glyph by glyph, with their boxes on the master.
So an answer comes from one generation throughout, and an edition changed since cannot shift it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

from pipeline.search.guard import reading, writing
from pipeline.search.leaf import Leaf, Row

FILE = "pages.sqlite"
_SCHEMA = """
CREATE TABLE page (rank INTEGER PRIMARY KEY, issue TEXT NOT NULL, page TEXT NOT NULL,
  file TEXT NOT NULL, key TEXT NOT NULL, doubts TEXT NOT NULL);
CREATE TABLE place (rank INTEGER PRIMARY KEY, data BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may answer."""

    rank: int
    issue: str
    page: str
    file: str
    key: str
    doubts: tuple[tuple[int, str], ...]


class Writer:
    """Writes the pages of a generation into a new file.  No journal: a killed build starts anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with writing(folder):
            self._db = sqlite3.connect(folder / FILE, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=OFF")
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.executescript(_SCHEMA)
            self._db.execute("BEGIN")

    def add(self, rank: int, leaf: Leaf) -> bytes:
        """Write one page; returns what was written, for the name of the generation."""
        doubts = json.dumps(leaf.doubts, ensure_ascii=False, separators=(",", ":"))
        page = (leaf.issue, leaf.page, leaf.file, leaf.key, doubts)
        places = pack(leaf)
        with writing(self._folder):
            self._db.execute("INSERT INTO page VALUES (?,?,?,?,?,?)", (rank, *page))
            self._db.execute("INSERT INTO place VALUES (?,?)", (rank, zlib.compress(places)))
        return json.dumps(page, ensure_ascii=False).encode() + b"\n" + places + b"\n"

    def close(self) -> None:
        with writing(self._folder):
            self._db.execute("COMMIT")
            self._db.close()


class Shelf:
    """The opened pages of a generation, read-only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with reading(folder):
            self._db = sqlite3.connect(f"file:{quote(str(folder / FILE))}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        self._db.close()

    def candidates(self, ranks: list[int]) -> Iterator[Candidate]:
        """The pages of these ranks, in order of rank."""
        query = "SELECT * FROM page WHERE rank IN (SELECT value FROM json_each(?)) ORDER BY rank"
        with reading(self._folder):
            for rank, issue, page, file, key, doubts in self._db.execute(query, (json.dumps(ranks),)):
                others = tuple((place, chars) for place, chars in json.loads(doubts))
                yield Candidate(rank, issue, page, file, key, others)

    def places(self, rank: int) -> tuple[tuple[int, ...], tuple[Row, ...]]:
        """The spots and rows of one page, as `Leaf` has them."""
        with reading(self._folder):
            (data,) = self._db.execute("SELECT data FROM place WHERE rank=?", (rank,)).fetchone()
            return unpack(zlib.decompress(data))


def pack(leaf: Leaf) -> bytes:
    """Spots as steps (nearly all 1) and rows, as JSON: quick to read, and it packs well."""
    steps = [b - a for a, b in zip((0, *leaf.spots), leaf.spots, strict=False)]
    rows = [[row.id, row.region, row.joiner, row.box, row.glyphs, row.boxes] for row in leaf.rows]
    return json.dumps([steps, rows], ensure_ascii=False, separators=(",", ":")).encode()


def unpack(data: bytes) -> tuple[tuple[int, ...], tuple[Row, ...]]:
    steps, rows = json.loads(data)
    return tuple(accumulate(steps)), tuple(Row(*row) for row in rows)
