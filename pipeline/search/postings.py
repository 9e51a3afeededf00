"""The engine that answers: tantivy, one token a character, each at its position in the key.

Other readings of a place are tokens at the same position, marked so that they are never taken for the
chosen text: an exact hit and a hit via other readings are two questions to one field.

tantivy takes tokens apart faster by itself than they can be handed over one by one.  So the key goes in
with blanks between the characters, other readings written onto the chosen one (``心\ufdd0公``), and a filter
of tantivy's, which splits what consists of known parts, leaves the parts at one position.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from pipeline.errors import MissingToolError
from pipeline.search import segments, shelf
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
from pipeline.search.entry import Entry, Head
from pipeline.search.guard import reading, writing
from pipeline.search.packing import Packed, unpack
from pipeline.search.tokens import MARK, escaped, safe, spaced, tokens
from pipeline.search.values import SEPARATOR, Values, values

FOLDER = "postings"
ALL = 4  # characters of a phrase up to which every mixture of readings is asked for by itself
_HEAP = 500_000_000  # bytes at most, taken as needed
_TEXTS = (Field.TEXT, Field.NORMAL)
_HOME = f"by_{Facet.ISSUE}"
_ORDER = {Sort.PLACE: "rank", Sort.OLDEST: "age", Sort.NEWEST: "age", Sort.BEST: None}


class PostingsWriter:
    """Writes into the folder of a generation; one thread, so that the order is fixed."""

    def __init__(self, folder: Path, doubted: Sequence[str]) -> None:
        self._tantivy = _tantivy()
        self._folder, self._writing = folder, writing(folder)
        with self._writing:
            (folder / FOLDER).mkdir(exist_ok=True)
            index = self._tantivy.Index(_schema(), path=str(folder / FOLDER), reuse=True)
            index.register_tokenizer("characters", _analyser(doubted))
            self._writer = index.writer(_HEAP, 1)

    def add(self, rank: int, head: Head, packed: Packed) -> None:
        document = self._tantivy.Document()
        document.add_text(Field.TEXT, tokens(head))
        known = values(head)
        self._fields(document, known)
        document.add_unsigned("rank", rank)
        document.add_unsigned("age", known.day << segments.RANK_BITS | rank)
        document.add_unsigned("at", packed.at)
        with self._writing:
            self._writer.add_document(document)

    def _fields(self, document: Any, known: Values) -> None:
        for field, key in known.fields:
            document.add_text(field, spaced(safe(key)))
        for label, key in known.labels:
            document.add_text(label, key)
        for facet, value in known.facets:
            document.add_text("by_" + facet, value)
        for name in known.names:
            document.add_text("names", name)

    def remove(self, issue: str) -> None:
        with self._writing:
            self._writer.delete_documents_by_term(_HOME, issue)

    def close(self) -> None:
        with self._writing:
            self._writer.commit()
            self._writer.wait_merging_threads()
            segments.name_by_content(self._folder / FOLDER)


class Postings:
    """Opened postings; they stay readable when a later build removes their folder."""

    def __init__(self, folder: Path) -> None:
        """Open.

        Raises:
            WorkspaceError: where the folder is not what the writer left, or tantivy cannot lock it.
        """
        segments.check_lock(folder / FOLDER)
        self._tantivy = _tantivy()
        self._query, self._occur = self._tantivy.Query, self._tantivy.Occur
        self._folder = folder
        with reading(folder):
            index = self._tantivy.Index.open(str(folder / FOLDER))
            index.config_reader(reload_policy="manual")  # a generation never changes: no thread to watch it
            self._schema = index.schema
            self._searcher = index.searcher()

    def find(self, node: Node, via: Via, window: Window) -> Found:
        limit = min(window.limit, max(self._searcher.num_docs - window.offset, 1))
        with reading(self._folder):
            found = self._searcher.search(
                self._asked(node, via),
                limit=limit,
                offset=window.offset,
                order_by_field=_ORDER[window.sort],
                order=self._order(window.sort),
            )
            return Found(found.count, tuple(self._entry(address) for _, address in found.hits))

    def _entry(self, address: Any) -> Entry:
        document = self._searcher.doc(address)
        issue, at = document.get_first(_HOME), document.get_first("at")
        return unpack(shelf.packed(self._folder, issue, at))

    def ranks(self, node: Node, via: Via) -> list[int]:
        order = self._tantivy.Order.Asc
        with reading(self._folder):
            found = self._searcher.search(
                self._asked(node, via),
                limit=max(self._searcher.num_docs, 1),
                order_by_field="rank",
                order=order,
            )
            return [rank for rank, _ in found.hits]

    def count_by(self, node: Node, facet: Facet, limit: int) -> tuple[tuple[str, int], ...]:
        order = [{"_count": "desc"}, {"_key": "asc"}]
        terms = {"field": f"by_{facet}", "size": limit, "order": order[0]}
        with reading(self._folder):
            found = self._searcher.aggregate(self._asked(node, Via.TEXT), {"values": {"terms": terms}})
        counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found["values"]["buckets"]]
        return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))

    def names(self, beginning: str, limit: int) -> tuple[str, ...]:
        with reading(self._folder):
            found = self._searcher.terms_with_prefix("names", beginning, limit=limit)
        return tuple(name.split(SEPARATOR, 1)[-1] for name, _ in found)

    def close(self) -> None:
        """Nothing is held open but memory."""

    def _order(self, sort: Sort) -> Any:
        return self._tantivy.Order.Desc if sort is Sort.NEWEST else self._tantivy.Order.Asc

    def _asked(self, node: Node, via: Via) -> Any:
        if via is Via.TEXT:
            return self._exact(node)
        loose = self._marked(node) if isinstance(node, Phrase) else self._loose(node)
        return self._both(loose, but=self._exact(node))

    def _both(self, must: Any, but: Any) -> Any:
        return self._query.boolean_query([(self._occur.Must, must), (self._occur.MustNot, but)])

    def _exact(self, node: Node) -> Any:
        if isinstance(node, Phrase):
            return self._chosen(node)
        return self._near(node) if isinstance(node, Near) else self._built(node, self._exact)

    def _loose(self, node: Node) -> Any:
        """Chosen text or other readings, a phrase at a time."""
        if isinstance(node, Phrase) and node.field is Field.TEXT:
            return self._any([self._chosen(node), self._marked(node)])
        return self._exact(node) if isinstance(node, Phrase | Near) else self._built(node, self._loose)

    def _built(self, node: Node, inner: Any) -> Any:
        if isinstance(node, Labelled):
            return self._query.term_query(self._schema, node.label.value, node.value)
        if isinstance(node, Dated):
            kind = self._tantivy.FieldType.Unsigned
            first, last = (day << segments.RANK_BITS for day in (node.first, node.last + 1))
            return self._query.range_query(self._schema, "age", kind, first, last, include_upper=False)
        if isinstance(node, Either):
            return self._any([inner(part) for part in node.parts])
        if isinstance(node, Without):
            return self._both(self._query.all_query(), but=self._exact(node.part))
        assert isinstance(node, Every)
        parts = [(self._occur.Must, inner(part)) for part in node.parts if not isinstance(part, Without)]
        parts = parts or [(self._occur.Must, self._query.all_query())]
        parts += [(self._occur.MustNot, self._exact(p.part)) for p in node.parts if isinstance(p, Without)]
        return self._query.boolean_query(parts)

    def _any(self, queries: list[Any]) -> Any:
        return self._query.boolean_query([(self._occur.Should, query) for query in queries])

    def _chosen(self, phrase: Phrase) -> Any:
        chars = tuple(map(safe, phrase.pattern))
        if phrase.field is Field.TEXT:
            return self._any([self._words(field, chars) for field in _TEXTS])
        return self._words(phrase.field, chars)

    def _words(self, field: Field, pattern: Pattern) -> Any:
        """A phrase of tokens; where a character may be any, the next one's position tells."""
        words = [(place, token) for place, token in enumerate(pattern) if token != ANY]
        if len(words) == 1:  # tantivy panics at a phrase of one
            return self._query.term_query(self._schema, field.value, words[0][1])
        return self._query.phrase_query(self._schema, field.value, words)

    def _marked(self, phrase: Phrase) -> Any:
        """A phrase in which at least one character is another reading; a long one may also be the chosen."""
        pattern = phrase.pattern
        chars = [char for char in pattern if char != ANY]
        if phrase.field is not Field.TEXT:
            return self._query.empty_query()
        if len(chars) > ALL:
            words = [(n, f"{MARK}?{escaped(char)}") for n, char in enumerate(pattern) if char != ANY]
            return self._query.regex_phrase_query(self._schema, phrase.field.value, words)
        choices = [(char,) if char == ANY else (safe(char), MARK + char) for char in pattern]
        mixed = [mixture for mixture in product(*choices) if any(char[:1] == MARK for char in mixture)]
        return self._any([self._words(phrase.field, mixture) for mixture in mixed])

    def _near(self, near: Near) -> Any:
        """Every distance is a phrase with a hole of that width, in either order."""
        both = ((near.first, near.second), (near.second, near.first))
        holes = [first + (ANY,) * gap + second for first, second in both for gap in range(near.distance + 1)]
        return self._any(
            [
                self._words(field, tuple(map(safe, pattern)))
                for pattern in dict.fromkeys(holes)
                for field in _TEXTS
            ]
        )


