"""What the report asks a person about: the open places of a page, each with what an answer is worth."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import App, Edition
from pipeline.text.graphemes import graphemes

LONG = 12  # characters: a longer place costs no more than this one, since it is looked over and not typed


@dataclass(frozen=True, slots=True)
class Question:
    """One place put to a person."""

    app: App
    worth: float  # errors an answer removes, by the effort; the queue is in falling order of it


def questions(edition: Edition) -> tuple[Question, ...]:
    """The open places of a page in the order of reading."""
    return tuple(Question(app, _worth(app)) for app in edition.apps if not app.settled)


def _worth(app: App) -> float:
    """The chance that the lemma is wrong by what there is to read; 0 where nobody has said that chance."""
    if not app.probability:
        return 0.0
    read = max(len(graphemes(reading.text)) for reading in app.readings) if app.readings else 1
    return (1 - app.probability) / min(max(read, 1), LONG)
