"""The table of look-alikes."""

from __future__ import annotations

import pytest

from pipeline.proof.evidence.shapes import alike, is_han


@pytest.mark.parametrize(
    "pair", ["入人", "拨拔", "粱梁", "己已", "漕糟", "沭沐", "革草", "未末", "薄簿", "徽微", "問間", "名各"]
)
def test_characters_that_engines_confuse_are_alike_both_ways(pair: str) -> None:
    first, second = pair
    assert alike()[first][second] == alike()[second][first] >= 0.7


def test_no_character_is_its_own_look_alike_and_likeness_is_a_share() -> None:
    for char, row in alike().items():
        assert is_han(char)
        assert char not in row
        assert all(0.5 <= likeness <= 1.0 for likeness in row.values())


@pytest.mark.parametrize(
    ("char", "expected"),
    [("人", True), ("〇", True), ("𠀀", True), ("a", False), ("人民", False), ("", False), ("。", False)],
)
def test_ideographs(char: str, expected: bool) -> None:
    assert is_han(char) is expected
