"""What our index is measured against: tantivy and FTS5 as their manuals use them, on the same texts.

Unigrams with positions, phrase queries, the text not stored, no folding, no fields, no boxes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import tantivy

from bench.search_texts import read

EDGE = "¶"  # a paragraph ends: no phrase runs over it


def build_tantivy(corpus: Path, folder: Path) -> float:
    """Seconds of processor time of all threads; only this thread's reading of the texts is left out.

    tantivy indexes in a thread of its own, also while this one reads: taking the time of each call here
    would leave out what that thread does meanwhile.
    """
    folder.mkdir()
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    schema.add_unsigned_field("rank", fast=True, indexed=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    index.register_tokenizer(
        "whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    )
    writer = index.writer(500_000_000, 1)
    reading = 0.0
    begin, texts = time.process_time(), enumerate(read(corpus))
    while True:
        began = time.thread_time()
        some = list(islice(texts, 100))
        reading += time.thread_time() - began
        if not some:
            break
        for rank, text in some:
            document = tantivy.Document()
            document.add_text("text", " ".join(text.text.replace("\n", EDGE)))
            document.add_unsigned("rank", rank)
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return time.process_time() - begin - reading


def ask_tantivy(folder: Path, phrases: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds a query, clock and processor: total count and twenty ranks; nothing is stored to show."""
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()
    taken = []
    for phrase in phrases:
        begin = time.perf_counter(), time.thread_time()
        query = tantivy.Query.phrase_query(index.schema, "text", list(phrase))
        searcher.search(query, limit=20, order_by_field="rank", order=tantivy.Order.Asc)
        taken.append((1000 * (time.perf_counter() - begin[0]), 1000 * (time.thread_time() - begin[1])))
    return taken


def build_fts5(corpus: Path, folder: Path) -> float:
    """Seconds of processor time, the reading of the texts left out."""
    folder.mkdir()
    db = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    db.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE VIRTUAL TABLE texts USING fts5(text, content='', "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co S* P*'\"); BEGIN"
    )
    spent = 0.0
    for rank, text in enumerate(read(corpus)):
        begin = time.process_time()
        db.execute(
            "INSERT INTO texts (rowid, text) VALUES (?,?)", (rank, " ".join(text.text.replace("\n", EDGE)))
        )
        spent += time.process_time() - begin
    begin = time.process_time()
    db.execute("COMMIT")
    db.close()
    return spent + time.process_time() - begin


def fts5_ranks(folder: Path, phrases: Sequence[str]) -> list[tuple[int, ...]]:
    db = sqlite3.connect(folder / "plain.sqlite")
    sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid"
    return [tuple(rank for (rank,) in db.execute(sql, (_quoted(phrase),))) for phrase in phrases]


def ask_fts5(folder: Path, phrases: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds a query, clock and processor: all ranks."""
    db = sqlite3.connect(folder / "plain.sqlite")
    taken = []
    for phrase in phrases:
        begin = time.perf_counter(), time.thread_time()
        db.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (_quoted(phrase),)).fetchall()
        taken.append((1000 * (time.perf_counter() - begin[0]), 1000 * (time.thread_time() - begin[1])))
    return taken


def _quoted(phrase: str) -> str:
    return '"' + " ".join(phrase) + '"'
