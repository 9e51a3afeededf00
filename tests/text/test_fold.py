"""The search key: what is folded, what is kept apart, and the way back into the text."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import fold as module
from pipeline.text.fold import AWKWARD, fold, key_of, one_by_one

MIXED = st.text(
    st.sampled_from("政務公开ａA1 \u3000\t〔]（“」○囘e\u0301が\u3099ßﬁ㈠⼈\u200b\ufe00\ud800İ,，")
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("政務公開", "政务公开"),
        ("寧政發〔１９８５〕３１號", "宁政发[1985]31号"),
        ("（一）", "(一)"),
        ("㈠", "（一）"),
        ("⑿", "(12)"),
        ("囘顧", "回顾"),
        ("爲衞戶淸", "为卫户清"),
        ("二○○○年", "二〇〇〇年"),
        ("政 务 公　开", "政务公开"),
        ("第 5 条", "第5条"),
        ("New \n  York", "new york"),
        ("Hello , world", "hello,world"),
        ("“通知”", "「通知」"),
        ("⼈⺠".replace("⺠", "民"), "人民"),
        ("\uf9d1", "六"),
        ("e\u0301tude", "\u00e9tude"),
        ("Straße", "STRASSE"),
        ("deſſen ﬁnden", "dessen finden"),
        ("Civil⸗Rock", "Civil-Rock"),
        ("葛\U000e0100城", "葛城"),
        ("公\u200b开\ufeff", "公开"),
    ],
)
def test_one_key_for_two_spellings(one: str, other: str) -> None:
    assert fold(one).key == fold(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("①", "1"), ("℃", "c"), ("己", "已"), ("New York", "NewYork"), ("10 00", "1000"), ("零", "〇")],
)
def test_what_is_not_the_same_stays_apart(one: str, other: str) -> None:
    assert fold(one).key != fold(other).key


def test_offsets_lead_back_to_the_text() -> None:
    folded = fold("囘 顧 ㈠  A  b")
    assert folded.key == "回顾(一)a b"
    assert folded.offsets == (0, 2, 4, 4, 4, 7, 8, 10)


@given(st.text(alphabet=st.characters()) | MIXED)
def test_folding_any_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.key) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)
    assert fold(folded.key).key == folded.key
    folded.key.encode()  # no lone surrogates: every library takes a key
    assert not any(char.isspace() and char != " " for char in folded.key)
    assert folded.key == folded.key.strip()


@given(MIXED, MIXED)
def test_folding_in_two_parts(one: str, other: str) -> None:
    """A cut that no space and no mark touches changes nothing."""
    seam = one[-1:] + other[:1]
    if any(c.isspace() or unicodedata.category(c) in ("Mn", "Cf") for c in seam):
        return
    left, right, whole = fold(one), fold(other.rstrip()), fold(one + other.rstrip())
    if one != one.rstrip() or other[:1].isspace():
        return
    assert whole.key == left.key + right.key
    assert whole.offsets == left.offsets + tuple(len(one) + offset for offset in right.offsets)


@given(st.text(st.sampled_from("政務公開工作〔○囘戶衞，１Ａ"), max_size=30))
def test_the_quick_way_and_the_slow_way_agree(text: str) -> None:
    slow = fold(text + "\u200b")  # a format character takes the slow way and leaves nothing
    assert fold(text) == slow
    assert key_of(text) == key_of(text + "\u200b") == slow.key


MANY = "".join(char for char in map(chr, range(0x4E00, 0x5200)) if fold(char).key not in ("", char))[:200]


@given(st.text(st.sampled_from("政務公开\n〔，。○囘戶·—é\u3000\0１Ａ"), max_size=30), st.booleans())
def test_a_long_text_at_one_go_and_each_line_by_itself_agree(text: str, many: bool) -> None:
    text += MANY if many else ""  # so many different characters that change are looked up, not replaced
    keys = one_by_one(text).split("\n")
    assert list(map(len, keys)) == list(map(len, text.split("\n")))
    for key, line in zip(keys, text.split("\n"), strict=True):
        assert set(line) & set("\u3000\0") if AWKWARD in key else key == fold(line).key


def test_every_character_comes_to_rest() -> None:
    for code in (*range(0x3400), *range(0x4E00, 0x10000), *range(0x1F000, 0x20000), *range(0x2F800, 0x2FA20)):
        key = fold(chr(code)).key
        assert fold(key).key == key, hex(code)


def test_the_table_of_old_forms_leads_to_forms_in_use() -> None:
    old, new = module._FORMS[::2], module._FORMS[1::2]
    assert len(set(old)) == len(old)
    for before, after in zip(old, new, strict=True):
        assert fold(before).key == fold(after).key
        assert before != after


def test_importing_loads_no_script_table() -> None:
    code = "import sys, pipeline.text.fold; print('opencc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
