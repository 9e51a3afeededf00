"""The pages of an issue as they lie in the workspace, their editions moved to the masters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.model import Edition, Master
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.export.flow import Page


def edition_files(workspace: Workspace, issue: str, page: str) -> tuple[Path, ...]:
    """What the text of a page is read from; nothing where the page has no text."""
    edition = workspace.edition(issue, page)
    if not edition.exists():
        return ()
    clean = workspace.clean_page(issue, page)
    return (edition, clean) if clean.exists() else (edition,)


def text_files(workspace: Workspace, issue: str) -> tuple[Path, ...]:
    """The inventory of an issue and what the text of each page is read from; nothing where there is none."""
    inventory = workspace.inventory_file(issue)
    if not inventory.exists():
        return ()
    masters = workspace.inventory(issue).masters
    return (inventory, *(path for m in masters for path in edition_files(workspace, issue, m.page)))


def page_of(workspace: Workspace, issue: str, master: Master) -> Page:
    """A page with its edition moved to the master; without one where the page has no text."""
    from pipeline.export.flow import Page, edition_on_master, leaves

    path = workspace.edition(issue, master.page)
    if not path.exists():
        return Page(master, None)
    edition = codec.load(path.read_bytes(), Edition, str(path))
    clean = workspace.clean_page(issue, master.page)
    record = codec.load(clean.read_bytes(), CleanPage, str(clean)) if clean.exists() else None
    return Page(master, edition_on_master(edition, record), leaves(record))


def pages_of(workspace: Workspace, issue: str) -> tuple[Page, ...]:
    """All pages of an issue, in order."""
    return tuple(page_of(workspace, issue, master) for master in workspace.inventory(issue).masters)
