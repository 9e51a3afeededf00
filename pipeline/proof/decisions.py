"""What a proofreader decided, as the report and the command line hand it in: a JSON file.

::

    {"format": "gazette-decisions 1", "issue": "1987-03", "step": "scan.proof1", "actor": "王芳",
     "made": "2026-03-01T09:30:00Z", "states": {"p0003": "9f2c…"},
     "decisions": [{"page": "p0003", "app": "p0003_r02_l05_a01", "line": "p0003_r02_l05", "start": 3,
                    "stop": 4, "lemma": "末", "act": "type", "text": "未", "note": ""}]}
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from pipeline.model import Edition

FORMAT = "gazette-decisions 1"


class Act(Enum):
    """What a person does with a place."""

    CHOOSE = "choose"  # one of the readings shown, the lemma included
    TYPE = "type"  # a text of their own
    SIC = "sic"  # `text` is what is printed, and the print is wrong: kept and marked
    UNREADABLE = "unreadable"  # nobody can read it there; stands as 〓
    SKIP = "skip"  # left for someone else


@dataclass(frozen=True, slots=True)
class Decision:
    """One place of one page; `start` and `stop` count the glyphs of its line in that edition."""

    page: str
    app: str  # id of the app; a place of settled text that was shown has an id of its own
    line: str
    start: int
    stop: int
    lemma: str  # what stood there
    text: str  # what is to stand there; of SKIP and UNREADABLE without meaning
    act: Act
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """All decisions of one person in one step, and the states of the pages they were made from."""

    issue: str
    step: str  # id of the step of the rounds; empty outside of any
    actor: str
    made: str  # ISO time, UTC
    states: tuple[tuple[str, str], ...]  # page, `state_of` the edition that was shown
    decisions: tuple[Decision, ...]


def state_of(edition: Edition) -> str:
    """SHA-256, in hexadecimal, of the ids and texts of all lines in order: changes with any character."""
    lines = (f"{line.id}\t{line.text}\n" for region in edition.regions for line in region.lines)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
