"""A stretch of characters cut into words in all ways that a lexicon knows, and the likeliest of them.

Each cell holds a word that may stand in the stretch with the best score of all before it and of all
after it, so that the best cut with another character at one place costs only the words over that place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.proof.evidence.lexicon import LONGEST, UNKNOWN, Lexicon

Cell = tuple[str, float]  # a word, and the score of the best cut up to it, or from it on
NEVER = -1e9


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
    ending: tuple[tuple[Cell, ...], ...]  # the words that end before each place, with what leads up to them
    starting: tuple[tuple[Cell, ...], ...]  # the words that start at each place, with what comes after them
    lead: tuple[float, ...]  # the best of what ends before each place …
    rest: tuple[float, ...]  # … and of what starts there, its first word counted alone
    best: float

    def windows(self, place: int) -> list[Window]:
        """Where words over a place may start and stop; the place alone comes first."""
        text, size = self.text, len(self.text)
        return [
            Window(text[start:place], text[place + 1 : stop], start, stop, self.lead[start] + self.rest[stop])
            for start in range(place, max(-1, place - LONGEST), -1)
            for stop in range(place + 1, min(start + LONGEST, size) + 1)
        ]

    def with_other(self, windows: list[Window], char: str) -> float:
        """The score of the best cut with another character there, words counted alone."""
        words = self.lexicon.words
        best = words.get(char, UNKNOWN) + windows[0].around
        for head, tail, _, _, around in windows[1:]:
            word = head + char + tail
            if word in words:
                best = max(best, words[word] + around)
        return best

    def exactly(self, windows: list[Window], char: str) -> float:
        """The same, words counted by what stands before them."""
        words, following = self.lexicon.words, self.lexicon.following
        best = NEVER
        for window in windows:
            word = window.head + char + window.tail
            if word in words or len(word) == 1:
                ahead = max([score + following(last, word) for last, score in self.ending[window.start]])
                behind = max([score + following(word, then) for then, score in self.starting[window.stop]])
                best = max(best, ahead + behind)
        return best


def cut(text: str, lexicon: Lexicon, before: str = "", after: str = "") -> Lattice:
    """The lattice of a text between two signs, or "" where they say nothing."""
    places = range(len(text))
    words = [_words(text, start, lexicon) for start in places]
    following = lexicon.following
    ending: list[list[Cell]] = [[] for _ in range(len(text) + 1)]
    ending[0].append((before, 0.0))
    for start in places:
        for word in words[start]:
            score = max([led + following(last, word) for last, led in ending[start]])
            ending[start + len(word)].append((word, score))
    starting: list[list[Cell]] = [[] for _ in range(len(text) + 1)]
    starting[-1].append((after, 0.0))
    for start in reversed(places):
        for word in words[start]:
            score = max([rest + following(word, then) for then, rest in starting[start + len(word)]])
            starting[start].append((word, score))
    lead = tuple(max([score for _, score in cells]) for cells in ending)
    rest = tuple(max([score + lexicon.alone(word) for word, score in cells]) for cells in starting)
    best = max([score + following(before, word) for word, score in starting[0]])
    return Lattice(text, lexicon, tuple(map(tuple, ending)), tuple(map(tuple, starting)), lead, rest, best)


def _words(text: str, start: int, lexicon: Lexicon) -> list[str]:
    """The words that start at a place; a character alone always is one."""
    longer = [text[start : start + n] for n in range(2, min(LONGEST, len(text) - start) + 1)]
    return [text[start], *(word for word in longer if word in lexicon.words)]
