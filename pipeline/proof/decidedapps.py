"""The apparatus of a line in which people decided something.

A place that a person decided is settled by their entry of the log and keeps what the engines read.
Of a place that was decided in part the rest stays open, with the readings cut to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.model import App, Box, Glyph, Reading, TextLine, glyph_text, hull
from pipeline.proof.claims import sigil
from pipeline.proof.decisions import Act
from pipeline.proof.places import meet
from pipeline.proof.settle import LOW_CONFIDENCE
from pipeline.proof.stretches import Stretch
from pipeline.text.graphemes import graphemes

HUMAN = 0.999  # that what a person decided is what is printed: people slip, too
DISPUTED = 0.5  # the same where two people differ
DECIDED, PEOPLE_DISAGREE = "decided", "people-disagree"
MARKS = {Act.SIC: "sic", Act.UNREADABLE: "unreadable"}
_Found = dict[str, tuple[tuple[str, ...], float]]  # readings: text, who has it, how surely
Chosen = tuple[Stretch, tuple[Glyph, ...]]  # a stretch, and what stands there now


@dataclass(frozen=True, slots=True)
class Scene:
    """A line as the engines settled it."""

    line: TextLine
    image: str
    sigils: tuple[str, ...]  # of the engines


def apparatus(scene: Scene, apps: Sequence[App], chosen: Sequence[Chosen]) -> tuple[App, ...]:
    """All apps of the line once the stretches are in it, from left to right; old places keep their ids."""
    shifts = _Shifts(chosen)
    names = _names(scene.line.id, apps)
    found: list[App] = []
    for stretch, glyphs in chosen:
        touched = [app for app in apps if meet(app, stretch)]
        same = next((app for app in touched if (app.start, app.stop) == (stretch.start, stretch.stop)), None)
        name = same.id if same else next(names)
        start = shifts.before(stretch)
        made = _decided(scene, touched, (stretch, glyphs))
        found.append(replace(made, id=name, start=start, stop=start + len(glyphs)))
    for app in apps:
        touching = [stretch for stretch, _ in chosen if meet(app, stretch)]
        if not touching:
            found.append(shifts.moved(app))
            continue
        found += [replace(shifts.moved(part), id=next(names)) for part in _rest(scene, app, touching)]
    return tuple(sorted(found, key=lambda app: (app.start, app.stop)))  # of one gap in their old order


def _names(line: str, apps: Iterable[App]) -> Iterator[str]:
    """Ids that are free, counting on from the highest."""
    numbers = [int(found[1]) for app in apps if (found := re.search(r"_a(\d+)$", app.id))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{line}_a{number:02d}"


class _Shifts:
    """Where positions of the line of the engines have got to."""

    def __init__(self, chosen: Sequence[Chosen]) -> None:
        self.chosen = chosen

    def before(self, stretch: Stretch) -> int:
        """Where a stretch begins now."""
        place = stretch.start, stretch.stop
        earlier = [(s, g) for s, g in self.chosen if (s.start, s.stop) < place]
        return stretch.start + sum(len(glyphs) - (s.stop - s.start) for s, glyphs in earlier)

    def moved(self, app: App) -> App:
        """An app outside of all stretches; what was put in at its start stands before it."""
        shift = sum(
            len(glyphs) - (s.stop - s.start)
            for s, glyphs in self.chosen
            if s.stop <= app.start and not (s.start == s.stop == app.start == app.stop)
        )
        return replace(app, start=app.start + shift, stop=app.stop + shift)


def _decided(scene: Scene, touched: Sequence[App], chosen: Chosen) -> App:
    """The app of a stretch; its id and place are filled in by the caller."""
    stretch, glyphs = chosen
    lemma = glyph_text(glyphs)
    kept = tuple(dict.fromkeys(reason for app in touched for reason in app.reasons))
    readings = _readings(scene, touched, stretch, lemma)
    box = _box(glyphs) or next((app.box for app in touched if app.box), None)
    box = box or _beside(scene.line, stretch)
    start, stop = stretch.start, stretch.stop
    if stretch.chosen is None:
        reasons = (PEOPLE_DISAGREE, *(reason for reason in kept if reason != PEOPLE_DISAGREE))
        open_place = (readings, reasons, False, scene.image, box, DISPUTED)
        return App("", scene.line.id, start, stop, lemma, *open_place)
    act = stretch.chosen.decided.act
    sure = 0.0 if act is Act.UNREADABLE else HUMAN
    by = sigil(stretch.chosen.decided.entry)
    rest = (readings, kept or (DECIDED,), True, scene.image, box, sure, by, MARKS.get(act, ""))
    return App("", scene.line.id, start, stop, lemma, *rest)


def _readings(scene: Scene, touched: Sequence[App], stretch: Stretch, lemma: str) -> tuple[Reading, ...]:
    """What people and engines have in a stretch, what stands there first."""
    found: _Found = {lemma: ((), 0.0)}
    if stretch.chosen is None:
        said = [(glyph_text(glyphs), entry) for entry, glyphs in stretch.ways]
    else:
        said = [(lemma, entry) for entry in stretch.by]
    for text, entry in said:
        _add(found, text, (sigil(entry),), HUMAN)
    for text, sigils, sure in _of_engines(scene, touched, stretch):
        _add(found, text, sigils, sure)
    return tuple(Reading(text, sigils, sure) for text, (sigils, sure) in found.items())


def _of_engines(
    scene: Scene, touched: Sequence[App], stretch: Stretch
) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """What each engine has in a stretch, all its places there taken together; then what nobody read."""
    if not touched:
        own = scene.line.glyphs[stretch.start : stretch.stop]
        yield glyph_text(own), scene.sigils, min((glyph.confidence for glyph in own), default=0.0)
        return
    readings = [reading for app in touched for reading in app.readings]
    for engine in dict.fromkeys(name for reading in readings for name in reading.sigils):
        chosen = {app.id: reading for app in touched for reading in app.readings if engine in reading.sigils}
        sure = min(reading.confidence for reading in chosen.values())
        yield _through(scene, touched, stretch, chosen), (engine,), sure
    for app in touched:
        for reading in app.readings:
            if not reading.sigils:
                yield _through(scene, touched, stretch, {app.id: reading}), (), reading.confidence


def _through(scene: Scene, touched: Sequence[App], stretch: Stretch, chosen: Mapping[str, Reading]) -> str:
    """The text of a stretch with some readings in it, by the ids of their apps."""
    glyphs = scene.line.glyphs
    text, at = "", stretch.start
    for app in sorted(touched, key=lambda app: (app.start, app.stop)):
        low, high = max(app.start, stretch.start), min(app.stop, stretch.stop)
        reading = chosen.get(app.id)
        own = _cut(scene, app, reading, (low, high)) if reading else glyph_text(glyphs[low:high])
        text += glyph_text(glyphs[at:low]) + own
        at = max(at, high)
    return text + glyph_text(glyphs[at : stretch.stop])


def _add(found: _Found, text: str, sigils: Iterable[str], sure: float) -> None:
    before, known = found.get(text, ((), 0.0))
    found[text] = tuple(dict.fromkeys((*before, *sigils))), max(known, sure)


def _rest(scene: Scene, app: App, touching: Sequence[Stretch]) -> Iterator[App]:
    """The parts of an app that no stretch covers, and in which there is still something to ask."""
    start = app.start
    ends = [(stretch.start, stretch.stop) for stretch in touching]
    for low, high in (*sorted(ends), (app.stop, app.stop)):
        if start < low:
            part = _part(scene, app, start, low)
            if len(part.readings) > 1 or len(app.readings) == 1 or LOW_CONFIDENCE in app.reasons:
                yield part
        start = max(start, high)


def _part(scene: Scene, app: App, start: int, stop: int) -> App:
    found: _Found = {}
    for reading in app.readings:
        _add(found, _cut(scene, app, reading, (start, stop)), reading.sigils, reading.confidence)
    readings = tuple(Reading(text, sigils, sure) for text, (sigils, sure) in found.items())
    glyphs = scene.line.glyphs[start:stop]
    box = _box(glyphs) or app.box
    return replace(app, start=start, stop=stop, lemma=glyph_text(glyphs), readings=readings, box=box)


def _cut(scene: Scene, app: App, reading: Reading, place: tuple[int, int]) -> str:
    """What a reading has opposite some glyphs of the app."""
    if place == (app.start, app.stop):
        return reading.text
    lemma = [glyph.text for glyph in scene.line.glyphs[app.start : app.stop]]
    own = graphemes(reading.text)
    steps = Levenshtein.opcodes(lemma, own)

    def opposite(at: int) -> int:
        if at == len(lemma):
            return len(own)
        step = next(step for step in steps if step.src_start <= at < step.src_end)
        return min(step.dest_start + at - step.src_start, step.dest_end)

    low = opposite(place[0] - app.start) if place[0] > app.start else 0
    return "".join(own[low : opposite(place[1] - app.start)])


def _beside(line: TextLine, stretch: Stretch) -> Box | None:
    """Around the two glyphs between which an empty stretch lies."""
    return _box(line.glyphs[max(0, stretch.start - 1) : stretch.stop + 1]) or line.box


def _box(glyphs: Iterable[Glyph]) -> Box | None:
    boxes = tuple(glyph.box for glyph in glyphs if glyph.box)
    return hull(boxes) if boxes else None
