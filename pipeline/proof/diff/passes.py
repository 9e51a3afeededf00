"""What the log of the rounds says of texts: who made which from which, step by step.

Only reads, and takes what can be read; whether the log is whole is for `gazette verify` to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

DECIDE, ACCEPT = "decide", "accept"
RETURN = "return"  # the act by which a page is sent back: what was done in its round holds no more


@dataclass(frozen=True, slots=True)
class Pass:
    """One entry of the log that left a text behind."""

    entry: int
    step: str
    page: str
    actor: str
    act: str
    before: str  # SHA-256 of the text before, a file of ISSUE/rounds/texts; empty where there was none
    after: str


def passes(log: bytes) -> tuple[Pass, ...]:
    """The passes that a log tells of, in its order."""
    return tuple(found for line in log.splitlines() if (found := _pass(line)) is not None)


def sample_read(log: bytes) -> tuple[int, int, int] | None:
    """Of the last acceptance: characters read, characters of the text, wrong ones; None without one.

    Only where no text was changed after it: it speaks of the text as it is.
    """
    found = None
    for line in log.splitlines():
        facts = _facts(line)
        if facts.get("act") == ACCEPT:
            numbers = [facts.get(name, "") for name in ("read", "of", "wrong")]
            found = tuple(map(int, numbers)) if all(map(str.isdecimal, numbers)) else None
        elif facts.get("act") == DECIDE:
            found = None
    return (found[0], found[1], found[2]) if found else None


def _facts(line: bytes) -> dict[str, str]:
    """The act of an entry and the facts that belong to it; nothing where it is none."""
    try:
        entry = json.loads(line)
        return {"act": str(entry["act"]), **{str(name): str(value) for name, value in entry["facts"]}}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def last(found: Sequence[Pass], page: str, name: str) -> Pass | None:
    """The latest pass over a page that `name` speaks of: a step, a round, or ``log:17``."""
    own = [one for one in found if one.page == page and _named(one, name)]
    return own[-1] if own else None


def names(found: Sequence[Pass]) -> tuple[str, ...]:
    """The steps that left a text behind, in their order."""
    return tuple(dict.fromkeys(one.step for one in found if one.step))


def whole(found: Sequence[Pass]) -> dict[str, dict[str, Pass]]:
    """By page and step: from the text before its first entry to the text after its last.

    What was done in a round before a page was sent back in it is superseded.
    """
    made: dict[str, dict[str, Pass]] = {}
    for one in found:
        steps = made.setdefault(one.page, {})
        if one.act == RETURN:
            round_id = one.step.partition(".")[0]
            made[one.page] = {step: p for step, p in steps.items() if step.partition(".")[0] != round_id}
        elif one.step:
            before = steps[one.step].before if one.step in steps else one.before
            steps[one.step] = replace(one, before=before)
    return made


def _named(one: Pass, name: str) -> bool:
    return name in (one.step, f"log:{one.entry}") or one.step.startswith(f"{name}.")


def _pass(line: bytes) -> Pass | None:
    try:
        entry = json.loads(line)
        values = entry["step"], entry["page"], entry["actor"], entry["act"], entry["before"], entry["after"]
        number = entry["seq"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if type(number) is not int or not all(isinstance(value, str) for value in values):
        return None
    return Pass(number, *values) if values[1] and values[5] else None
