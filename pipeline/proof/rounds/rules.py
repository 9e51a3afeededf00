"""The rules of the rounds: who may do what on a page, now.  Each says why not, and what to do instead."""

from __future__ import annotations

from pipeline.errors import RefusedError
from pipeline.proof.rounds.plan import Plan
from pipeline.proof.rounds.state import PageState
from pipeline.roster import RoundStep


def require_person(plan: Plan, person: str) -> None:
    """Refuse who is not declared; where nobody is, anyone may come.

    Raises:
        RefusedError: naming those who are.
    """
    if not person.strip() or not person.isprintable():
        raise RefusedError("nobody is named", "Say who it is: --as NAME")
    if plan.roles and person not in plan.people:
        known = ", ".join(plan.people)
        raise RefusedError(
            f"{person} is not among the people of this work", f"Known are {known}: [people] in gazette.toml."
        )


def require_turn(plan: Plan, state: PageState, step: RoundStep, person: str) -> None:
    """Refuse work on a page that is not at that step, or by a person who may not do it there.

    Raises:
        RefusedError: saying which rule it breaks and what to do.
    """
    require_role(plan, step, person)
    _require_current(plan, state, step)
    _require_own(state, step, person)
    why = barred(plan, state, step, person)
    if why:
        raise RefusedError(f"{state.page}: {why}", "Someone else has to do it: see gazette rounds DIR")


def require_return(plan: Plan, state: PageState, review: RoundStep, person: str) -> None:
    """Refuse a return by a review that is neither to be done now nor done.

    Who may do a review that is signed may send the page back later on: for mistakes found after it.

    Raises:
        RefusedError: saying which rule it breaks and what to do.
    """
    if state.signature(review.id):
        require_role(plan, review, person)
    else:
        require_turn(plan, state, review, person)


def require_role(plan: Plan, step: RoundStep, person: str) -> None:
    """Refuse who is not declared, or not for that step.

    Raises:
        RefusedError: naming those who are.
    """
    require_person(plan, person)
    if not plan.covers(person, step):
        able = ", ".join(name for name in plan.people if plan.covers(name, step)) or "nobody yet"
        raise RefusedError(
            f"{person} may not do {step}", f"Those who may: {able}. [people] in gazette.toml says so."
        )


def _require_current(plan: Plan, state: PageState, step: RoundStep) -> None:
    """Nothing skipped, nothing overwritten."""
    current, signed = state.current(plan), state.signature(step.id)
    if signed:
        where = f"the page stands at {current}" if current else "the page has gone through all steps"
        raise RefusedError(
            f"{state.page}: {step} was signed by {signed.actor} (log:{signed.entry}) and is not overwritten;"
            f" {where}",
            "A review can send the page back with its reasons: gazette return DIR STEP --reason TEXT",
        )
    if current is not None and current != step:
        raise RefusedError(
            f"{state.page}: stands at {current}; {step} comes after it and nothing is skipped",
            f"Finish {current.id} first.",
        )


def _require_own(state: PageState, step: RoundStep, person: str) -> None:
    """A step of a page is done by one person: the one it is assigned to, or who has begun it."""
    assignee = state.assignee(step.id)
    if assignee and assignee != person:
        raise RefusedError(
            f"{state.page}: {step} is assigned to {assignee}, not to {person}",
            "Assign it anew if that is to change: gazette assign DIR --step STEP --to NAME",
        )
    if step.assigned and not assignee:
        raise RefusedError(
            f"{state.page}: {step} is assigned to nobody yet",
            f"Let the machine assign it: gazette assign DIR --step {step.id}",
        )
    holder = state.holder(step.id)
    if holder and holder != person:
        raise RefusedError(
            f"{state.page}: {holder} has begun {step}", f"{holder} goes on with it and signs it."
        )


def barred(plan: Plan, state: PageState, step: RoundStep, person: str) -> str:
    """Which rule on different people keeps the person from that step; empty where none does.

    Who a step is assigned to counts as its person, until somebody has done it.
    """
    own, unseen = plan.position(step.id), plan.hidden_from(step)
    for other in plan.steps:
        who = state.holder(other.id) or state.assignee(other.id)
        if who != person or other.round != step.round or other == step:
            continue
        place = plan.position(other.id)
        later = step if place < own else other
        does = f"{person} {'did' if state.holder(other.id) else 'is to do'} {other}"
        if other.id in unseen:
            return f"{does}, and {step} is blind to it"
        mode = plan.different_reviews if later.review else plan.different_proofs
        if mode != "no" and abs(place - own) == 1:
            return f"{does}; two steps in a row need two people"
        if mode == "all" and other.review is step.review:
            return f"{does}; all {'reviews' if step.review else 'proofs'} of a round need different people"
    return ""
