"""Which characters print alike: a table of ours, made by comparing pictures of characters.

`python -m bench.shapes` makes `data/shapes.txt`: a line a character, then those that look like it,
the likest first, then as many letters, from a (half alike) to z (the same picture).  The rows of
`pipeline.text.kinds`, written by hand, are part of it with a likeness of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import permutations

from pipeline.text.kinds import CONFUSABLE_SHAPES

BY_HAND = 0.85  # the likeness of two characters of a row written by hand
HALF, STEP = 0.5, 0.02  # what the letter a stands for, and each letter more


@cache
def alike() -> Mapping[str, Mapping[str, float]]:
    """For each Han character those that look like it, with their likeness, 0.5…1."""
    table: dict[str, dict[str, float]] = {}
    text = resources.files("pipeline.proof.evidence").joinpath("data", "shapes.txt").read_text("utf-8")
    for row in text.splitlines():
        characters, letters = row.split(" ")
        for other, letter in zip(characters[1:], letters, strict=True):
            _note(table, characters[0], other, HALF + STEP * (ord(letter) - ord("a")))
    for row in CONFUSABLE_SHAPES:
        for first, second in permutations(filter(is_han, row), 2):
            _note(table, first, second, BY_HAND)
    return table


def is_han(char: str) -> bool:
    """Whether a character is an ideograph (or 〇, which stands among them)."""
    if len(char) != 1:
        return False
    return (
        "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇" or char >= "\U00020000"
    )


def _note(table: dict[str, dict[str, float]], first: str, second: str, likeness: float) -> None:
    """Write down a likeness on both sides; the greater one stays."""
    for one, other in ((first, second), (second, first)):
        row = table.setdefault(one, {})
        row[other] = max(likeness, row.get(other, 0.0))
