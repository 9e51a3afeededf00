"""Numbers of things in messages."""

from pipeline.wording import counted


def test_one_thing_takes_no_s() -> None:
    assert [counted(number, "page") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]


def test_some_nouns_have_a_plural_of_their_own() -> None:
    assert [counted(number, "entry", "entries") for number in (0, 1, 2)] == [
        "0 entries",
        "1 entry",
        "2 entries",
    ]
