"""`package.json`: what a package holds, and how it differs from the one before it.

It lists the *whole* state of the work as delivered, also in a delta package, where most files are not
inside: so the receiver can see that nothing is missing, and the id of a state does not depend on the way
that led to it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline import codec
from pipeline.export.trust import PER
from pipeline.workspace import sha256

NAME = "package.json"  # in the payload, beside the issues
FORMAT = "gazette-package/1"
STATUSES = ("accepted", "proofread", "partly", "unproofread")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the work."""

    path: str  # relative to the payload: "1987-03/4-export/mets.xml"
    sha256: str
    size: int  # bytes
    here: bool = True  # in this package; a delta leaves out what has not changed


@dataclass(frozen=True, slots=True)
class Act:
    """A document of an issue; the digest is that of its component in the Akoma Ntoso file."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """An issue as it is delivered."""

    id: str
    status: str  # one of STATUSES: by the record of the rounds and of acceptance
    characters: int
    errors: float  # wrong characters to be expected in 10,000
    pages: int
    documents: tuple[Act, ...]
    files: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, what is another than before, and what is there no more (tombstones), in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Listing:
    """The record of a package."""

    title: str
    publisher: str
    language: str
    country: str
    issues: tuple[Delivered, ...]
    base: str = ""  # id of the package this one follows; empty for a full package
    changes: Mapping[str, Changes] = field(default_factory=dict)  # of "issues", "documents", "files"

    @property
    def id(self) -> str:
        """The id of the state that is reached: equal for equal contents, whatever the way there."""
        issues = [{**asdict(issue), "files": _bare(issue.files)} for issue in self.issues]
        return sha256(
            codec.canonical([self.title, self.publisher, self.language, self.country, issues]).encode()
        )

    @property
    def files(self) -> tuple[Listed, ...]:
        return tuple(file for issue in self.issues for file in issue.files)


def _bare(files: Iterable[Listed]) -> list[list[str | int]]:
    return [[file.path, file.sha256, file.size] for file in files]


def dump(listing: Listing) -> bytes:
    """As JSON that a person can read, a line for each fact."""
    record = {
        "format": FORMAT,
        "id": listing.id,
        "base": listing.base or None,
        "title": listing.title,
        "publisher": listing.publisher,
        "language": listing.language,
        "country": listing.country,
        "changes": {name: asdict(changes) for name, changes in listing.changes.items()},
        "issues": [asdict(issue) for issue in listing.issues],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def load(data: bytes) -> Listing:
    """Read back what `dump` wrote.

    Raises:
        ValueError: saying what is wrong, for anything else.
    """
    try:
        return _listing(json.loads(data.decode(), object_pairs_hook=_once))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a field is missing or of another kind: {error}") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _listing(record: Any) -> Listing:
    if record["format"] != FORMAT:
        raise ValueError(f"format {record['format']!r} is not {FORMAT}")
    made = Listing(
        title=_text(record["title"]),
        publisher=_text(record["publisher"]),
        language=_text(record["language"]),
        country=_text(record["country"]),
        issues=tuple(_issue(issue) for issue in record["issues"]),
        base=_text(record["base"] or ""),
        changes={
            _text(name): Changes(*(_texts(changes[key]) for key in ("added", "changed", "removed")))
            for name, changes in record["changes"].items()
        },
    )
    if record["id"] != made.id:
        raise ValueError(f"the id is not that of what is listed, which is {made.id}")
    return made


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object as the only one that its text can mean: of a key that stands twice, readers take either."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"{twice!r:.40} stands twice in one object")
    return found


def _issue(record: Any) -> Delivered:
    if record["status"] not in STATUSES:
        raise ValueError(f"status {record['status']!r} is none of {', '.join(STATUSES)}")
    return Delivered(
        _text(record["id"]),
        record["status"],
        _count(record["characters"]),
        _share(record["errors"]),
        _count(record["pages"]),
        tuple(Act(_text(act["id"]), _text(act["sha256"])) for act in record["documents"]),
        tuple(_file(file) for file in record["files"]),
    )


def _file(record: Any) -> Listed:
    if not isinstance(record["here"], bool):
        raise ValueError(f"here is {record['here']!r}, neither true nor false")
    return Listed(_text(record["path"]), _text(record["sha256"]), _count(record["size"]), record["here"])


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} is no list")
    return tuple(map(_text, value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= PER:
        raise ValueError(f"errors are {value!r:.40}, no number from 0 to {PER}")
    return float(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r:.40} is no count")
    return value
