"""What the commands of the rounds print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.proof.rounds.plan import Plan
from pipeline.proof.rounds.rules import barred
from pipeline.proof.rounds.spot import Sample
from pipeline.proof.rounds.state import PageState
from pipeline.proof.rounds.verify import Verified
from pipeline.proofing import Outcome, Overview
from pipeline.wording import counted


def outcome_text(outcome: Outcome) -> str:
    """What was taken down, what was left out, and the head of the log to note down."""
    lines = []
    for entry in outcome.change.entries:
        said = {name: value for name, value in entry.facts if name in ("person", "to", "wrong", "decisions")}
        more = " ".join(f"{name} {value}" for name, value in said.items())
        note = f" ({entry.note})" if entry.note else ""
        where = " ".join(part for part in (entry.page, entry.step) if part)
        lines.append(f"log:{entry.seq} {where} {entry.act} {more}".rstrip() + f" by {entry.actor}{note}")
    lines += [f"left out: {misfit}" for misfit in outcome.misfits]
    if outcome.rota:
        lines += [f"nobody can do {step} of {page}" for page, step in outcome.rota.nobody]
        lines += [f"{person}: {load} characters" for person, load in outcome.rota.loads]
    if not outcome.change.entries:
        lines.append("nothing to do")
    return "\n".join([*lines, f"{outcome.issue} head {outcome.head}"])


def overview_text(found: Iterable[Overview]) -> str:
    """A row for neighbouring pages that stand at the same step with the same person."""
    lines: list[str] = []
    for one in found:
        log = f"log of {counted(one.head.seq, 'entry', 'entries')}"
        lines.append(f"{one.issue}  {counted(len(one.states), 'page')}, {log}")
        rows = ((_where(one.plan, state), state) for state in one.states)
        for where, members in groupby(rows, key=lambda row: row[0]):
            pages = [state.page for _, state in members]
            span = pages[0] if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
            lines.append(f"  {span:12} {where}")
    return "\n".join(lines) or "no issues yet"


def _where(plan: Plan, state: PageState) -> str:
    current = state.current(plan)
    done = f"{len(plan.steps) - _left(plan, state)}/{len(plan.steps)}"
    if current is None:
        return f"{done} all steps signed"
    who = state.assignee(current.id) or state.holder(current.id)
    able = _able(plan, state)
    next_one = who or ("assign it" if current.assigned else " or ".join(able) or "anyone")
    if plan.roles and not who and not able:
        next_one = "nobody declared may do it"
    back = f"; returned by {state.returned.actor}: {state.returned.note}" if state.returned else ""
    return f"{done} {current}: {next_one}{back}"


def _left(plan: Plan, state: PageState) -> int:
    return sum(state.signature(step.id) is None for step in plan.steps)


def _able(plan: Plan, state: PageState) -> list[str]:
    step = state.current(plan)
    if step is None:
        return []
    return [name for name in plan.people if plan.covers(name, step) and not barred(plan, state, step, name)]


def overview_json(found: Iterable[Overview]) -> str:
    """Every page by itself, with who signed what."""
    issues = [
        {
            "issue": one.issue,
            "head": str(one.head),
            "steps": [step.id for step in one.plan.steps],
            "pages": [_page(one.plan, state) for state in one.states],
        }
        for one in found
    ]
    return json.dumps({"issues": issues}, ensure_ascii=False, indent=2)


def _page(plan: Plan, state: PageState) -> dict[str, object]:
    current = state.current(plan)
    return {
        "page": state.page,
        "step": current.id if current else None,
        "person": (state.assignee(current.id) or state.holder(current.id)) if current else "",
        "able": _able(plan, state),
        "signed": [
            {"step": done.step, "actor": done.actor, "time": done.time, "entry": done.entry}
            for done in state.signed
        ],
        "assigned": dict(state.assigned),
        "returned": state.returned.note if state.returned else None,
    }


def sample_text(samples: Sequence[Sample]) -> str:
    """The lines to compare with the scan."""
    return "\n".join(_sample_lines(samples)) or "no page stands at that step"


def _sample_lines(samples: Iterable[Sample]) -> Iterator[str]:
    for sample in samples:
        yield f"{sample.page}: {counted(len(sample.lines), 'line')}"
        for name, text in sample.lines:
            yield f"  {name}  {text}"


def verified_text(found: Iterable[Verified]) -> str:
    """All troubles, and the head of each log."""
    lines: list[str] = []
    for one in found:
        lines += map(str, one.troubles)
        state = counted(len(one.troubles), "trouble") if one.troubles else "as it was written"
        entries = counted(one.entries, "entry", "entries")
        lines.append(f"{one.issue}: {entries}, {state}, head {one.head}")
    return "\n".join(lines) or "no issues yet"
