"""Numbers of things in messages."""

from pipeline.wording import counted


def test_one_thing_takes_no_s() -> None:
    assert [counted(number, "page") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
