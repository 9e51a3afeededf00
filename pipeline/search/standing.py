"""A search that runs on, in a web server say, while the work is indexed anew beside it.

A generation never changes, so an open reader goes on answering from the one it was opened on, until two
later builds have removed it.  What says that another one counts is a small file that is replaced; to look
whether it has been takes microseconds, so that is done before every question.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from pipeline.search import generation
from pipeline.search.engine import Reader
from pipeline.search.find import Unit
from pipeline.search.postings import Tantivy
from pipeline.workspace import Workspace


class Standing:
    """The index of a work, kept open; for one thread.

    ``with Standing(workspace) as standing: answer(standing.reader(), parse(query), Window(20))``
    """

    def __init__(self, workspace: Workspace, unit: Unit = Unit.DOCUMENT) -> None:
        self._workspace, self._unit = workspace, unit
        self._reader: Reader | None = None
        self._seen: tuple[int, ...] = ()

    def reader(self) -> Reader:
        """The generation that counts now; asked for with every question, not within one.

        Raises:
            WorkspaceError: where there is none, or it is damaged.
        """
        seen = self._look()
        if self._reader is None or seen != self._seen:
            folder = self._workspace.index / generation.current(self._workspace).folder
            reader = Tantivy().reader(folder / self._unit)
            self.close()
            self._reader, self._seen = reader, seen
        return self._reader

    def close(self) -> None:
        if self._reader:
            self._reader.close()
        self._reader = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look(self) -> tuple[int, ...]:
        """What tells the file that names the generation from others of that name; empty where it is gone."""
        try:
            found = (self._workspace.index / generation.CURRENT).stat()
        except FileNotFoundError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size
