"""Documents for the search bench: random phrases of our own between sentences of the typeset issues' grammar.

Words are made up, two to four characters that themselves are common or rare as characters are in prose;
they are drawn by Zipf's law.  So short words stand in thousands of documents and long ones in few, as in
print, and no text is anybody's.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pipeline.text.fold import fold
from samples.typeset.acts import Desk
from samples.typeset.eras import ERAS
from samples.typeset.grammar import Writer

WORDS = 40_000
CHARACTERS = 4_000
GRAMMAR = 0.3  # of the paragraphs
ACTS = 300
LINE = 26  # characters


@dataclass(frozen=True, slots=True)
class Text:
    """One document."""

    id: str
    title: str
    type: str
    number: str
    date: str  # ISO 8601
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.paragraphs))


def write(path: Path, documents: int, size: int, seed: int) -> int:
    """A file of documents of about `size` characters each, one a line; returns how many characters in all."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for text in _texts(documents, size, random.Random(seed)):
            count += len(text.text)
            record = [text.id, text.title, text.type, text.number, text.date, text.paragraphs]
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def read(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            name, title, kind, number, date, paragraphs = json.loads(line)
            yield Text(name, title, kind, number, date, tuple(paragraphs))


def lines(paragraph: str) -> tuple[str, ...]:
    """A paragraph as it is set."""
    return tuple(paragraph[n : n + LINE] for n in range(0, len(paragraph), LINE))


def _texts(documents: int, size: int, chance: random.Random) -> Iterator[Text]:
    words = _words(chance)
    weights = list(accumulate(1 / (n + 20) for n in range(WORDS)))
    acts = _paragraphs(chance.randrange(1 << 30))
    kinds = ("通知", "决定", "办法", "批复", "意见", "令")
    for number in range(documents):
        day = datetime.date(1950, 1, 1) + datetime.timedelta(days=chance.randrange(25_000))
        title = (
            "关于" + "".join(chance.choices(words, cum_weights=weights, k=5)) + "的" + chance.choice(kinds)
        )
        paragraphs: list[str] = []
        left = size + chance.randint(-size // 2, size // 2) - len(title)
        while left > 0:
            grammar = chance.random() < GRAMMAR
            paragraphs.append(chance.choice(acts) if grammar else _prose(chance, words, weights))
            left -= len(paragraphs[-1])
        mark = f"云政发〔{day.year}〕{number % 400 + 1}号"
        yield Text(
            f"d{number:05}", title, title[-2:].removeprefix("的"), mark, day.isoformat(), tuple(paragraphs)
        )


def _words(chance: random.Random) -> list[str]:
    plain = [chr(code) for code in range(0x4E00, 0x9FA6) if fold(chr(code)).key == chr(code)]
    chars = chance.sample(plain, CHARACTERS)  # that are their own key, so that plain engines find them too
    weights = list(accumulate(1 / (n + 30) for n in range(CHARACTERS)))
    lengths = chance.choices((1, 2, 3, 4), (2, 10, 3, 2), k=WORDS)
    return ["".join(chance.choices(chars, cum_weights=weights, k=length)) for length in lengths]


def _prose(chance: random.Random, words: list[str], weights: list[float]) -> str:
    """A paragraph of two to five sentences."""
    parts: list[str] = []
    for _ in range(chance.randint(4, 12)):
        parts += chance.choices(words, cum_weights=weights, k=chance.randint(3, 9))
        parts.append("，")
    return "".join(parts[:-1]) + "。"


def _paragraphs(seed: int) -> list[str]:
    """Paragraphs of acts, each once."""
    era = ERAS["offset"]
    desk = Desk(Writer(seed, datetime.date(1987, 3, 30), True, "simplified"), era)
    acts = [desk.next() for _ in range(ACTS)]
    return list(dict.fromkeys(p.text for act in acts for p in act.paragraphs if len(p.text) > LINE))
