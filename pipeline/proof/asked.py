"""What the report asks a person about: the open places of a page, each with what an answer is worth."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import App, Edition
from pipeline.proof.treatment import is_asked
from pipeline.proof.unread import unread
from pipeline.text.graphemes import graphemes

LONG = 12  # characters: a longer place costs no more than this one, since it is looked over and not typed
UNREAD = 0.05  # chance that a piece of unread ink is text: most are specks and strokes of pictures


@dataclass(frozen=True, slots=True)
class Question:
    """One place put to a person."""

    app: App
    worth: float  # errors an answer removes, by the effort; the queue is in falling order of it
    finding: int = 0  # number of the finding of the page whose picture shows it; 0: the line's shows it


def questions(edition: Edition) -> tuple[Question, ...]:
    """The open places of a page in the order of reading, then the ink that nobody has read."""
    known = any(app.probability for app in edition.apps)
    asked = [Question(app, _worth(app)) for app in edition.apps if is_asked(app)]
    more = [Question(one.app, UNREAD if known else 0.0, one.finding) for one in unread(edition)]
    return (*asked, *more)


def _worth(app: App) -> float:
    """The chance that the lemma is wrong by what there is to read; 0 where nobody has said that chance."""
    if not app.probability:
        return 0.0
    read = max(len(graphemes(reading.text)) for reading in app.readings) if app.readings else 1
    return (1 - app.probability) / min(max(read, 1), LONG)
