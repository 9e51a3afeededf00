"""What a person types, and what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.search.asked import (
    ANY,
    Dated,
    Either,
    Every,
    Field,
    Label,
    Labelled,
    Near,
    Node,
    Phrase,
    Without,
    wanted,
)
from pipeline.search.query import MAX_LENGTH, parse


def text(chars: str) -> Phrase:
    return Phrase(Field.TEXT, tuple(ANY if char == "_" else char for char in chars))


A, B, C, D = text("甲"), text("乙"), text("丙"), text("丁")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("政务公开", text("政务公开")),
        ("  政務公開\u3000", text("政务公开")),
        ("甲 乙", Every((A, B))),
        ("甲 AND 乙", Every((A, B))),
        ("甲 OR 乙", Either((A, B))),
        ("甲 OR 乙 OR 丙", Either((A, B, C))),
        ("甲 OR 丙 乙", Every((Either((A, C)), B))),
        ("乙 甲 OR 丙", Every((B, Either((A, C))))),
        ("甲 -乙", Every((A, Without(B)))),
        ("甲 NOT 乙", Every((A, Without(B)))),
        ("甲 -乙 -丙", Every((A, Without(B), Without(C)))),
        ("甲 OR -乙", Either((A, Without(B)))),
        ("(甲 乙) OR (丙 丁)", Either((Every((A, B)), Every((C, D))))),
        ("甲 -(乙 OR 丙)", Every((A, Without(Either((B, C)))))),
        ("((甲 乙) OR 丙) 丁", Every((Either((Every((A, B)), C)), D))),
        ('"the City"', text("the city")),
        ("“the City”", text("the city")),
        ('甲 "OR" 乙', Every((A, text("or"), B))),
        ("(一)总则", text("(一)总则")),
        ("(甲", text("(甲")),
        ("甲 (乙) 丙", Every((A, text("(乙)"), C))),
        ("OR", text("or")),
        ("OR 甲", Every((text("or"), A))),
        ("甲 OR", Every((A, text("or")))),
        ("甲 OR OR 乙", Every((A, text("or"), text("or"), B))),
        ("甲 NOT", Every((A, text("not")))),
        ("政?公开", text("政_公开")),
        ("政？？开", text("政__开")),
        ("?政务?", text("政务")),
        ('"政?公"', text("政?公")),
        ("甲 NEAR 乙", Near(("甲",), ("乙",), 10)),
        ("甲 NEAR/0 乙", Near(("甲",), ("乙",), 0)),
        ("NEAR/3 甲", Every((text("near/3"), A))),
        ("title:政務 甲", Every((Phrase(Field.TITLE, ("政", "务")), A))),
        ('标题："甲 or"', Phrase(Field.TITLE, tuple("甲or"))),
        ("issuer:省政府", Phrase(Field.ISSUER, tuple("省政府"))),
        ("to:各县", Phrase(Field.ADDRESSEE, tuple("各县"))),
        ("key:甲", text("key:甲")),
        ("关于：甲", text("关于:甲")),
        ("type:通知", Labelled(Label.TYPE, "通知")),
        ("issue:1987-03", Labelled(Label.ISSUE, "1987-03")),
        ("期:三 页:012", Every((Labelled(Label.ISSUE, "3"), Labelled(Label.PAGE, "12")))),
        ("year:1985", Dated(19850000, 19859999)),
        ("year:1985-1987", Dated(19850000, 19879999)),
        ("year:1985-", Dated(19850000, 99999999)),
        ("year:-1987", Dated(0, 19879999)),
        ("date:1985-03", Dated(19850300, 19850399)),
        ("date:1985-03..1986-02-07", Dated(19850300, 19860207)),
        ("date:..1986", Dated(0, 19869999)),
        ("甲 ，。", A),
        ("\ue000", text("\ue000")),
    ],
)
def test_what_is_asked(typed: str, asked: Node) -> None:
    assert parse(typed) == asked


@pytest.mark.parametrize(
    "typed", ["", " ", "，。", "-甲", "NOT 甲", "-甲 -乙", "title:", "？", '""', "\0", "-(甲 乙)"]
)
def test_nothing_to_look_for(typed: str) -> None:
    if typed == "title:":
        assert parse(typed) == text("title:")
        return
    with pytest.raises(UsageError, match="nothing in the query"):
        parse(typed)


@pytest.mark.parametrize("typed", ["year:x", "year:1987-1985", "year:198", "date:1985-3-2-1"])
def test_no_date(typed: str) -> None:
    with pytest.raises(UsageError, match="no year, date or span"):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("政???开", "question marks in a row"),
        ("甲 NEAR/21 乙", "NEAR stands between two words"),
        ("甲 NEAR title:乙", "NEAR stands between two words"),
        ("year:1985 NEAR 乙", "NEAR stands between two words"),
        ("甲 " * 65, "more than 64 phrases"),
        (" ".join(["甲 NEAR/20 乙"] * 9), "more than 64 phrases, or 8 times NEAR"),
        ("甲" * (MAX_LENGTH + 1), "1,001 characters"),
        ("甲 " * 50_000, "100,000 characters"),
    ],
)
def test_too_much(typed: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse(typed)


@pytest.mark.parametrize(
    "typed", ["宁政发〔1985〕31号", "宁政发(一九八五)三十一号", "〔85〕宁政发字第31号", "寧政發［1985］31號"]
)
def test_a_document_number_in_any_style(typed: str) -> None:
    asked = parse(typed)
    assert isinstance(asked, Either)
    assert Phrase(Field.NUMBER, tuple("宁政发(1985)31号")) in asked.parts
    for form in ("宁政发(1985)31号", "宁政发(一九八五)三十一号", "宁政发(85)第31号"):
        assert text(form) in asked.parts
    assert parse(f"number:{typed}") == Phrase(Field.NUMBER, tuple("宁政发(1985)31号"))


def test_part_of_a_number() -> None:
    assert parse("number:宁政发") == Phrase(Field.NUMBER, tuple("宁政发"))


@pytest.mark.parametrize("typed", ["1987年第3期第12页", "1987年3期12页", "一九八七年第三期第十二页"])
def test_a_place_in_the_work(typed: str) -> None:
    asked = parse(typed)
    assert isinstance(asked, Either)
    place = (Dated(19870000, 19879999), Labelled(Label.ISSUE, "3"), Labelled(Label.PAGE, "12"))
    assert asked.parts[1] == Every(place)


PIECES = st.sampled_from(
    [
        "甲",
        "乙丙",
        " ",
        "(",
        ")",
        "-",
        "OR ",
        "NOT ",
        "NEAR/3 ",
        '"',
        "“",
        "title:",
        "year:",
        "1985",
        "?",
        "号",
        "〔",
        "\n",
    ]
)


@given(st.text(max_size=200) | st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_understood_or_refused(typed: str) -> None:
    try:
        asked = parse(typed)
    except UsageError:
        return
    for phrase in wanted(asked):
        patterns = (phrase.pattern,) if isinstance(phrase, Phrase) else (phrase.first, phrase.second)
        assert all(pattern and pattern[0] != ANY != pattern[-1] for pattern in patterns)
