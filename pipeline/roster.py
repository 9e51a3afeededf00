"""Rounds and people as gazette.toml declares them: which steps a page goes through, who may do which.

A round is a text such as ``"scan 扫描识别校对"``: a short id, then its name.  It has all the steps of
the list ``steps``, or those named after a colon: ``"expert 专业校对: proof1 first final"``.  A step's
id is the round's and the level's: ``scan.proof1``, ``rotation.final``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PROOFS = tuple(f"proof{n}" for n in range(1, 10))
REVIEWS = ("first", "second", "final")
DIFFERENT = ("all", "consecutive", "no")
_ROUND = re.compile(r"([a-z][a-z0-9_-]*) +([^:：]+?) *(?:[:：] *(.+))?")
_STEP = re.compile(r"([a-z][a-z0-9]*) +(.+)")
_PERSON = re.compile(r"([^()（）]+?) *(?:[(（](.+)[)）])?")


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """The four rounds of three proofs and three reviews each."""

    rounds: tuple[str, ...] = (
        "scan 扫描识别校对",
        "layout 排版校对",
        "expert 专业校对",
        "rotation 轮流校对",
    )
    steps: tuple[str, ...] = (
        "proof1 一校",
        "proof2 二校",
        "proof3 三校",
        "first 初审",
        "second 复审",
        "final 终审",
    )
    blind: tuple[str, ...] = ("scan.proof2",)  # proofs that do not see those before them in their round
    assigned: tuple[str, ...] = ("rotation",)  # rounds or steps that nobody does unassigned
    different_proofs: str = "consecutive"  # which proofs of a round ask for different people
    different_reviews: str = "all"  # the same for its reviews
    spot_share: float = 0.1  # share of a page's lines that a spot-check looks at
    spot_wrong: int = 0  # wrong characters that it passes over


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """Who may do what: names, each with the rounds in brackets where it is not all of them."""

    proof: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    final: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundStep:
    """One step of one round."""

    round: str  # "scan"
    level: str  # "proof1", "first"
    name: str  # "扫描识别校对 一校"
    blind: bool = False
    assigned: bool = False

    @property
    def id(self) -> str:
        return f"{self.round}.{self.level}"

    @property
    def review(self) -> bool:
        return self.level in REVIEWS

    def __str__(self) -> str:
        return f"{self.id} ({self.name})"


@dataclass(frozen=True, slots=True)
class Role:
    """A person may do the proofs, or one level of review, of some rounds; of all where none is named."""

    person: str
    level: str  # "proof" or a review level
    rounds: tuple[str, ...] = ()

    def covers(self, step: RoundStep) -> bool:
        level = step.level if step.review else "proof"
        return self.level == level and (not self.rounds or step.round in self.rounds)


def steps_of(settings: RoundSettings) -> tuple[RoundStep, ...]:
    """All steps in the order in which a page goes through them.

    Raises:
        ValueError: saying what is wrong with the settings.
    """
    levels = dict(_level(text) for text in settings.steps)
    rounds = [_round(text, levels) for text in settings.rounds]
    names = [name for name, _, _ in rounds]
    _unlike(names, "round")
    found = [(name, level, f"{title} {levels[level]}") for name, title, own in rounds for level in own]
    known = {*names, *(f"{name}.{level}" for name, level, _ in found)}
    for text in (*settings.blind, *settings.assigned):
        if text not in known:
            raise ValueError(f"{text!r} is no round or step; they are {', '.join(sorted(known))}")
    made = tuple(_step(settings, *parts) for parts in found)
    for step in made:
        if step.review and step.id in settings.blind:
            raise ValueError(f"{step.id} is a review, and only proofs can be blind")
    return made


def roles_of(people: PeopleSettings, rounds: Iterable[str]) -> tuple[Role, ...]:
    """What each person may do; nobody declared is nobody shut out.

    Raises:
        ValueError: naming an entry that cannot be read, or a round that does not exist.
    """
    known = tuple(dict.fromkeys(rounds))
    found = []
    for level in ("proof", *REVIEWS):
        for text in getattr(people, level):
            match = _PERSON.fullmatch(text.strip())
            if not match or not text.isprintable():
                raise ValueError(f'{text!r} must be a name, or a name and rounds: "王芳 (scan, layout)"')
            named = tuple(re.split(r"[,，、 ]+", match[2].strip())) if match[2] else ()
            for name in named:
                if name not in known:
                    raise ValueError(f"{text!r} names the round {name}; there are {', '.join(known)}")
            found.append(Role(match[1], level, named))
    return tuple(found)


def _level(text: str) -> tuple[str, str]:
    match = _STEP.fullmatch(text.strip())
    if not match or match[1] not in (*PROOFS, *REVIEWS):
        allowed = "proof1 to proof9, first, second or final"
        raise ValueError(f'{text!r} must be a step and its name, such as "proof1 一校"; steps are {allowed}')
    return match[1], match[2]


def _round(text: str, levels: dict[str, str]) -> tuple[str, str, Sequence[str]]:
    match = _ROUND.fullmatch(text.strip())
    if not match:
        raise ValueError(f'{text!r} must be a round\'s id and its name, such as "scan 扫描识别校对"')
    own = match[3].split() if match[3] else list(levels)
    for level in own:
        if level not in levels:
            raise ValueError(f"{text!r}: {level} is none of the steps {', '.join(levels)}")
    _unlike(own, f"step of {match[1]}")
    reviews = [level in REVIEWS for level in own]
    if reviews != sorted(reviews):
        raise ValueError(f"{text!r}: reviews come after the proofs")
    return match[1], match[2], own


def _step(settings: RoundSettings, name: str, level: str, title: str) -> RoundStep:
    own = {name, f"{name}.{level}"}
    blind = level not in REVIEWS and not own.isdisjoint(settings.blind)
    return RoundStep(name, level, title, blind, not own.isdisjoint(settings.assigned))


def _unlike(names: Sequence[str], what: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name} is there twice as a {what}")
