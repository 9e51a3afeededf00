"""Leader dots: how a line of a table of contents ends."""

from __future__ import annotations

import re

from pipeline.text import numerals

_N = r"[0-9０-９]{1,4}|[〇○零一二三四五六七八九十百]{1,6}"
_LEADER = re.compile(
    rf"(?:[…⋯·・•:：]+|[.．。﹒—－-]{{2,}}|[ \u3000]{{2,}})[ \u3000]*"
    rf"(?:[（(〔\[]{{1,2}}[ ]*({_N})[ ]*[）)〕\]]?|([0-9０-９]{{1,4}})[ ]*[）)〕\]]?)[ \u3000]*$"
)
_IN_BRACKETS = re.compile(rf"[（(][ ]*({_N})[ ]*[）)][ \u3000]*$")
_DOTS = "…⋯·・•.．。﹒—－- \u3000"


def has_leader(text: str) -> bool:
    """Whether dots or blanks lead to a page number at the end."""
    return _LEADER.search(text) is not None


def page_of(text: str) -> int:
    """The page at the end, behind a leader or in brackets; 0 for none."""
    match = _LEADER.search(text) or _IN_BRACKETS.search(text)
    return (numerals.value(next(filter(None, match.groups()))) or 0) if match else 0


def without_page(text: str) -> str:
    """The text without leader and page."""
    for pattern in (_LEADER, _IN_BRACKETS):
        text = pattern.sub("", text)
    return text.rstrip(_DOTS)
