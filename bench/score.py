"""How far a text is from its ground truth: CER, CER of the letters alone, recall whatever the order.

White space does not count; full and half width are equal, and so are a character's old and new form
where print mixes them; a run of leader dots is one; 〓 in the ground truth is not scored.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.proof.measures.cer import BENCHMARK, LETTERS


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, so that pages can be added up before a rate is taken."""

    characters: int = 0
    errors: int = 0
    letters: int = 0  # characters without punctuation
    letter_errors: int = 0
    found: int = 0  # letters of the ground truth that occur anywhere in the text

    def __add__(self, other: Score) -> Score:
        return Score(
            self.characters + other.characters,
            self.errors + other.errors,
            self.letters + other.letters,
            self.letter_errors + other.letter_errors,
            self.found + other.found,
        )

    @property
    def cer(self) -> float:
        return self.errors / max(1, self.characters)

    @property
    def cer_letters(self) -> float:
        return self.letter_errors / max(1, self.letters)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.letters)


def folded(text: str) -> str:
    """What is compared of a text."""
    return BENCHMARK.fold(text)


def score(truth: str, text: str) -> Score:
    wanted, got = folded(truth), folded(text)
    wanted_letters, got_letters = LETTERS.fold(truth), LETTERS.fold(text)
    common = Counter(wanted_letters) & Counter(got_letters)
    return Score(
        len(wanted),
        Levenshtein.distance(wanted, got),
        len(wanted_letters),
        Levenshtein.distance(wanted_letters, got_letters),
        sum(common.values()),
    )
