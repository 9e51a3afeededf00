"""JSON Lines of a package, read without trust."""

from __future__ import annotations

import json
from typing import Any

from pipeline.export.delivery.contents import Contents
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.opening import UnreadableError


def records_of(contents: Contents, path: str) -> tuple[list[tuple[int, dict[str, Any]]], list[Fault]]:
    """The records of a JSON Lines file that is at hand, with their line numbers."""
    if not contents.at_hand(path):
        return [], []
    name = f"data/{path}"
    try:
        rows = contents.read(path).decode().splitlines()
    except (UnreadableError, UnicodeDecodeError) as error:
        return [], [Fault("unreadable-file", name, str(error))]
    records, faults = [], []
    for number, row in enumerate(rows, 1):
        try:
            record = json.loads(row)
        except (ValueError, RecursionError) as error:
            faults.append(Fault("bad-record", name, f"is no JSON: {error}", number))
            continue
        if isinstance(record, dict):
            records.append((number, record))
        else:
            faults.append(Fault("bad-record", name, "is no JSON object", number))
    return records, faults