class Tantivy:
    """The engine."""

    def writer(self, folder: Path, doubted: Sequence[str]) -> PostingsWriter:
        return PostingsWriter(folder, doubted)

    def reader(self, folder: Path) -> Postings:
        return Postings(folder)


def _analyser(doubted: Sequence[str]) -> Any:
    """Parts tokens at blanks, and those with other readings into their parts."""
    tantivy = _tantivy()
    chars = sorted({safe(char) for char in doubted})
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    if chars:
        analyser = analyser.filter(tantivy.Filter.split_compound([*chars, *(MARK + char for char in chars)]))
    return analyser.build()


@cache
def _schema() -> Any:
    from pipeline.search.asked import Label

    builder = _tantivy().SchemaBuilder()
    for field in Field:
        builder.add_text_field(field.value, tokenizer_name="characters", index_option="position")
    for name in (*Label, "names"):
        builder.add_text_field(str(name), tokenizer_name="raw", index_option="basic")
    for facet in Facet:
        name = f"by_{facet}"
        builder.add_text_field(
            name, tokenizer_name="raw", index_option="basic", fast=True, stored=name == _HOME
        )
    builder.add_unsigned_field("rank", fast=True)
    builder.add_unsigned_field("age", fast=True)  # the day before the rank
    builder.add_unsigned_field("at", stored=True)
    return builder.build()


def _tantivy() -> Any:
    try:
        import tantivy
    except ImportError as error:
        raise MissingToolError("the package tantivy is missing", "Install it: pip install tantivy") from error
    return tantivy
