"""What the report shows of one page: records in the order of reading, ready for the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.derivative import CleanPage, Derivative
from pipeline.model import App, Box, Direction, Edition, Finding, Master, TextLine
from pipeline.proof.crops import crop_name, finding_name, strip, surroundings
from pipeline.proof.decisions import state_of
from pipeline.proof.pagetext import Part, parts, where_in_table
from pipeline.proof.queue import Place, Why, places

PEOPLE = "people"
TALL = 1.5  # times as high as wide: such a picture is shown beside the text, like that of a vertical line
PLACES = "unsettled-places"  # code of the finding that counts them; the report shows them instead


@dataclass(frozen=True, slots=True)
class Picture:
    """The strip of a line and the place on it, in the strip's own pixels."""

    file: str
    width: int
    height: int
    vertical: bool
    mark: Box | None
    source: str = ""  # file of the derivative it is cut from
    part: Box | None = None  # which part of that it shows


@dataclass(frozen=True, slots=True)
class Asked:
    """One place put to the proofreader, in its line."""

    place: Place
    line: int  # which of the page's lines it stands in
    kind: str  # of its region, the PAGE name
    cell: tuple[int, int] | None  # row and column, from 1, of a place in a table
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding, with the picture of what it speaks of where that lies on a derivative."""

    finding: Finding
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """One difference that has been settled, with every line where it occurs."""

    by: str  # "rule", "evidence", "people"
    mark: str  # what people said of it: "sic", "unreadable"
    reasons: tuple[str, ...]
    lemma: str
    others: tuple[tuple[str, tuple[str, ...]], ...]  # text, sigils
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """All that is shown of a page; without an edition it has findings only, and no state."""

    id: str
    source: str  # the name the page came with
    images: tuple[str, ...]  # files of its derivatives
    sigils: tuple[str, ...]
    characters: int
    places: tuple[Asked, ...]
    habits: tuple[Habit, ...]
    findings: tuple[Noted, ...]
    text: tuple[Part, ...]
    state: str = ""  # `state_of` the edition
    lines: tuple[TextLine, ...] = ()

    def settled(self, by: str) -> int:
        """How many places are settled that way."""
        return sum(len(habit.lines) for habit in self.habits if habit.by == by)


def page_view(
    master: Master,
    clean: CleanPage | None,
    edition: Edition | None,
    intake: tuple[Finding, ...],
    control_share: float = 0.0,
) -> PageView:
    """One page; without an edition it has no places, but still its findings.

    `control_share` is the share of settled characters that is mixed in among the open places.
    """
    images = {derivative.image: derivative for derivative in clean.derivatives} if clean else {}
    files = tuple(derivative.file for derivative in images.values())
    before = tuple(Noted(finding) for finding in (*intake, *(clean.findings if clean else ())))
    if edition is None:
        return PageView(master.page, master.source, files, (), 0, (), (), before, ())
    asked = places(edition, control_share)
    return PageView(
        master.page,
        master.source,
        files,
        edition.sigils,
        sum(len(line.glyphs) for region in edition.regions for line in region.lines),
        _asked(edition, asked, images),
        _habits(edition, asked),
        (*before, *_noted(edition, images)),
        parts(edition, images),
        state_of(edition),
        tuple(line for region in edition.regions for line in region.lines),
    )


def _asked(edition: Edition, asked: Iterable[Place], images: Mapping[str, Derivative]) -> tuple[Asked, ...]:
    whole = [(region, line) for region in edition.regions for line in region.lines]
    lines = {line.id: (number, region, line) for number, (region, line) in enumerate(whole)}
    found = []
    for place in asked:
        number, region, line = lines[place.app.line]
        picture = _picture(edition, place, line, images)
        cell = where_in_table(region, line.id)
        found.append(Asked(place, number, region.kind.value, cell, picture))
    return tuple(found)


def _noted(edition: Edition, images: Mapping[str, Derivative]) -> tuple[Noted, ...]:
    """The edition's findings; the pictures are numbered through all of them."""
    return tuple(
        Noted(finding, _picture_of(finding, finding_name(edition.page, number), edition, images))
        for number, finding in enumerate(edition.findings, 1)
        if finding.code != PLACES
    )


def _picture_of(
    finding: Finding, file: str, edition: Edition, images: Mapping[str, Derivative]
) -> Picture | None:
    derivative = images.get(finding.image)
    part = surroundings(finding, edition, derivative) if derivative else None
    if derivative is None or part is None or finding.box is None:
        return None
    mark = _seen(finding.box, part, derivative)
    upright = part.height > TALL * part.width
    return Picture(file, part.width, part.height, upright, mark, derivative.file, part)


def _picture(
    edition: Edition, place: Place, line: TextLine, images: Mapping[str, Derivative]
) -> Picture | None:
    """The strip of the line with the place on it; of unread ink, what is shown of the finding."""
    if place.finding:
        name = finding_name(edition.page, place.finding)
        return _picture_of(edition.findings[place.finding - 1], name, edition, images)
    derivative = images.get(place.app.image)
    part = strip(line, derivative) if derivative else None
    if derivative is None or part is None:
        return None
    mark = _seen(place.app.box, part, derivative) if place.app.box else None
    vertical = line.direction is Direction.VERTICAL
    return Picture(crop_name(line.id), part.width, part.height, vertical, mark, derivative.file, part)


def _seen(box: Box, part: Box, derivative: Derivative) -> Box:
    """A box of the derivative in the pixels of the part that is shown."""
    seen = box.within(derivative.width, derivative.height)
    moved = Box(seen.left - part.left, seen.top - part.top, seen.right - part.left, seen.bottom - part.top)
    return moved.within(part.width, part.height)


def _habits(edition: Edition, asked: Iterable[Place]) -> tuple[Habit, ...]:
    """Settled places of one look together, the most frequent first; without those that are asked about."""
    drawn = {(p.app.line, p.app.start, p.app.stop) for p in asked if p.why is Why.CONTROL}
    found: dict[Habit, list[str]] = {}
    for app in edition.apps:
        if app.settled and (app.line, app.start, app.stop) not in drawn:
            others = tuple((r.text, r.sigils) for r in app.readings if r.text != app.lemma)
            alike = Habit(_settler(app), app.mark, app.reasons, app.lemma, others, ())
            found.setdefault(alike, []).append(app.line)
    habits = [replace(habit, lines=tuple(lines)) for habit, lines in found.items()]
    return tuple(sorted(habits, key=lambda habit: -len(habit.lines)))


def _settler(app: App) -> str:
    """Who settled it, in the terms of the report; editions of earlier programs do not say, and had rules."""
    return PEOPLE if app.decided else app.by or "rule"
