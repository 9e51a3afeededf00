"""`gazette sample` and `gazette accept`: lines to be read again, and what follows from the reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline import codec
from pipeline.errors import BadInputError, UsageError, WorkspaceError
from pipeline.model import Edition, Severity
from pipeline.proof.decisions import state_of
from pipeline.proof.measures.acceptance import Demands, Judgement, Standings, judge
from pipeline.proof.measures.cer import COMPARED, size
from pipeline.proof.measures.sample import (
    ForeignSampleError,
    Sample,
    SampleLine,
    from_text,
    id_of,
    to_text,
)
from pipeline.proof.measures.sampling import Drawable, draw, plan, plan_for
from pipeline.proof.measures.schemes import SCHEMES
from pipeline.proof.treatment import is_asked
from pipeline.settings import QualitySettings
from pipeline.settings import load as load_settings
from pipeline.text.visible import visible
from pipeline.texts import load, rounds_folder, texts_of
from pipeline.workspace import Workspace, issue_id, open_workspace, write_atomic

GOOD = 4  # a text this many times better than the bound is to pass, with
CHANCE = 0.9  # this probability, where the sample allows for some errors


@dataclass(frozen=True, slots=True)
class Drawing:
    """How to draw; 0 or empty: as the settings say."""

    bound: float = 0.0  # errors a character
    confidence: float = 0.0
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    sample: Sample
    kept: Path  # the record that an acceptance is held against
    file: Path  # the file to read


@dataclass(frozen=True, slots=True)
class Signature:
    """Who accepts or refuses, and when."""

    actor: str
    time: str  # ISO, UTC
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The record of an acceptance: kept for ever, beside the log that names it."""

    judgement: Judgement
    sample: Sample
    read: tuple[str, ...]  # the lines as the reader left them
    signature: Signature


def rate_of(text: str) -> float:
    """A rate as people write it: ``1/10000``, ``0.0001``, ``1‱``; empty: 0.

    Raises:
        UsageError: where it is none.
    """
    over, slash, under = text.strip().removesuffix("‱").partition("/")
    try:
        value = float(over) / (float(under) if slash else 1.0) if text else 0.0
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"{text!r} is no rate of errors", "Write it as 1/10000 or 0.0001.") from error
    value /= 10_000 if text.strip().endswith("‱") else 1
    if text and not 0 < value < 1:
        raise UsageError(f"{text!r} is no rate of errors", "It lies between 0 and 1, such as 1/10000.")
    return value


def signed(actor: str, note: str = "") -> Signature:
    """A signature of this moment.

    Raises:
        UsageError: where there is no name.
    """
    if not actor.strip() or not actor.isprintable():
        raise UsageError(f"{actor!r} is no name", "Give the name of the person who accepts: --as NAME.")
    return Signature(actor.strip(), datetime.now(UTC).isoformat(timespec="seconds"), note)


def sample(root: Path, issue: str, drawing: Drawing, target: Path) -> Drawn:
    """Draw lines of an issue and write the file to read; the same drawing gives the same lines.

    Raises:
        WorkspaceError, SettingsError: where workspace or issue cannot be opened.
        UsageError: where there is no text to draw from, or the bound cannot be one.
    """
    workspace = open_workspace(root)
    settings = load_settings(workspace.config).quality
    editions = [edition for _, edition in _editions(workspace, issue) if edition]
    if not any(True for edition in editions for _ in _lines(edition)):
        raise UsageError(f"issue {issue} has no text to draw from", f"Run first: gazette proof {root}")
    made = _drawn(issue, editions, drawing, settings)
    kept = _sample_path(workspace, issue, id_of(made))
    with workspace.locked():
        write_atomic(kept, codec.dump(made))
    write_atomic(target, to_text(made).encode("utf-8", "replace"))
    return Drawn(made, kept, target)


def accept(root: Path, issue: str, file: Path, signature: Signature, unsigned: int = 0) -> Acceptance:
    """Judge an issue by a sample that has come back, and keep the record, whether it passes or refuses.

    `unsigned` is the number of steps of the rounds that nobody has signed yet.

    Raises:
        BadInputError: where the file is no sample of this issue, is not whole, or the text has changed since.
    """
    workspace = open_workspace(root)
    settings = load_settings(workspace.config).quality
    made, read = _returned(workspace, issue, file)
    editions = _editions(workspace, issue)
    _check_states(made, editions, file)
    demands = Demands(
        SCHEMES[settings.scheme], settings.sample_share, settings.pass_rate, settings.line_characters
    )
    judgement = judge(made, read, _standings(editions, unsigned), demands)
    record = Acceptance(judgement, made, read, signature)
    with workspace.locked():
        _keep(workspace, issue, record)
    return record


