"""From the texts of issues to a generation: only what has changed is taken out and put in."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import WorkspaceError
from pipeline.search import packing, postings, segments
from pipeline.search.engine import RevisingEngine
from pipeline.search.entry import Head
from pipeline.search.find import Unit
from pipeline.search.guard import writing
from pipeline.search.plan import Plan

Added = tuple[Unit, int, Head, bytes]  # an entry that was added: its rank, its head, and all of it, packed


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
        paths = [sources[issue].files[unit] for issue in plan.add]
        writer = engine.writer(folder, _doubted(paths))
        for issue in plan.remove:
            writer.remove(issue)
        for issue, path in zip(plan.add, paths, strict=True):
            for number, (head, packed) in enumerate(_entries(path)):
                rank = _rank(path, slots[issue], number)
                writer.add(rank, head, packed)
                yield unit, rank, head, packed
        writer.close()


def _doubted(paths: Sequence[Path]) -> str:
    chars: set[str] = set()
    for path in paths:
        with _texts(path):
            chars.update(packing.load_doubted(path.read_bytes()))
    return "".join(sorted(chars))


def _entries(path: Path) -> Iterator[tuple[Head, bytes]]:
    with _texts(path):
        packed = list(packing.load(path.read_bytes()))
    for data in packed:
        with _texts(path):
            head = packing.unpack_head(data)
        yield head, data


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
