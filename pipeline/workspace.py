"""A workspace on disk: every path, atomic writes, hashes, the lock.

::

    ningxia/                gazette.toml  ledger.sqlite  index/
      1987-03/  overrides.toml
                0-master/inventory.json p0001.tif …   1-scan/p0001.json p0001.png …
                2-ocr/p0001.layout.json p0001.P6.json …
                3-proof/p0001.json balance/p0001.json balance.json slips.json report/index.html
                4-export/issue.akn.xml mets.xml alto/p0001.xml …
                rounds/log.jsonl head.json p0001.json texts/… files/…
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from pipeline import codec
from pipeline.errors import BadInputError, LockedError, NoSpaceError, UsageError, WorkspaceError
from pipeline.model import Inventory

CONFIG = "gazette.toml"
MASTER, SCAN, OCR, PROOF, EXPORT, INDEX = "0-master", "1-scan", "2-ocr", "3-proof", "4-export", "index"
ROUNDS = "rounds"
_ISSUE_ID = re.compile(r"[^\W_][\w.+-]{0,99}")
_CHUNK = 1 << 20
_FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


@dataclass(frozen=True, slots=True)
class Workspace:
    """One work, in one folder."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / CONFIG

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def index(self) -> Path:
        return self.root / INDEX

    @property
    def relations(self) -> Path:
        """What the documents of all issues have to do with one another."""
        return self.root / EXPORT / "relations.jsonl"

    @property
    def twins(self) -> Path:
        """The pages that show which documents were printed twice, and what differs."""
        return self.root / EXPORT / "twins"

    def twin_page(self, first: str, second: str) -> Path:
        """The page of two documents that are nearly the same: ``1985-01_d_p0003…--1987-03_d_p0004….html``"""
        return self.twins / f"{first}--{second}.html".replace("/", "_")

    def issue(self, issue: str) -> Path:
        return self.root / issue

    def overrides(self, issue: str) -> Path:
        return self.issue(issue) / "overrides.toml"

    def inventory_file(self, issue: str) -> Path:
        return self.issue(issue) / MASTER / "inventory.json"

    def master(self, issue: str, file: str) -> Path:
        return self.issue(issue) / MASTER / file

    def outside_witness(self, issue: str, page: str, sigil: str) -> Path:
        """The file of an imported witness as it came, whatever its format."""
        return self.issue(issue) / MASTER / "witness" / f"{page}.{sigil}"

    def clean_page(self, issue: str, page: str) -> Path:
        return self.issue(issue) / SCAN / f"{page}.json"

    def derivative(self, issue: str, file: str) -> Path:
        return self.issue(issue) / SCAN / file

    def layout(self, issue: str, page: str) -> Path:
        return self.issue(issue) / OCR / f"{page}.layout.json"

    def witness(self, issue: str, page: str, sigil: str) -> Path:
        return self.issue(issue) / OCR / f"{page}.{sigil}.json"

    def edition(self, issue: str, page: str) -> Path:
        return self.issue(issue) / PROOF / f"{page}.json"

    def blind_edition(self, issue: str, page: str) -> Path:
        """The edition without what the next person is not to see; there only where something is hidden."""
        return self.issue(issue) / PROOF / "blind" / f"{page}.json"

    def shown_edition(self, issue: str, page: str) -> Path:
        """The edition that the next person works on."""
        blind = self.blind_edition(issue, page)
        return blind if blind.exists() else self.edition(issue, page)

    def rounds(self, issue: str) -> Path:
        """What people did; the one folder of an issue, beside the masters, that cannot be made again."""
        return self.issue(issue) / ROUNDS

    def standing(self, issue: str, page: str) -> Path:
        return self.rounds(issue) / f"{page}.json"

    def report(self, issue: str) -> Path:
        return self.issue(issue) / PROOF / "report"

    def export(self, issue: str) -> Path:
        return self.issue(issue) / EXPORT

    def issues(self) -> tuple[str, ...]:
        """The issues taken in, in natural order."""
        found = [path.parent.parent.name for path in self.root.glob(f"*/{MASTER}/inventory.json")]
        return tuple(sorted(found, key=natural_key))

    def inventory(self, issue: str) -> Inventory:
        """What the issue holds.

        Raises:
            WorkspaceError: where there is no such issue, or its inventory is damaged.
        """
        path = self.inventory_file(issue)
        if not path.exists():
            known = ", ".join(self.issues()[:10]) or "none yet"
            raise WorkspaceError(f"{self.root}: no issue {issue}", f"Issues here: {known}")
        facts = path.stat()
        return _inventory(path, facts.st_size, facts.st_mtime_ns)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep a second process out.  The lock dies with the process, so a kill leaves nothing behind.

        Raises:
            LockedError: where another process holds it.
        """
        with no_space(self.root):
            handle = (self.root / ".lock").open("w")
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LockedError(f"{self.root}: another gazette process is working here") from error
            yield


@lru_cache(maxsize=8)
def _inventory(path: Path, _size: int, _mtime_ns: int) -> Inventory:
    """Every task on every page of an issue asks for it; size and time tell a changed file."""
    return codec.load(path.read_bytes(), Inventory, str(path))


def open_workspace(root: Path) -> Workspace:
    """The workspace in a folder.

    Raises:
        WorkspaceError: where the folder holds none.
    """
    if not (root / CONFIG).is_file():
        raise WorkspaceError(f"{root}: no workspace here ({CONFIG} is missing)")
    return Workspace(root.resolve())


def issue_id(text: str) -> str:
    """A checked issue id: it becomes a folder name and part of every exported id.

    Raises:
        UsageError: where it could name another place, or is one of ours.
    """
    if not _ISSUE_ID.fullmatch(text) or ".." in text or text in (INDEX, CONFIG):
        raise UsageError(
            f"{text!r} cannot be an issue id",
            "Use letters, digits, dots and hyphens, such as 1987-03.",
        )
    return text


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which page2 comes before page10, and case does not matter."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    numbered = tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)
    return (*numbered, (-1, 0, name))


def write_atomic(path: Path, data: bytes) -> None:
    """Write under a temporary name in the same folder, flush to disk, rename.

    Raises:
        NoSpaceError: where the disk is full or the folder cannot be written.
    """
    with no_space(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        try:
            with part.open("wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
        except OSError:
            part.unlink(missing_ok=True)  # a full disk has no room for half a file
            raise
        part.replace(path)


def copy_atomic(source: Path, target: Path, digest: str, mode: int) -> None:
    """Copy a file as `write_atomic` writes; what is then on the disk has the SHA-256 `digest`.

    Raises:
        BadInputError: where the source has other content than that by now, or cannot be read.
        NoSpaceError: where the disk is full or the folder cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    with _readable(source) as reader, no_space(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)  # one left behind may be read-only
        with part.open("wb") as writer:
            shutil.copyfileobj(reader, writer, _CHUNK)
            writer.flush()
            os.fsync(writer.fileno())
        if sha256_file(part) != digest:
            part.unlink()
            raise BadInputError(f"{source}: changed while it was being copied", "Take it in again.")
        part.chmod(mode)
        part.replace(target)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@contextmanager
def _readable(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as handle:
            yield handle
    except OSError as error:
        raise BadInputError(f"{path}: cannot be copied: {error.strerror}") from error


@contextmanager
def no_space(path: Path) -> Iterator[None]:
    """Turn what a full or read-only disk says into an error that names the path."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL_DISK:
            raise
        raise NoSpaceError(f"{path}: cannot be written: {error.strerror}") from error
