"""Word graphs are built here as Tesseract packs them, and looked up."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.wordlist import WordList

LETTERS = ("NULL", "a", "b", "s", "ſ", "ü", "T")
FLAG_BIT = 3  # seven letters fit into three bits
LAST, END = 1, 4


def data_file(words: set[str]) -> bytes:
    table = "\n".join((str(len(LETTERS)), *(f"{letter} 3" for letter in LETTERS), ""))
    edges = packed(words)
    graph = struct.pack(f"<hii{len(edges)}Q", 42, len(LETTERS), len(edges), *edges)
    entries = {19: graph, 21: table.encode()}
    offsets, body = [], b""
    for number in range(24):
        offsets.append(4 + 24 * 8 + len(body) if number in entries else -1)
        body += entries.get(number, b"")
    return struct.pack("<i24q", 24, *offsets) + body


def packed(words: set[str]) -> list[int]:
    """The edges of the words' tree, those of a node side by side, the last one marked."""
    nodes, starts, size = [""], {"": 0}, 0
    steps = {}
    for node in nodes:
        starts[node] = size
        steps[node] = sorted(
            {word[: len(node) + 1] for word in words if word.startswith(node) and word != node}
        )
        size += len(steps[node])
        nodes += [step for step in steps[node] if any(w != step and w.startswith(step) for w in words)]
    edges = []
    for node in nodes:
        for step in steps[node]:
            flags = (LAST if step == steps[node][-1] else 0) | (END if step in words else 0)
            to = starts.get(step, 0)
            edges.append(to << FLAG_BIT + 3 | flags << FLAG_BIT | LETTERS.index(step[-1]))
    return edges


@given(
    st.sets(st.text("abüT", min_size=1, max_size=5), min_size=1, max_size=12),
    st.text("abüTx", min_size=1, max_size=5),
)
def test_has_the_words_it_was_made_of_and_no_other(words: set[str], other: str) -> None:
    listed = WordList(data_file(words))
    assert all(word in listed for word in words)
    assert (other in listed) == (other in words)


@pytest.mark.parametrize("word", ["aſa", "asa"])
def test_long_and_round_s_are_one_letter(word: str) -> None:
    assert word in WordList(data_file({"aſa", "abs"}))
    assert "abſ" in WordList(data_file({"aſa", "abs"}))


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no entry"):
        WordList(struct.pack("<iq", 1, -1))
