"""The words a page may hold, with how likely each is: from jieba, wordfreq, open-gram, and our own list.

All are simplified.  Each source is optional and adds what it knows; a word's probability is the mean of what
the sources that are there say, each by its weight.  Without any source there is no lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.util import find_spec
from math import log
from pathlib import Path

from pipeline.proof.evidence.lexicon_pairs import Pairs, find_pairs, read_pairs
from pipeline.proof.evidence.shapes import is_han

LONGEST = 4  # characters of a word; longer ones are made of shorter ones
UNKNOWN = -18.0  # log probability of a character that no source knows as a word
OURS = 3e-7  # the probability of a word or phrase on our own list: as of an ordinary word
PAIRED = 0.65  # share of the pairs in a mixture with how frequent the second word is in itself
SIGNS = frozenset("，。；？！：“”、…")  # the punctuation that has a place in the lexicon
KEPT = 200_000  # pairs of words remembered between pages

Words = dict[str, float]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log probabilities of words, and what follows from them."""

    words: Mapping[str, float]
    after: Mapping[str, str]  # the characters that follow a character within a word, the most frequent first
    before: Mapping[str, str]  # … and that go before it
    pairs: Pairs | None
    sources: tuple[str, ...]
    known: dict[tuple[str, str], float] = field(default_factory=dict, repr=False)  # a memory, no more

    def alone(self, word: str) -> float:
        """Log probability of a word, whatever stands before it."""
        return self.words.get(word, UNKNOWN)

    def following(self, first: str, second: str) -> float:
        """Log probability of a word after another; "" is the start of a text, or its end."""
        try:
            return self.known[first, second]
        except KeyError:
            if len(self.known) > KEPT:
                self.known.clear()
            value = self.known[first, second] = self._following(first, second)
            return value

    def _following(self, first: str, second: str) -> float:
        if not second:
            return 0.0
        alone = self.words.get(second, UNKNOWN)
        paired = self.pairs.probability(first, second) if self.pairs else 0.0
        if not paired:
            return alone
        return log(PAIRED * paired + (1.0 - PAIRED) * 2.718281828459045**alone)


@cache
def installed() -> Lexicon | None:
    """The lexicon of what is installed here; nothing where neither jieba nor wordfreq is."""
    found = {name: words for name, words in (("jieba", _jieba()), ("wordfreq", _wordfreq())) if words}
    if not found:
        return None
    folder = find_pairs()
    pairs = read_pairs(folder) if folder else None
    if pairs:
        found["open-gram"] = {word: pairs.alone[node] for word, node in pairs.nodes.items()}
    return lexicon(found, pairs)


def lexicon(found: Mapping[str, Words], pairs: Pairs | None = None) -> Lexicon:
    """A lexicon of the probabilities that sources give to words."""
    mixed: defaultdict[str, float] = defaultdict(float)
    for words in found.values():
        for word, probability in words.items():
            if len(word) <= LONGEST and (word in SIGNS or all(map(is_han, word))):
                mixed[word] += probability / len(found)
    for word in phrases():
        mixed[word] = max(mixed[word], OURS)
    after, before = _neighbours(mixed)
    return Lexicon(
        {word: log(probability) for word, probability in mixed.items() if probability > 0},
        after,
        before,
        pairs,
        tuple(found),
    )


def _neighbours(words: Mapping[str, float]) -> tuple[dict[str, str], dict[str, str]]:
    """The characters that follow each character in words, and that go before it, by frequency."""
    weights: defaultdict[str, float] = defaultdict(float)
    for word, probability in words.items():
        for start in range(len(word) - 1):
            weights[word[start : start + 2]] += probability
    after: defaultdict[str, list[str]] = defaultdict(list)
    before: defaultdict[str, list[str]] = defaultdict(list)
    for pair in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        after[pair[0]].append(pair[1])
        before[pair[1]].append(pair[0])
    return {c: "".join(o) for c, o in after.items()}, {c: "".join(o) for c, o in before.items()}


@cache
def phrases() -> frozenset[str]:
    """Our own list: set phrases of documents, names of places and of plants, terms of the eras."""
    text = resources.files("pipeline.proof.evidence").joinpath("data", "phrases.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


def _jieba() -> Words:
    """The words of jieba's dictionary: a word, its count and its class a line."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / "dict.txt"
    counts = dict(_counted(path.read_text("utf-8")))
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def _counted(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines():
        word, count, *_ = line.split(" ")
        yield word, int(count)


def _wordfreq() -> Words:
    """The words of wordfreq's Chinese list, in groups by frequency: group n has 10 to the power -n/100."""
    if find_spec("wordfreq") is None:
        return {}
    from wordfreq import get_frequency_list

    groups = get_frequency_list("zh", "large")
    return {word: 10.0 ** (-number / 100.0) for number, group in enumerate(groups) for word in group}
