"""Errors in which all engines agree: which share of them language finds, at what share of the text marked.

    python -m bench.agreed [--places 300] [--seed 1] [--json FILE] [--misses]
    python -m bench.agreed --data FOLDER [--json FILE] [--misses]

Without data, running text of our own (agreed_prose.txt) is taken several times, and single wrong
characters are planted in it, a few in each text; nothing else tells of them: both engines would have read
them so.  Five kinds: confusions known from such work (a list of this bench, agreed_known.txt, not of the
product), look-alikes by their pictures (the product's table, so the easiest kind), look-alikes in rare
names, forms of the other script, and characters that make no sense.  With data, FOLDER holds pairs
NAME.gt.txt and NAME.ocr.txt: what is printed and what all engines read.

All characters but white space are ranked by their doubt, over all texts together; at 2, 4 and 6 per cent of
them marked, the share of the wrong ones among the marked is what is printed, and in how many of those the
proposal is right. Below stands what comes of it all: which share of them settling shows to people, where
both engines are sure of all they read (bench.agreed_editions). Only an ideograph read for another counts as
an error.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from time import process_time

from rapidfuzz.distance import Levenshtein

from bench import machine
from bench.agreed_editions import shown
from pipeline.proof.evidence.language import Model, count_grams, doubts, language_model
from pipeline.proof.evidence.language_forms import simplified, traditional
from pipeline.proof.evidence.shapes import alike, is_han
from pipeline.text.kinds import classify

PROSE = Path(__file__).with_name("agreed_prose.txt")
KNOWN = Path(__file__).with_name("agreed_known.txt")
SHARES = (0.01, 0.02, 0.03, 0.04, 0.06, 0.10)
KINDS = {"known": 130, "pictures": 70, "names": 40, "script": 30, "nonsense": 30}  # of 300 places
APART = 6  # characters between two errors at least
DENSITY = 0.006  # share of the characters of a text that are made wrong
LIKEST = 6  # look-alikes of a character that are drawn from


@dataclass(frozen=True, slots=True)
class Wrong:
    """A character that is read wrong, alike by all engines."""

    place: int  # in the text
    printed: str
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """What the engines read, glyph by glyph, and which of it is wrong."""

    name: str
    read: tuple[str, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One character as language sees it."""

    score: float
    best: str
    text: Text
    place: int
    wrong: Wrong | None


def planted(places: int, seed: int) -> tuple[Text, ...]:
    """Texts of our own with errors planted in them, so many in all, the same for the same seed."""
    chance = random.Random(seed)
    sources = [_marked(part) for part in PROSE.read_text("utf-8").split("\n\n")[1:]]
    kinds = [kind for kind, count in KINDS.items() for _ in range(round(places * count / 300))]
    chance.shuffle(kinds)
    found: list[Text] = []
    while kinds:
        text, names = sources[len(found) % len(sources)]
        count = max(1, round(DENSITY * len(text)))
        found.append(_with_errors(f"text {len(found) + 1}", text, names, kinds[:count], chance))
        kinds = kinds[count:]
    return tuple(found)


def _marked(part: str) -> tuple[str, frozenset[int]]:
    """A text without its braces, and the places that stood in them."""
    text: list[str] = []
    names: set[int] = set()
    inside = False
    for char in part.strip():
        if char in "{}":
            inside = char == "{"
        else:
            if inside:
                names.add(len(text))
            text.append(char)
    return "".join(text), frozenset(names)


def _with_errors(
    name: str, text: str, names: frozenset[int], kinds: Sequence[str], chance: random.Random
) -> Text:
    read = list(text)
    wrong: list[Wrong] = []
    for wanted in kinds:
        places = [n for n in range(len(text)) if all(abs(n - w.place) > APART for w in wrong)]
        chance.shuffle(places)
        for kind in (wanted, "known"):  # a text may have no place for a kind
            found = next(
                ((n, o) for n in places if (o := others_of(kind, text, n, names)) and is_han(text[n])), None
            )
            if found:
                place, others = found
                read[place] = chance.choice(others)
                wrong.append(Wrong(place, text[place], kind))
                break
    return Text(name, tuple(read), tuple(sorted(wrong, key=lambda w: w.place)))


def others_of(kind: str, text: str, place: int, names: frozenset[int]) -> str:
    """The characters that a kind of error may put in a place."""
    char = text[place]
    if kind == "known":
        return "".join(pair[1] for pair in _known() if pair[0] == char)
    if kind == "script":
        other = traditional(char) if simplified(char) == char else simplified(char)
        return other.replace(char, "")
    if kind == "nonsense":
        return "".join(c for c in text if is_han(c) and c != char)
    if (kind == "names") != (place in names):
        return ""
    row = alike().get(char, {})
    likest = sorted(row, key=lambda other: (-row[other], other))[:LIKEST]
    return "".join(other for other in likest if simplified(other) != simplified(char))


@cache
def _known() -> tuple[str, ...]:
    """What is printed and what is read for it, two characters each."""
    lines = KNOWN.read_text("utf-8").splitlines()
    return tuple(pair for line in lines if not line.startswith("#") for pair in line.split())


