"""What the commands of the rounds do: decide, assign, sign, send back, spot-check, verify, look.

Like `pipeline.commands`: each opens the workspace, calls the part that does the work, and returns a
record.  Time comes in as an argument; only `now` asks the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import ExitCode, RefusedError, UsageError
from pipeline.files import opened
from pipeline.proof import decisions
from pipeline.proof.decisions import DecisionFile
from pipeline.proof.rounds import assign as rotation
from pipeline.proof.rounds import taking, turns, verify
from pipeline.proof.rounds.anchors import Anchor, head
from pipeline.proof.rounds.assign import Rota
from pipeline.proof.rounds.desk import Change, Desk
from pipeline.proof.rounds.fit import Misfit
from pipeline.proof.rounds.log import ASSIGN, RETURN, SIGN, SPOT, Event, Head, head_of
from pipeline.proof.rounds.plan import Plan, plan_of
from pipeline.proof.rounds.rules import require_return
from pipeline.proof.rounds.spot import Sample
from pipeline.proof.rounds.state import PageState
from pipeline.proof.rounds.store import Store
from pipeline.runner import Options, Report, run
from pipeline.settings import Settings, load
from pipeline.stages import stage
from pipeline.workspace import Workspace, open_workspace, sha256


@dataclass(frozen=True, slots=True)
class Who:
    """Who does it, and when: ISO time in UTC."""

    name: str
    time: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What a command is about: one issue, and some of its pages; empty for the only one, and for all."""

    issue: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was taken down, and the proof that was made again after it."""

    issue: str
    change: Change
    head: Head  # of the log now: worth noting down elsewhere
    misfits: tuple[Misfit, ...] = ()  # decisions that were left out
    rota: Rota | None = None
    report: Report | None = None

    @property
    def exit_code(self) -> ExitCode:
        return self.report.exit_code if self.report else ExitCode.OK


@dataclass(frozen=True, slots=True)
class Overview:
    """Where all pages of one issue stand."""

    issue: str
    plan: Plan
    states: tuple[PageState, ...]
    head: Head


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def decide(
    root: Path, file: Path, those_that_fit: bool, time: str, options: Options | None = None
) -> Outcome:
    """Take a file of decisions, and make the proof of its issue again.

    Raises:
        BadInputError: where it is no such file.
        RefusedError: where it may not be taken, whole or at all.
    """
    with opened(file) as handle:
        data = handle.read(decisions.LARGEST + 1)
    handed = decisions.parse(data, str(file))
    return take(root, handed, data, those_that_fit, (time, options))


def take(
    root: Path, file: DecisionFile, data: bytes, those_that_fit: bool, run_at: tuple[str, Options | None]
) -> Outcome:
    """The same for decisions that came in another way; `data` is what is kept of them for ever."""
    time, options = run_at
    workspace = open_workspace(root)
    if file.issue not in workspace.issues():
        known = ", ".join(workspace.issues()[:10]) or "none"
        raise RefusedError(f"the decisions are for issue {file.issue!r}", f"Issues here: {known}.")
    with _desk(workspace, file.issue) as desk:
        checked = taking.check(desk, file, sha256(data), those_that_fit)
        desk.store.put_file(data)
        change = desk.take_down(taking.events(desk, checked, time))
        found = Outcome(file.issue, change, head_of(desk.entries), checked.fit.misfits)
    return _proofed(workspace, found, options)


def sign(root: Path, step: str, where: Pages, who: Who, options: Options | None = None) -> Outcome:
    """Sign a step of some pages; of all that stand at it and that the person may do, where none is named.

    Raises:
        RefusedError: for the first page named that may not be signed, or where there is none to sign.
    """
    workspace = open_workspace(root)
    with _desk(workspace, where.issue) as desk:
        wanted = desk.plan.step(step)
        pages = turns.turns(desk, wanted, where.pages, who.name)
        event = Event(time=who.time, actor=who.name, act=SIGN, step=wanted.id)
        change = desk.take_down([desk.looked_at(page, event) for page in pages])
        found = Outcome(desk.issue, change, head_of(desk.entries))
    return _proofed(workspace, found, options)


def send_back(
    root: Path, step: str, where: Pages, who: Who, why: tuple[str, str], options: Options | None = None
) -> Outcome:
    """A review sends pages back; `why` is the step they go to, empty for the round's first, and the reason.

    Raises:
        RefusedError: where the step is no review, the reason is missing, or a page may not be sent there.
    """
    workspace = open_workspace(root)
    with _desk(workspace, where.issue) as desk:
        review = desk.plan.step(step)
        to, reason = turns.way_back(desk.plan, review, why)
        if not where.pages:
            raise UsageError("no page is named", "Say which pages go back: --page p0003")
        for page in where.pages:
            require_return(desk.plan, desk.state(page), review, who.name)
        event = Event(
            time=who.time, actor=who.name, act=RETURN, step=review.id, note=reason, facts=(("to", to.id),)
        )
        change = desk.take_down([desk.looked_at(page, event) for page in dict.fromkeys(where.pages)])
        found = Outcome(desk.issue, change, head_of(desk.entries))
    return _proofed(workspace, found, options)


def sample(root: Path, step: str, where: Pages) -> tuple[Sample, ...]:
    """The lines that a spot-check of pages looks at: the same ones each time, until the text changes."""
    workspace = open_workspace(root)
    with _desk(workspace, where.issue) as desk:
        review = turns.review_of(desk.plan, step)
        share = desk.settings.rounds.spot_share
        return tuple(
            turns.sample(desk, review, page, share) for page in turns.standing_at(desk, review, where.pages)
        )


def spot_check(
    root: Path, step: str, where: Pages, who: Who, wrong: int, options: Options | None = None
) -> Outcome:
    """Take down what a spot-check of one page found: few enough wrong characters sign it, more return it.

    Raises:
        RefusedError: where the person may not do the review now.
    """
    workspace = open_workspace(root)
    with _desk(workspace, where.issue) as desk:
        rounds = desk.settings.rounds
        review = turns.review_of(desk.plan, step)
        if len(where.pages) != 1:
            raise UsageError("the outcome of a spot-check is told page by page", "Give --page once.")
        (page,) = turns.turns(desk, review, where.pages, who.name)
        drawn = turns.sample(desk, review, page, rounds.spot_share)
        facts = (
            ("share", str(rounds.spot_share)),
            ("lines", " ".join(line for line, _ in drawn.lines)),
            ("wrong", str(wrong)),
        )
        look = Event(time=who.time, actor=who.name, act=SPOT, step=review.id, facts=facts)
        then = replace(look, act=SIGN, facts=())
        if wrong > rounds.spot_wrong:
            to, _ = turns.way_back(desk.plan, review, ("", "spot-check"))
            reason = f"spot-check: {wrong} wrong characters in {len(drawn.lines)} lines"
            then = replace(then, act=RETURN, note=reason, facts=(("to", to.id),))
        change = desk.take_down([desk.looked_at(page, event) for event in (look, then)])
        found = Outcome(desk.issue, change, head_of(desk.entries))
    return _proofed(workspace, found, options)


def assign(root: Path, step: str, where: Pages, who: Who, person: str = "") -> Outcome:
    """Assign a step, or all steps of a round, of some pages: to a person, or by rotation to all who may.

    Raises:
        RefusedError: where the person may not do it, or there is nobody to choose from.
    """
    workspace = open_workspace(root)
    if not who.name.strip():
        raise RefusedError("nobody is named", "Say who assigns: --as NAME")
    with _desk(workspace, where.issue) as desk:
        steps = desk.plan.named(step)
        states = {page: desk.state(page) for page in where.pages or desk.states}
        if person:
            rota = Rota(tuple(turns.given(desk.plan, states, steps, person)), (), ())
        else:
            rota = rotation.rotate(desk.plan, states, steps, turns.characters(desk, tuple(states)))
        events = [
            Event(
                time=who.time, actor=who.name, act=ASSIGN, step=given.step, page=given.page,
                facts=(("person", given.person),),
            )
            for given in rota.assignments
        ]  # fmt: skip
        change = desk.take_down(events) if events else Change((), ())
        return Outcome(desk.issue, change, head_of(desk.entries), rota=rota)


def overview(root: Path, issues: Sequence[str] = ()) -> tuple[Overview, ...]:
    """Where every page of some issues stands; of all where none is named.

    Raises:
        TamperedError: where a log is not what was written.
    """
    workspace, settings = _opened(root)
    found = []
    for issue in issues or workspace.issues():
        desk = Desk(workspace, settings, issue)
        found.append(Overview(issue, desk.plan, tuple(desk.states.values()), head_of(desk.entries)))
    return tuple(found)


def verified(root: Path, issues: Sequence[str] = (), noted: str = "") -> tuple[verify.Verified, ...]:
    """Whether the record of the rounds is what was written; `noted` is a head that somebody wrote down.

    Raises:
        UsageError: where `noted` is no head, or does not say of which issue.
    """
    workspace, settings = _opened(root)
    plan = plan_of(settings.rounds, settings.people)
    names = issues or workspace.issues()
    others: tuple[Anchor, ...] = ()
    if noted:
        try:
            others = (Anchor("the head noted down", head(noted)),)
        except ValueError as error:
            raise UsageError(str(error), "It was printed when a step was signed, as NUMBER:HASH.") from error
        if len(names) != 1:
            raise UsageError("a head is of one issue", "Name the issue: --issue ID")
    return tuple(
        verify.verify(Store(workspace, issue), plan, workspace.inventory(issue).masters, others)
        for issue in names
    )


def _opened(root: Path) -> tuple[Workspace, Settings]:
    workspace = open_workspace(root)
    return workspace, load(workspace.config)


@contextmanager
def _desk(workspace: Workspace, issue: str) -> Iterator[Desk]:
    """The desk of an issue, with the workspace to ourselves."""
    if not issue and len(workspace.issues()) != 1:
        known = ", ".join(workspace.issues()[:10]) or "none yet"
        raise UsageError("the work has several issues", f"Name one with --issue: {known}")
    settings, name = load(workspace.config), issue or workspace.issues()[0]
    with workspace.locked():
        mended = Desk(workspace, settings, name).mend()
    if mended:
        run(workspace, settings, [stage("proof")], Options(issues=(name,)))
    with workspace.locked():
        yield Desk(workspace, settings, name)


def _proofed(workspace: Workspace, outcome: Outcome, options: Options | None) -> Outcome:
    """Make the proof of the issue again, where what counts for it has changed."""
    if not outcome.change.stale:
        return outcome
    chosen = replace(options or Options(), issues=(outcome.issue,))
    report = run(workspace, load(workspace.config), [stage("proof")], chosen)
    return replace(outcome, report=report)
