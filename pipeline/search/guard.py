"""Translates what tantivy, SQLite and the disk say into our own errors; `folder` is that of a
generation, or of a unit in it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import NoSpaceError, WorkspaceError

_INDEX = "index"  # the folder that holds generations


@dataclass(frozen=True, slots=True)
class writing:  # noqa: N801  (read as a verb after `with`; a class, as it is entered for every entry)
    """A full disk and an unwritable folder: tantivy has no class of its own for them, but a ValueError.

    Raises:
        NoSpaceError: with what the library said.
    """

    folder: Path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError | ValueError | sqlite3.OperationalError):
            raise NoSpaceError(f"{self.folder}: the index cannot be written: {error}") from error


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Files that are not what the build left.

    Raises:
        WorkspaceError: with what the library said.
    """
    try:
        yield
    except (OSError, ValueError, TypeError, sqlite3.DatabaseError, zlib.error) as error:
        raise damaged(folder, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # tantivy's way to fail; there is no class to import
            raise
        raise damaged(folder, str(error)) from error


def damaged(folder: Path, reason: str) -> WorkspaceError:
    """The error for a generation, or the postings of one unit in it, that cannot be read."""
    index = folder.parent.parent if folder.parent.parent.name == _INDEX else folder.parent
    advice = f"Delete {index} and make it anew: gazette run {index.parent}"
    return WorkspaceError(f"{folder}: the index is damaged: {reason}", advice)
