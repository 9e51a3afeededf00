"""Entries <-> bytes: what the engines store beside their postings, and what a file of an issue's texts holds.

An entry is its head without the key (JSON), its key (UTF-8), its steps, the names and the numbers of its
lines, its printed text (UTF-8) with the lengths of glyphs that are not one character, and the boxes of its
glyphs: twenty are unpacked in a millisecond or two.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from pathlib import Path

from pipeline.search.entry import Entry, Facts, Head, Normal, Sheet, Variant
from pipeline.search.lines import unpacked

MAGIC = b"gazette texts 3\n"  # then a line with all characters that stand at places with other readings
_LENGTH = struct.Struct("<I")
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_SIZES = struct.Struct("<8I")


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed entry as it stands in a file of texts."""

    at: int  # where it begins
    data: bytes | memoryview  # a part of what was read of the file, unless it was read by itself


def pack(entry: Entry) -> bytes:
    """One entry; equal entries give equal bytes."""
    return b"".join(_parts(entry))


def _parts(entry: Entry) -> tuple[bytes, ...]:
    text = entry.glyphs if isinstance(entry.glyphs, str) else "".join(entry.glyphs)
    lengths = () if len(text) == len(entry.glyphs) else map(len, entry.glyphs)
    parts = (
        _head(entry.head),
        entry.head.key.encode(),
        array("I", chain.from_iterable(entry.steps)).tobytes(),
        entry.lines.ids.encode(),
        entry.lines.follows.encode(),
        entry.lines.numbers.tobytes(),
        text.encode("utf-8", "surrogatepass"),
        array("I", lengths).tobytes(),
    )
    return (_SIZES.pack(*map(len, parts)), *parts, entry.boxes)


def _head(head: Head) -> bytes:
    facts = head.facts
    record = [
        head.id,
        [facts.issue, facts.document, facts.title, facts.number, facts.type, facts.issuers, facts.addressee,
         facts.signature, facts.subjects, facts.date],
        [[sheet.page, sheet.file, sheet.folio] for sheet in head.sheets],
        head.doubts,
        [[variant.key, variant.places] for variant in head.variants],
        [[normal.key, normal.start, normal.changes] for normal in head.normals],
    ]  # fmt: skip
    return _json(record)


def unpack_head(data: bytes | memoryview) -> Head:
    """The part that the engines look in.

    Raises:
        ValueError: where it is something else.
    """
    sizes = _sizes(data)
    at = _SIZES.size + sizes[0]
    name, facts, sheets, doubts, variants, normals = json.loads(str(data[_SIZES.size : at], "utf-8"))
    issue, document, title, number, kind, issuers, addressee, signature, subjects, date = facts
    return Head(
        name,
        Facts(
            issue, document, title, number, kind, tuple(issuers), addressee, signature, tuple(subjects), date
        ),
        tuple([Sheet(*sheet) for sheet in sheets]),
        str(data[at : at + sizes[1]], "utf-8"),
        tuple([(place, chars) for place, chars in doubts]),
        tuple([Variant(text, tuple(places)) for text, places in variants]),
        tuple([Normal(text, start, tuple(map(tuple, changes))) for text, start, changes in normals]),
    )


def unpack(data: bytes | memoryview) -> Entry:
    """Read back what `pack` wrote.

    Raises:
        ValueError: where it is something else.
    """
    data = bytes(data)
    ends = tuple(accumulate(_sizes(data), initial=_SIZES.size))
    steps, ids, follows, numbers, text, lengths = (data[a:b] for a, b in pairwise(ends[2:]))
    flat, printed = array("I", steps).tolist(), text.decode("utf-8", "surrogatepass")
    return Entry(
        unpack_head(data),
        tuple(zip(flat[::2], flat[1::2], strict=True)),
        unpacked(ids.decode(), follows.decode(), numbers),
        tuple(_cut(printed, array("I", lengths))) if lengths else printed,
        data[ends[-1] :],
    )


def _json(record: object) -> bytes:
    return _ENCODER.encode(record).encode()


def _sizes(data: bytes | memoryview) -> tuple[int, ...]:
    if len(data) < _SIZES.size:
        raise ValueError("an entry is cut short")
    return _SIZES.unpack_from(data)


def _cut(printed: str, lengths: Iterable[int]) -> list[str]:
    return [printed[a:b] for a, b in pairwise(accumulate(lengths, initial=0))]


def dump(entries: Sequence[Entry]) -> bytes:
    """Packed entries, one after the other, each with its length before it."""
    parts = [MAGIC, _json(doubted(entries)), b"\n"]
    for entry in entries:
        own = _parts(entry)
        parts += (_LENGTH.pack(sum(map(len, own))), *own)
    return b"".join(parts)


def doubted(entries: Iterable[Entry]) -> str:
    """All characters that are chosen, or read, where there are other readings as long."""
    heads = [entry.head for entry in entries]
    chars = {char for head in heads for place, others in head.doubts for char in (head.key[place], *others)}
    return "".join(sorted(chars))


def load_doubted(path: Path) -> str:
    """Those of the entries that `dump` wrote into a file.

    Raises:
        ValueError, OSError: where it is something else.
    """
    with path.open("rb") as file:
        if file.readline() != MAGIC:
            raise ValueError("no texts of an issue")
        return str(json.loads(file.readline()))


def _body(data: bytes) -> int:
    end = data.find(b"\n", len(MAGIC))
    if not data.startswith(MAGIC) or end < 0:
        raise ValueError("no texts of an issue")
    return end + 1


def load(data: bytes) -> Iterator[Packed]:
    """The packed entries that `dump` wrote.

    Raises:
        ValueError: where it is something else.
    """
    at, whole = _body(data), memoryview(data)
    while at < len(data):
        begin = at + _LENGTH.size
        end = begin + _LENGTH.unpack_from(data, at)[0]
        if end > len(data):
            raise ValueError("cut short")
        yield Packed(at, whole[begin:end])
        at = end


def read_at(path: Path, at: int) -> bytes:
    """One of the entries that `dump` wrote into a file.

    Raises:
        ValueError, OSError: where there is none.
    """
    with path.open("rb") as file:
        file.seek(at)
        length = file.read(_LENGTH.size)
        size = _LENGTH.unpack(length)[0] if len(length) == _LENGTH.size else 0
        data = file.read(size)
    if not size or len(data) < size:
        raise ValueError(f"{path.name}: no entry at {at}")
    return data
