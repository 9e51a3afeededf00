"""How a line of a table of contents ends: leader, page, in either kind of figures."""

from __future__ import annotations

import pytest

from pipeline.text.leaders import has_leader, page_of, without_page


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("关于甲项工作的通知……（3）", 3),
        ("关于甲项工作的通知…（三百二十四）", 324),
        ("关于甲项工作的通知：…（（三百二十八）", 328),
        ("关于甲项工作的通知………(三百二十七）", 327),
        ("关于甲项工作的通知  12", 12),
        ("关于甲项工作的通知·(131)", 131),
    ],
)
def test_an_entry_ends_with_its_page(text: str, page: int) -> None:
    assert has_leader(text)
    assert (page_of(text), without_page(text)) == (page, "关于甲项工作的通知")


@pytest.mark.parametrize("text", ["共计……三人", "见第三条", "说：…三", "他说……"])
def test_words_behind_dots_are_no_page(text: str) -> None:
    assert not has_leader(text)
