"""Taking a file of decisions: checked against plan, log and pages, then made into events and texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import RefusedError
from pipeline.proof.decisions import Act, Decision, DecisionFile, state_of
from pipeline.proof.rounds.desk import Desk
from pipeline.proof.rounds.fit import Fit, fit
from pipeline.proof.rounds.log import DECIDE, Event, head_of
from pipeline.proof.rounds.passes import Seen, pass_over, seen_text, undecided
from pipeline.proof.rounds.rules import require_person, require_turn
from pipeline.proof.rounds.standings import holding
from pipeline.roster import RoundStep

_TOLD = 10  # misfits that a message names


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be taken, with the pages as its maker saw them."""

    file: DecisionFile
    digest: str  # of the file, as it was handed in
    step: RoundStep | None
    seen: Mapping[str, Seen]
    fit: Fit


def check(desk: Desk, file: DecisionFile, digest: str, those_that_fit: bool) -> Checked:
    """See whether a file may be taken here and now, by whom it says and for what it says.

    Raises:
        RefusedError: saying what is against it and what to do.
    """
    if not file.decisions:
        raise RefusedError("the file holds no decisions", "Save it again once some places are settled.")
    taken = next((e for e in desk.entries if e.act == DECIDE and e.fact("file") == digest), None)
    if taken:
        raise RefusedError(
            f"this very file was taken already, by {taken.actor} on {taken.time} (log:{taken.seq})",
            "Nothing is lost and nothing needs to be done.",
        )
    require_person(desk.plan, file.actor)
    pages = tuple(dict.fromkeys(decision.page for decision in file.decisions))
    step = desk.plan.step(file.step) if file.step else None
    for page in pages:
        _require(desk, page, step, file)
    seen = {page: shown for page in pages if (shown := desk.seen(page))}
    found = fit(file, {page: each.edition for page, each in seen.items()})
    if not those_that_fit or not found.taken:
        _require_fit(found)
    return Checked(file, digest, step, seen, found)


def events(desk: Desk, checked: Checked, time: str) -> tuple[Event, ...]:
    """The texts of a checked file kept, and what is to be taken down of it: one event a page."""
    seq = head_of(desk.entries).seq
    by_page: dict[str, list[Decision]] = {}
    for decision in checked.fit.taken:
        by_page.setdefault(decision.page, []).append(decision)
    return tuple(
        _event(desk, checked, own, (seq + number, time)) for number, own in enumerate(by_page.values(), 1)
    )


def _require(desk: Desk, page: str, step: RoundStep | None, file: DecisionFile) -> None:
    state = desk.state(page)
    if page not in dict(file.states):
        raise RefusedError(
            f"{page}: the file does not say which state of the page it was made from",
            "It was changed after it was saved; save it from the report again.",
        )
    if step is not None:
        require_turn(desk.plan, state, step, file.actor)
    elif state.signed or state.assigned or any(done.step for done in state.decided):
        current = state.current(desk.plan)
        where = f"stands at {current}" if current else "has gone through all steps"
        raise RefusedError(
            f"{page}: the file names no step of the rounds, and the page {where}",
            "Name the step in the report, then save the decisions again.",
        )


def _require_fit(found: Fit) -> None:
    """All or nothing."""
    misfits, older = found.misfits, found.older
    if not misfits and not older:
        return
    told = [str(misfit) for misfit in misfits[:_TOLD]]
    if len(misfits) > _TOLD:
        told.append(f"and {len(misfits) - _TOLD} more")
    if older:
        total = len(found.taken) + len(misfits)
        fits = f"{len(found.taken)} of {total} decisions still fit"
        lines = [f"made from an older state of {', '.join(older)}; {fits}"]
        advice = "Take those with --those-that-fit; the rest is to be settled in the report as it is now."
    else:
        lines = ["these decisions do not belong to the pages they name:"]
        advice = "The file was changed after it was saved, or is for another work; save it again."
    raise RefusedError("\n  ".join((*lines, *told)), advice)


def _event(desk: Desk, checked: Checked, decisions: Sequence[Decision], when: tuple[int, str]) -> Event:
    (seq, time), file = when, checked.file
    page = decisions[0].page
    seen = checked.seen[page]
    state = desk.state(page)
    before = after = desk.store.put_text(seen_text(seen))
    standing = state.holding
    if any(decision.act is not Act.SKIP for decision in decisions):
        disputed = bool(undecided(seen.edition, decisions))
        beside = holding(state, checked.step, desk.plan, disputed)
        after = desk.store.put_text(pass_over(seen, decisions, file.actor, seq))
        standing = (*beside, seq)
    left = [misfit for misfit in checked.fit.misfits if misfit.decision.page == page]
    facts = (
        ("file", checked.digest),
        ("made", file.made),
        ("state", state_of(seen.edition)),
        ("decisions", str(sum(decision.act is not Act.SKIP for decision in decisions))),
        ("skipped", str(sum(decision.act is Act.SKIP for decision in decisions))),
        ("left", str(len(left))),
        ("holding", " ".join(map(str, standing))),
    )
    return Event(
        time=time, actor=file.actor, act=DECIDE, step=file.step, page=page, image=seen.image,
        before=before, after=after, facts=facts,
    )  # fmt: skip
