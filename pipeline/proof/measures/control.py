"""What settling lets through, from control places: settled text shown unmarked among the open places.

What a person makes of it, without knowing that it was settled, is a fair draw of all settled text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.proof.controls import is_control
from pipeline.proof.decisions import Act, Decision
from pipeline.proof.measures.cer import COMPARED, errors, size
from pipeline.proof.measures.proportion import Interval, clopper_pearson


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


def taken(data: bytes) -> tuple[Decision, ...]:
    """The decisions of a file that was taken; none where it cannot be read, which is for `verify` to say."""
    try:
        found = json.loads(data)["decisions"]
        return tuple(Decision(**{**each, "act": Act(each["act"])}) for each in found)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()


def control(decisions: Iterable[Decision], confidence: float = 0.95) -> Control:
    """What the decisions on settled places say; what was skipped says nothing.

    A place that several people looked at counts once, and is wrong if one of them changed it.
    """
    looked: dict[tuple[str, str, int, str], list[Decision]] = {}
    for each in decisions:
        if is_control(each.app) and each.act is not Act.SKIP:
            looked.setdefault((each.page, each.line, each.start, each.lemma), []).append(each)
    characters = sum(max(1, size(lemma, COMPARED)) for *_, lemma in looked)
    wrong = min(characters, sum(max(map(_wrong, own)) for own in looked.values()))
    return Control(len(looked), characters, wrong, clopper_pearson(wrong, characters, confidence))


def pooled(controls: Iterable[Control], confidence: float) -> Control:
    """What the control places of several issues say together."""
    every = tuple(controls)
    characters, wrong = sum(each.characters for each in every), sum(each.wrong for each in every)
    share = clopper_pearson(wrong, characters, confidence)
    return Control(sum(each.places for each in every), characters, wrong, share)


def _wrong(decision: Decision) -> int:
    if decision.act is Act.UNREADABLE:
        return size(decision.lemma, COMPARED)
    return errors(decision.text, decision.lemma, COMPARED).edits