def _editions(workspace: Workspace, issue: str) -> list[tuple[str, Edition | None]]:
    texts = texts_of(workspace, issue)
    return [(master.page, texts.edition(master.page)) for master in workspace.inventory(issue).masters]


def _lines(edition: Edition) -> Iterator[SampleLine]:
    for region in edition.regions:
        for line in region.lines:
            if line.text.strip():
                yield SampleLine(edition.page, line.id, visible(line.text))


def _drawn(issue: str, editions: Sequence[Edition], drawing: Drawing, settings: QualitySettings) -> Sample:
    lines = {(line.page, line.line): line for edition in editions for line in _lines(edition)}
    drawable = [Drawable(line.page, line.line, size(line.text, COMPARED)) for line in lines.values()]
    population = sum(each.size for each in drawable)
    bound = drawing.bound or settings.errors_per_10000 / 10_000
    confidence = drawing.confidence or settings.confidence
    try:
        made = plan(population, bound, confidence)
        if settings.sample_errors == "some":
            made = plan_for(population, bound, confidence, bound / GOOD, CHANCE)
    except ValueError as error:
        raise UsageError(str(error), "Write the bound as 1/10000, the confidence as 0.95.") from error
    states = tuple((edition.page, state_of(edition)) for edition in editions)
    seed = drawing.seed or issue
    least = max(made.to_read, round(settings.sample_share * population))
    chosen = draw(drawable, least, f"{seed}\t{states}")
    return Sample(
        issue,
        states,
        seed,
        population,
        made.allowed,
        bound,
        confidence,
        tuple(lines[each.page, each.line] for each in chosen),
    )


def _returned(workspace: Workspace, issue: str, file: Path) -> tuple[Sample, tuple[str, ...]]:
    """The sample that the file names, and its lines as they came back."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInputError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{file}: is not UTF-8", "Save it as UTF-8 text.") from error
    head = text.partition("\n")[0].split()
    path = _sample_path(workspace, issue, head[-1]) if head and head[-1].isalnum() else None
    if path is None or not path.exists():
        raise BadInputError(f"{file}: is no sample of issue {issue}", "Draw one with `gazette sample`.")
    made = load(path, Sample)
    try:
        return made, from_text(text, made)
    except ForeignSampleError as error:
        raise BadInputError(
            f"{file}: {error}", "Take the file as it was written, and change nothing but the text of lines."
        ) from error


def _check_states(made: Sample, editions: Sequence[tuple[str, Edition | None]], file: Path) -> None:
    now = {page: state_of(edition) for page, edition in editions if edition}
    changed = [page for page, state in made.states if now.get(page) != state]
    if changed or set(now) - {page for page, _ in made.states}:
        where = ", ".join(changed[:5]) or "pages were added"
        raise BadInputError(
            f"{file}: the text has changed since the sample was drawn: {where}",
            "Draw a new sample: one of another text says nothing of this one.",
        )


def _standings(editions: Sequence[tuple[str, Edition | None]], unsigned: int) -> Standings:
    there = [edition for _, edition in editions if edition]
    return Standings(
        sum(is_asked(app) for edition in there for app in edition.apps),
        sum(finding.severity is Severity.LOSS for edition in there for finding in edition.findings),
        sum(edition is None for _, edition in editions),
        unsigned,
    )


def _sample_path(workspace: Workspace, issue: str, name: str) -> Path:
    if not workspace.inventory_file(issue_id(issue)).exists():
        raise WorkspaceError(f"{workspace.root}: no issue {issue}", "See `gazette status`.")
    return rounds_folder(workspace, issue) / "samples" / f"{name}.json"


def _keep(workspace: Workspace, issue: str, record: Acceptance) -> None:
    """Acceptances are numbered and never written over."""
    folder = rounds_folder(workspace, issue) / "acceptance"
    number = len(list(folder.glob("*.json"))) + 1
    write_atomic(folder / f"{number:04}.json", codec.dump(record))
