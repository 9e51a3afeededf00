"""Doubts about characters, with a small lexicon made for the test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.evidence.language import Doubt, Model, count_grams, doubts
from pipeline.proof.evidence.language_forms import forms
from pipeline.proof.evidence.lexicon import lexicon

WORDS = {
    "政府": 3e-4, "划拨": 1e-5, "提拔": 1e-5, "款项": 1e-5, "加入": 1e-4, "人民": 4e-4, "自己": 3e-4,
    "已经": 3e-4, "灵魂": 4e-5, "工程师": 2e-5, "的": 4e-2, "人": 2e-3, "入": 2e-4, "己": 1e-6, "已": 5e-4,
    "拨": 2e-6, "拔": 2e-6, "魂": 5e-6, "动": 1e-4, "统": 1e-6, "统一": 3e-5, "管理": 2e-4, "高粱": 5e-6,
    "粱": 1e-7, "梁": 1e-5,
}  # fmt: skip
MODEL = Model(lexicon({"test": WORDS.items()}))


def doubts_of(text: str, model: Model = MODEL) -> dict[int, Doubt]:
    return {doubt.position: doubt for doubt in doubts(text, [()] * len(text), model)}


@pytest.mark.parametrize(
    ("text", "place", "best"),
    [
        ("人民政府划拔款项", 5, "拨"),
        ("加人人民政府", 1, "入"),
        ("自已的款项", 1, "己"),
        ("播种高梁", 3, "粱"),
    ],
)
def test_a_confusion_that_spoils_a_word_is_the_greatest_doubt(text: str, place: int, best: str) -> None:
    found = max(doubts_of(text).values(), key=lambda doubt: doubt.score)
    assert (found.position, found.best) == (place, best)
    assert found.score > 0


@pytest.mark.parametrize("text", ["人民政府划拨款项", "已经加入", "自己的人民"])
def test_sound_text_has_no_likelier_reading(text: str) -> None:
    assert all(doubt.score < 0 for doubt in doubts_of(text).values())


def test_what_looks_quite_different_is_found_where_words_ask_for_it() -> None:
    found = doubts_of("灵动的工程师")
    assert found[1].best == "魂"


def test_an_engines_own_alternative_is_cheaper_than_a_guess() -> None:
    guessed = doubts_of("灵动的工程师")[1].score
    given_ = doubts("灵动的工程师", [(), ("魂",), (), (), (), ()], MODEL)
    assert next(d.score for d in given_ if d.position == 1) > guessed + 5


def test_traditional_text_is_judged_by_the_same_words_and_answered_in_its_script() -> None:
    found = max(doubts_of("人民政府劃拔款項").values(), key=lambda doubt: doubt.score)
    assert (found.position, found.best) == (5, "撥")


def test_a_simplified_character_in_a_traditional_page_is_doubted() -> None:
    text = "關於發動羣眾興辦農業機械學習會議記錄，統一領導，統一經營，统一管理"
    found = doubts_of(text)
    assert found[text.index("统")].best == "統"
    assert found[text.index("统")].score > 0


def test_scripts_that_are_mixed_all_over_a_page_raise_no_great_doubts() -> None:
    text = "关于發动群眾兴辦农業机械學习会議记录領域"
    assert all(odds < -1 for _, odds in forms(text).values())


def test_what_the_issue_says_elsewhere_takes_a_doubt_away_or_raises_it() -> None:
    text = "云梁屯"
    plain = max((d.score for d in doubts_of(text).values() if d.best == "粱"), default=-10.0)
    known = doubts_of(text, Model(MODEL.lexicon, count_grams(["云粱屯"] * 4)))[1]
    assert known.best == "粱"
    assert known.score > plain + 1


def test_without_a_lexicon_there_are_no_doubts_and_the_model_says_so() -> None:
    assert doubts("自已", [(), ()], Model()) == ()
    assert Model().is_blind
    assert not MODEL.is_blind


def test_alternatives_must_be_as_many_as_glyphs() -> None:
    with pytest.raises(ValueError, match="2 glyphs"):
        doubts("自已", [()], MODEL)


@given(
    st.lists(
        st.sampled_from([*"人入已己拨拔的政府統统，。\n1a", "ㄅ", "〓", "e\u0301", "𠀀", ""]), max_size=40
    )
)
def test_any_glyphs_give_doubts_in_order_about_ideographs_only(glyphs: list[str]) -> None:
    found = doubts(glyphs, [()] * len(glyphs), MODEL)
    assert [doubt.position for doubt in found] == sorted({doubt.position for doubt in found})
    assert all(glyphs[doubt.position] in "人入已己拨拔的政府統统𠀀" for doubt in found)
    assert all(doubt.best not in ("", glyphs[doubt.position]) for doubt in found)
