"""`gazette compile`: documents of several issues, bound into one volume."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.delivering import ACCEPTED, status_of
from pipeline.errors import UsageError
from pipeline.lettering import typeface
from pipeline.model import Master
from pipeline.plate import Plate, plate
from pipeline.preflight import require
from pipeline.progress import Count, Quiet, Reporter
from pipeline.settings import Settings, load
from pipeline.wording import counted
from pipeline.workspace import Workspace, open_workspace, write_atomic

if TYPE_CHECKING:
    from pipeline.export.volume.selection import Selection
    from pipeline.export.volume.volume import Extract, Volume

SUFFIX = "汇编"  # after the title of the work, where a volume has no title of its own
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to bind."""

    selection: Selection
    title: str = ""  # of the volume; empty for that of the work and 汇编
    font: Path | None = None  # of the contents page; None for one that is installed
    unaccepted: bool = False  # take also what nobody has accepted


@dataclass(frozen=True, slots=True)
class Bound:
    """What was bound, and which issues were not looked into, with their status."""

    files: tuple[Path, ...]
    volume: Volume
    left_out: tuple[tuple[str, str], ...]


def bind(root: Path, target: Path, wanted: Wanted, reporter: Reporter | None = None) -> Bound:
    """Bind the documents that are wanted as NAME.pdf and NAME.akn.xml in the folder NAME, `target`.

    Raises:
        UsageError: where the name of the folder cannot stand in an address, or no document fits.
        MissingToolError, BadInputError: for the packages that PDF wants, and the font of the contents pages.
    """
    from pipeline.export.volume import akn, pdf

    if not _NAME.fullmatch(target.name):
        message = f"{target.name!r} cannot be the name of a volume: it becomes part of its address"
        raise UsageError(message, "Use letters, figures, '.', '-' and '_', such as shuili-1985-1987.")
    workspace = open_workspace(root)
    settings = load(workspace.config)
    require(replace(settings, export=replace(settings.export, formats=("pdf",))), ["export"])
    face = typeface(wanted.font)
    volume, left_out = _volume(workspace, settings, target.name, wanted, reporter or Quiet(sys.stderr))

    def picture(issue: str, master: Master) -> Plate:
        return plate(workspace.master(issue, master.file), master)

    made = {"pdf": pdf.write(volume, face, picture), "akn.xml": akn.write(volume)}
    for ending, data in made.items():
        write_atomic(target / f"{target.name}.{ending}", data)
    return Bound(tuple(target / f"{target.name}.{ending}" for ending in made), volume, left_out)


def _volume(
    workspace: Workspace, settings: Settings, name: str, wanted: Wanted, reporter: Reporter
) -> tuple[Volume, tuple[tuple[str, str], ...]]:
    """The volume, and the issues that nobody has accepted where that is asked for."""
    from pipeline.export.volume.volume import Volume

    states = {issue: status_of(workspace, settings, issue) for issue in workspace.issues()}
    taken = {issue: state for issue, state in states.items() if wanted.unaccepted or state == ACCEPTED}
    left_out = tuple((issue, state) for issue, state in states.items() if issue not in taken)
    found = _extracts(workspace, settings, taken, wanted.selection)
    extracts = tuple(one for one in _told(found, len(taken), reporter) if one)
    if not extracts:
        raise UsageError(_nothing(taken, left_out), _advice(left_out))
    title = wanted.title or f"{settings.work.title}{SUFFIX}"
    return Volume(name, title, settings.work, wanted.selection, extracts), left_out


def _extracts(
    workspace: Workspace, settings: Settings, taken: dict[str, str], selection: Selection
) -> Iterator[Extract | None]:
    """What is wanted of each issue, one at a time; None for nothing."""
    from pipeline.export.issue import issue_of
    from pipeline.export.pages import pages_of
    from pipeline.export.volume.selection import chosen
    from pipeline.export.volume.volume import extract

    for name, status in taken.items():
        issue = issue_of(name, pages_of(workspace, name), settings.work)
        documents = chosen(issue, selection)
        yield extract(issue, documents, status) if documents else None


def _told(found: Iterator[Extract | None], total: int, reporter: Reporter) -> Iterator[Extract | None]:
    """The same, with word of how far it is."""
    count, start = Count("compile", "issues", total), time.monotonic()
    reporter.begin(count)
    for one in found:
        count.done += 1
        count.seconds = time.monotonic() - start
        reporter.advance(count)
        yield one
    reporter.end(count)


def _nothing(taken: dict[str, str], left_out: tuple[tuple[str, str], ...]) -> str:
    """Why there is nothing to bind."""
    if not taken:
        told = ", ".join(f"{issue} ({status})" for issue, status in left_out[:10])
        return f"no issue is accepted: {told}" if told else "the work has no issue"
    return f"no document of {counted(len(taken), 'issue')} fits"


def _advice(left_out: tuple[tuple[str, str], ...]) -> str:
    if left_out:
        number = counted(len(left_out), "issue")
        return f"Not looked into, since nobody has accepted them: {number}; --unaccepted takes them."
    return "Ask for less: see `gazette search --facets` for years, bodies and types."
