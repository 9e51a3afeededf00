"""How much letters look like a word: listed, made of two that are, or sure elsewhere on the page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from pipeline.ocr.wordlist import folded

KNOWN, COMPOUND = 2.5, 1.5  # natural log, against any string of the same letters
ON_PAGE = 0.7  # more for each doubling of the places on the page where a word is sure
_SHORT = 0.3  # share of this that a word of one or two letters is worth
_PART = 4  # letters of the shorter part of a compound
_MIXED = -2.0  # a capital after a small letter


class Listed(Protocol):
    """A list of words."""

    def __contains__(self, word: str, /) -> bool: ...


class Words:
    """Weighs words by a list and by what is already sure on the page."""

    def __init__(self, listed: Listed, page: Iterable[str]) -> None:
        self._listed = listed
        self._page = Counter(page)
        self._weights: dict[str, float] = {}

    def weigh(self, word: str) -> float:
        """Natural log of how much likelier this word is than any string of its letters."""
        if word not in self._weights:
            self._weights[word] = self._weight(word)
        return self._weights[word]

    def listed(self, word: str) -> bool:
        """Whether a word is in the list, be it only with a small initial."""
        return word in self._listed or word[0].lower() + word[1:] in self._listed

    def _weight(self, word: str) -> float:
        if not word:
            return 0.0
        weight = 0.0 if word[1:].islower() or word.isupper() or len(word) == 1 else _MIXED
        if self.listed(word):
            weight += KNOWN
        elif self._is_compound(word):
            weight += COMPOUND
        weight += ON_PAGE * math.log2(max(1, self._page[folded(word)]))
        return weight * (_SHORT if len(word) < 3 and weight > 0 else 1.0)

    def _is_compound(self, word: str) -> bool:
        for cut in range(_PART, len(word) - _PART + 1):
            head, tail = word[:cut], word[cut:]
            linked = head[-1] in "sſ" and self.listed(head[:-1])  # Regierungs-Rath without its hyphen
            if self._is_tail(tail) and (linked or self.listed(head)):
                return True
        return False

    def _is_tail(self, tail: str) -> bool:
        return self.listed(tail) or tail[0].upper() + tail[1:] in self._listed
