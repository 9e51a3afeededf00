"""What settling lets through, from settled places that were shown unmarked among the open ones.

A place of settled text has an id that ends in ``_s`` and a number.  What a person makes of it, without
knowing that it was settled, is a fair draw of all settled text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.proof.decisions import Act, Decision
from pipeline.proof.measures.cer import COMPARED, errors, size
from pipeline.proof.measures.proportion import Interval, clopper_pearson

_CONTROL = re.compile(r"_s\d+$")


@dataclass(frozen=True, slots=True)
class Control:
    """Settled places that a person looked at without knowing."""

    places: int
    characters: int
    wrong: int  # characters that the person changed
    share: Interval  # of settled characters that are wrong

    def left(self, settled: int) -> tuple[float, float, float]:
        """Errors left in so many settled characters: the likeliest number, and the interval's ends."""
        rate = self.wrong / self.characters if self.characters else 0.0
        return rate * settled, self.share.low * settled, self.share.high * settled


def is_control(app: str) -> bool:
    """Whether the id is one of a settled place that was mixed in."""
    return _CONTROL.search(app) is not None


def taken(data: bytes) -> tuple[Decision, ...]:
    """The decisions of a file that was taken; none where it cannot be read, which is for `verify` to say."""
    try:
        found = json.loads(data)["decisions"]
        return tuple(Decision(**{**each, "act": Act(each["act"])}) for each in found)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()


def control(decisions: Iterable[Decision], confidence: float = 0.95) -> Control:
    """What the decisions on settled places say; what was skipped says nothing."""
    looked = [each for each in decisions if is_control(each.app) and each.act is not Act.SKIP]
    characters = sum(max(1, size(each.lemma, COMPARED)) for each in looked)
    wrong = min(characters, sum(_wrong(each) for each in looked))
    return Control(len(looked), characters, wrong, clopper_pearson(wrong, characters, confidence))


def _wrong(decision: Decision) -> int:
    if decision.act is Act.UNREADABLE:
        return size(decision.lemma, COMPARED)
    return errors(decision.text, decision.lemma, COMPARED).edits
