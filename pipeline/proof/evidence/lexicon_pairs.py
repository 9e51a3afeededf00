"""How often one word follows another: the open-gram model of Debian's package sunpinyin-data.

The model is a file `lm_sc.t3g` of back-off n-grams beside `pydict_sc.bin`, a dictionary that names the
words.  Layout (little-endian): two numbers, the order n and a flag; n + 1 sizes of levels; 65,536
probabilities and 16,384 back-off weights that the nodes point to; then the levels.  A node has 12 bytes:
18 bits the word, 14 its back-off weight; 16 bits its probability, 16 the low part of its first child;
7 bits at the top of the last four bytes the high part.  The dictionary begins with the number of words,
of nodes, and where the words start: UTF-32 with a zero after each.  Single words and pairs are used;
what the model has on three words is not.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACES = (Path("/usr/lib"), Path("/usr/local/lib"))  # packages put it there, or below the machine's name
FOLDERS = ("sunpinyin/data", "*/sunpinyin/data")
MODEL, WORDS = "lm_sc.t3g", "pydict_sc.bin"
ORDER, NODE = 3, 12
PROBABILITIES, WEIGHTS = 1 << 16, 1 << 14
WORD = (1 << 18) - 1  # the bits of a node that name the word


@dataclass(frozen=True, slots=True)
class Pairs:
    """The probabilities of single words, and of a word after another."""

    nodes: dict[str, int]  # where a word stands among the single ones
    numbers: dict[str, int]  # what the pairs call it
    alone: array[float]  # the probability of each single word
    weight: array[float]  # of each single word, for the pairs that were never seen
    first: array[int]  # the first pair of each single word
    second: array[int]  # the second word of each pair, going up within the pairs of one word
    after: array[int]  # where in the table its probability stands
    table: array[float]

    def probability(self, first: str, second: str) -> float:
        """Of the second word right after the first; 0 where the model does not know them both."""
        node, other = self.nodes.get(first), self.nodes.get(second)
        if node is None or other is None:
            return 0.0
        number, stop = self.numbers[second], self.first[node + 1]
        place = bisect_left(self.second, number, self.first[node], stop)
        if place < stop and self.second[place] == number:
            return self.table[self.after[place]]
        return self.weight[node] * self.alone[other]


def find_pairs(places: tuple[Path, ...] = PLACES) -> Path | None:
    """The folder that holds the model, if it is installed."""
    for place in places:
        for pattern in FOLDERS:
            for folder in sorted(place.glob(pattern)):
                if (folder / MODEL).is_file() and (folder / WORDS).is_file():
                    return folder
    return None


def read_pairs(folder: Path) -> Pairs:
    """Read the model in a folder.

    Raises:
        ValueError: where the files are not such a model.
    """
    data = (folder / MODEL).read_bytes()
    try:
        order, _, _, single, pairs = struct.unpack_from("<5i", data)
    except struct.error as error:
        raise ValueError("no model of word pairs") from error
    tables = 4 * (2 + ORDER + 1)
    levels = tables + 4 * (PROBABILITIES + WEIGHTS) + 2 * NODE
    if order != ORDER or single < 2 or pairs < 1 or len(data) < levels + NODE * (single + pairs):
        raise ValueError("no model of word pairs")
    table = _array("f", data[tables : tables + 4 * PROBABILITIES])
    weights = _array("f", data[tables + 4 * PROBABILITIES : levels - 2 * NODE])
    one = _array("I", data[levels : levels + NODE * single])
    two = data[levels + NODE * single : levels + NODE * (single + pairs)]
    return _pairs(_names(folder / WORDS), table, weights, one, two)


def _pairs(
    names: list[str], table: array[float], weights: array[float], one: array[int], two: bytes
) -> Pairs:
    words = [names[head & WORD] if head & WORD < len(names) else "" for head in one[::3]]
    halves = _array("H", two)
    return Pairs(
        {word: node for node, word in enumerate(words[:-1]) if word},  # the last node only ends the row
        {word: head & WORD for word, head in zip(words, one[::3], strict=True) if word},
        array("f", (table[part & 0xFFFF] for part in one[1::3])),
        array("f", (weights[head >> 18] for head in one[::3])),
        array("I", (part >> 16 | top >> 25 << 16 for part, top in zip(one[1::3], one[2::3], strict=True))),
        array("I", (head & WORD for head in _array("I", two)[::3])),
        halves[2::6],
        table,
    )


def _names(path: Path) -> list[str]:
    data = path.read_bytes()
    start = struct.unpack_from("<3I", data)[2]
    return data[start : len(data) - (len(data) - start) % 4].decode("utf-32-le", "replace").split("\0")


def _array(kind: str, data: bytes) -> array[Any]:
    values: array[Any] = array(kind)
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values
