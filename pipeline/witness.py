"""Taking in a witness from outside: the text of a page as another program or a person read it."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import BadInputError, UsageError, WorkspaceError
from pipeline.model import Master
from pipeline.ocr.engines import ENGINES, PDF_TEXT
from pipeline.workspace import Workspace, write_atomic

_SIGIL = re.compile(r"[A-Za-z0-9]{1,8}")
_PAGE = re.compile(r"(?:(?P<issue>[^/]+)/)?(?P<page>[^/]+)")


def add_witness(workspace: Workspace, place: str, file: Path, sigil: str, issue: str = "") -> Path:
    """Copy a file as the witness `sigil` of a page, after reading it through once.

    `place` is a page id, such as p0003, or issue and page, such as 1987-03/p0003.  Returns the copy.

    Raises:
        UsageError: where the sigil cannot be one, or the page is not named so that it can be found.
        WorkspaceError: where there is no such page.
        BadInputError: where the file cannot be read as ALTO, PAGE-XML, hOCR or plain text of that page.
    """
    _check_sigil(sigil)
    issue, master = find_page(workspace, place, issue)
    data = _content(file)
    _read_through(data, file, master, sigil)
    target = workspace.outside_witness(issue, master.page, sigil)
    with workspace.locked():
        write_atomic(target, data)
    return target


def find_page(workspace: Workspace, place: str, issue: str = "") -> tuple[str, Master]:
    """The issue and master that `place` names; the issue may be left out where there is only one.

    Raises:
        UsageError: where the issue is not said, or said twice.
        WorkspaceError: where there is no such issue or page.
    """
    found = _PAGE.fullmatch(place)
    said = {name for name in (issue, found["issue"] if found else "") if name}
    if found is None or len(said) > 1:
        raise UsageError(f"{place!r} names no page", "Write it as p0003, or as 1987-03/p0003.")
    issues = tuple(said) or workspace.issues()
    if len(issues) != 1:
        raise UsageError(f"{place}: of which issue?", f"Write ISSUE/{place}; see `gazette status`.")
    for master in workspace.inventory(issues[0]).masters:
        if master.page == found["page"]:
            return issues[0], master
    raise WorkspaceError(f"issue {issues[0]} has no page {found['page']}", "See `gazette status`.")


def _check_sigil(sigil: str) -> None:
    if not _SIGIL.fullmatch(sigil):
        raise UsageError(f"{sigil!r} cannot be a sigil", "Use one to eight letters and digits, such as K.")
    ours = {name.casefold() for name in (*ENGINES, PDF_TEXT)}
    if sigil.casefold() in ours:
        raise UsageError(f"{sigil} is the sigil of an engine", "Choose another one, such as K.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInputError(f"{file}: cannot be read: {error.strerror}") from error


def _read_through(data: bytes, file: Path, master: Master, sigil: str) -> None:
    from pipeline.formats.outside import read_witness
    from pipeline.formats.target import Target

    read_witness(data, str(file), Target(master.page, sigil, master.width, master.height, master.dpi))
