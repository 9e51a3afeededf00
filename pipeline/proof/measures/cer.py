"""CER: edits between two texts by the length of the ground truth, over grapheme clusters.

How the texts are made alike first is named with every figure: a `Normalisation` has an id, and results
carry it.  ``printed`` compares what is printed; ``compared`` lets through what the proof stage lets
through (full and half width, composed forms, blanks, the length of leader dots); ``benchmark`` folds as
the benchmarks do; ``letters`` is ``benchmark`` without punctuation.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.text.graphemes import compare_key, graphemes

_BLANKS = re.compile(r"\s")
_NOT_SCORED = re.compile(r"[\s〓]")
_DOTS = re.compile(r"[.…·・‥⋯]{2,}|[…‥⋯]")
_RUNS = re.compile(r"[.…·・‥]{2,}")
_MARKS = re.compile(r"[\W_]")
OLD_FORMS = "爭內別澤組織導領問紅員沒說規給書記該傳馬貭質們許愛絕單結論頁囘爲淸衞"
NEW_FORMS = "争内别泽组织导领问红员没说规给书记该传马质质们许爱绝单结论页回為清衛"
_SAME = str.maketrans(OLD_FORMS, NEW_FORMS)  # print of the 1950s to 1970s mixes them


@dataclass(frozen=True, slots=True)
class Normalisation:
    """What of a text is compared; `id` is the name it goes by in results."""

    id: str
    fold: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Errors:
    """Counts of edits, so that pages can be added up before a rate is taken."""

    characters: int = 0  # grapheme clusters of the ground truth
    replaced: int = 0
    missing: int = 0  # in the text that is measured
    extra: int = 0

    @property
    def edits(self) -> int:
        return self.replaced + self.missing + self.extra

    @property
    def cer(self) -> float:
        """0 where there is nothing to read and nothing was; infinite where there is only invented text."""
        if self.characters:
            return self.edits / self.characters
        return math.inf if self.edits else 0.0

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            self.characters + other.characters,
            self.replaced + other.replaced,
            self.missing + other.missing,
            self.extra + other.extra,
        )


def errors(truth: str, text: str, normalisation: Normalisation) -> Errors:
    """The fewest edits that make the ground truth of the text."""
    wanted, got = graphemes(normalisation.fold(truth)), graphemes(normalisation.fold(text))
    tags = [edit.tag for edit in Levenshtein.editops(wanted, got)]
    return Errors(len(wanted), tags.count("replace"), tags.count("delete"), tags.count("insert"))


def size(text: str, normalisation: Normalisation) -> int:
    """How many characters of a text are compared."""
    return len(graphemes(normalisation.fold(text)))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _without_blanks(text: str) -> str:
    return _BLANKS.sub("", _composed(text))


def _compared(text: str) -> str:
    return _DOTS.sub("…", _BLANKS.sub("", compare_key(text)))


def _benchmark(text: str) -> str:
    plain = _NOT_SCORED.sub("", unicodedata.normalize("NFKC", text))
    return _RUNS.sub("…", plain.translate(_SAME))


def _letters(text: str) -> str:
    return _MARKS.sub("", _benchmark(text))


PRINTED = Normalisation("printed: NFC, no blanks", _without_blanks)
COMPARED = Normalisation("compared: NFC+width+radicals, no blanks, dots as one", _compared)
BENCHMARK = Normalisation("benchmark: NFKC, no blanks, no 〓, dots as one, old forms as new", _benchmark)
LETTERS = Normalisation("letters: benchmark without punctuation", _letters)
