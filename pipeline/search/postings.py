"""Which pages hold which phrases: the tantivy half of an index generation.

One tantivy document per page; each character of the page's key is a token at its own position, and
other readings are tokens at the same position.  Nothing is stored but the page's rank in the index.

tantivy names its segments by chance and lists them by name.  `Writer.close` renames them by what
they hold, so that the same pages give the same bytes; the self-test of the build opens and asks what
came out of it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID

from pipeline.errors import MissingToolError, WorkspaceError
from pipeline.search.guard import reading, writing
from pipeline.search.leaf import BREAK, Leaf

FOLDER = "postings"
_HEAP = (
    1_000_000_000  # bytes at most, taken as needed; above eight such segments tantivy merges as time allows
)


class Writer:
    """Writes the postings into the folder of a generation; one thread, so that the order is fixed."""

    def __init__(self, folder: Path) -> None:
        self._tantivy = _tantivy()
        self._folder = folder
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=False, tokenizer_name="raw", index_option="position")
        builder.add_unsigned_field("rank", stored=False, indexed=False, fast=True)
        with writing(folder):
            (folder / FOLDER).mkdir()
            index = self._tantivy.Index(builder.build(), path=str(folder / FOLDER), reuse=False)
            self._writer = index.writer(_HEAP, 1)

    def add(self, rank: int, leaf: Leaf) -> None:
        token = self._tantivy.Token
        tokens = [token(char, place, 0, 0) for place, char in enumerate(leaf.key) if char != BREAK]
        others = [token(char, place, 0, 0) for place, chars in leaf.doubts for char in chars]
        tokens = sorted(tokens + others, key=lambda t: t.position) if others else tokens
        document = self._tantivy.Document()
        document.add_pre_tokenized_text("key", self._tantivy.PreTokenizedString("", tokens))
        document.add_unsigned("rank", rank)
        with writing(self._folder):
            self._writer.add_document(document)

    def close(self) -> None:
        with writing(self._folder):
            self._writer.commit()
            self._writer.wait_merging_threads()
            _name_by_content(self._folder / FOLDER)


class Postings:
    """Opened postings; they stay readable when a later build removes their folder."""

    def __init__(self, folder: Path) -> None:
        """Open.

        Raises:
            WorkspaceError: where the folder is not what `Writer` left, or tantivy cannot lock it.
        """
        _check_lock(folder / FOLDER / ".tantivy-meta.lock")
        self._tantivy = _tantivy()
        self._folder = folder
        with reading(folder):
            index = self._tantivy.Index.open(str(folder / FOLDER))
            self._schema = index.schema
            self._searcher = index.searcher()

    def ranks(self, groups: tuple[tuple[str, ...], ...]) -> list[int]:
        """The pages that have a phrase of each group, chosen text and other readings alike, in order."""
        occur, query = self._tantivy.Occur, self._tantivy.Query
        either = [query.boolean_query([(occur.Should, self._phrase(p)) for p in group]) for group in groups]
        if not self._searcher.num_docs:
            return []
        with reading(self._folder):
            found = self._searcher.search(
                query.boolean_query([(occur.Must, part) for part in either]),
                limit=self._searcher.num_docs,
                count=False,
                order_by_field="rank",
                order=self._tantivy.Order.Asc,
            )
            return [rank for rank, _ in found.hits]

    def _phrase(self, phrase: str) -> Any:
        if len(phrase) == 1:  # tantivy panics at a phrase of one
            return self._tantivy.Query.term_query(self._schema, "key", phrase)
        return self._tantivy.Query.phrase_query(self._schema, "key", list(phrase))


def _check_lock(lock: Path) -> None:
    """tantivy holds a lock while it opens, also for reading; it opens the lock file for writing."""
    if not os.access(lock if lock.exists() else lock.parent, os.W_OK):
        raise WorkspaceError(
            f"{lock.parent}: the index cannot be opened without the right to write there",
            "Search as the user who made it, or in a copy of the workspace.",
        )


def _tantivy() -> Any:
    try:
        import tantivy
    except ImportError as error:
        raise MissingToolError("the package tantivy is missing", "Install it: pip install tantivy") from error
    return tantivy


def _name_by_content(folder: Path) -> None:
    """Give the segments the names 0, 1, … (as UUIDs), in an order that their content alone decides."""
    meta = json.loads((folder / "meta.json").read_bytes())
    meta["segments"].sort(key=lambda segment: (folder / f"{_name(segment)}.fast").read_bytes())  # the ranks
    for number, segment in enumerate(meta["segments"]):
        old, new = _name(segment), UUID(int=number)
        segment["segment_id"] = str(new)
        for file in sorted(folder.glob(f"{old}.*")):
            file.rename(folder / f"{new.hex}{file.suffix}")
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    for name, content in (("meta.json", meta), (".managed.json", names)):
        (folder / name).unlink()  # tantivy makes it for its owner alone; a web server may be another user
        (folder / name).write_text(json.dumps(content) + "\n", "utf-8")


def _name(segment: dict[str, Any]) -> str:
    """What the files of a segment are called."""
    return UUID(segment["segment_id"]).hex
