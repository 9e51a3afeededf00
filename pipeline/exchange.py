"""Pages on their way to an editor or another tool and back: the command `gazette sheet` as functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import BadInputError, SheetError, UsageError, WorkspaceError
from pipeline.model import Edition, Master
from pipeline.witness import find_page
from pipeline.workspace import Workspace, open_workspace, write_atomic

if TYPE_CHECKING:
    from pipeline.proof.decisions import DecisionFile
    from pipeline.proof.sheets.returned import Outcome

_LINE_END = re.compile(r"\r\n|\r|\n")
MOST_FAULTS = 20  # told of one file


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a workspace, opened."""

    workspace: Workspace
    issue: str
    master: Master
    edition: Edition


@dataclass(frozen=True, slots=True)
class Actor:
    """Who hands something in, and for which step of the rounds; the step is empty outside of any."""

    name: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a file that came back has decided."""

    file: DecisionFile
    open: int  # places of the page that are open and stay so


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The file that was written: a sheet, or the decisions of one that came back."""

    path: Path
    issue: str
    page: str
    handed: HandedIn | None = None


def opened(root: Path, place: str, issue: str = "") -> Place:
    """The page that `place` names, such as p0003 or 1987-03/p0003, with its edition.

    Raises:
        UsageError, WorkspaceError: where there is no such page, or it has no edition yet.
    """
    workspace = open_workspace(root)
    issue, master = find_page(workspace, place, issue)
    path = workspace.edition(issue, master.page)
    if not path.exists():
        raise WorkspaceError(f"{issue} {master.page} has no edition yet", f"Run: gazette run {root}")
    return Place(workspace, issue, master, codec.load(path.read_bytes(), Edition, str(path)))


def exchanged(place: Place, target: Path | None, source: Path | None, actor: Actor) -> Exchanged:
    """Write the sheet of a page to `target`; or read `source`, and write what it has decided as a file of
    decisions: to `target`, or beside it.

    Raises:
        UsageError: where it is not said what to do, or who did it; or the file to write is there already.
        SheetError, BadInputError: as `read_sheet` does.
    """
    from pipeline.proof.decisions import dump

    if source is None and target is None:
        raise UsageError("neither --to nor --from is given", "See `gazette sheet --help`.")
    if source is None:
        return Exchanged(write_sheet(place, _new(target)), place.issue, place.master.page)
    if not actor.name.strip():
        raise UsageError("who has read the page?", "Give --as NAME.")
    path = _new(target or source.with_name(f"{source.name}.decisions.json"))
    handed = read_sheet(place, source, actor)
    write_atomic(path, dump(handed.file))
    return Exchanged(path, place.issue, place.master.page, handed)


def _new(path: Path | None) -> Path:
    """A file that is not there yet: what is there may be somebody's work."""
    if path is None or path.exists():
        raise UsageError(f"{path}: is there already", "Give another name, or move the file away.")
    return path


def write_sheet(place: Place, file: Path) -> Path:
    """Write the text of a page for an editor: a Word document where the name ends in .docx, else plain text.

    Raises:
        MissingToolError: where python-docx is needed and not installed.
    """
    from pipeline.proof.decisions import state_of
    from pipeline.proof.sheets.sheet import Origin, parts, sheet_of

    paragraphs = list(sheet_of(place.edition, place.issue))
    if file.suffix.lower() == ".docx":
        from pipeline.formats import docx

        origin = Origin(place.issue, place.master.page, state_of(place.edition))
        data = docx.write([parts(text) for text in paragraphs], str(origin))
    else:
        data = "".join(f"{text}\n" for text in paragraphs).encode("utf-8", "replace")
    write_atomic(file, data)
    return file


def read_sheet(place: Place, file: Path, actor: Actor, made: str = "") -> HandedIn:
    """What a file that came back has decided: a sheet of ours as text or .docx, or ALTO, PAGE-XML or hOCR.

    `made` is the ISO time; now, if not given.  Nothing is changed in the workspace.

    Raises:
        SheetError: where the file is of another page or state, or its lines are not those of the page.
        BadInputError: where it cannot be read at all.
    """
    from pipeline.proof.decisions import DecisionFile, state_of

    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadInputError(f"{file}: cannot be read: {error.strerror}") from error
    outcome = _outcome(place, data, str(file))
    if outcome.faults:
        raise SheetError(_told(file, outcome.faults))
    made = made or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    states = ((place.master.page, state_of(place.edition)),)
    found = DecisionFile(place.issue, actor.step, actor.name, made, states, outcome.decisions)
    return HandedIn(found, outcome.open)


def _outcome(place: Place, data: bytes, name: str) -> Outcome:
    from pipeline.formats import docx, plaintext
    from pipeline.formats.outside import read_witness, sniff
    from pipeline.formats.target import Target
    from pipeline.proof.frame import on_derivatives
    from pipeline.proof.sheets.returned import from_sheet, from_witness
    from pipeline.proof.sheets.sheet import parse

    if data.startswith(docx.MAGIC):
        return from_sheet(parse(*docx.read(data, name)), place.edition, place.issue)
    if sniff(data, name) == "text":
        text, _ = plaintext.decode(data, name)
        return from_sheet(parse(_LINE_END.split(text)), place.edition, place.issue)
    master = place.master
    target = Target(master.page, "file", master.width, master.height, master.dpi)
    path = place.workspace.clean_page(place.issue, master.page)
    clean = codec.load(path.read_bytes(), CleanPage, str(path))
    return from_witness(on_derivatives(read_witness(data, name, target), clean), place.edition)


def _told(file: Path, faults: tuple[str, ...]) -> str:
    shown = [f"  {fault}" for fault in faults[:MOST_FAULTS]]
    more = len(faults) - len(shown)
    rest = [f"  and {more} more"] if more else []
    return "\n".join((f"{file}: not taken, and nothing of it", *shown, *rest))
