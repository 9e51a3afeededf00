"""What is left for people, in the order of errors removed per keystroke.

The open places of the apparatus, ink that nobody has read and characters without a code point; and, unmarked
among them, a random share of what is settled.  The report asks about these, and shows pictures of them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.model import App, Edition
from pipeline.proof.controls import controls, is_agreed
from pipeline.proof.treatment import is_asked
from pipeline.proof.unread import UNREAD, unread
from pipeline.text.graphemes import graphemes

TYPED = 4.0  # keys for a character that is not among the readings shown
OFFERED = 0.6  # of the places that are wrong, in how many the right text is among the readings
OFFERED_ALONE = 0.1  # … where there is no other reading than the lemma
LONG = 12  # characters: a longer place holds no more errors than this one, since it is looked over as one
IN_MARK = 0.05  # characters missing in a mark that nobody could read, for each that it may be
IN_UNREADABLE = 0.9  # 〓 where something can be read after all
FEWEST_KEYS = 0.25  # of a place whose like has been settled already: one key for many


class Why(Enum):
    """Why a place is shown; the report does not tell a control place."""

    OPEN = "open"  # an app that is not settled
    CONTROL = "control"  # settled text, drawn at random
    MARK = "mark"  # ink that nobody could read
    UNREADABLE = "unreadable"  # 〓


@dataclass(frozen=True, slots=True)
class Place:
    """One place put to a person."""

    app: App  # of the edition; of settled text and of what nobody read, one of our own
    why: Why
    errors: float  # expected to be in it
    keys: float  # expected to be pressed, if it is settled by itself
    finding: int = 0  # number of the finding of the page whose picture shows it; 0: the line's shows it
    group: str = ""  # places of one group ask the same, and may be settled together

    @property
    def worth(self) -> float:
        """Errors removed per keystroke."""
        return self.errors / self.keys


def places(edition: Edition, control_share: float = 0.0) -> tuple[Place, ...]:
    """All places of a page for people, in the order of reading, the ink that nobody has read last."""
    order = {line.id: n for n, line in enumerate(line for r in edition.regions for line in r.lines)}
    sure = {
        line.id: [glyph.confidence if glyph.text.strip() else 1.0 for glyph in line.glyphs]
        for region in edition.regions
        for line in region.lines
    }
    asked = [_place(app, Why.OPEN, _errors(app, sure[app.line])) for app in edition.apps if is_asked(app)]
    asked += [
        _place(app, Why.CONTROL, _errors(app, sure[app.line])) for app in controls(edition, control_share)
    ]
    for one in unread(edition):
        if one.app.reasons[0] != UNREAD:
            asked.append(_place(one.app, Why.UNREADABLE, IN_UNREADABLE))
        else:
            asked.append(_place(one.app, Why.MARK, IN_MARK * one.characters, one.finding))
    asked.sort(key=lambda place: (place.why is Why.MARK, order[place.app.line], place.app.start))
    return tuple(asked)


def queue(asked: Sequence[Place]) -> tuple[int, ...]:
    """The places of a page, or of an issue, by number: those first that remove most errors per keystroke.

    The same question in many places takes fewer keys.  Control places stand where chance puts them, so
    that whoever stops early has seen their share of them.
    """
    sizes = Counter(place.group for place in asked)
    worth = [place.errors / max(FEWEST_KEYS, place.keys / sizes[place.group]) for place in asked]
    drawn = [n for n, place in enumerate(asked) if place.why is Why.CONTROL]
    found = sorted(set(range(len(asked))).difference(drawn), key=lambda n: (-worth[n], n))
    dice = random.Random(" ".join(place.app.id for place in asked))
    for n in drawn:
        found.insert(dice.randint(0, len(found)), n)
    return tuple(found)


def together(asked: Sequence[Place]) -> Mapping[str, int]:
    """The groups of more than one place, numbered."""
    sizes = Counter(place.group for place in asked)
    return {group: n for n, group in enumerate(group for group, size in sizes.items() if size > 1)}


def _place(app: App, why: Why, errors: float, finding: int = 0) -> Place:
    others = len({reading.text for reading in app.readings} - {app.lemma})
    missed = 1 - (OFFERED if others else OFFERED_ALONE)
    keys = 1 + min(1.0, errors) * missed * TYPED * max(1.0, errors)
    return Place(app, why, errors, keys, finding, _group(app))


def _errors(app: App, sure: Sequence[float]) -> float:
    """Wrong characters to be expected in a place, by the doubts of its characters; `sure` has its line's."""
    doubts = sum(1 - confidence for confidence in sure[app.start : app.stop])
    if app.lemma.strip() and doubts:
        return min(doubts, float(LONG))
    read = max((len(graphemes(reading.text)) for reading in app.readings), default=1)
    return (1 - app.probability) * min(max(read, 1), LONG)


def _group(app: App) -> str:
    """What is asked: the text and what else was read, or of a doubt the first thing that was thought of."""
    texts = [reading.text for reading in app.readings if reading.sigils and reading.text != app.lemma]
    if is_agreed(app):
        texts = [reading.text for reading in app.readings if reading.text != app.lemma][:1]
    return "\n".join((app.lemma, *sorted(texts)))
