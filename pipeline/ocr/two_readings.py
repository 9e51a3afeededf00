"""One reading of a line out of two, where the readers are good at different things.

The readings are aligned; where they differ, each column of the alignment offers both, and what both
may have mistaken (in Fraktur, the ligature tz looks like ß).  The way through the columns is taken that
is likeliest by the readers' confidence and by the words it gives (a beam search).  Nothing is put in
that no reader saw, and what was not taken stays as an alternative.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.model import Box, Glyph, glyph_text, hull
from pipeline.ocr.wordlist import fold

Glyphs = tuple[Glyph, ...]
Weigh = Callable[[str], float]  # how much likelier a word is than any string of its letters, natural log

# Log odds that the second reader is right where the two differ, a logistic regression over 650 places
# in Fraktur, real and typeset: weight of its own doubt, of the first reader's, of the chance that the
# first reader gave to what the second one saw.
_SECOND, _FIRST, _CHANCE, _BASE = 0.9, 0.3, 0.4, -0.4
_LEFT_OUT, _PUT_IN = (
    1.6,
    -0.7,
)  # where the second reader alone has nothing there; where it alone has something
_LONG_S = 4.0  # the first reader has not learnt ſ and takes it for one of these
_LIKE_LONG_S = frozenset("flſßijt1I|")
_LEAST_CHANCE = 0.005
_NO_SIGN = -3.0  # for a sign that such texts do not print
_SIGNS = frozenset(" .,;:!?'\"()-=⸗–—„“”‚‘’»«§*†/%")
_FOREIGN = -1.0  # for a letter with an accent that German lacks
_ACCENTED = frozenset("äöüÄÖÜßſéèàâêëçñ")
_MISTAKEN = {"<": "ch", "c<": "ch", "c)": "ch", "&": "ch", ">": "ck", "c>": "ck"}  # the second reader's
_LIKE_TZ = frozenset({"ß", "z"})  # what the ligature tz is taken for
_TZ = -2.0  # where one reader or both have one of these …
_TZ_SURELY = 1.0  # … and where one has the one, the other the other; against the likelier of the two
_BOTH_WRONG = -1.0  # for the first reader's next-best reading where both have another
_MORE_LEFT_OUT = -1.5  # for each further glyph that the second reader does not have
_SIGN_PUT_IN = -1.5  # for a sign that it alone has
_BEAM = 16
_LEAST_SHARE = 0.001  # an alternative below this is noise


@dataclass(frozen=True, slots=True)
class _Choice:
    glyphs: Glyphs
    weight: float  # natural log, against the first reader's
    agreed: bool = False  # both readers have it


Choices = tuple[_Choice, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    weight: float
    word: str  # the letters since the last sign
    chosen: tuple[int, ...]


def settle(first: Glyphs, second: Glyphs, weigh: Weigh) -> Glyphs:
    """The likeliest reading of a line.

    `weigh` is asked for every run of letters.  Where the readers differ, a glyph's confidence is the
    share of its reading among all that were weighed; boxes are those of the reader that is believed.
    """
    columns = tuple(_columns(first, second))
    ways = [_Way(0.0, "", ())]
    for choices in columns:
        longer = [_step(way, i, choice, weigh) for way in ways for i, choice in enumerate(choices)]
        ways = sorted(longer, key=lambda way: -way.weight)[:_BEAM]
    best = max(ways, key=lambda way: way.weight + weigh(way.word)).chosen
    settled: list[Glyph] = []
    for i, choices in enumerate(columns):
        chosen = choices[best[i]]
        if len(choices) == 1 or (choices[0].agreed and not best[i]):
            settled += chosen.glyphs
        else:
            settled += _weighed(choices, best[i], _shares(columns, best, i, weigh))
    return tuple(settled)


def _shares(columns: Sequence[Choices], best: Sequence[int], at: int, weigh: Weigh) -> list[float]:
    """How likely each choice of one column is, all others as in the best way."""
    weights = []
    for i in range(len(columns[at])):
        way = _Way(0.0, "", ())
        for number, choices in enumerate(columns):
            taken = i if number == at else best[number]
            way = _step(way, taken, choices[taken], weigh)
        weights.append(way.weight + weigh(way.word))
    parts = [math.exp(weight - max(weights)) for weight in weights]
    return [part / sum(parts) for part in parts]


def _weighed(choices: Choices, taken: int, shares: Sequence[float]) -> Glyphs:
    """The glyphs of the choice taken; a single one keeps the single ones that were not as alternatives."""
    confidence = round(shares[taken], 4)
    chosen = tuple(
        replace(glyph, confidence=min(glyph.confidence, confidence)) for glyph in choices[taken].glyphs
    )
    if len(chosen) != 1:
        return chosen
    others: dict[str, float] = {}
    for choice, share in zip(choices, shares, strict=True):
        text = glyph_text(choice.glyphs)
        if len(choice.glyphs) == 1 and text != chosen[0].text and share >= _LEAST_SHARE:
            others[text] = others.get(text, 0.0) + round(share, 4)
    return (replace(chosen[0], alternatives=tuple(sorted(others.items(), key=lambda one: -one[1]))),)


def _step(way: _Way, number: int, choice: _Choice, weigh: Weigh) -> _Way:
    weight, word = way.weight + choice.weight, way.word
    for glyph in choice.glyphs:
        if glyph.text.isalpha():
            word += glyph.text
        elif word:
            weight, word = weight + weigh(word), ""
    return _Way(weight, word, (*way.chosen, number))


def _columns(first: Glyphs, second: Glyphs) -> Iterator[Choices]:
    """The alignment: what may stand in each column."""
    a, b = ([_alike(glyph.text) for glyph in glyphs] for glyphs in (first, second))
    for _, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if j - i != n - k:
            yield _differing(first[i:j], second[k:n])
            continue
        for one, other in zip(first[i:j], second[k:n], strict=True):
            same = fold(one.text) == fold(other.text)
            yield _agreed(one, other) if same else _differing((one,), (other,))


def _alike(letter: str) -> str:
    """f and ſ are aligned as if they were one letter: they are taken for each other all the time."""
    return "s" if letter == "f" else fold(letter)


def _agreed(one: Glyph, other: Glyph) -> Choices:
    doubt = (1 - one.confidence) * (1 - other.confidence)
    both = replace(one, text=other.text, confidence=round(1 - doubt, 4))
    plain = _Choice((both,), 0.0, agreed=True)
    choices = [plain]
    for text, chance in one.alternatives:
        weight = _BOTH_WRONG + _CHANCE * math.log(chance + _LEAST_CHANCE)
        choices.append(_Choice((Glyph(text, one.box, chance),), weight + _oddness(text)))
    if one.text in _LIKE_TZ:
        choices.append(_spread("tz", plain, _TZ))
    return tuple(choices)


def _differing(one: Glyphs, other: Glyphs) -> Choices:
    here, there = glyph_text(one), glyph_text(other)
    odds = _odds(one, other)
    choices = [_Choice(one, _oddness(here)), _Choice(other, odds + _oddness(there))]
    if _LIKE_TZ & {here, there}:
        weight = max(0.0, odds) + _TZ_SURELY if {here, there} == _LIKE_TZ else _TZ
        choices.append(_spread("tz", _Choice(one or other, 0.0), weight))
    if (meant := _MISTAKEN.get(there, "")) and meant != here:
        choices.append(_spread(meant, _Choice(other, 0.0), odds))
    return tuple(choices)


def _odds(one: Glyphs, other: Glyphs) -> float:
    """Natural log odds that `other`, the second reader's, is right."""
    odds = _BASE
    odds += _SECOND * -math.log(1.005 - min((g.confidence for g in other), default=0.9))
    odds -= _FIRST * -math.log(1.01 - min((g.confidence for g in one), default=0.6))
    chance = dict(one[0].alternatives).get(glyph_text(other), 0.0) if len(one) == 1 else 0.0
    odds += _CHANCE * math.log(chance + _LEAST_CHANCE)
    if not other:
        odds += _LEFT_OUT + _MORE_LEFT_OUT * (len(one) - 1)
    elif not one:
        odds += _PUT_IN + _SIGN_PUT_IN * sum(not glyph.text.isalnum() for glyph in other)
    elif glyph_text(other) == "ſ" * len(one) and set(glyph_text(one)) <= _LIKE_LONG_S:
        odds += _LONG_S
    return odds


def _oddness(text: str) -> float:
    """Log weight of what such texts hardly ever print."""
    weight = 0.0
    for letter in text:
        if letter.isalpha():
            weight += 0.0 if letter.isascii() or letter in _ACCENTED else _FOREIGN
        elif not letter.isdigit() and letter not in _SIGNS:
            weight += _NO_SIGN
    return weight


def _spread(text: str, seen: _Choice, weight: float) -> _Choice:
    """A reading that no engine had for the ink that `seen` stands for."""
    boxes = [glyph.box for glyph in seen.glyphs if glyph.box]
    confidence = min(glyph.confidence for glyph in seen.glyphs) / 2
    places = _parts(hull(tuple(boxes)), len(text)) if boxes else (None,) * len(text)
    return _Choice(
        tuple(Glyph(letter, box, confidence) for letter, box in zip(text, places, strict=True)), weight
    )


def _parts(box: Box, count: int) -> tuple[Box, ...]:
    """A level box cut into parts of like length."""
    edges = [box.left + box.width * i // count for i in range(count + 1)]
    return tuple(Box(a, box.top, b, box.bottom) for a, b in pairwise(edges))
