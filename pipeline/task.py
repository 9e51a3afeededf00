"""What a stage is made of: tasks, each turning the files of one unit into other files.

A stage says what it reads and what it makes; the runner decides whether that is needed, hands the
work out, writes the files and keeps the ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pipeline.model import Finding
from pipeline.settings import Settings
from pipeline.workspace import Workspace


class Scope(Enum):
    """What one run of a task covers."""

    PAGE = "page"
    ISSUE = "issue"
    WORK = "work"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One page, one issue (no page), or the whole work (neither)."""

    issue: str = ""
    page: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.issue, self.page) if part) or "the work"


@dataclass(frozen=True, slots=True)
class Product:
    """Files to write, in this order, and what a person should look at."""

    files: tuple[tuple[Path, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work.  All callables are functions of a module, so that they reach worker processes.

    `inputs` lists the files the work reads, without those that may be missing and are; a unit with
    no inputs has nothing to do.  `work` reads them and returns what to write: it writes nothing.
    """

    name: str  # unique over all stages: "scan", "layout", "P6", "edition", …
    stage: str
    scope: Scope
    settings: Callable[[Workspace, Unit, Settings], Any]  # the frozen record that `work` gets
    inputs: Callable[[Workspace, Unit], tuple[Path, ...]]
    work: Callable[[Workspace, Unit, Any], Product]
    tools: tuple[tuple[str, str], ...] = ()  # name and version of what does it; part of the fingerprint
    parallel: bool = True  # False: keeps all cores busy by itself, so one at a time
