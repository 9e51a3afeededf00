"""What the documents of a work have to do with one another, as text for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import WorkspaceError
from pipeline.workspace import Workspace, open_workspace


def relations(root: Path, kind: str, about: str, as_json: bool) -> str:
    """The relations of one kind, or all; `about` (``1987-03/d_p0003_r02_l01``) leaves those of one document.

    Raises:
        WorkspaceError: where the work has not been exported, or the file is damaged.
    """
    workspace = open_workspace(root)
    path = workspace.relations
    if not path.exists():
        raise WorkspaceError(f"{path}: no such file", f"Run gazette export {root} first.")
    try:
        records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        chosen = [one for one in records if _asked(one, kind, about)]
        return "\n".join(map(_json, chosen)) if as_json else "\n".join(_lines(chosen, workspace))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(
            f"{path}: damaged: {error}", f"Delete it and run gazette export {root}."
        ) from error


def _asked(record: dict[str, Any], kind: str, about: str) -> bool:
    named = {record.get(name) for name in ("source", "target", "document", "first", "second")}
    return (not kind or record["relation"] == kind) and (not about or about in named)


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _lines(records: list[dict[str, Any]], workspace: Workspace) -> Iterator[str]:
    for record in records:
        if record["relation"] == "cites":
            yield f"{record['source']} cites {record['target']}: {record['printed']}"
        elif record["relation"] == "validity":
            yield from _validity(record)
        else:
            yield f"{record['first']} and {record['second']}: {record['likeness']:.1%} the same"
            page = workspace.twin_page(record["first"], record["second"])
            if page.exists():
                yield f"  side by side: {page}"
            for change in record["changes"]:
                yield from (f"  {mark} {change[side]}" for mark, side in _SIDES if change[side])


_SIDES = (("-", "first"), ("+", "second"))


def _validity(record: dict[str, Any]) -> Iterator[str]:
    if record["evidence"]:
        yield f"{record['document']} {record['state']}"
    for one in record["evidence"]:
        yield f"  {one['state']} by {one['source']} {one['paragraph']}: {one['sentence']}"
