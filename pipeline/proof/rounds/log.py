"""The log of an issue's rounds: one JSON line an entry, each holding the hash of the one before.

The chain shows an entry that was changed, moved, put in or left out.  That entries are missing at
the end, it cannot show by itself: for that the head, number and hash of the last entry, is kept in
other places (`pipeline.proof.rounds.store`), and may be noted down by anyone outside of the machine.

The log is kept for ever, so its fields stay as they are; what a later program has to add goes into
`facts`.  Nothing here reads a file or the clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

GENESIS = "0" * 64  # stands for the hash before the first entry

ASSIGN = "assign"  # a person is to do a step; fact "person"
DECIDE = "decide"  # decisions on a page; facts "file", "state", "decisions"
SIGN = "sign"  # a step of a page is done
RETURN = "return"  # a review sends a page back; fact "to", the reason is the note
SPOT = "spot"  # a review looked at a sample; facts "share", "lines", "wrong"
ACCEPT = "accept"  # an issue is accepted by a person, or refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is to be taken down.  Other acts than those above may be logged too; rounds pass them by."""

    time: str  # ISO, UTC
    actor: str
    act: str
    step: str = ""  # id of the step of the rounds; empty outside of any
    page: str = ""  # page id; empty for the whole issue
    image: str = ""  # SHA-256 of the master that was looked at
    before: str = ""  # SHA-256 of the text before: a file of ISSUE/rounds/texts
    after: str = ""  # and of the text after; the same where the text was not touched
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # what else belongs to the act, by name

    def fact(self, name: str) -> str:
        """One of the facts; empty where it is not there."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Event):
    """An event in its place in the log."""

    seq: int  # from 1
    previous: str  # hash of the entry before
    hash: str  # SHA-256 of all other fields as canonical JSON


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a log, or (0, GENESIS) of an empty one."""

    seq: int = 0
    hash: str = GENESIS

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class LogFault:
    """Something about the log that cannot have come about by logging."""

    code: str  # "edited-entry", "moved-entry", "missing-entry", "broken-chain", "damaged-line", "torn-line"
    message: str
    line: int  # of the file, from 1


def entered(event: Event, head: Head) -> Entry:
    """The entry that the event becomes after that head."""
    body = {**asdict(event), "seq": head.seq + 1, "previous": head.hash}
    return Entry(**body, hash=_hash(body))


def line_of(entry: Entry) -> bytes:
    """The entry as it stands in the file, with its newline."""
    return _canonical(asdict(entry)) + b"\n"


def head_of(entries: Sequence[Entry]) -> Head:
    return Head(entries[-1].seq, entries[-1].hash) if entries else Head()


def read(data: bytes) -> tuple[tuple[Entry, ...], tuple[LogFault, ...]]:
    """All entries of a log file that can be read as such, and what is wrong with it.

    A last line without its end is a fault of its own kind: a process killed while writing leaves one.
    """
    *lines, rest = data.split(b"\n")
    entries: list[Entry] = []
    faults: list[LogFault] = []
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        if entry is None:
            faults.append(LogFault("damaged-line", f"line {number} is no entry of a log", number))
        else:
            faults += _faults(entry, line, head_of(entries), number)
            entries.append(entry)
    if rest:
        number = len(lines) + 1
        faults.append(LogFault("torn-line", f"line {number}, the last one, has no end", number))
    return tuple(entries), tuple(faults)


def _entry(line: bytes) -> Entry | None:
    try:
        found = json.loads(line)
        found["facts"] = tuple((str(name), str(value)) for name, value in found["facts"])
        entry = Entry(**found)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (getattr(entry, field.name) for field in fields(Entry) if field.name not in ("seq", "facts"))
    whole = type(entry.seq) is int and all(isinstance(text, str) for text in texts)
    return entry if whole else None


def _faults(entry: Entry, line: bytes, before: Head, number: int) -> list[LogFault]:
    """What is wrong with an entry in this place; at most one fault each."""
    body = asdict(entry)
    del body["hash"]
    who = f"entry {entry.seq} ({entry.act} by {entry.actor}, {entry.time})"
    if _hash(body) != entry.hash or line_of(entry) != line + b"\n":
        return [LogFault("edited-entry", f"{who} was changed after it was written", number)]
    if entry.seq <= before.seq:
        return [LogFault("moved-entry", f"{who} stands after entry {before.seq}", number)]
    if entry.seq > before.seq + 1:
        gap = f"entries {before.seq + 1} to {entry.seq - 1} are missing before {who}"
        return [LogFault("missing-entry", gap, number)]
    if entry.previous != before.hash:
        message = (
            f"{who} does not follow from entry {before.seq}: one of the two is not the one that was written"
        )
        return [LogFault("broken-chain", message, number)]
    return []


def _hash(body: dict[str, object]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _canonical(body: dict[str, object]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
