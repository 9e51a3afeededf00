"""A stretch of characters cut into words in all ways that a lexicon knows, and the likeliest of them.

What the best cut before each place and after it is worth is kept, so that the best cut with another
character at one place costs only the words over that place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.proof.evidence.lexicon import LONGEST, Lexicon


class Window(NamedTuple):
    """What stands around a place within one word that may hold it, and the best cut of all else."""

    head: str
    tail: str
    start: int
    stop: int
    around: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """All cuts of a text; scores are log probabilities."""

    text: str
    lexicon: Lexicon
    lead: tuple[float, ...]  # the best cut of what stands before each place …
    rest: tuple[float, ...]  # … and of what stands from there on

    @property
    def best(self) -> float:
        return self.rest[0]

    def windows(self, place: int) -> list[Window]:
        """Where words over a place may start and stop; the place alone comes first."""
        text, size = self.text, len(self.text)
        return [
            Window(text[start:place], text[place + 1 : stop], start, stop, self.lead[start] + self.rest[stop])
            for start in range(place, max(-1, place - LONGEST), -1)
            for stop in range(place + 1, min(start + LONGEST, size) + 1)
        ]

    def with_other(self, windows: list[Window], char: str) -> float:
        """The score of the best cut with another character there."""
        words = self.lexicon.words
        best = self.lexicon.alone(char) + windows[0].around
        for head, tail, _, _, around in windows[1:]:
            word = head + char + tail
            if word in words:
                best = max(best, words[word] + around)
        return best


def cut(text: str, lexicon: Lexicon) -> Lattice:
    """The lattice of a text."""
    words = [_words(text, start, lexicon) for start in range(len(text))]
    lead = [0.0] + [float("-inf")] * len(text)
    for start, starting in enumerate(words):
        for word in starting:
            stop = start + len(word)
            lead[stop] = max(lead[stop], lead[start] + lexicon.alone(word))
    rest = [0.0] * (len(text) + 1)
    for start in reversed(range(len(text))):
        rest[start] = max(lexicon.alone(word) + rest[start + len(word)] for word in words[start])
    return Lattice(text, lexicon, tuple(lead), tuple(rest))


def _words(text: str, start: int, lexicon: Lexicon) -> list[str]:
    """The words that start at a place; a character alone always is one."""
    longer = [text[start : start + n] for n in range(2, min(LONGEST, len(text) - start) + 1)]
    return [text[start], *(word for word in longer if word in lexicon.words)]
