"""What is known of the end of a log from elsewhere, and whether the log agrees with it.

An entry is announced in the head's own file, then written, then confirmed there; a process killed
in between leaves one of three states, each of which the next writer can tell and go on from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.proof.rounds.log import GENESIS, Entry, Head, LogFault, head_of


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that somebody has noted down."""

    where: str  # "rounds/head.json", "the ledger", "--head"
    head: Head


@dataclass(frozen=True, slots=True)
class Kept:
    """The file beside the log: the last entry that is surely there, and the one announced after it."""

    head: Head
    announced: Head | None = None


def dump(kept: Kept) -> bytes:
    announced = str(kept.announced) if kept.announced else ""
    return json.dumps({"head": str(kept.head), "announced": announced}).encode() + b"\n"


def parse(data: bytes) -> Kept:
    """Raises ValueError where the bytes are no such file."""
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError("no table")
    announced = found.get("announced")
    return Kept(head(found.get("head")), head(announced) if announced else None)


def head(text: object) -> Head:
    """A head as it is written: number, colon, hash.  Raises ValueError where it is none."""
    number, _, digest = str(text).partition(":")
    if not number.isdecimal() or len(digest) != len(GENESIS) or set(digest) - set("0123456789abcdef"):
        raise ValueError(f"{text!r} is no head of a log: NUMBER:HASH")
    return Head(int(number), digest)


def agrees(entries: Sequence[Entry], anchor: Head) -> bool:
    """Is the entry there that the anchor names?"""
    if anchor.seq == 0:
        return True
    return anchor.seq <= len(entries) and entries[anchor.seq - 1].hash == anchor.hash


def whole(data: bytes, kept: Kept) -> bytes:
    """A log without entries that a killed process did not bring to an end: they were never confirmed."""
    lines = data.split(b"\n")
    cut = kept.announced is not None and len(lines) - 1 < kept.announced.seq
    return b"".join(line + b"\n" for line in lines[: kept.head.seq]) if cut else data


def faults(entries: Sequence[Entry], kept: Kept, others: Sequence[Anchor]) -> tuple[LogFault, ...]:
    """Where the log ends elsewhere than it did; `entries` are without faults of their own."""
    found = [
        _missing(entries, Anchor("rounds/head.json", kept.head)),
        *(_missing(entries, anchor) for anchor in others),
    ]
    end = head_of(entries)
    if not any(found) and end not in (kept.head, kept.announced):
        message = (
            f"entries after {kept.head.seq} were not written by this program: rounds/head.json ends there"
        )
        found.append(LogFault("forged-entry", message, kept.head.seq + 1))
    return tuple(fault for fault in found if fault)


def _missing(entries: Sequence[Entry], anchor: Anchor) -> LogFault | None:
    seq = anchor.head.seq
    if agrees(entries, anchor.head):
        return None
    if seq > len(entries):
        message = (
            f"the log ends with entry {len(entries)}, and {anchor.where} knows of entry {seq}: it was cut"
        )
        return LogFault("cut-log", message, len(entries))
    message = f"entry {seq} is not the one that {anchor.where} knows: the log was written anew"
    return LogFault("rewritten-log", message, seq)
