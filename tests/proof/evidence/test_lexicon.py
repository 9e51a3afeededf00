"""Lexicons: sources mixed, and the file of word pairs."""

from __future__ import annotations

import struct
from math import log
from pathlib import Path

import pytest

from pipeline.proof.evidence.lexicon import UNKNOWN, lexicon
from pipeline.proof.evidence.lexicon_pairs import MODEL, WORDS, find_pairs, read_pairs


def test_sources_are_mixed_by_their_mean_and_foreign_words_left_out() -> None:
    found = lexicon(
        {"a": [("政府", 0.02), ("OK", 0.5)], "b": [("政府", 0.01), ("人民", 0.03)]},
    )
    assert found.alone("政府") == pytest.approx(log(0.015))
    assert found.alone("人民") == pytest.approx(log(0.015))
    assert found.alone("OK") == UNKNOWN
    assert found.sources == ("a", "b")


def test_neighbours_stand_by_frequency() -> None:
    found = lexicon({"a": [("政府", 0.02), ("政治", 0.03), ("民政", 0.01)]})
    assert found.after["政"].startswith("治府")
    assert found.called_after["政"][0] == ("治", pytest.approx(log(0.03)))
    assert found.before["政"].startswith("民")


@pytest.fixture
def pairs_folder(tmp_path: Path) -> Path:
    """A model of two words, 人民 (2) and 政府 (3), with the pair 人民政府, as the package has it."""
    folder = tmp_path / "sunpinyin" / "data"
    folder.mkdir(parents=True)
    probabilities = [0.5, 0.25, 0.125] + [0.0] * (65536 - 3)
    weights = [0.4, 0.8] + [0.0] * (16384 - 2)
    nodes = b"".join(
        struct.pack("<3I", word | weight << 18, number | (child & 0xFFFF) << 16, child >> 16 << 25)
        for word, weight, number, child in ((0, 0, 0, 0), (2, 0, 1, 0), (3, 1, 2, 1), (0, 0, 0, 1))
    )
    pairs = struct.pack("<3I", 3, 0, 0) + bytes(12)
    data = struct.pack("<6i", 3, 0, 1, 4, 2, 0) + struct.pack("<65536f", *probabilities)
    data += struct.pack("<16384f", *weights) + bytes(24) + nodes + pairs
    (folder / MODEL).write_bytes(data)
    words = "\0".join(["", "", "人民", "政府"]).encode("utf-32-le")
    (folder / WORDS).write_bytes(struct.pack("<3I", 4, 0, 16) + bytes(4) + words)
    return folder


def test_a_pair_that_was_seen_has_its_own_probability(pairs_folder: Path) -> None:
    assert find_pairs((pairs_folder.parents[1],)) == pairs_folder
    assert read_pairs(pairs_folder).probability("人民", "政府") == 0.5


def test_a_pair_never_seen_backs_off_to_the_second_word(pairs_folder: Path) -> None:
    assert read_pairs(pairs_folder).probability("政府", "人民") == pytest.approx(0.8 * 0.25)
    assert read_pairs(pairs_folder).probability("人民", "县") == 0.0


@pytest.mark.parametrize("data", [b"", b"no model", struct.pack("<6i", 3, 0, 1, 4, 2, 0)])
def test_another_file_of_that_name_is_refused(pairs_folder: Path, data: bytes) -> None:
    (pairs_folder / MODEL).write_bytes(data)
    with pytest.raises(ValueError, match="no model of word pairs"):
        read_pairs(pairs_folder)


def test_the_model_is_not_there_where_it_is_not_installed(tmp_path: Path) -> None:
    assert find_pairs((tmp_path,)) is None
