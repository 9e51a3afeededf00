"""The texts that a page has in a workspace: of an engine, of a step of the rounds, of the edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import UsageError
from pipeline.model import Edition, Witness
from pipeline.proof.diff.passes import Pass, last, names, passes, sample_read
from pipeline.proof.frame import on_derivatives
from pipeline.proof.standing import Carrier
from pipeline.workspace import Workspace

EDITION = "edition"
ROUNDS = "rounds"  # the folder of an issue that holds what people did
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a page, its boxes on the derivatives, and who made it, where that was a person."""

    witness: Witness
    by: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that an issue has to read."""

    workspace: Workspace
    issue: str
    passes: tuple[Pass, ...]
    reread: tuple[int, int, int] | None = None  # the last sample: characters read, of how many, wrong

    def get(self, page: str, name: str) -> Text | None:
        """The text that `name` speaks of: "edition", a sigil, a step, a round, "log:17"; None without one."""
        if name == EDITION:
            edition = self.edition(page)
            return None if edition is None else Text(as_witness(edition))
        path = self.workspace.witness(self.issue, page, name)
        if _is_plain(name) and path.exists():
            return Text(self._placed(page, load(path, Witness)))
        made = last(self.passes, page, name)
        return None if made is None else self.after(made)

    def edition(self, page: str) -> Edition | None:
        path = self.workspace.edition(self.issue, page)
        return load(path, Edition) if path.exists() else None

    def after(self, made: Pass) -> Text | None:
        """The text that a pass left behind; None where its file is gone."""
        witness = self.kept(made.page, made.after)
        return None if witness is None else Text(witness, made.actor)

    def kept(self, page: str, digest: str) -> Witness | None:
        """A text of the rounds by its SHA-256."""
        path = rounds_folder(self.workspace, self.issue) / "texts" / f"{digest}.json"
        if not _is_plain(digest) or not path.exists():
            return None
        return self._placed(page, load(path, Carrier).witness)

    def names(self) -> tuple[str, ...]:
        """Everything that `get` knows for at least one page, to tell a user."""
        folder = self.workspace.witness(self.issue, "x", "y").parent
        sigils = {path.name.split(".")[1] for path in folder.glob("p*.*.json")} - {"layout"}
        return (EDITION, *sorted(sigils), *names(self.passes))

    def _placed(self, page: str, witness: Witness) -> Witness:
        clean = self.workspace.clean_page(self.issue, page)
        return on_derivatives(witness, load(clean, CleanPage)) if clean.exists() else witness


def texts_of(workspace: Workspace, issue: str) -> Texts:
    """The texts of an issue.

    Raises:
        WorkspaceError: where there is no such issue.
    """
    workspace.inventory(issue)
    log = rounds_folder(workspace, issue) / "log.jsonl"
    data = log.read_bytes() if log.exists() else b""
    return Texts(workspace, issue, passes(data), sample_read(data))


def rounds_folder(workspace: Workspace, issue: str) -> Path:
    return workspace.issue(issue) / ROUNDS


def as_witness(edition: Edition) -> Witness:
    """The text of an edition as one more reading of the page."""
    return Witness(edition.page, EDITION, edition.regions, (), edition.steps)


def require_page(workspace: Workspace, issue: str, page: str) -> None:
    """Check that the issue has the page.

    Raises:
        UsageError: where it has not.
    """
    known = [master.page for master in workspace.inventory(issue).masters]
    if page not in known:
        few = ", ".join(known[:5]) + (" …" if len(known) > 5 else "")
        raise UsageError(f"issue {issue} has no page {page}", f"It has {few or 'no page at all'}.")


def load(path: Path, cls: type[T]) -> T:
    return codec.load(path.read_bytes(), cls, str(path))


def _is_plain(name: str) -> bool:
    """Nothing that could lead to another folder."""
    return name.isalnum()
