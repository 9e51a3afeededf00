"""What is known of a character apart from any page."""

from __future__ import annotations

import pytest

from pipeline.proof.evidence.characters import (
    BLANK,
    BRACKET,
    COMMON,
    HAN,
    NEUTRAL,
    NUMERAL,
    RARE,
    SIMPLIFIED,
    STOP,
    TRADITIONAL,
    rarity,
    script,
    sign,
    sort_beside,
    sort_of,
)


def test_a_character_is_of_one_script_or_of_neither() -> None:
    assert [script(text) for text in ("国", "國", "人", "a")] == [SIMPLIFIED, TRADITIONAL, NEUTRAL, NEUTRAL]


@pytest.mark.parametrize("text", ["國\ud800", "\ud800", "", "\ud800國"])
def test_half_characters_do_no_harm(text: str) -> None:
    assert script(text) == (TRADITIONAL if text.startswith("國") else NEUTRAL)
    assert sort_of(text) in range(10)
    assert rarity(text) in range(3)


def test_sorts_and_rarity() -> None:
    assert [sort_of(text) for text in ("末", "，", "〔")] == [HAN, STOP, BRACKET]
    assert [sort_beside(text) for text in ("十", "末", "")] == [NUMERAL, HAN, BLANK]
    assert sign("：") == sign(":") - 1
    assert (sign("末"), sign("")) == (-1, -1)
    assert (rarity("的"), rarity("𠀀")) == (COMMON, RARE)
