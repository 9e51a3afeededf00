"""Whose turn it is: the pages on which a person may do something now, and where a review sends them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.errors import RefusedError
from pipeline.proof.rounds.assign import Assignment
from pipeline.proof.rounds.desk import Desk
from pipeline.proof.rounds.plan import Plan
from pipeline.proof.rounds.rules import barred, require_person, require_turn
from pipeline.proof.rounds.spot import Sample, draw
from pipeline.proof.rounds.state import PageState
from pipeline.roster import RoundStep


def turns(desk: Desk, step: RoundStep, pages: Sequence[str], person: str) -> list[str]:
    """The pages of which the person may do the step now: those named, all or none; else all there are.

    Raises:
        RefusedError: for the first page named that is not, or where there is none.
    """
    require_person(desk.plan, person)
    for page in pages:
        require_turn(desk.plan, desk.state(page), step, person)
    if pages:
        return list(dict.fromkeys(pages))
    found = []
    refused: list[RefusedError] = []
    for page, state in desk.states.items():
        try:
            require_turn(desk.plan, state, step, person)
            found.append(page)
        except RefusedError as error:
            refused.append(error)
    if not found:
        raise refused[0] if refused else RefusedError(f"{desk.issue} has no pages")
    return found


def standing_at(desk: Desk, step: RoundStep, pages: Sequence[str]) -> list[str]:
    """The pages named, or all that stand at the step."""
    if pages:
        return [desk.state(page).page for page in pages]
    return [page for page, state in desk.states.items() if state.current(desk.plan) == step]


def sample(desk: Desk, step: RoundStep, page: str, share: float) -> Sample:
    """The lines of a page that a spot-check looks at."""
    seen = desk.seen(page)
    return draw(seen.edition, step.id, share) if seen else Sample(page, ())


def review_of(plan: Plan, name: str) -> RoundStep:
    """The review of that id.

    Raises:
        RefusedError: where there is none.
    """
    step = plan.step(name)
    if not step.review:
        raise RefusedError(f"{step} is no review", "Only first, second and final reviews do this.")
    return step


def way_back(plan: Plan, review: RoundStep, why: tuple[str, str]) -> tuple[RoundStep, str]:
    """Where a review sends a page, and why.

    Raises:
        RefusedError: where it cannot go there, or no reason is given.
    """
    review_of(plan, review.id)
    name, reason = why
    if not reason.strip():
        raise RefusedError("a page is not sent back without a reason", "Say what is wrong: --reason TEXT")
    to = plan.step(name) if name else next(step for step in plan.steps if step.round == review.round)
    if plan.position(to.id) >= plan.position(review.id):
        raise RefusedError(f"{to} does not come before {review}", "Name an earlier step with --to.")
    return to, reason.strip()


def given(
    plan: Plan, states: dict[str, PageState], steps: Sequence[RoundStep], person: str
) -> Iterator[Assignment]:
    """Some steps of some pages given to one person.

    Raises:
        RefusedError: where the person may not do one of them.
    """
    require_person(plan, person)
    for step in steps:
        if not plan.covers(person, step):
            raise RefusedError(f"{person} may not do {step}", "[people] in gazette.toml says who may.")
        for page, state in states.items():
            holder = state.holder(step.id)
            why = f"{holder} has begun {step}" if holder else barred(plan, state, step, person)
            if why:
                raise RefusedError(f"{page}: {why}", "Assign someone else.")
            yield Assignment(page, step.id, person)


def characters(desk: Desk, pages: Sequence[str]) -> dict[str, int]:
    """How long the text of each page is."""
    found = {}
    for page in pages:
        seen = desk.seen(page)
        lines = (line for region in seen.edition.regions for line in region.lines) if seen else ()
        found[page] = sum(len(line.glyphs) for line in lines)
    return found
