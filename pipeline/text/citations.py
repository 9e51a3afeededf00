"""What a text says of other documents: those it cites, by number or by title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from pipeline.text import docnumber
from pipeline.text.modern import modern

LONGEST = 120  # characters of a title
_TITLE = re.compile(r"[《〈]((?:[^《》〈〉]|〈[^《》〈〉]*〉|《[^《》〈〉]*》)+)[》〉]")
_BLANKS = re.compile(r"[\s\u3000]+")
_PRELIMINARY = re.compile(r"\((?:试行|暂行|草案|修订|修正|修正草案|征求意见稿)\)$")


class By(Enum):
    NUMBER = "number"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document."""

    by: By
    key: str  # number: canonical, in modern characters; title: `title_key`
    printed: str  # without 《》
    start: int  # first character in the text it was found in, 《 included
    stop: int


def find(text: str) -> tuple[Citation, ...]:
    """All documents that a text names, in order, without overlap; blanks and line ends inside are allowed.

    A number in a title belongs to the title, unless it is all that stands between 《 and 》.
    """
    titles = [
        Citation(By.TITLE, title_key(match[1]), match[1], *match.span())
        for match in _TITLE.finditer(text)
        if len(match[1]) <= LONGEST and title_key(match[1]) and not docnumber.whole(match[1])
    ]
    numbers = (
        Citation(By.NUMBER, modern(number.canonical), number.printed, number.start, number.stop)
        for number in docnumber.find(text)
    )
    apart = [n for n in numbers if all(n.stop <= title.start or title.stop <= n.start for title in titles)]
    return tuple(sorted([*titles, *apart], key=lambda citation: citation.start))


def title_key(title: str) -> str:
    """A title as it is compared: modern characters, no blanks, no 《》, nothing in brackets at its end."""
    bare = re.sub(r"[《》〈〉<>“”\"]", "", modern(_BLANKS.sub("", title)))
    return _PRELIMINARY.sub("", bare)


def keys(title: str) -> tuple[str, ...]:
    """The keys under which a document of that title is cited: with its issuer, and without, 关于…的通知."""
    whole = title_key(title)
    at = whole.find("关于")
    return tuple(key for key in (whole, whole[at:] if at > 0 else "") if key)
