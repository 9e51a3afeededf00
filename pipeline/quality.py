"""`gazette quality`: the figures of a text: what is open, what is settled by whom, and what is left in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.model import Edition, Master, Region, RegionKind, Severity
from pipeline.proof.diff.passes import Pass, whole
from pipeline.proof.measures.capture import tally
from pipeline.proof.measures.catches import catches
from pipeline.proof.measures.cer import COMPARED, LETTERS, Errors, errors
from pipeline.proof.measures.conditions import Assessment, Find, Passes, Reread, assess
from pipeline.proof.measures.control import Control, control, taken
from pipeline.proof.measures.faults import Line, faults
from pipeline.proof.measures.places import (
    Places,
    characters,
    expected_errors,
    expected_settled,
    places,
    settled,
)
from pipeline.proof.measures.rates import Fault, Rate, TypeArea, rate, type_area
from pipeline.proof.measures.schemes import SCHEMES, PageKind, Part
from pipeline.settings import QualitySettings
from pipeline.settings import load as load_settings
from pipeline.texts import Texts, as_witness, rounds_folder, texts_of
from pipeline.workspace import Workspace, open_workspace

_PARTS = {RegionKind.HEADING: Part.HEADING, RegionKind.HEADER: Part.RUNNING_HEAD}


@dataclass(frozen=True, slots=True)
class Official:
    """The text against ground truth: CER twice, and the official rate."""

    pages: int
    errors: Errors
    letters: Errors
    rate: Rate
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Measured:
    """A page: what ought to stand there, and what does."""

    page: str
    truth: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class RoundEstimate:
    """Errors left after the passes of one round over some pages."""

    round: str
    steps: tuple[str, ...]
    people: tuple[str, ...]  # who did each step, all of them where pages were shared out
    caught: tuple[int, ...]  # errors that each step found
    pages: int
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class IssueQuality:
    """The figures of an issue."""

    issue: str
    pages: int
    missing: tuple[str, ...]  # pages without an edition
    characters: int
    places: Places
    losses: int  # findings that ask for action
    expected: float  # errors, by the probability of each character
    expected_settled: float  # those of them that lie outside of open places
    settled: int  # characters outside of open places
    rounds: tuple[RoundEstimate, ...]
    control: Control | None  # settled places that people looked at, where there are any
    official: Official | None  # where there is ground truth
    as_read: Official | None  # the text before any person, against what people have made of it

    @property
    def left_per_10000(self) -> float:
        """Errors to be expected once the open places are settled rightly."""
        return self.expected_settled / self.characters * 10_000 if self.characters else 0.0


def figures(root: Path, issues: Sequence[str] = (), truth: Path | None = None) -> tuple[IssueQuality, ...]:
    """The figures of a work, issue by issue.

    `truth` is a folder with the ground truth of pages as ``ISSUE/p0003.txt``, or ``p0003.txt`` for a
    single issue, or under the name a page came with: ``NAME.gt.txt``.

    Raises:
        WorkspaceError, SettingsError: where workspace or issue cannot be opened.
    """
    workspace = open_workspace(root)
    settings = load_settings(workspace.config).quality
    return tuple(_issue(workspace, issue, settings, truth) for issue in issues or workspace.issues())


def _issue(workspace: Workspace, issue: str, settings: QualitySettings, truth: Path | None) -> IssueQuality:
    texts = texts_of(workspace, issue)
    masters = workspace.inventory(issue).masters
    read = {master.page: texts.edition(master.page) for master in masters}
    editions = [edition for edition in read.values() if edition]
    apps = [app for edition in editions for app in edition.apps]
    findings = [finding for edition in editions for finding in edition.findings]
    return IssueQuality(
        issue,
        len(masters),
        tuple(page for page, edition in read.items() if edition is None),
        sum(map(characters, editions)),
        places(apps),
        sum(finding.severity is Severity.LOSS for finding in findings),
        sum(map(expected_errors, editions)),
        sum(map(expected_settled, editions)),
        sum(map(settled, editions)),
        _rounds(texts, settings.confidence),
        _control(workspace, issue, settings.confidence),
        _official(editions, _truths(truth, issue, masters), settings),
        _as_read(texts, editions, settings),
    )


def _control(workspace: Workspace, issue: str, confidence: float) -> Control | None:
    files = sorted((rounds_folder(workspace, issue) / "files").glob("*.json"))
    found = control((each for file in files for each in taken(file.read_bytes())), confidence)
    return found if found.places else None


# Errors left, from the passes


def _rounds(texts: Texts, confidence: float) -> tuple[RoundEstimate, ...]:
    """An estimate for each round in which pages had two proofs or more."""
    by_page = whole(texts.passes)
    steps = tuple(dict.fromkeys(step for own in by_page.values() for step in own if _is_proof(step)))
    rounds = dict.fromkeys(step.partition(".")[0] for step in steps)
    found = (
        _round(texts, name, [step for step in steps if step.startswith(f"{name}.")], confidence)
        for name in rounds
    )
    return tuple(each for each in found if each is not None)


def _is_proof(step: str) -> bool:
    return step.partition(".")[2].startswith("proof")


def _round(texts: Texts, name: str, steps: Sequence[str], confidence: float) -> RoundEstimate | None:
    """Over the pages that went through all proofs which any page of the round went through.

    Passes are blind of each other where all were shown the same text; where some were, only those count.
    """
    every = whole(texts.passes).values()
    pages = [own for own in every if all(step in own for step in steps)]
    if len(steps) < 2 or not pages:
        return None
    alike = tuple(step for step in steps if all(own[step].before == own[steps[0]].before for own in pages))
    blind = len(alike) > 1
    counted = alike if blind else tuple(steps)
    finds = tuple(find for own in pages for find in _finds(texts, [own[step] for step in counted]))
    made = Passes(counted, finds, blind, _reread(texts))
    people = tuple("、".join(sorted({own[step].actor for own in pages})) for step in counted)
    caught = tally([find.caught for find in finds], len(counted)).counts
    return RoundEstimate(name, counted, people, caught, len(pages), assess(made, confidence))


def _reread(texts: Texts) -> Reread | None:
    """The sample that was read last, as a check on the estimate."""
    if texts.reread is None or not texts.reread[1]:
        return None
    read, whole_text, wrong = texts.reread
    return Reread(min(1.0, read / whole_text), wrong)


def _finds(texts: Texts, made: Sequence[Pass]) -> tuple[Find, ...]:
    """The errors of one page: all passes against the text that the first was shown."""
    shown = texts.kept(made[0].page, made[0].before)
    after = [texts.after(one) for one in made]
    now = texts.edition(made[0].page)
    if shown is None or now is None or not all(after):
        return ()
    return catches(shown, [text.witness for text in after if text], as_witness(now))


# The official rate, where there is ground truth


def _truths(folder: Path | None, issue: str, masters: Sequence[Master]) -> dict[str, str]:
    if folder is None:
        return {}
    found = {}
    for master in masters:
        stem = Path(master.source).stem
        names = (
            folder / issue / f"{master.page}.txt",
            folder / f"{master.page}.txt",
            folder / f"{stem}.gt.txt",
        )
        path = next((path for path in names if path.is_file()), None)
        if path is not None:
            found[master.page] = path.read_text("utf-8", "replace")
    if not found:
        raise UsageError(
            f"{folder}: holds no ground truth of issue {issue}",
            f"Files are looked for as {issue}/p0001.txt, p0001.txt, or NAME.gt.txt.",
        )
    return found


def _official(
    editions: Sequence[Edition], truths: dict[str, str], settings: QualitySettings
) -> Official | None:
    own = [edition for edition in editions if edition.page in truths]
    measured = [_Measured(edition.page, truths[edition.page], edition.regions) for edition in own]
    return _rated(measured, own, settings)


def _as_read(texts: Texts, editions: Sequence[Edition], settings: QualitySettings) -> Official | None:
    """How good the text was before proofreading, as far as people have mended it since."""
    first = {one.page: one.before for one in reversed(texts.passes) if one.before}
    measured, own = [], []
    for edition in editions:
        before = texts.kept(edition.page, first.get(edition.page, ""))
        if before is not None:
            measured.append(_Measured(edition.page, text_of(edition.regions), before.regions))
            own.append(edition)
    return _rated(measured, own, settings)


def _rated(
    measured: Sequence[_Measured], editions: Sequence[Edition], settings: QualitySettings
) -> Official | None:
    """The rates of some pages; `editions` are theirs, for 版面字数."""
    if not measured:
        return None
    counted, letters = Errors(), Errors()
    found: list[Fault] = []
    for each in measured:
        counted += errors(each.truth, text_of(each.regions), COMPARED)
        letters += errors(each.truth, text_of(each.regions), LETTERS)
        lines = tuple(_lines(each.regions, each.page in settings.cover_pages))
        found += faults(each.truth, lines, each.page)
    official = rate(found, area_of(editions, settings), SCHEMES[settings.scheme])
    return Official(len(measured), counted, letters, official, tuple(found))


def _lines(regions: Sequence[Region], cover: bool) -> Iterator[Line]:
    for region in regions:
        for line in region.lines:
            part = Part.COVER if cover else _PARTS.get(region.kind, Part.BODY)
            yield Line(line.id, line.text, part)


def area_of(editions: Sequence[Edition], settings: QualitySettings) -> TypeArea:
    """版面字数 as the settings declare the type area, or as it is measured."""
    lengths = [
        [len(line.text.replace(" ", "")) for region in edition.regions for line in region.lines]
        for edition in editions
    ]
    kinds = [
        _page_kind(edition.page, bool(any(page)), settings)
        for edition, page in zip(editions, lengths, strict=True)
    ]
    found = type_area(lengths, kinds)
    return TypeArea(
        settings.line_characters or found.characters, settings.page_lines or found.lines, found.pages
    )


def _page_kind(page: str, printed: bool, settings: QualitySettings) -> PageKind:
    if not printed:
        return PageKind.BLANK
    return PageKind.COVER if page in settings.cover_pages else PageKind.FULL


def text_of(regions: Sequence[Region]) -> str:
    """The lines of a page, one a line."""
    return "\n".join(line.text for region in regions for line in region.lines)
