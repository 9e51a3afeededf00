"""The folder `index/`: whole generations side by side, and one small file that says which one counts.

A generation is a folder named by the hash of what it holds.  It is built as ``.index.part`` beside
`index/`, flushed, and renamed into it when it is complete; ``current.json`` then names it, and that
file's atomic replacement is the swap.  Until then the generation before answers; it goes when the
next one is built.  ``issues/`` holds what generations are made of, one file an issue and unit.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import codec
from pipeline.errors import WorkspaceError
from pipeline.search import postings
from pipeline.search.guard import damaged, writing
from pipeline.search.plan import Held
from pipeline.workspace import Workspace

FORMAT = 5  # of the folder; a higher one makes every index anew
CURRENT = "current.json"
ISSUES = "issues"
_PART = ".index.part"
_ATTEMPTS = 3  # to remove a folder in which a thread of tantivy may still be removing files of its own
Tools = tuple[tuple[str, str], ...]  # name, version


@dataclass(frozen=True, slots=True)
class Generation:
    """What ``current.json`` says."""

    folder: str  # name of the folder inside index/
    version: int
    tools: Tools
    issues: tuple[Held, ...]
    files: tuple[tuple[str, int], ...]  # name within the folder, size in bytes


def current(workspace: Workspace) -> Generation:
    """The generation that answers.

    Raises:
        WorkspaceError: where there is none, one of another format, or one whose files are cut short.
    """
    path = workspace.index / CURRENT
    advice = f"Make it: gazette run {workspace.root}"
    try:
        generation = codec.load(path.read_bytes(), Generation, str(path))
    except FileNotFoundError as error:
        raise WorkspaceError(f"{workspace.root}: there is no index yet", advice) from error
    if generation.version != FORMAT:
        raise WorkspaceError(f"{path}: an index of format {generation.version}, expected {FORMAT}", advice)
    folder = workspace.index / generation.folder
    if folder.parent != workspace.index or _sizes(folder) != generation.files:
        raise damaged(folder, "files are missing or not as long as they were")
    return generation


@contextmanager
def building(workspace: Workspace) -> Iterator[Path]:
    """An empty folder to build in; whatever is left of it afterwards, or of a killed build, is removed.

    Raises:
        NoSpaceError: where the workspace cannot be written.
    """
    part = workspace.root / _PART
    with writing(part):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
    try:
        yield part
    finally:
        for _ in range(_ATTEMPTS):
            shutil.rmtree(part, ignore_errors=True)
            if not part.exists():
                break


def described(part: Path, tools: Tools, held: Sequence[Held]) -> Generation:
    """The record of what a folder holds."""
    digest = hashlib.sha256(f"index format {FORMAT} {tools}\n".encode())
    for issue in held:
        digest.update(f"{issue.issue}\t{issue.digest}\t{issue.slot}\n".encode())
    return Generation(digest.hexdigest()[:16], FORMAT, tools, tuple(held), _sizes(part))


def install(workspace: Workspace, part: Path, generation: Generation) -> None:
    """Put a complete generation into `index/`, beside the one that ``current.json`` names.

    Raises:
        NoSpaceError: where the disk is full or cannot be written.
    """
    target = workspace.index / generation.folder
    with writing(part):
        for path in sorted(part.rglob("*")):
            _flush(path)
        workspace.index.mkdir(exist_ok=True)
        remove_others(workspace, generation.folder)
        if not _same(part, target):
            shutil.rmtree(target, ignore_errors=True)
            part.rename(target)
            _flush(workspace.index)


def remove_others(workspace: Workspace, folder: str) -> None:
    """Remove all generations but the one that counts now and the one that will."""
    keep = {folder, ISSUES}
    with suppress(WorkspaceError):  # what no file names, or a damaged one does, answers nobody
        keep.add(current(workspace).folder)
    for path in sorted(workspace.index.iterdir()):
        if path.is_dir() and path.name not in keep:
            shutil.rmtree(path)


def _sizes(folder: Path) -> tuple[tuple[str, int], ...]:
    """The files of the postings, without tantivy's empty lock files; texts are looked at when read."""
    files = sorted(path for path in folder.glob(f"*/{postings.FOLDER}/*") if path.suffix != ".lock")
    return tuple((path.relative_to(folder).as_posix(), path.stat().st_size) for path in files)


def _same(part: Path, target: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = [name for name, _ in _sizes(part)]
    if _sizes(part) != _sizes(target):
        return False
    return filecmp.cmpfiles(part, target, names, shallow=False)[0] == names


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
