"""The standing of a page as the log has it: nothing but the log and its texts says what holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.proof.rounds.log import DECIDE, Entry
from pipeline.proof.rounds.plan import Plan
from pipeline.proof.rounds.state import PageState
from pipeline.proof.standing import Carrier, Standing
from pipeline.roster import RoundStep


def standing_of(
    state: PageState, entries: Sequence[Entry], plan: Plan, text: Callable[[str], Carrier]
) -> Standing:
    """The carriers that hold; `text` finds one by the SHA-256 that the log has of it."""
    afters = {entry.seq: entry.after for entry in entries if entry.act == DECIDE}
    carriers = tuple(text(afters[number]) for number in state.holding if number in afters)
    return Standing(state.page, carriers, state.hidden(plan))


def holding(state: PageState, step: RoundStep | None, plan: Plan, disputed: bool) -> tuple[int, ...]:
    """The entries that hold beside a new carrier made now.

    What its maker did not see holds on.  What they saw is in the new carrier; it holds on beside it
    where a later proof is not to see this one, or where a place on which people disagree is left.
    """
    keep = disputed or (step is not None and plan.hides_later(step))
    return state.holding if keep else state.hidden(plan)
