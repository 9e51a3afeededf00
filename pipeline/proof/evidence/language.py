"""What language says of each character: how much likelier something else would be where it stands.

A page on which all engines read the same wrong character (入 for 人, 拨 for 拔) shows it to nobody but a
reader who knows the words.  The text is cut into words in the likeliest way, by a model of words;
then each character in turn is changed into what looks like it, into what the engines
thought of, and into what the words beside it ask for, and the text cut again around the change.  The score
is the gain, as a natural logarithm: the odds of the best other character against what stands there,
confusions of likely shapes counting for more.  Characters of the wrong script are doubted, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from pipeline.proof.evidence.language_forms import forms, in_script_of, simplified
from pipeline.proof.evidence.language_lattice import Lattice, Window, cut
from pipeline.proof.evidence.lexicon import Call, Lexicon, installed
from pipeline.proof.evidence.shapes import alike, is_han

SHAPE = 12.0  # what a likeness of 1 less costs, in log odds
LIKE = -2.0  # the cost of a character that looks the same
GIVEN = -1.0  # … of one that an engine thought of
CALLED = -10.0  # … of any other that words around it ask for
GRAMS = {2: 0.5, 3: 1.0, 4: 1.2}  # lengths of strings of the project's own text, with the weight of each
OFTEN = 6  # strings that occur oftener count as so many: a whole book may be misread in the same way
LEAST = -10.0  # a rough score below this is no doubt
CLOSE = 8  # so many of the likeliest are looked at closely


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character for which another would do; the score is a log odds, above 0 where that is likelier."""

    position: int  # in the text, counted in glyphs
    score: float
    best: str  # the likeliest other reading, in the script of the text


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of the language: the words that are installed, and the project's own text."""

    lexicon: Lexicon | None = None
    used: Mapping[str, int] = field(default_factory=dict)  # how often a string of GRAMS characters occurs

    @property
    def is_blind(self) -> bool:
        """Whether nothing is installed that knows words: no score says anything then."""
        return self.lexicon is None


def language_model(texts: Iterable[str] = ()) -> Model:
    """The model of what is installed here, and of the sure text of the page, the issue or the project."""
    return Model(installed(), count_grams(texts))


def count_grams(texts: Iterable[str]) -> Mapping[str, int]:
    """How often each short string of characters occurs in texts, folded to simplified characters."""
    counts: Counter[str] = Counter()
    for text in texts:
        folded = "".join(map(simplified, text))
        for length in GRAMS:
            counts.update(
                gram
                for start in range(len(folded) - length + 1)
                if all(map(is_han, gram := folded[start : start + length]))
            )
    return counts


def doubts(text: Sequence[str], alternatives: Sequence[tuple[str, ...]], model: Model) -> tuple[Doubt, ...]:
    """The characters of a text for which another is possible, in the order of the text.

    `text` is the running text of a page, glyph by glyph, lines joined where the text goes on, and a glyph
    "\\n" where it does not; `alternatives` are other readings of each glyph that an engine thought of.
    Scores run from -10 up; a character without a doubt has nothing to replace it, or is no ideograph.
    Without a lexicon there are none (`Model.is_blind` says so).

    Raises:
        ValueError: where there are not as many alternatives as glyphs.
    """
    if len(text) != len(alternatives):
        raise ValueError(f"{len(text)} glyphs, but alternatives for {len(alternatives)}")
    if model.lexicon is None:
        return ()
    folded = [simplified(glyph) for glyph in text]
    places = _Places(text, folded, alternatives, model, model.lexicon)
    meant = [doubt for start, stop in stretches(folded) for doubt in _doubts(places, start, stop)]
    return _with_forms(text, meant)


