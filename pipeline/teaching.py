"""`gazette calibrate`: what people decided so far corrects the probabilities of what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import BadInputError
from pipeline.model import Edition, Step, Witness
from pipeline.proof.confusions import Confusions, corrections
from pipeline.proof.confusions import learned as learned_shapes
from pipeline.proof.decisions import DecisionFile, parse
from pipeline.proof.edition import base_of, edit
from pipeline.proof.evidence.calibration import Calibration, Outcome, Reliability, refit, reliability
from pipeline.proof.evidence.teaching import outcomes
from pipeline.proof.frame import on_derivatives
from pipeline.proof.learned import calibration_file, confusions_file, confusions_of
from pipeline.proof.policy import Policy
from pipeline.proof.treatment import treatments
from pipeline.settings import Settings, load, page_overrides
from pipeline.wording import counted
from pipeline.workspace import Workspace, open_workspace, write_atomic

T = TypeVar("T")
ENOUGH = 30  # decided characters; fewer are no ground to learn from


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned, and how good the claims were before and are now."""

    outcomes: int  # characters that people have decided
    wrong: int
    calibration: Calibration
    before: Reliability  # of the card as it comes with the program
    after: Reliability  # of the same outcomes, corrected
    kept: bool  # whether it was written: not with fewer than ENOUGH outcomes
    confusions: Confusions  # shapes that people have put right again and again


def calibrate(root: Path) -> Taught:
    """Learn from all decisions of a project, and keep it for the editions to come.

    Raises:
        WorkspaceError: where the folder is no workspace.
    """
    workspace = open_workspace(root)
    settings = load(workspace.config)
    with workspace.locked():
        pages = [_outcomes(workspace, settings, decided) for decided in _decided(workspace)]
        found = [outcome for page in pages for outcome in page]
        learned = refit(found)
        enough = len(found) >= ENOUGH
        if enough:
            write_atomic(calibration_file(workspace), codec.dump(learned))
        shapes = _confusions(workspace)
    corrected = [replace(o, doubt=learned.corrected_doubt(o.doubt, o.text)) for o in found]
    wrong = sum(outcome.wrong for outcome in found)
    return Taught(len(found), wrong, learned, reliability(found), reliability(corrected), enough, shapes)


def _confusions(workspace: Workspace) -> Confusions:
    """The table of confusable shapes from all files of decisions that were taken; written where it grew."""
    before = confusions_of(workspace)
    found = learned_shapes(corrections(_files(workspace)), before)
    if found != before:
        write_atomic(confusions_file(workspace), codec.dump(found))
    return found


def _files(workspace: Workspace) -> Iterator[DecisionFile]:
    """The files of decisions, as they were handed in; one that was damaged since is for `verify` to name."""
    for issue in workspace.issues():
        for path in sorted((workspace.rounds(issue) / "files").glob("*.json")):
            try:
                yield parse(path.read_bytes(), str(path))
            except BadInputError:
                continue


@dataclass(frozen=True, slots=True)
class _Decided:
    issue: str
    edition: Edition


def _decided(workspace: Workspace) -> Iterator[_Decided]:
    """The editions in which people have decided something."""
    for issue in workspace.issues():
        for master in workspace.inventory(issue).masters:
            path = workspace.edition(issue, master.page)
            if path.exists():
                edition = _load(path, Edition)
                if any(app.decided for app in edition.apps):
                    yield _Decided(issue, edition)


def _outcomes(workspace: Workspace, settings: Settings, decided: _Decided) -> tuple[Outcome, ...]:
    """What became of the characters of one page; none where its witnesses are gone."""
    issue, page = decided.issue, decided.edition.page
    clean, layout = workspace.clean_page(issue, page), workspace.layout(issue, page)
    files = [path for path in sorted(layout.parent.glob(f"{page}.*.json")) if path != layout]
    if not files or not clean.exists():
        return ()
    own = page_overrides(workspace.overrides(issue), page, settings)
    frame = _load(clean, CleanPage)
    witnesses = [on_derivatives(_load(path, Witness), frame) for path in files]
    base = base_of(witnesses, own.ocr.witnesses)
    policy = Policy(treatments(own.proof.settle, own.proof.hide))
    step = Step("proof", "", "")
    bare = edit(witnesses, base, own.proof.errors_left_per_10000, step, policy=policy)
    return outcomes(bare, decided.edition, own.proof.control_share)


def _load(path: Path, cls: type[T]) -> T:
    return codec.load(path.read_bytes(), cls, str(path))


def taught_text(taught: Taught) -> str:
    """What is told on the terminal."""
    rows = taught.confusions.rows
    shapes = [f"one read for the other: {', '.join(row.characters for row in rows)}"] if rows else []
    if not taught.kept:
        few = f"{counted(taught.outcomes, 'character')} decided; at least {ENOUGH} are needed to learn from."
        return "\n".join((few, *shapes))
    learned = taught.calibration
    lines = [
        f"{counted(taught.outcomes, 'character')} decided, {taught.wrong} of them wrong",
        f"mean distance of claim and outcome: {taught.before.error:.4f}, now {taught.after.error:.4f}",
    ]
    if learned.characters:
        often = ", ".join(text for text, _ in learned.characters)
        lines.append(f"read wrong more than once: {often}")
    lines += shapes
    lines += [
        f"claimed {b.low:g} to {b.high:g}: {b.count:.0f}, mean claim {b.claimed:.4f}, wrong {b.wrong:.4f}"
        for b in taught.after.bins
    ]
    return "\n".join(lines)
