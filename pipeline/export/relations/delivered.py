"""What the documents of one issue have to do with others, as it goes into a package: JSON Lines.

Only documents that are delivered are named, and each relation stands once: with the document that cites,
that claims something, or that was printed later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import WorkspaceError

NAME = "relations.jsonl"  # beside the other files of the issue


def read(path: Path) -> tuple[dict[str, Any], ...]:
    """The relations of a work, as the export wrote them.

    Raises:
        WorkspaceError: where the file is damaged.
    """
    try:
        return tuple(json.loads(line) for line in path.read_text("utf-8").splitlines())
    except ValueError as error:
        raise WorkspaceError(
            f"{path}: damaged: {error}", "Delete it and run gazette export on the workspace again."
        ) from error


def of_issue(records: Iterable[dict[str, Any]], issue: str, known: frozenset[str]) -> bytes:
    """Those of the relations that an issue brings, among the documents that are `known`."""
    found = (one for record in records for one in _single(record))
    own = (one for one in found if _home(one).startswith(f"{issue}/") and _named(one) <= known)
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in own)


def _single(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A record as it is; of validity, one for each piece of evidence."""
    if record["relation"] != "validity":
        yield record
        return
    for one in record["evidence"]:
        yield {"relation": "validity", "document": record["document"], **one}


def _home(record: dict[str, Any]) -> str:
    return str(record["second"] if record["relation"] == "twins" else record["source"])


def _named(record: dict[str, Any]) -> set[str]:
    """The documents that a relation is between."""
    ends = ("source", "target", "document", "first", "second")
    return {str(record[end]) for end in ends if end in record}