def _with_forms(text: Sequence[str], meant: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The doubts with those about forms of characters: at a place the greater one."""
    found = {doubt.position: doubt for doubt in meant}
    in_script = in_script_of(text)
    found = {place: replace(doubt, best=in_script(doubt.best)) for place, doubt in found.items()}
    other = forms(text)
    for place, glyph in enumerate(text):
        form = other.get(glyph)
        if form and form[1] > (found[place].score if place in found else LEAST):
            found[place] = Doubt(place, form[1], form[0])
    return tuple(found[place] for place in sorted(found))


@dataclass(frozen=True, slots=True)
class _Places:
    """A text and what is known of it."""

    text: Sequence[str]
    folded: Sequence[str]
    alternatives: Sequence[tuple[str, ...]]
    model: Model
    lexicon: Lexicon


def stretches(folded: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where ideographs stand one after another."""
    start = 0
    for place, glyph in enumerate((*folded, "")):
        if not is_han(glyph):
            if place > start:
                yield start, place
            start = place + 1


def _doubts(places: _Places, start: int, stop: int) -> Iterator[Doubt]:
    """The doubts of a stretch of ideographs."""
    text = "".join(places.folded[start:stop])
    lattice = cut(text, places.lexicon)
    for place in range(start, stop):
        best = max(_others(places, lattice, place, place - start), key=lambda pair: pair[1], default=None)
        if best is not None:
            yield Doubt(place, best[1], best[0])


def _others(places: _Places, lattice: Lattice, place: int, inside: int) -> list[tuple[str, float]]:
    """The likeliest other characters at a place, each with its score."""
    text, lexicon, own = lattice.text, lattice.lexicon, lattice.text[inside]
    windows = lattice.windows(inside)
    alone = windows[0].around
    usual = lattice.with_other(windows, own)
    before = lexicon.after.get(text[inside - 1], "") if inside else ""
    after = lexicon.before.get(text[inside + 1], "") if inside + 1 < len(text) else ""
    called = _called(lattice, windows, usual) if usual == lexicon.alone(own) + alone else ()
    rough: list[tuple[float, str]] = []
    for other, cost in _candidates(places, place, called).items():
        folded = simplified(other)
        in_word = folded in before or folded in after
        score = lattice.with_other(windows, folded) if in_word else lexicon.alone(folded) + alone
        if score - lattice.best + cost > LEAST and folded != own:
            rough.append((score - lattice.best + cost, other))
    rough.sort(reverse=True)
    used = places.model.used
    return [
        (other, score + of_strings(used, text, inside, simplified(other))) for score, other in rough[:CLOSE]
    ]


def _called(lattice: Lattice, windows: list[Window], usual: float) -> Iterator[str]:
    """The characters that the words beside a place ask for, which may be likelier than what stands there."""
    text, lexicon, place = lattice.text, lattice.lexicon, windows[0].start
    sides: list[tuple[float, tuple[Call, ...]]] = []
    if place:
        reach = max(window.around for window in windows if window.head)
        sides.append((reach, lexicon.called_after.get(text[place - 1], ())))
    if place + 1 < len(text):
        reach = max(window.around for window in windows if window.tail)
        sides.append((reach, lexicon.called_before.get(text[place + 1], ())))
    for reach, calls in sides:
        for char, weight in calls:
            if weight + reach < usual + LEAST - CALLED:
                break
            yield char


def _candidates(places: _Places, place: int, called: Iterable[str]) -> dict[str, float]:
    """The characters that may be meant at a place, each with what it costs to believe that."""
    found = dict.fromkeys(called, CALLED)
    for other, likeness in alike().get(places.text[place], {}).items():
        found[other] = LIKE - SHAPE * (1.0 - likeness)
    for other in places.alternatives[place]:
        if is_han(other):
            found[other] = GIVEN
    return found


def of_strings(used: Mapping[str, int], text: str, place: int, other: str) -> float:
    """What the project's own text says: how much oftener it has the other character in these strings."""
    if not used:
        return 0.0
    known = told = 0.0
    for length, weight in GRAMS.items():
        for start in range(max(0, place - length + 1), min(place, len(text) - length) + 1):
            gram = text[start : start + length]
            changed = text[start:place] + other + text[place + 1 : start + length]
            known = max(known, weight * log(max(1, min(OFTEN, used.get(gram, 0)))))
            told = max(told, weight * log(1 + min(OFTEN, used.get(changed, 0))))
    return told - known
