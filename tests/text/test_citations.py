"""Documents named in running text, and what is said of their validity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import citations, validity
from pipeline.text.citations import By
from pipeline.text.validity import Claim


def cited(text: str) -> list[tuple[By, str]]:
    return [(one.by, one.key) for one in citations.find(text)]


def test_a_title_and_a_number_are_two_ways_to_cite() -> None:
    text = "根据《青原县粮票管理办法》（青政发〔1979〕12号）的规定"
    assert cited(text) == [(By.TITLE, "青原县粮票管理办法"), (By.NUMBER, "青政发〔1979〕12号")]


def test_a_citation_knows_its_place() -> None:
    text = "见《甲乙办法》和《丙丁\n办法》。"
    assert [text[one.start : one.stop] for one in citations.find(text)] == ["《甲乙办法》", "《丙丁\n办法》"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("關於加強管理的通知", "关于加强管理的通知"),
        ("粮票管理办法（试行）", "粮票管理办法"),
        ("关于印发《甲办法》的 通知", "关于印发〈甲办法〉的通知"),
    ],
)
def test_titles_that_are_the_same_have_one_key(one: str, other: str) -> None:
    assert citations.title_key(one) == citations.title_key(other)


def test_a_title_may_be_cited_without_its_issuer() -> None:
    assert citations.keys("青原县人民政府關於粮票管理的通知") == (
        "青原县人民政府关于粮票管理的通知",
        "关于粮票管理的通知",
    )
    assert citations.keys("关于粮票管理的通知") == ("关于粮票管理的通知",)
    assert citations.keys("") == ()


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("第十条　本办法自1988年4月6日起施行。", [(Claim.IN_FORCE, "1988-04-06", "")]),
        ("本通知自下达之日起执行。", [(Claim.IN_FORCE, "", "")]),
        ("本规定有效期至1990年12月31日。", [(Claim.EXPIRES, "1990-12-31", "")]),
        ("《甲乙办法》同时废止。", [(Claim.REPEALS, "", "甲乙办法")]),
        ("根据《丙丁条例》，《甲乙办法》予以废止。", [(Claim.REPEALS, "", "甲乙办法")]),
        ("《甲乙办法》第三条修改为：", [(Claim.AMENDS, "", "甲乙办法")]),
        ("根据《丙丁条例》，决定废止《甲乙办法》。", [(Claim.REPEALS, "", "甲乙办法")]),
        (
            "废止一九七九年颁布的《甲乙办法》和《戊己办法》。",
            [(Claim.REPEALS, "", "甲乙办法"), (Claim.REPEALS, "", "戊己办法")],
        ),
        ("决定修改《甲乙办法》。", [(Claim.AMENDS, "", "甲乙办法")]),
        ("不得擅自停止执行《甲乙办法》。", []),
        ("从1988年2月2日起，用六个月时间，整修路面。", []),
        ("证件遗失的，应当登报声明作废。", []),
        ("各地要认真执行《甲乙办法》。", []),
    ],
)
def test_what_a_sentence_says_of_validity(sentence: str, claims: list[tuple[Claim, str, str]]) -> None:
    found = validity.find(sentence)
    assert [(one.claim, one.date, one.target.key if one.target else "") for one in found] == claims


def test_a_title_that_amends_or_repeals() -> None:
    (one,) = validity.of_title("青原县人民政府关于修改《甲乙办法》的决定")
    (two,) = validity.of_title("關於廢止《甲乙辦法》的通知")
    assert (one.claim, two.claim) == (Claim.AMENDS, Claim.REPEALS)
    assert validity.of_title("关于公布《甲乙办法》的令") == ()


@given(st.text(alphabet="甲乙《》〈〉自起施行废止，。；\n（）〔1979〕12号", max_size=60))
def test_whatever_a_text_holds_places_lie_in_it_and_in_order(text: str) -> None:
    found = citations.find(text)
    assert all(0 <= one.start < one.stop <= len(text) for one in found)
    assert list(found) == sorted(found, key=lambda one: one.start)
    for said in validity.find(text):
        assert said.sentence == text[said.start : said.stop].strip()
