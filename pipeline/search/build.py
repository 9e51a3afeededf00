"""From the texts of issues to a generation: only what has changed is taken out and put in."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import WorkspaceError
from pipeline.search import packing, postings, segments, shelf
from pipeline.search.engine import RevisingEngine, Writer
from pipeline.search.entry import Head
from pipeline.search.find import Unit
from pipeline.search.guard import writing
from pipeline.search.packing import Packed
from pipeline.search.plan import Plan

Added = tuple[Unit, int, Head, Packed]  # an entry that was added, and its rank


@dataclass(frozen=True, slots=True)
class Source:
    """The texts of an issue, a file for each unit."""

    files: Mapping[Unit, Path]


def build(
    part: Path, before: Path | None, plan: Plan, sources: Mapping[str, Source], engine: RevisingEngine
) -> Iterator[Added]:
    """Write the index of each unit into a folder, on top of the one before unless all is made anew.

    Yields every entry as it is added; the index counts when the iteration has ended.

    Raises:
        WorkspaceError: where the texts of an issue are damaged.
        NoSpaceError: where the disk is full or cannot be written.
    """
    slots = {held.issue: held.slot for held in plan.held}
    for unit in Unit:
        folder = part / unit
        with writing(part):
            folder.mkdir()
            if before and not plan.whole:
                segments.take_over(before / unit / postings.FOLDER, folder / postings.FOLDER)
            for held in plan.held:
                shelf.put(folder, held.issue, sources[held.issue].files[unit])
        writer = engine.writer(folder, _doubted([sources[issue].files[unit] for issue in plan.add]))
        for issue in plan.remove:
            writer.remove(issue)
        for issue in plan.add:
            for added in put_in(writer, sources[issue].files[unit], slots[issue]):
                yield unit, *added
        writer.close()


def put_in(writer: Writer, path: Path, slot: int) -> Iterator[tuple[int, Head, Packed]]:
    """Give an engine all entries of a file, each with its rank.

    Raises:
        WorkspaceError: where the file is damaged, or has more entries than an issue may have.
    """
    for number, (head, packed) in enumerate(_entries(path)):
        rank = _rank(path, slot, number)
        writer.add(rank, head, packed)
        yield rank, head, packed


def _doubted(paths: Sequence[Path]) -> str:
    chars: set[str] = set()
    for path in paths:
        with _texts(path):
            chars.update(packing.load_doubted(path))
    return "".join(sorted(chars))


def _entries(path: Path) -> Iterator[tuple[Head, Packed]]:
    with _texts(path):
        for packed in packing.load(path.read_bytes()):
            yield packing.unpack_head(packed.data), packed


@contextmanager
def _texts(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError, IndexError, struct.error) as error:
        advice = "Delete it and run the same command again; it is made anew."
        raise WorkspaceError(f"{path}: damaged: {error}", advice) from error


def _rank(path: Path, slot: int, number: int) -> int:
    if number >= segments.MAX_ENTRIES:
        raise WorkspaceError(
            f"{path}: an issue has more than {segments.MAX_ENTRIES:,} entries",
            "Take it in as several issues.",
        )
    return slot << segments.ENTRY_BITS | number
