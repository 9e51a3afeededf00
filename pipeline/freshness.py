"""Is there anything to do?  A unit is fresh when the ledger says it was done from the very same things.

The fingerprint covers the task, its tools, its settings record, the format of our files, and the
path and SHA-256 of every input.  Hashes of inputs are remembered by size and time, so that a second
run over a large work reads no image.
"""

from __future__ import annotations

from pathlib import Path

from pipeline import codec
from pipeline.errors import BadInputError
from pipeline.ledger import Ledger, Output
from pipeline.settings import Settings
from pipeline.task import Scope, Task, Unit
from pipeline.workers import Call
from pipeline.workspace import Workspace, sha256, sha256_file


def units(task: Task, pages: dict[str, tuple[str, ...]]) -> tuple[Unit, ...]:
    """What a task covers, given the page ids of each issue, in order."""
    if task.scope is Scope.WORK:
        return (Unit(),)
    if task.scope is Scope.ISSUE:
        return tuple(Unit(issue) for issue in pages)
    return tuple(Unit(issue, page) for issue, ids in pages.items() for page in ids)


def call_for(task: Task, unit: Unit, workspace: Workspace, ledger: Ledger, settings: Settings) -> Call | None:
    """The task on that unit with its fingerprint; None where there is nothing to do it from.

    Raises:
        GazetteError: where the page's settings or one of its inputs cannot be read.
    """
    inputs = task.inputs(workspace, unit)
    if not inputs:
        return None
    record = task.settings(workspace, unit, settings)
    hashes = [(relative(path, workspace), input_hash(path, workspace, ledger)) for path in inputs]
    parts = (task.name, task.tools, record, hashes, codec.FORMAT)
    fingerprint = sha256(codec.canonical(parts).encode())
    return Call(task, workspace, unit, record, fingerprint)


def is_fresh(call: Call, ledger: Ledger) -> bool:
    """Whether this very call is done and its files are there.

    A call whose files were all in place when the process was killed is confirmed here: its work is
    not done twice.
    """
    entry = ledger.entry(call.task.name, call.unit)
    if entry is None or entry.fingerprint != call.fingerprint or entry.state == "failed":
        return False
    outputs = ledger.outputs(call.task.name, call.unit)
    if entry.state == "done":
        return all(_size(call.workspace.root / o.path) == o.size for o in outputs)
    if not all(_holds(call.workspace.root / o.path, o) for o in outputs):
        return False
    for output in outputs:
        _sweep(call.workspace.root / output.path)
    ledger.confirm(call.task.name, call.unit)
    return True


def input_hash(path: Path, workspace: Workspace, ledger: Ledger) -> str:
    """The SHA-256 of an input file, from memory where its size and time are those remembered.

    Raises:
        BadInputError: where the file cannot be read.
    """
    try:
        stat = path.stat()
        name = relative(path, workspace)
        known = ledger.known_hash(name, stat.st_size, stat.st_mtime_ns)
        if known is None:
            known = sha256_file(path)
            ledger.remember_hash(name, stat.st_size, stat.st_mtime_ns, known)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror}") from error
    return known


def relative(path: Path, workspace: Workspace) -> str:
    """The path inside the workspace, which is the same wherever the workspace lies."""
    return path.relative_to(workspace.root).as_posix()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _holds(path: Path, output: Output) -> bool:
    return _size(path) == output.size and sha256_file(path) == output.sha256


def _sweep(path: Path) -> None:
    """Remove the temporary file that a killed `write_atomic` left beside a file that is whole."""
    path.with_name(f".{path.name}.part").unlink(missing_ok=True)
