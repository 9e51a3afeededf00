"""The words a page may hold, with how likely each is: from jieba, wordfreq and our own list.

All are simplified.  Each source is optional and adds what it knows; a word's probability is the mean of what
the sources that are there say.  Without any source there is no lexicon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from itertools import islice
from math import log
from pathlib import Path

LONGEST = 4  # characters of a word; longer ones are made of shorter ones
UNKNOWN = -18.0  # log probability of a character that no source knows as a word
OURS = 3e-7  # the probability of a word or phrase on our own list: as of an ordinary word
SIGNS = frozenset("，。；？！：“”、…")  # the punctuation that has a place in the lexicon
HAN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+").fullmatch
CALLERS = 14  # so many of the most frequent neighbours of a character may be asked for

Words = Iterable[tuple[str, float]]  # words with their probabilities
Call = tuple[str, float]  # a character that a neighbour asks for, and how likely the words are that hold both


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log probabilities of words, and what follows from them."""

    words: Mapping[str, float]
    after: Mapping[str, str]  # the characters that follow a character within a word, the most frequent first
    before: Mapping[str, str]  # … and that go before it
    called_after: Mapping[str, tuple[Call, ...]]  # the first few of them, with log probabilities
    called_before: Mapping[str, tuple[Call, ...]]
    sources: tuple[str, ...]

    def alone(self, word: str) -> float:
        """Log probability of a word, whatever stands before it."""
        return self.words.get(word, UNKNOWN)


@cache
def installed() -> Lexicon | None:
    """The lexicon of what is installed here; nothing where neither jieba nor wordfreq is."""
    found: dict[str, Words] = {}
    if jieba := find_spec("jieba"):
        found["jieba"] = _jieba(Path(*(jieba.submodule_search_locations or ())) / "dict.txt")
    if find_spec("wordfreq"):
        found["wordfreq"] = _wordfreq()
    if not found:
        return None
    return lexicon(found)


def lexicon(found: Mapping[str, Words]) -> Lexicon:
    """A lexicon of the probabilities that sources give to words."""
    mixed: dict[str, float] = {}
    for words in found.values():
        for word, probability in words:
            if len(word) <= LONGEST and (HAN(word) or word in SIGNS):
                mixed[word] = mixed.get(word, 0.0) + probability / len(found)
    for word in phrases():
        mixed[word] = max(mixed.get(word, 0.0), OURS)
    after, before = _neighbours(mixed)
    return Lexicon(
        {word: log(probability) for word, probability in mixed.items() if probability > 0},
        {char: "".join(others) for char, others in after.items()},
        {char: "".join(others) for char, others in before.items()},
        {char: _called(others) for char, others in after.items()},
        {char: _called(others) for char, others in before.items()},
        tuple(found),
    )


Neighbours = defaultdict[str, dict[str, float]]


def _neighbours(words: Mapping[str, float]) -> tuple[Neighbours, Neighbours]:
    """The characters that follow each character in words, and that go before it, by frequency."""
    weights: defaultdict[str, float] = defaultdict(float)
    for word, probability in words.items():
        for start in range(len(word) - 1):
            weights[word[start : start + 2]] += probability
    after: Neighbours = defaultdict(dict)
    before: Neighbours = defaultdict(dict)
    for pair in sorted(weights, key=weights.__getitem__, reverse=True):
        after[pair[0]][pair[1]] = before[pair[1]][pair[0]] = weights[pair]
    return after, before


def _called(others: Mapping[str, float]) -> tuple[Call, ...]:
    return tuple((char, log(weight)) for char, weight in islice(others.items(), CALLERS) if weight > 0)


@cache
def phrases() -> frozenset[str]:
    """Our own list: set phrases of documents, names of places and of plants, terms of the eras."""
    text = resources.files("pipeline.proof.evidence").joinpath("data", "phrases.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split() if len(word) <= LONGEST)


def _jieba(path: Path) -> Words:
    """The words of jieba's dictionary: a word, its count and its class a line."""
    lines = [line.split(" ") for line in path.read_text("utf-8").splitlines()]
    total = sum(int(count) for _, count, *_ in lines)
    return ((word, int(count) / total) for word, count, *_ in lines)


def _wordfreq() -> Words:
    """The words of wordfreq's Chinese list, in groups by frequency: group n has 10 to the power -n/100."""
    from wordfreq import get_frequency_list

    groups = get_frequency_list("zh", "large")
    return ((word, 10.0 ** (-number / 100.0)) for number, group in enumerate(groups) for word in group)