def paired(folder: Path) -> tuple[Text, ...]:
    """The pairs NAME.gt.txt and NAME.ocr.txt of a folder.

    Raises:
        FileNotFoundError: where a reading has no ground truth.
    """
    found: list[Text] = []
    for path in sorted(folder.glob("*.ocr.txt")):
        read = path.read_text("utf-8")
        printed = path.with_name(path.name.removesuffix(".ocr.txt") + ".gt.txt").read_text("utf-8")
        found.append(Text(path.name, tuple(read), tuple(_differences(read, printed))))
    return tuple(found)


def _differences(read: str, printed: str) -> Iterator[Wrong]:
    """Where an ideograph is read for another."""
    for step in Levenshtein.opcodes(read, printed):
        if step.tag == "replace":
            pairs = zip(
                range(step.src_start, step.src_end), printed[step.dest_start : step.dest_end], strict=True
            )
            for place, char in pairs:
                if is_han(char) and is_han(read[place]):
                    yield Wrong(place, char, classify(read[place], char).value)


def marks(texts: Sequence[Text], model: Model) -> list[Mark]:
    """All characters of the texts but white space, the most doubtful first."""
    found: list[Mark] = []
    for text in texts:
        used = count_grams("".join(text.read).splitlines())
        seen = doubts(text.read, [()] * len(text.read), Model(model.lexicon, used))
        doubt = {each.position: each for each in seen}
        wrong = {each.place: each for each in text.wrong}
        for place, glyph in enumerate(text.read):
            if not glyph.isspace():
                said = doubt.get(place)
                score, best = (said.score, said.best) if said else (float("-inf"), "")
                found.append(Mark(score, best, text, place, wrong.get(place)))
    found.sort(key=lambda mark: -mark.score)
    return found


def summary(ranked: Sequence[Mark]) -> dict[str, dict[str, float]]:
    """For each kind of error and for all: how many there are, and the shares found as more is marked."""
    kinds: dict[str, list[int]] = defaultdict(list)
    right = 0
    for rank, mark in enumerate(ranked):
        if mark.wrong:
            kinds[mark.wrong.kind].append(rank)
            kinds["all"].append(rank)
            right += mark.best == mark.wrong.printed and rank < SHARES[-2] * len(ranked)
    table: dict[str, dict[str, float]] = {}
    for kind, ranks in sorted(kinds.items(), key=lambda pair: (pair[0] == "all", -len(pair[1]))):
        table[kind] = {"places": len(ranks)}
        for share in SHARES:
            table[kind][f"{share:.0%}"] = sum(rank < share * len(ranked) for rank in ranks) / len(ranks)
    if "all" in table:
        table["all"]["right"] = right / len(kinds["all"])
    return table


def _print_misses(ranked: Sequence[Mark]) -> None:
    """The errors that are not among the marked, in their context: [read, printed, proposed]."""
    for rank, mark in enumerate(ranked):
        if mark.wrong and rank >= SHARES[-2] * len(ranked):
            read, place = mark.text.read, mark.place
            before, after = "".join(read[max(0, place - 6) : place]), "".join(read[place + 1 : place + 7])
            said = f"[{read[place]}, {mark.wrong.printed}, {mark.best}]"
            print(f"  {mark.score:6.1f} {mark.wrong.kind:9s} {before}{said}{after}".replace("\n", "/"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Errors in which all engines agree, and language.")
    parser.add_argument("--data", type=Path, help="folder of pairs NAME.gt.txt and NAME.ocr.txt")
    parser.add_argument("--places", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what is not found at 6 %%")
    options = parser.parse_args()
    model = language_model()
    if model.lexicon is None:
        sys.exit("no words are installed: pip install 'gazette-pipeline[language]'")
    texts = paired(options.data) if options.data else planted(options.places, options.seed)
    start = process_time()
    ranked = marks(texts, model)
    spent = process_time() - start
    table = summary(ranked)
    print(f"words of {', '.join(model.lexicon.sources)}; {len(ranked)} characters in {len(texts)} texts")
    print(f"{'kind':20s}{'places':>8s}" + "".join(f"{share:>8.0%}" for share in SHARES))
    for kind, row in table.items():
        print(f"{kind:20s}{row['places']:8.0f}" + "".join(f"{row[f'{s:.0%}']:8.3f}" for s in SHARES))
    if "all" in table:
        print(f"the proposal is right in {table['all']['right']:.3f} of all places, at 6 %")
    print(f"{1000 * spent / max(1, len(ranked)) * 2000:.0f} ms of processor time for 2,000 characters")
    asked = shown(("".join(text.read), frozenset(each.place for each in text.wrong)) for text in texts)
    print(
        f"settling shows {asked.wrong_shown / max(1, asked.wrong):.3f} of {asked.wrong} errors, "
        f"in {asked.shown / max(1, asked.characters):.4f} of all characters"
    )
    if options.misses:
        _print_misses(ranked)
    found = {"agreed": table, "settling": asdict(asked), "sources": model.lexicon.sources}
    machine.keep(options.json, found)


if __name__ == "__main__":
    main()
