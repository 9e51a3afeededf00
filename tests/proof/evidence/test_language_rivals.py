"""How a character stands against one rival, with a small lexicon made for the test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.evidence.language import Model
from pipeline.proof.evidence.language_rivals import footings
from pipeline.proof.evidence.lexicon import lexicon

WORDS = {"人民": 4e-4, "政府": 3e-4, "加入": 1e-4, "人": 2e-3, "入": 2e-4, "民": 1e-5, "加": 1e-4}
MODEL = Model(lexicon({"test": WORDS.items()}))


def of(text, place, rival):
    rivals = ["" for _ in text]
    rivals[place] = rival
    return footings(text, rivals, MODEL)[place]


def test_the_reading_that_makes_a_word_is_the_likelier_one():
    wrong, right = of("加人人民政府", 1, "入").rival, of("加入人民政府", 1, "人").rival
    assert wrong > 0 > right


def test_what_words_hold_stands_fast():
    assert of("人民", 0, "").word > 5
    assert of("民民", 0, "").word == 0


def test_of_a_rival_that_is_no_other_ideograph_nothing_is_said():
    assert of("人民", 0, "，").rival is None
    assert of("人民", 0, "人").rival is None
    assert of("加入", 1, "").rival is None


def test_without_a_lexicon_there_is_nothing():
    assert footings("人民", ["入", ""], Model()) == {}


@given(st.text("人民政府加入，\n", max_size=12), st.sampled_from("人入民"))
def test_every_ideograph_has_a_footing_and_nothing_else(text, rival):
    found = footings(text, [rival] * len(text), MODEL)
    assert sorted(found) == [n for n, char in enumerate(text) if char not in "，\n"]
    assert all(one.word > -1e-9 for one in found.values())
    for place, one in found.items():
        if one.rival is not None:
            changed = text[:place] + rival + text[place + 1 :]
            back = footings(changed, [text[place]] * len(text), MODEL)[place].rival
            assert back == pytest.approx(-one.rival)
