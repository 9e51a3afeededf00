"""`gazette diff`: one text of the pages of an issue against another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.derivative import CleanPage
from pipeline.errors import UsageError
from pipeline.proof.diff.changes import PageDiff, compare
from pipeline.proof.learned import confusions_of
from pipeline.settings import load as load_settings
from pipeline.texts import Texts, load, require_page, texts_of
from pipeline.workspace import Workspace, open_workspace, write_atomic

if TYPE_CHECKING:
    from pipeline.proof.diff.page import Images


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to compare: two names of texts, in which issues and on which page; empty: all."""

    first: str
    second: str
    issues: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class IssueDiff:
    """The differences in an issue; `absent` are pages that lack one of the two texts."""

    issue: str
    pages: tuple[PageDiff, ...]
    absent: tuple[str, ...]


def diff(root: Path, wanted: Wanted) -> tuple[IssueDiff, ...]:
    """What differs, issue by issue.

    Raises:
        WorkspaceError, SettingsError: where workspace or issue cannot be opened.
        UsageError: where no page has both texts, or there is no such page.
    """
    workspace = open_workspace(root)
    issues = wanted.issues or workspace.issues()
    found = tuple(_issue(workspace, issue, wanted) for issue in issues)
    if not any(issue.pages for issue in found):
        known = dict.fromkeys(name for issue in issues for name in texts_of(workspace, issue).names())
        raise UsageError(
            f"no page has both {wanted.first} and {wanted.second}", f"There are: {', '.join(known)}."
        )
    return found


def write_report(root: Path, wanted: Wanted, found: Sequence[IssueDiff], target: Path) -> None:
    """Write the report of one issue as HTML.

    Raises:
        UsageError: for more than one issue.
        NoSpaceError: where the file cannot be written.
    """
    from pipeline.proof.diff.page import Title, render

    if len(found) != 1:
        raise UsageError("a report is of one issue", "Name it with --issue.")
    workspace = open_workspace(root)
    title = Title(load_settings(workspace.config).work.title, found[0].issue, wanted.first, wanted.second)
    write_atomic(target, render(title, found[0].pages, _images(workspace, found[0], target)))


def _images(workspace: Workspace, found: IssueDiff, target: Path) -> Images:
    """The images of the pages, by the way to them from the report."""
    from pipeline.proof.diff.page import Images

    derivatives = {}
    for page in found.pages:
        clean = workspace.clean_page(found.issue, page.page)
        if clean.exists():
            derivatives.update({d.image: d for d in load(clean, CleanPage).derivatives})
    folder = workspace.derivative(found.issue, "x").parent
    way = os.path.relpath(folder, target.resolve().parent)
    return Images(quote(Path(way).as_posix()) + "/", derivatives)


def _issue(workspace: Workspace, issue: str, wanted: Wanted) -> IssueDiff:
    texts = texts_of(workspace, issue)
    if wanted.page:
        require_page(workspace, issue, wanted.page)
    names = [master.page for master in workspace.inventory(issue).masters]
    pages, absent = [], []
    for page in [wanted.page] if wanted.page else names:
        compared = _page(texts, page, wanted)
        if compared is None:
            absent.append(page)
        else:
            pages.append(compared)
    return IssueDiff(issue, tuple(pages), tuple(absent))


def _page(texts: Texts, page: str, wanted: Wanted) -> PageDiff | None:
    first, second = texts.get(page, wanted.first), texts.get(page, wanted.second)
    if first is None or second is None:
        return None
    shapes = confusions_of(texts.workspace).table
    return compare(first.witness, second.witness, first.by, second.by, confusables=shapes)
