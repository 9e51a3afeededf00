"""What is left for people, in the order of errors removed per keystroke.

The open places of the apparatus, ink that nobody could read and characters without a code point; and,
unmarked among them, a random share of what is settled.  That share is drawn from the page's own text, so the
same page gives the same draw; what people make of it measures what settling lets through.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.model import App, Box, Edition, Finding, TextLine
from pipeline.proof.decisions import state_of
from pipeline.proof.evidence.weigh import UNREAD
from pipeline.proof.treatment import is_asked

UNREADABLE = "〓"  # stands for a character that nobody could read, or that has no code point
TYPED = 4.0  # keys for a character that is not among the readings shown
OFFERED = 0.6  # of the places that are wrong, in how many the right text is among the readings
OFFERED_ALONE = 0.1  # … where there is no other reading than the lemma
IN_MARK = 0.05  # characters missing in a mark that nobody could read, for each line height of its length
IN_UNREADABLE = 0.9  # 〓 where something can be read after all
FEWEST_KEYS = 0.25  # of a place whose like has been settled already: one key for many


class Why(Enum):
    """Why a place is shown."""

    OPEN = "open"  # an app that is not settled
    CONTROL = "control"  # settled text, drawn at random
    MARK = "mark"  # ink that nobody could read
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Place:
    """One thing to look at; `start` and `stop` count the glyphs of its line, a mark has no line."""

    id: str  # the app's; "p0003_r02_l05_s01" of a control place, "p0003_m01" of a mark
    why: Why
    page: str
    line: str  # empty for a mark
    start: int
    stop: int
    lemma: str
    image: str
    box: Box | None
    errors: float  # expected to be in it
    keys: float  # expected to be pressed
    group: str = ""  # places that ask the same, such as "草>革", may be settled together; else empty

    @property
    def worth(self) -> float:
        """Errors removed per keystroke."""
        return self.errors / self.keys


def queue(edition: Edition, control_share: float = 0.0) -> tuple[Place, ...]:
    """All places of a page for people, those first that remove most errors per keystroke.

    `control_share` is the share of the settled characters that is drawn; those places stand where chance
    puts them.
    """
    lines = {line.id: line for region in edition.regions for line in region.lines}
    asked = [_open(edition.page, app, lines[app.line]) for app in edition.apps if is_asked(app)]
    asked += _unreadable(edition)
    asked += _marks(edition)
    ordered = sorted(_grouped(asked), key=lambda place: -place.worth)
    return tuple(_mixed(ordered, controls(edition, control_share), edition))


def controls(edition: Edition, share: float) -> tuple[Place, ...]:
    """Characters of the settled text, each drawn with the same chance `share`; in page order."""
    dice = random.Random(f"{edition.page} {state_of(edition)} {share}")
    taken = _not_settled(edition)
    found: list[Place] = []
    for region in edition.regions:
        for line in region.lines:
            count = 0
            for n, glyph in enumerate(line.glyphs):
                if (line.id, n) in taken or not glyph.text.strip() or dice.random() >= share:
                    continue
                count += 1
                name = f"{line.id}_s{count:02d}"
                doubt = 1 - glyph.confidence
                found.append(
                    Place(
                        name, Why.CONTROL, edition.page, line.id, n, n + 1, glyph.text, region.image,
                        glyph.box or line.box, doubt, 1.0,
                    )
                )  # fmt: skip
    return tuple(found)


def _not_settled(edition: Edition) -> set[tuple[str, int]]:
    """The characters that are shown anyway, or that a person has decided."""
    return {
        (app.line, n)
        for app in edition.apps
        if not app.settled or app.by.startswith("log:")
        for n in range(app.start, app.stop)
    } | {
        (line.id, n)
        for region in edition.regions
        for line in region.lines
        for n, glyph in enumerate(line.glyphs)
        if glyph.text == UNREADABLE
    }


def _open(page: str, app: App, line: TextLine) -> Place:
    """The place of an open app."""
    doubts = [1 - glyph.confidence for glyph in line.glyphs[app.start : app.stop] if glyph.text.strip()]
    errors = sum(doubts) if doubts else 1 - app.probability
    others = [reading.text for reading in app.readings if reading.text != app.lemma]
    missed = 1 - (OFFERED if others else OFFERED_ALONE)
    wrong = min(1.0, errors)
    length = max(1, len(app.lemma))
    keys = 1 + wrong * missed * TYPED * max(1.0, min(errors, float(length)))
    first = next(iter(others), "")
    group = f"{app.lemma}>{first}" if len(app.lemma) == 1 and first else ""
    return Place(
        app.id, Why.OPEN, page, app.line, app.start, app.stop, app.lemma, app.image, app.box, errors, keys,
        group,
    )  # fmt: skip


def _unreadable(edition: Edition) -> Iterator[Place]:
    """The characters 〓 that are in no open app."""
    shown = {(app.line, n) for app in edition.apps if app.by != "rule" for n in range(app.start, app.stop)}
    for region in edition.regions:
        for line in region.lines:
            for n, glyph in enumerate(line.glyphs):
                if glyph.text == UNREADABLE and (line.id, n) not in shown:
                    name = f"{line.id}_u{n + 1:02d}"
                    yield Place(
                        name, Why.UNREADABLE, edition.page, line.id, n, n + 1, UNREADABLE,
                        region.image, glyph.box or line.box, IN_UNREADABLE, 1 + TYPED,
                    )  # fmt: skip


def _marks(edition: Edition) -> Iterator[Place]:
    """The ink that nobody could read, by the findings."""
    seen: dict[Finding, None] = dict.fromkeys(f for f in edition.findings if f.code == UNREAD and f.box)
    height = _line_height(edition)
    for number, finding in enumerate(seen, 1):
        box = finding.box
        if box is None:
            continue
        length = max(box.width, box.height) / height
        errors = IN_MARK * max(0.5, length)
        yield Place(
            f"{edition.page}_m{number:02d}", Why.MARK, edition.page, "", 0, 0, "", finding.image, box, errors,
            1 + errors * TYPED,
        )  # fmt: skip


def _line_height(edition: Edition) -> float:
    sides = sorted(
        min(line.box.width, line.box.height)
        for region in edition.regions
        for line in region.lines
        if line.box and line.glyphs
    )
    return float(max(1, sides[len(sides) // 2])) if sides else 1.0


def _grouped(places: Sequence[Place]) -> Iterator[Place]:
    """The same question in many places takes fewer keys each."""
    sizes = Counter(place.group for place in places if place.group)
    for place in places:
        size = sizes[place.group] if place.group else 1
        if size > 1:
            yield replace(place, keys=max(FEWEST_KEYS, place.keys / size))
        else:
            yield replace(place, group="")


def _mixed(ordered: Sequence[Place], drawn: Sequence[Place], edition: Edition) -> list[Place]:
    """The drawn places put among the others at random, so that nothing tells them apart."""
    seed = hashlib.sha256(f"{edition.page} {state_of(edition)}".encode()).digest()
    dice = random.Random(seed)
    mixed = list(ordered)
    for place in drawn:
        mixed.insert(dice.randint(0, len(mixed)), place)
    return mixed
