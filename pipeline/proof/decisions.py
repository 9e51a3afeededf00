"""What a proofreader decided, as the report and the command line hand it in: a JSON file.

::

    {"format": "gazette-decisions 1", "issue": "1987-03", "step": "scan.proof1", "actor": "王芳",
     "made": "2026-03-01T09:30:00Z", "states": {"p0003": "9f2c…"},
     "decisions": [{"page": "p0003", "app": "p0003_r02_l05_a01", "line": "p0003_r02_l05", "start": 3,
                    "stop": 4, "lemma": "末", "act": "type", "text": "未", "note": ""}]}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from pipeline.errors import BadInputError
from pipeline.model import Edition

FORMAT = "gazette-decisions 1"
LARGEST = 64 << 20  # bytes of a file that is read at all
LONGEST = 2_000  # characters of one text or note


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


def dump(file: DecisionFile) -> bytes:
    """The file as it is handed in; equal records give equal bytes."""
    plain = {
        "format": FORMAT,
        "issue": file.issue,
        "step": file.step,
        "actor": file.actor,
        "made": file.made,
        "states": dict(file.states),
        "decisions": [
            {field.name: _plain(getattr(decision, field.name)) for field in fields(Decision)}
            for decision in file.decisions
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


def parse(data: bytes, source: str) -> DecisionFile:
    """Read what was handed in; whether it fits the pages is another question.

    Raises:
        BadInputError: where the bytes are no such file, or hold what no text of a page can; `source`
            names them.
    """
    advice = "Save it again from the report, or from whatever wrote it."
    try:
        if len(data) > LARGEST:
            raise ValueError(f"it has {len(data)} bytes, and {LARGEST} at most are read")
        found = json.loads(data)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise ValueError(f"it does not say that its format is {FORMAT}")
        states = tuple(sorted((_name(page), _name(state)) for page, state in _table(found["states"]).items()))
        decisions = tuple(_decision(item) for item in _list(found["decisions"]))
        issue, step, actor, made = (_name(found[key]) for key in ("issue", "step", "actor", "made"))
        return DecisionFile(issue, step, actor, made, states, decisions)
    except KeyError as error:
        raise BadInputError(f"{source}: is no file of decisions: {error} is missing", advice) from error
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"{source}: is no file of decisions: {error}", advice) from error


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _decision(item: Any) -> Decision:
    found = _table(item)
    start, stop = found["start"], found["stop"]
    if type(start) is not int or type(stop) is not int or not 0 <= start <= stop:
        raise ValueError(f"{start!r} to {stop!r} is no stretch of a line")
    texts = {key: _text(found[key]) for key in ("page", "app", "line", "lemma", "text")}
    act = Act(_text(found["act"]))
    return Decision(start=start, stop=stop, act=act, note=_text(found.get("note", "")), **texts)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{str(value)[:40]!r} is no table of names and values")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{str(value)[:40]!r} is no list")
    return value


def _name(value: Any) -> str:
    text = _text(value)
    if not text.isprintable():
        raise ValueError(f"{text!r} holds what cannot be printed")
    return text.strip()


def _text(value: Any) -> str:
    """A text that can stand in a line: no line ends and other controls, no halves of characters."""
    if not isinstance(value, str):
        raise ValueError(f"{str(value)[:40]!r} is no text")
    if len(value) > LONGEST:
        raise ValueError(f"a text of {len(value)} characters, and {LONGEST} at most are taken")
    if any(char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" for char in value):
        raise ValueError(f"{value!r} holds a control character, and no line of print does")
    return value
