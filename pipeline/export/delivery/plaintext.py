"""A text file of a package, read without trust."""

from __future__ import annotations

import csv
import io

from pipeline.export.delivery.contents import Contents
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.opening import UnreadableError

MARK = "\ufeff"  # byte order mark: a table begins with one, for spreadsheets; no other file does


def text_of(contents: Contents, path: str, mark: bool = False) -> tuple[str | None, Fault | None]:
    """The text of a file that is at hand, without its byte order mark; None for one that has none in UTF-8.

    `mark` says whether it begins with one.
    """
    if not contents.at_hand(path):
        return None, None
    try:
        text = contents.read(path).decode()
    except UnreadableError as error:
        return None, Fault("unreadable-file", f"data/{path}", str(error))
    except UnicodeDecodeError as error:
        return None, Fault("unreadable-file", f"data/{path}", f"is not UTF-8 at byte {error.start}")
    if mark and not text:
        return None, Fault("unreadable-file", f"data/{path}", "is empty")
    if text.startswith(MARK) != mark:
        told = "begins without a byte order mark" if mark else "begins with a byte order mark"
        return text.removeprefix(MARK), Fault("unreadable-file", f"data/{path}", told)
    return text.removeprefix(MARK), None


def table_of(contents: Contents, path: str) -> tuple[list[list[str]] | None, Fault | None]:
    """The rows of a table that is at hand; None for one that is no CSV, such as one with an endless cell."""
    text, fault = text_of(contents, path, mark=True)
    if text is None:
        return None, fault
    try:
        return list(csv.reader(io.StringIO(text, newline=""))), fault
    except csv.Error as error:
        return None, Fault("bad-record", f"data/{path}", f"is no table: {error}")
