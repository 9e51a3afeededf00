"""The table of contents: what is done to a page, in order.

Before the first stage `gazette intake` copies the masters into ``0-master`` (`pipeline.scan.intake`).
Each stage then reads the folders before its own and writes its own, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.export import tasks as export
from pipeline.ocr import stage as ocr
from pipeline.proof import stage as proof
from pipeline.scan import stage as scan
from pipeline.search import stage as search
from pipeline.settings import Settings
from pipeline.task import Task
from pipeline.workspace import EXPORT, INDEX, OCR, PROOF, SCAN


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the work; `tasks` says what there is to do under given settings, in order."""

    name: str  # also the name of its command
    folder: str  # the only folder it writes to
    tasks: Callable[[Settings], tuple[Task, ...]]


STAGES = (
    Stage("scan", SCAN, scan.tasks),  # turn, split, level and clean each page image
    Stage("ocr", OCR, ocr.tasks),  # find the lines and read each page with every engine: the witnesses
    Stage("proof", PROOF, proof.tasks),  # compare the witnesses, settle what agrees, report the rest
    Stage("export", EXPORT, export.tasks),  # write each issue as structured XML and plain text
    Stage("index", INDEX, search.tasks),  # make the full text of the whole work searchable
)


def stage(name: str) -> Stage:
    """The stage of that name."""
    return next(stage for stage in STAGES if stage.name == name)
