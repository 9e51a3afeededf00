"""Where a page stands in the rounds: a fold over the log.

Nothing is ever taken out of the log.  A signature holds until a review returns the page to its step
or an earlier one: then it and all that came after it are superseded, and the page stands there again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.proof.rounds.log import ASSIGN, DECIDE, RETURN, SIGN, Entry
from pipeline.proof.rounds.plan import Plan
from pipeline.roster import RoundStep


@dataclass(frozen=True, slots=True)
class Done:
    """Something that a person did in a step of a page."""

    step: str
    actor: str
    entry: int  # of the log
    time: str


@dataclass(frozen=True, slots=True)
class PageState:
    """What holds of a page now; what has been superseded is in the log only."""

    page: str
    signed: tuple[Done, ...] = ()
    decided: tuple[Done, ...] = ()
    assigned: tuple[tuple[str, str], ...] = ()  # step, person; the last word for each step
    returned: Entry | None = None  # the return that sent it where it stands, until the step is signed
    holding: tuple[int, ...] = ()  # entries whose carriers hold: `pipeline.proof.standing`
    last: int = 0  # the last entry about this page

    def current(self, plan: Plan) -> RoundStep | None:
        """The step that is to be done next; None where all are signed."""
        signed = {done.step for done in self.signed}
        return next((step for step in plan.steps if step.id not in signed), None)

    def signature(self, step: str) -> Done | None:
        return next((done for done in self.signed if done.step == step), None)

    def holder(self, step: str) -> str:
        """Who did that step, or has begun it; empty where nobody has."""
        signed = self.signature(step)
        if signed:
            return signed.actor
        return next((done.actor for done in self.decided if done.step == step), "")

    def assignee(self, step: str) -> str:
        """Who is to do that step; empty where anyone may."""
        return dict(self.assigned).get(step, "")

    def hidden(self, plan: Plan) -> tuple[int, ...]:
        """The entries whose carriers the next person is not to see."""
        current = self.current(plan)
        unseen = plan.hidden_from(current) if current else frozenset()
        return tuple(
            done.entry for done in self.decided if done.step in unseen and done.entry in self.holding
        )


def states(entries: Iterable[Entry], pages: Iterable[str], plan: Plan) -> dict[str, PageState]:
    """Where each of the pages stands, in their order; entries on other pages count for nothing."""
    found = {page: PageState(page) for page in pages}
    for entry in entries:
        if entry.page in found:
            found[entry.page] = _after(found[entry.page], entry, plan)
    return found


def _after(state: PageState, entry: Entry, plan: Plan) -> PageState:
    state = replace(state, last=entry.seq)
    done = Done(entry.step, entry.actor, entry.seq, entry.time)
    if entry.act == ASSIGN:
        others = tuple(pair for pair in state.assigned if pair[0] != entry.step)
        return replace(state, assigned=(*others, (entry.step, entry.fact("person"))))
    if entry.act == DECIDE:
        holding = tuple(int(number) for number in entry.fact("holding").split() if number.isdecimal())
        return replace(state, decided=(*state.decided, done), holding=holding)
    if entry.act == SIGN:
        returned = state.returned
        answered = returned is not None and returned.fact("to") == entry.step
        return replace(state, signed=(*state.signed, done), returned=None if answered else returned)
    if entry.act == RETURN:
        return _returned(state, entry, plan)
    return state


def _returned(state: PageState, entry: Entry, plan: Plan) -> PageState:
    """The page before the step it went back to; what was decided since holds as text only."""
    start = plan.position(entry.fact("to"))
    signed = tuple(done for done in state.signed if plan.position(done.step) < start)
    decided = tuple(done for done in state.decided if plan.position(done.step) < start)
    return replace(state, signed=signed, decided=decided, returned=entry)
