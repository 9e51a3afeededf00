"""A stretch of characters cut into words in all ways that a lexicon knows, and the likeliest of them.

Each cell holds a word that may stand in the stretch with the best score of all before it and of all
after it, so that the best cut with another character at one place costs only the words over that place.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.proof.evidence.lexicon import LONGEST, Lexicon

Cell = tuple[str, float]  # a word, and the score of the best cut up to it, or from it on


@dataclass(frozen=True, slots=True)
class Lattice:
    """All cuts of a text; scores are log probabilities."""

    text: str
    lexicon: Lexicon
    ending: tuple[tuple[Cell, ...], ...]  # the words that end before each place, with what leads up to them
    starting: tuple[tuple[Cell, ...], ...]  # the words that start at each place, with what comes after them
    best: float

    def words_over(self, place: int) -> list[tuple[str, float]]:
        """The words that hold a place, each with the score of the best cut that uses it."""
        return []

    def with_other(self, place: int, char: str) -> float:
        """The score of the best cut of the text with another character at one place."""
        text, lexicon = self.text, self.lexicon
        words, following = lexicon.words, lexicon.following
        best = -1e9
        for start in range(max(0, place - LONGEST + 1), place + 1):
            head = text[start:place] + char
            for stop in range(place + 1, min(start + LONGEST, len(text)) + 1):
                word = head + text[place + 1 : stop]
                if word not in words and stop - start > 1:
                    continue
                ahead = max([score + following(before, word) for before, score in self.ending[start]])
                behind = max([score + following(word, after) for after, score in self.starting[stop]])
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
    best = max([score + following(before, word) for word, score in starting[0]])
    return Lattice(text, lexicon, tuple(map(tuple, ending)), tuple(map(tuple, starting)), best)


def _words(text: str, start: int, lexicon: Lexicon) -> list[str]:
    """The words that start at a place; a character alone always is one."""
    longer = [text[start : start + n] for n in range(2, min(LONGEST, len(text) - start) + 1)]
    return [text[start], *(word for word in longer if word in lexicon.words)]
