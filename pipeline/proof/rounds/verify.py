"""Is the record of an issue's rounds what was written?  Every trouble is named; nothing is mended.

Without a secret kept elsewhere, who can write to the folder could write all of it anew.  So heads of
the log are compared that others know: the ledger's, and any that was noted down on paper when a step
was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec
from pipeline.errors import TamperedError, WorkspaceError
from pipeline.model import Master
from pipeline.proof.rounds import anchors, log
from pipeline.proof.rounds.anchors import Anchor
from pipeline.proof.rounds.log import Entry, Head
from pipeline.proof.rounds.plan import Plan
from pipeline.proof.rounds.standings import standing_of
from pipeline.proof.rounds.state import states
from pipeline.proof.rounds.store import Store
from pipeline.proof.standing import Standing
from pipeline.workspace import sha256_file


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it was written."""

    code: str  # "edited-entry", "cut-log", "changed-text", "other-standing", "changed-master", …
    issue: str
    message: str
    page: str = ""

    def __str__(self) -> str:
        return f"{self.issue} {self.page}".strip() + f": {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at in one issue, and what is wrong with it."""

    issue: str
    entries: int
    head: Head
    troubles: tuple[Trouble, ...]


def verify(store: Store, plan: Plan, masters: Sequence[Master], noted: Sequence[Anchor]) -> Verified:
    """Look at the log, its texts, the standings and the masters of one issue."""
    entries, found = _log(store, noted)
    troubles = [Trouble(fault.code, store.issue, fault.message) for fault in found]
    troubles += _named_files(store, entries)
    if not troubles:  # what stands can be told from a whole log only
        troubles += _standings(store, plan, entries, masters)
    troubles += _masters(store, masters)
    troubles += _looked_at(store.issue, entries, masters)
    return Verified(store.issue, len(entries), log.head_of(entries), tuple(troubles))


def _log(store: Store, noted: Sequence[Anchor]) -> tuple[tuple[Entry, ...], tuple[log.LogFault, ...]]:
    try:
        kept = store.kept()
    except TamperedError as error:
        entries, faults = log.read(store.log_bytes())
        return entries, (log.LogFault("damaged-head", str(error), 0), *faults)
    entries, faults = log.read(anchors.whole(store.log_bytes(), kept))
    others = (*store.anchors(), *noted)
    return entries, faults or anchors.faults(entries, kept, others)


def _named_files(store: Store, entries: Iterable[Entry]) -> Iterator[Trouble]:
    """Texts and files of decisions that the log names."""
    texts: dict[str, Entry] = {}
    files: dict[str, Entry] = {}
    for entry in entries:
        for digest in filter(None, (entry.before, entry.after)):
            texts.setdefault(digest, entry)
        if entry.fact("file"):
            files.setdefault(entry.fact("file"), entry)
    for named, path_of in ((texts, store.text_file), (files, store.decision_file)):
        for digest, entry in named.items():
            path = path_of(digest) if digest.isalnum() else store.folder
            told = f"{path.parent.name}/{path.name} of entry {entry.seq}"
            if not path.is_file():
                yield Trouble("missing-text", store.issue, f"{told} is gone", entry.page)
            elif sha256_file(path) != digest:
                yield Trouble("changed-text", store.issue, f"{told} was changed", entry.page)


def _standings(
    store: Store, plan: Plan, entries: Sequence[Entry], masters: Iterable[Master]
) -> Iterator[Trouble]:
    """Does what counts for the edition follow from the log?"""
    found = states(entries, [master.page for master in masters], plan)
    for page, state in found.items():
        path = store.workspace.standing(store.issue, page)
        wanted = standing_of(state, entries, plan, store.text)
        if _standing(path, page) != wanted:
            what = "is not what the log says" if path.exists() else "is gone"
            message = f"rounds/{path.name} {what}; a next entry on the page writes it anew"
            yield Trouble("other-standing", store.issue, message, page)


def _standing(path: Path, page: str) -> Standing | None:
    """What a file has; an empty standing where there is no file, None where it is none."""
    if not path.exists():
        return Standing(page)
    try:
        return codec.load(path.read_bytes(), Standing, str(path))
    except WorkspaceError:
        return None


def _masters(store: Store, masters: Iterable[Master]) -> Iterator[Trouble]:
    digests: dict[str, str] = {}
    for master in masters:
        path = store.workspace.master(store.issue, master.file)
        if master.file not in digests:
            digests[master.file] = sha256_file(path) if path.is_file() else ""
        if digests[master.file] != master.sha256:
            what = "is not the file that was taken in" if digests[master.file] else "is gone"
            yield Trouble("changed-master", store.issue, f"0-master/{master.file} {what}", master.page)


def _looked_at(issue: str, entries: Iterable[Entry], masters: Iterable[Master]) -> Iterator[Trouble]:
    """Pages on which the last work was done on another scan."""
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.image:
            last[entry.page] = entry
    now: Mapping[str, str] = {master.page: master.sha256 for master in masters}
    for page, entry in last.items():
        if now.get(page, "") != entry.image:
            message = f"entry {entry.seq} ({entry.act} by {entry.actor}) was made from another scan"
            yield Trouble("other-master", issue, message, page)
