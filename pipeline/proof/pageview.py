"""What the report shows of one page: records in the order of reading, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import (
    App,
    Box,
    CleanPage,
    Derivative,
    Direction,
    Edition,
    Finding,
    Master,
    Region,
    TextLine,
)
from pipeline.proof.crops import crop_name, strip

CONTEXT = 60  # characters shown on each side of a place at most


@dataclass(frozen=True, slots=True)
class Picture:
    """The strip of a line and the place on it, in the strip's own pixels."""

    file: str
    width: int
    height: int
    vertical: bool
    mark: Box | None


@dataclass(frozen=True, slots=True)
class Place:
    """One unsettled app in its line."""

    app: App
    before: str
    after: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Habit:
    """One difference that a rule has settled, with every line where it occurs."""

    reasons: tuple[str, ...]
    lemma: str
    others: tuple[tuple[str, tuple[str, ...]], ...]  # text, sigils
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    id: str
    source: str  # the name the page came with
    images: tuple[str, ...]  # files of its derivatives
    sigils: tuple[str, ...]
    characters: int
    places: tuple[Place, ...]
    habits: tuple[Habit, ...]
    findings: tuple[Finding, ...]

    @property
    def settled(self) -> int:
        """Places settled by rule."""
        return sum(len(habit.lines) for habit in self.habits)


def page_view(
    master: Master, clean: CleanPage | None, edition: Edition | None, intake: tuple[Finding, ...]
) -> PageView:
    """One page; without an edition it has no places, but still its findings."""
    scan = clean.findings if clean else ()
    files = tuple(d.file for d in clean.derivatives) if clean else ()
    if edition is None:
        return PageView(master.page, master.source, files, (), 0, (), (), (*intake, *scan))
    return PageView(
        master.page,
        master.source,
        files,
        edition.sigils,
        sum(len(line.glyphs) for region in edition.regions for line in region.lines),
        _places(edition, clean),
        _habits(edition),
        (*intake, *scan, *edition.findings),
    )


def _places(edition: Edition, clean: CleanPage | None) -> tuple[Place, ...]:
    lines = {line.id: (region, line) for region in edition.regions for line in region.lines}
    images = {derivative.image: derivative for derivative in clean.derivatives} if clean else {}
    return tuple(_place(app, *lines[app.line], images) for app in edition.apps if not app.settled)


def _place(app: App, region: Region, line: TextLine, images: Mapping[str, Derivative]) -> Place:
    before = "".join(glyph.text for glyph in line.glyphs[: app.start])
    after = "".join(glyph.text for glyph in line.glyphs[app.stop :])
    derivative = images.get(region.image)
    picture = _picture(app, line, derivative) if derivative else None
    return Place(app, _ending(before), _beginning(after), picture)


def _ending(text: str) -> str:
    return text if len(text) <= CONTEXT else "…" + text[-CONTEXT:]


def _beginning(text: str) -> str:
    return text if len(text) <= CONTEXT else text[:CONTEXT] + "…"


def _picture(app: App, line: TextLine, derivative: Derivative) -> Picture | None:
    part = strip(line, derivative)
    if part is None:
        return None
    mark = None
    if app.box is not None:
        seen = app.box.within(derivative.width, derivative.height)
        moved = Box(
            seen.left - part.left, seen.top - part.top, seen.right - part.left, seen.bottom - part.top
        )
        mark = moved.within(part.width, part.height)
    vertical = line.direction is Direction.VERTICAL
    return Picture(crop_name(line.id), part.width, part.height, vertical, mark)


def _habits(edition: Edition) -> tuple[Habit, ...]:
    """Settled places of one look together, the most frequent first."""
    found: dict[tuple[tuple[str, ...], str, tuple[tuple[str, tuple[str, ...]], ...]], list[str]] = {}
    for app in edition.apps:
        if app.settled:
            others = tuple((r.text, r.sigils) for r in app.readings if r.text != app.lemma)
            found.setdefault((app.reasons, app.lemma, others), []).append(app.line)
    habits = [Habit(*key, tuple(lines)) for key, lines in found.items()]
    return tuple(sorted(habits, key=lambda habit: -len(habit.lines)))
