"""The folder ISSUE/rounds: the log, the texts it names, and the standing of each page.

Called from the commands, with the workspace locked; nothing of it runs inside a stage.  Texts and
files are named by their SHA-256 and never changed or deleted.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec
from pipeline.errors import TamperedError
from pipeline.ledger import Ledger
from pipeline.proof.rounds import anchors, log
from pipeline.proof.rounds.anchors import Anchor, Kept
from pipeline.proof.rounds.log import Entry, Event, Head
from pipeline.proof.standing import Carrier, Standing
from pipeline.workspace import Workspace, no_space, sha256, write_atomic


@dataclass(frozen=True, slots=True)
class Store:
    """The rounds of one issue on disk."""

    workspace: Workspace
    issue: str

    @property
    def folder(self) -> Path:
        return self.workspace.rounds(self.issue)

    @property
    def log_file(self) -> Path:
        return self.folder / "log.jsonl"

    @property
    def head_file(self) -> Path:
        return self.folder / "head.json"

    def text_file(self, digest: str) -> Path:
        return self.folder / "texts" / f"{digest}.json"

    def decision_file(self, digest: str) -> Path:
        return self.folder / "files" / f"{digest}.json"

    def log_bytes(self) -> bytes:
        return self.log_file.read_bytes() if self.log_file.exists() else b""

    def kept(self) -> Kept:
        """What the file beside the log says of its end.

        Raises:
            TamperedError: where it cannot be read.
        """
        if not self.head_file.exists():
            return Kept(Head())
        try:
            return anchors.parse(self.head_file.read_bytes())
        except ValueError as error:
            raise TamperedError(f"{self.head_file}: damaged: {error}") from error

    def anchors(self) -> tuple[Anchor, ...]:
        """The head that the ledger knows; a ledger that was made anew knows none."""
        if not self.workspace.ledger.exists():
            return ()
        with Ledger(self.workspace.ledger) as ledger:
            known = ledger.head(self.issue)
        return (Anchor("the ledger", anchors.head(known)),) if known else ()

    def entries(self) -> tuple[Entry, ...]:
        """The whole log.

        Raises:
            TamperedError: where it is not what was written.
        """
        kept = self.kept()
        entries, faults = log.read(anchors.whole(self.log_bytes(), kept))
        faults = faults or anchors.faults(entries, kept, self.anchors())
        if faults:
            more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
            raise TamperedError(f"{self.log_file}: {faults[0].message}{more}")
        return entries

    def append(self, events: Sequence[Event]) -> tuple[Entry, ...]:
        """Take down some events: announced and written; `confirm` once all that follows is done, too.

        Raises:
            TamperedError: where the log is not what was written; nothing is added to it.
            NoSpaceError: where the disk is full.
        """
        start = end = log.head_of(self.entries())
        made: list[Entry] = []
        for event in events:
            made.append(log.entered(event, end))
            end = log.head_of(made)
        before = anchors.whole(self.log_bytes(), self.kept())
        write_atomic(self.head_file, anchors.dump(Kept(start, end)))
        with no_space(self.log_file), self.log_file.open("ab") as handle:
            handle.truncate(len(before))
            handle.write(b"".join(map(log.line_of, made)))
            handle.flush()
            os.fsync(handle.fileno())
        return tuple(made)

    def unconfirmed(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The last entries of the log, if a process was killed before it had done what follows from them."""
        kept = self.kept()
        return tuple(entries[kept.head.seq :]) if kept.announced == log.head_of(entries) else ()

    def confirm(self, head: Head) -> None:
        """The log ends there and what follows from it is done: taken down beside it and in the ledger."""
        write_atomic(self.head_file, anchors.dump(Kept(head)))
        with Ledger(self.workspace.ledger) as ledger:
            ledger.keep_head(self.issue, str(head))

    def put_text(self, carrier: Carrier) -> str:
        """Keep a text; the same text is kept once."""
        return self._put(self.folder / "texts", codec.dump(carrier))

    def put_file(self, data: bytes) -> str:
        """Keep a file of decisions as it was handed in."""
        return self._put(self.folder / "files", data)

    def _put(self, folder: Path, data: bytes) -> str:
        digest = sha256(data)
        path = folder / f"{digest}.json"
        if not path.exists():
            write_atomic(path, data)
        return digest

    def text(self, digest: str) -> Carrier:
        """A text that the log names.

        Raises:
            TamperedError: where it is gone, or not what it was.
        """
        path = self.text_file(digest)
        data = path.read_bytes() if path.exists() else b""
        if sha256(data) != digest:
            raise TamperedError(f"{path}: {'is gone' if not data else 'was changed'}, and the log names it")
        return codec.load(data, Carrier, str(path))

    def put_standing(self, standing: Standing) -> bool:
        """Write the standing of a page where it is another than before; is it?"""
        path = self.workspace.standing(self.issue, standing.page)
        if not standing.carriers and not path.exists():
            return False
        data = codec.dump(standing)
        if path.exists() and path.read_bytes() == data:
            return False
        write_atomic(path, data)
        return True
