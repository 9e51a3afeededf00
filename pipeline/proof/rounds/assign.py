"""Rotation: the machine says who does a step on which page, so that all have about as much to read.

Pages with the fewest people to choose from come first, then the longest; each goes to the one who
may do it and has the least so far, by characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from pipeline.errors import RefusedError
from pipeline.proof.rounds.plan import Plan
from pipeline.proof.rounds.rules import barred
from pipeline.proof.rounds.state import PageState
from pipeline.roster import RoundStep


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person is to do a step of a page."""

    page: str
    step: str
    person: str


@dataclass(frozen=True, slots=True)
class Rota:
    """What came of it: who does what, and the pages nobody can do."""

    assignments: tuple[Assignment, ...]
    nobody: tuple[tuple[str, str], ...]  # page, step
    loads: tuple[tuple[str, int], ...]  # person, characters


def rotate(
    plan: Plan, states: Mapping[str, PageState], steps: Sequence[RoundStep], characters: Mapping[str, int]
) -> Rota:
    """Assign some steps of some pages, those that nobody does yet; `characters` has the length of each.

    Raises:
        RefusedError: where no people are declared to choose from.
    """
    if not plan.people:
        advice = (
            "Name them in gazette.toml: [people] proof = [...] first = [...] second = [...] final = [...]"
        )
        raise RefusedError("there is nobody to assign pages to", advice)
    now = dict(states)
    loads = Counter(dict.fromkeys(plan.people, 0))
    found: list[Assignment] = []
    nobody: list[tuple[str, str]] = []
    for step in steps:
        pages = [page for page in now if not _taken(now[page], step)]
        for page in sorted(pages, key=lambda p: (len(able(plan, now[p], step)), -characters.get(p, 0), p)):
            people = able(plan, now[page], step)
            if not people:
                nobody.append((page, step.id))
                continue
            person = min(people, key=lambda name: (loads[name], plan.people.index(name)))
            loads[person] += max(1, characters.get(page, 0))
            now[page] = with_person(now[page], step, person)
            found.append(Assignment(page, step.id, person))
    return Rota(tuple(found), tuple(nobody), tuple(loads.items()))


def able(plan: Plan, state: PageState, step: RoundStep) -> tuple[str, ...]:
    """Who may do the step of a page and leaves somebody for each later step of the round."""
    return tuple(
        person
        for person in plan.people
        if plan.covers(person, step)
        and not barred(plan, state, step, person)
        and _leaves_room(plan, with_person(state, step, person), step)
    )


def with_person(state: PageState, step: RoundStep, person: str) -> PageState:
    """The page with a step assigned."""
    others = tuple(pair for pair in state.assigned if pair[0] != step.id)
    return replace(state, assigned=(*others, (step.id, person)))


def _taken(state: PageState, step: RoundStep) -> bool:
    return bool(state.holder(step.id) or state.assignee(step.id))


def _leaves_room(plan: Plan, state: PageState, step: RoundStep) -> bool:
    """Can the reviews after this one still be done, where all are to be done by different people?"""
    if not step.review or plan.different_reviews != "all":
        return True
    place = plan.position(step.id)
    later = [s for s in plan.peers(step) if plan.position(s.id) > place and not _taken(state, s)]
    used = {state.holder(s.id) or state.assignee(s.id) for s in (step, *plan.peers(step))}
    free = [person for person in plan.people if person not in used]
    return any(
        all(plan.covers(person, s) for person, s in zip(people, later, strict=True))
        for people in permutations(free, len(later))
    )
