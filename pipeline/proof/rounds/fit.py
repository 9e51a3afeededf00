"""Do the decisions of a file fit the pages they are for?  Each that does not is told with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import App, Edition, TextLine, glyph_text
from pipeline.proof.controls import is_control
from pipeline.proof.decisions import Act, Decision, DecisionFile, state_of
from pipeline.proof.places import meet

_PLACE = re.compile(r"_a\d+$")  # an app's id; places of settled text have others


@dataclass(frozen=True, slots=True)
class Misfit:
    """A decision that cannot be taken."""

    decision: Decision
    why: str

    def __str__(self) -> str:
        place = self.decision.app or f"{self.decision.line} {self.decision.start}–{self.decision.stop}"
        return f"{self.decision.page} {place}: {self.why}"


@dataclass(frozen=True, slots=True)
class Fit:
    """What of a file can be taken, and what not."""

    taken: tuple[Decision, ...]
    misfits: tuple[Misfit, ...]
    older: tuple[str, ...]  # pages that have changed since they were shown


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page as it is shown now."""

    lines: Mapping[str, TextLine]
    apps: Mapping[str, App]
    older: bool


def fit(file: DecisionFile, editions: Mapping[str, Edition]) -> Fit:
    """Hold a file against the editions that are shown now; a page without one fits nothing."""
    states = dict(file.states)
    shown = {page: _shown(edition, states.get(page, "")) for page, edition in editions.items()}
    taken: list[Decision] = []
    misfits: list[Misfit] = []
    done: dict[str, list[Decision]] = {}  # what is taken of each line
    for decision in file.decisions:
        page = shown.get(decision.page)
        beside = done.setdefault(decision.line, [])
        why = _why_not(decision, page, beside) if page else "the issue has no such page with text"
        if why:
            misfits.append(Misfit(decision, why))
        else:
            taken.append(decision)
            beside += [decision] if decision.act is not Act.SKIP else []
    about = {decision.page for decision in file.decisions}
    older = tuple(page for page, found in shown.items() if found.older and page in about)
    return Fit(tuple(taken), tuple(misfits), older)


def _shown(edition: Edition, state: str) -> _Shown:
    lines = {line.id: line for region in edition.regions for line in region.lines}
    return _Shown(lines, {app.id: app for app in edition.apps}, state != state_of(edition))


def _why_not(decision: Decision, page: _Shown, taken: Sequence[Decision]) -> str:
    """Why a decision cannot be taken; empty where it can."""
    line = page.lines.get(decision.line)
    if line is None:
        return f"the page has no line {decision.line}"
    if decision.stop > len(line.glyphs):
        return f"the line has {len(line.glyphs)} characters only"
    there = glyph_text(line.glyphs[decision.start : decision.stop])
    if there != decision.lemma:
        return f"{there!r} stands there, and the decision is on {decision.lemma!r}"
    return _app_gone(decision, page) or _empty_word(decision, page.apps.get(decision.app), taken)


def _app_gone(decision: Decision, page: _Shown) -> str:
    """Why the place that was shown is no more; places of settled text are known by line and glyphs only."""
    if page.older and decision.start == decision.stop:
        return "the line may have changed, and nothing shows where this text goes in"
    app = page.apps.get(decision.app)
    if app is None and _PLACE.search(decision.app):
        return "the page has no such place any more"
    if app and (app.line, app.start, app.stop) != (decision.line, decision.start, decision.stop):
        return f"the place is {app.line} {app.start}–{app.stop} by now"
    return ""


def _empty_word(decision: Decision, app: App | None, taken: Sequence[Decision]) -> str:
    """Why what the person said of the place says nothing, or cannot hold beside the rest of the file."""
    if decision.act is Act.CHOOSE and not _offered(decision, app):
        return f"{decision.text!r} is none of the readings to choose from"
    if decision.act is Act.SIC and not decision.text:
        return "says that the print is wrong, but not what is printed"
    if decision.act is not Act.SKIP and any(meet(decision, other) for other in taken):
        return "another decision of the file is on the same place"
    return ""


def _offered(decision: Decision, app: App | None) -> bool:
    """Whether the text was there to choose; what a control place offered is written down nowhere."""
    if decision.text == decision.lemma or is_control(decision.app):
        return True
    return app is not None and decision.text in {reading.text for reading in app.readings}
