"""JSON Lines of a package, read without trust."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from pipeline.export.delivery.contents import Contents
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.plaintext import text_of

Record: TypeAlias = tuple[int, dict[str, Any]]  # with the number of its line


def records_of(contents: Contents, path: str) -> tuple[list[Record], list[Fault]]:
    """The records of a JSON Lines file that is at hand, with their line numbers."""
    name = f"data/{path}"
    text, fault = text_of(contents, path)
    if text is None or fault:
        return [], [fault] if fault else []
    records: list[Record] = []
    faults = []
    for number, row in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
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
