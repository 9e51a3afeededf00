"""The words that a Tesseract language knows, looked up in its data file; nothing is unpacked.

Format: tesseract-ocr/tesseract, `src/ccutil/tessdatamanager.cpp` (the container: a count, then the
offset of each entry or -1, all little-endian) and `src/dict/dawg.h` (a packed word graph: each edge is
64 bits, a letter in the low ones, then three flags, then the number of the edge it leads to; the edges
of a node follow each other, the last one is marked).
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_WORDS, _LETTERS = 19, 21  # number of the entries: word graph and table of characters of the LSTM
_MAGIC = 42  # begins every word graph
_FLAGS = 3
_LAST, _END = 1, 4  # flags: last edge of its node, end of a word
_FOLDED = {"ſ": "s"}

Node = int


class WordList:
    """The word graph of one language.  Long and round s are one letter here."""

    def __init__(self, data: bytes) -> None:
        letters, graph = _entry(data, _LETTERS), _entry(data, _WORDS)
        table = [row.split(" ")[0] for row in letters.decode("utf-8").split("\n")[1:]]
        magic, size, count = struct.unpack_from("<hii", graph)
        if magic != _MAGIC:
            raise ValueError(f"not a word graph: it begins with {magic}")
        edges = np.frombuffer(graph, "<u8", count, struct.calcsize("<hii"))
        self._table = table
        self._flag_bit = size.bit_length()
        self._edges: NDArray[np.uint64] = edges
        self._steps = lru_cache(maxsize=20_000)(self._outgoing)

    def __contains__(self, word: str, /) -> bool:
        nodes: tuple[Node, ...] = (0,)
        ends = False
        for letter in word:
            steps = [step for node in nodes for step in self._steps(node).get(fold(letter), ())]
            nodes = tuple(to for to, _ in steps if to)
            ends = any(end for _, end in steps)
            if not steps:
                return False
        return ends

    def _outgoing(self, node: Node) -> dict[str, tuple[tuple[Node, bool], ...]]:
        """Where each letter leads from a node (0: nowhere), and whether a word ends with it."""
        found: dict[str, tuple[tuple[Node, bool], ...]] = {}
        at, last = node, False
        while not last:
            edge = int(self._edges[at])
            flags = edge >> self._flag_bit
            letter = fold(self._table[edge & ((1 << self._flag_bit) - 1)])
            step = (edge >> self._flag_bit + _FLAGS, bool(flags & _END))
            found[letter] = (*found.get(letter, ()), step)
            at, last = at + 1, bool(flags & _LAST)
        return found


def fold(letter: str) -> str:
    """Forms of one letter that the list does not tell apart."""
    return _FOLDED.get(letter, letter)


def folded(word: str) -> str:
    return "".join(fold(letter) for letter in word)


@lru_cache(maxsize=4)
def word_list(path: Path) -> WordList:
    """The word list in a `.traineddata` file.

    Raises:
        ValueError: where the file has none.
    """
    return WordList(path.read_bytes())


def _entry(data: bytes, number: int) -> bytes:
    (count,) = struct.unpack_from("<i", data)
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    if number >= count or offsets[number] < 0:
        raise ValueError(f"Tesseract's data file has no entry {number}")
    later = [offset for offset in offsets[number + 1 :] if offset >= 0]
    return data[offsets[number] : later[0] if later else len(data)]
