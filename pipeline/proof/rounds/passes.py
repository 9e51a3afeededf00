"""A person's pass over a page: the edition they saw, with what they decided in it, as a carrier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.derivative import CleanPage
from pipeline.frames import region_on_master, transforms
from pipeline.model import App, Box, Direction, Edition, Glyph, Region, TextLine, Witness, glyph_text, hull
from pipeline.proof.claims import sigil
from pipeline.proof.decidedapps import PEOPLE_DISAGREE
from pipeline.proof.decisions import Act, Decision
from pipeline.proof.places import meet
from pipeline.proof.standing import Carrier, Decided
from pipeline.text.graphemes import graphemes

UNREADABLE = "〓"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a person saw it."""

    edition: Edition
    people: tuple[Carrier, ...]  # the carriers in it, with boxes on its images
    page: CleanPage
    image: str  # SHA-256 of the master's file


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch of a line of the edition that is decided: before, or now."""

    start: int
    stop: int
    glyphs: tuple[Glyph, ...]
    act: Act
    actor: str
    entry: int
    was: str


def seen_text(seen: Seen) -> Carrier:
    """The text that a person saw, by itself: nothing in it counts as decided."""
    return _carrier(seen, {}, 0)


def pass_over(seen: Seen, decisions: Sequence[Decision], actor: str, entry: int) -> Carrier:
    """The carrier of a pass; what was decided before and is not decided anew is carried along.

    `decisions` fit the edition (`pipeline.proof.rounds.fit`).
    """
    apps = {app.id: app for app in seen.edition.apps}
    lines = {line.id: line for region in seen.edition.regions for line in region.lines}
    edits = _carried(seen)
    new: dict[str, list[_Edit]] = {}
    for decision in decisions:
        if decision.act is not Act.SKIP:
            edit = _edit(decision, lines[decision.line], apps.get(decision.app), (actor, entry))
            new.setdefault(decision.line, []).append(edit)
    for name, own in new.items():
        edits[name] = _merged(edits.get(name, ()), own, lines[name])
    return _carrier(seen, edits, entry)


def undecided(edition: Edition, decisions: Sequence[Decision]) -> tuple[App, ...]:
    """Places where people disagree, and which the decisions leave as they are."""
    done = {decision.app for decision in decisions if decision.act is not Act.SKIP}
    return tuple(
        app
        for app in edition.apps
        if not app.settled and PEOPLE_DISAGREE in app.reasons and app.id not in done
    )


def _carried(seen: Seen) -> dict[str, tuple[_Edit, ...]]:
    """What the people decided whose work was seen, by line, where it stands in the edition.

    The apparatus has the place and the entry; what was decided there, by whom and what stood there
    before, the carriers have.
    """
    words = _words(seen.people)
    lines = {line.id: line.glyphs for region in seen.edition.regions for line in region.lines}
    found: dict[str, tuple[_Edit, ...]] = {}
    for app in seen.edition.apps:
        own = words.get(app.by, [])
        if own:
            glyphs = tuple(lines[app.line][app.start : app.stop])
            decided, was = _said(app, own)
            who = (decided.act, decided.actor, decided.entry)
            edit = _Edit(app.start, app.stop, glyphs, *who, was)
            found[app.line] = (*found.get(app.line, ()), edit)
    return found


def _words(people: Sequence[Carrier]) -> dict[str, list[tuple[str, Decided]]]:
    """All that people decided, with its text, by the name under which it stands in an apparatus."""
    found: dict[str, list[tuple[str, Decided]]] = {}
    for carrier in sorted(people, key=lambda each: -each.entry):
        glyphs = [g for region in carrier.witness.regions for line in region.lines for g in line.glyphs]
        for decided in carrier.decided:
            text = glyph_text(glyphs[decided.start : decided.stop])
            found.setdefault(sigil(decided.entry), []).append((text, decided))
    return found


def _said(app: App, words: list[tuple[str, Decided]]) -> tuple[Decided, str]:
    """Which of the words of an entry is that of the app, and what the engines had there.

    A word is used up; one that was cut where a line ends leaves parts that no word is equal to.
    """
    read = {reading.text for reading in app.readings}
    ranked = [(text != app.lemma, decided.was not in read, n) for n, (text, decided) in enumerate(words)]
    other, _, best = min(ranked)
    decided = words[best][1]
    if other:
        return decided, _engines_text(app, app.lemma)
    if len(words) > 1:
        del words[best]
    return decided, decided.was


def _edit(decision: Decision, line: TextLine, app: App | None, who: tuple[str, int]) -> _Edit:
    old = line.glyphs[decision.start : decision.stop]
    text = decision.text
    if decision.act is Act.UNREADABLE:
        text = UNREADABLE * max(1, len(old))
    glyphs = _set(text, old, line, app.box if app else None)
    disputed = app is not None and PEOPLE_DISAGREE in app.reasons  # its lemma is what one of them said
    was = _engines_text(app, decision.lemma) if app and disputed else decision.lemma
    return _Edit(decision.start, decision.stop, glyphs, decision.act, *who, was)


def _engines_text(app: App, lemma: str) -> str:
    """What the engines have at a place of which people have said something."""
    people = sigil(0)[:-1]
    read = (r.text for r in app.readings if any(not name.startswith(people) for name in r.sigils))
    return next(read, lemma)


def _set(text: str, old: Sequence[Glyph], line: TextLine, box: Box | None) -> tuple[Glyph, ...]:
    """A text in the place of some glyphs: in their boxes if they are as many, else spread over them."""
    new = graphemes(text)
    if len(new) == len(old):
        return tuple(
            replace(was, text=own, confidence=1.0, alternatives=()) for own, was in zip(new, old, strict=True)
        )
    boxes = tuple(glyph.box for glyph in old if glyph.box)
    room = hull(boxes) if boxes else box
    if room is None:
        return tuple(Glyph(own, None) for own in new)
    return tuple(Glyph(own, _slice(room, n, len(new), line.direction)) for n, own in enumerate(new))


def _slice(room: Box, number: int, count: int, direction: Direction) -> Box:
    if direction is Direction.VERTICAL:
        top = room.top + room.height * number // count
        return replace(room, top=top, bottom=room.top + room.height * (number + 1) // count)
    left = room.left + room.width * number // count
    return replace(room, left=left, right=room.left + room.width * (number + 1) // count)


def _merged(before: Sequence[_Edit], new: Sequence[_Edit], line: TextLine) -> tuple[_Edit, ...]:
    """All edits of a line; a new one takes in the earlier ones that it meets, whose work its maker saw.

    New ones do not meet each other; those that meet the same earlier one become one with it.
    """
    clusters: list[tuple[list[_Edit], list[_Edit]]] = [([], [edit]) for edit in new]
    kept = []
    for edit in before:
        met = [
            cluster for cluster in clusters if any(meet(edit, other) for other in (*cluster[0], *cluster[1]))
        ]
        if not met:
            kept.append(edit)
            continue
        clusters = [cluster for cluster in clusters if cluster not in met]
        old, own = ([each for cluster in met for each in cluster[side]] for side in (0, 1))
        clusters.append(([*old, edit], own))
    return (*kept, *(_one(old, own, line) for old, own in clusters))


def _one(before: Sequence[_Edit], new: Sequence[_Edit], line: TextLine) -> _Edit:
    if not before:
        return new[0]
    start = min(edit.start for edit in (*before, *new))
    stop = max(edit.stop for edit in (*before, *new))
    glyphs: list[Glyph] = []
    at = start
    for edit in _in_order(new):
        glyphs += (*line.glyphs[at : edit.start], *edit.glyphs)
        at = edit.stop
    glyphs += line.glyphs[at:stop]
    was, at = "", start
    for edit in _in_order(before):
        was += glyph_text(line.glyphs[at : edit.start]) + edit.was
        at = edit.stop
    was += glyph_text(line.glyphs[at:stop])
    return replace(new[-1], start=start, stop=stop, glyphs=tuple(glyphs), was=was)


def _in_order(edits: Iterable[_Edit]) -> list[_Edit]:
    return sorted(edits, key=lambda edit: (edit.start, edit.stop))


def _carrier(seen: Seen, edits: dict[str, tuple[_Edit, ...]], entry: int) -> Carrier:
    """The edition with the edits in it, on the master, and where they stand in it."""
    regions: list[Region] = []
    decided: list[Decided] = []
    ways = transforms(seen.page)
    count = 0
    for region in seen.edition.regions:
        lines = []
        for line in region.lines:
            made, found = _line(line, _in_order(edits.get(line.id, ())), count)
            count += len(made.glyphs)
            lines.append(made)
            decided += found
        changed = replace(region, lines=tuple(lines))
        regions.append(
            region_on_master(changed, seen.edition.page, ways) if region.image in ways else changed
        )
    known = {number for carrier in seen.people for number in (carrier.entry, *carrier.seen)}
    witness = Witness(seen.edition.page, sigil(entry), tuple(regions), (), ())
    return Carrier(witness, tuple(decided), entry, tuple(sorted(known)) if entry else (), seen.image)


def _line(line: TextLine, edits: Sequence[_Edit], first: int) -> tuple[TextLine, list[Decided]]:
    glyphs: list[Glyph] = []
    found: list[Decided] = []
    at = 0
    for edit in edits:
        glyphs += line.glyphs[at : edit.start]
        start = first + len(glyphs)
        glyphs += edit.glyphs
        place = start, first + len(glyphs)
        found.append(Decided(*place, edit.act, edit.actor, edit.entry, edit.was, line.id))
        at = edit.stop
    return replace(line, glyphs=(*glyphs, *line.glyphs[at:])), found
