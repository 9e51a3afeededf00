"""tantivy's own files, made fit for a folder whose bytes follow from what is in it.

tantivy names its segments by chance and lists them by name.  `name_by_content` renames them by what they
hold, so that the same entries give the same bytes; the self-test of the build opens and asks what came
out of it.  The files of a segment are never changed once they are written, so a new generation takes
those of the one before by a second name (a hard link).
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from pipeline.errors import WorkspaceError

RANK_BITS = 37  # of an entry's rank: issue and number within it
ENTRY_BITS = 16  # of its number within the issue
MAX_ENTRIES = 1 << ENTRY_BITS
MAX_SLOT = 1 << (RANK_BITS - ENTRY_BITS)
_LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")


def check_lock(folder: Path) -> None:
    """tantivy holds a lock while it opens, also for reading; it opens the lock file for writing.

    Raises:
        WorkspaceError: where it cannot.
    """
    lock = folder / _LOCKS[0]
    if not os.access(lock if lock.exists() else lock.parent, os.W_OK):
        raise WorkspaceError(
            f"{lock.parent}: the index cannot be opened without the right to write there",
            "Search as the user who made it, or in a copy of the workspace.",
        )


def take_over(before: Path, folder: Path) -> None:
    """A folder with the files of another, of which tantivy may then make a later state."""
    folder.mkdir()
    for path in sorted(before.iterdir()):
        if path.name in _LOCKS:
            continue
        if path.suffix == ".json":  # small, and replaced
            shutil.copyfile(path, folder / path.name)
        else:
            second_name(path, folder / path.name)


def second_name(path: Path, name: Path) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copyfile(path, name)


def name_by_content(folder: Path) -> None:
    """Give the segments the names 0, 1, … (as UUIDs), in an order that their content alone decides."""
    meta = json.loads((folder / "meta.json").read_bytes())
    meta["segments"].sort(key=lambda segment: (folder / f"{_name(segment)}.fast").read_bytes())  # the ranks
    for segment in meta["segments"]:  # out of the way first: the names may be taken
        for file in sorted(folder.glob(f"{_name(segment)}.*")):
            file.rename(folder / f"new-{file.name}")
    for path in sorted(folder.iterdir()):  # of segments that were merged into others
        if not path.name.startswith(("new-", ".")) and path.suffix != ".json":
            path.unlink()
    for number, segment in enumerate(meta["segments"]):
        old, new = _name(segment), UUID(int=number)
        segment["segment_id"] = str(new)
        for file in sorted(folder.glob(f"new-{old}.*")):
            file.rename(folder / f"{new.hex}{file.name.removeprefix(f'new-{old}')}")
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    for name, content in (("meta.json", meta), (".managed.json", names)):
        (folder / name).unlink()  # tantivy makes it for its owner alone; a web server may be another user
        (folder / name).write_text(json.dumps(content) + "\n", "utf-8")


def _name(segment: dict[str, Any]) -> str:
    """What the files of a segment are called."""
    return UUID(segment["segment_id"]).hex
