"""The texts of issues beside the postings that were made of them.

A generation does not hold the packed entries once more: it has the file of each of its issues by a second
name, and the postings say where in it an entry begins.  The files are replaced when an issue changes, never
written into, so a generation keeps what it was made of.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.search.packing import read_at
from pipeline.search.segments import second_name

FOLDER = "texts"


def put(folder: Path, issue: str, path: Path) -> None:
    """Take the texts of an issue into the folder of an index."""
    (folder / FOLDER).mkdir(exist_ok=True)
    second_name(path, folder / FOLDER / issue)


def packed(folder: Path, issue: str, at: int) -> bytes:
    """The entry of an issue that begins there.

    Raises:
        ValueError, OSError: where it is not there, or something else.
    """
    return read_at(folder / FOLDER / issue, at)
