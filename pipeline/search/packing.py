"""Entries <-> bytes: what the engines store beside their postings, and what a file of an issue's texts holds.

An entry is a header (JSON), its key and its printed text (UTF-8), and the boxes of its glyphs, so that
twenty of them are read and unpacked in a millisecond or two.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any

from pipeline.search.entry import Entry, Facts, Row, Sheet, Text, Variant

MAGIC = b"gazette texts 1\n"  # then a line with all characters that stand at places with other readings
_LENGTH = struct.Struct("<I")


def pack(entry: Entry) -> bytes:
    """One entry; equal entries give equal bytes."""
    key = entry.text.key.encode()
    glyphs = [glyph for row in entry.rows for glyph in row.glyphs]
    text = "".join(glyphs)
    printed = text.encode("utf-8", "surrogatepass")
    facts = entry.facts
    header = [
        entry.id,
        [facts.issue, facts.document, facts.title, facts.number, facts.type, facts.issuers, facts.addressee,
         facts.signature, facts.subjects, facts.date],
        [[sheet.page, sheet.file, sheet.folio] for sheet in entry.sheets],
        [[row.id, row.sheet, row.region, row.follows, row.box, len(row.glyphs), len(row.boxes), row.title]
         for row in entry.rows],
        list(chain.from_iterable(entry.text.steps)),
        entry.doubts,
        [[variant.key, variant.places] for variant in entry.variants],
        [] if len(glyphs) == len(text) else [len(glyph) for glyph in glyphs],
        len(key),
        len(printed),
    ]  # fmt: skip
    head = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode()
    return b"".join((_LENGTH.pack(len(head)), head, key, printed, *(row.boxes for row in entry.rows)))


def unpack(data: bytes) -> Entry:
    """Read back what `pack` wrote.

    Raises:
        ValueError: where it is something else.
    """
    head, at = _header(data)
    name, facts, sheets, rows, steps, doubts, variants, lengths, key_size, printed_size = head
    key = data[at : at + key_size].decode()
    at += key_size
    printed = data[at : at + printed_size].decode("utf-8", "surrogatepass")
    glyphs: Sequence[str] = _cut(printed, lengths) if lengths else printed
    issue, document, title, number, kind, issuers, addressee, signature, subjects, date = facts
    return Entry(
        name,
        Facts(issue, document, title, number, kind, tuple(issuers), addressee, signature, tuple(subjects), date),
        tuple(Sheet(*sheet) for sheet in sheets),
        tuple(_rows(rows, glyphs, data, at + printed_size)),
        Text(key, tuple(zip(steps[::2], steps[1::2], strict=True))),
        tuple((place, chars) for place, chars in doubts),
        tuple(Variant(text, tuple(places)) for text, places in variants),
    )


def _header(data: bytes) -> tuple[list[Any], int]:
    if len(data) < _LENGTH.size:
        raise ValueError("an entry is cut short")
    (size,) = _LENGTH.unpack_from(data)
    at = _LENGTH.size + size
    return json.loads(data[_LENGTH.size : at]), at


def _cut(printed: str, lengths: list[int]) -> list[str]:
    return [printed[a:b] for a, b in pairwise(accumulate(lengths, initial=0))]


def _rows(rows: list[list[Any]], glyphs: Sequence[str], data: bytes, at: int) -> Iterator[Row]:
    first = 0
    for name, sheet, region, follows, box, count, size, title in rows:
        corners = tuple(box) if box else None
        texts = tuple(glyphs[first : first + count])
        yield Row(name, sheet, region, follows, corners, texts, data[at : at + size], title)
        first += count
        at += size


def dump(entries: Sequence[Entry]) -> bytes:
    """Packed entries, one after the other, each with its length before it."""
    packed = (pack(entry) for entry in entries)
    body = b"".join(part for data in packed for part in (_LENGTH.pack(len(data)), data))
    return MAGIC + json.dumps(doubted(entries)).encode() + b"\n" + body


def doubted(entries: Iterable[Entry]) -> str:
    """All characters that are chosen, or read, where there are other readings as long."""
    chars = {char for entry in entries for place, others in entry.doubts for char in (entry.text.key[place], *others)}
    return "".join(sorted(chars))


def load_doubted(data: bytes) -> str:
    """Those of the entries that `dump` wrote.

    Raises:
        ValueError: where it is something else.
    """
    return str(json.loads(data[len(MAGIC) : _body(data)]))


def _body(data: bytes) -> int:
    end = data.find(b"\n", len(MAGIC))
    if not data.startswith(MAGIC) or end < 0:
        raise ValueError("no texts of an issue")
    return end + 1


def load(data: bytes) -> Iterator[bytes]:
    """The packed entries that `dump` wrote.

    Raises:
        ValueError: where it is something else.
    """
    at = _body(data)
    while at < len(data):
        (size,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        if at + size > len(data):
            raise ValueError("cut short")
        yield data[at : at + size]
        at += size
