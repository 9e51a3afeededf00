"""Who becomes, or ceases to be, what: one clause of a list of appointments and removals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.modern import modern

_CLAUSE = re.compile(
    r"(?:^|.*[:,。;])?(任命|任|聘任|提名|免去|免|撤销|批准|同意|决定)?([^:,。;、]{2,4}?)(?:同志)?(为|任|的)([^,。;]{3,60}?)(职务)?[,。;]?$"
)
_NO_NAME = re.compile(r"各|本|省|市|县|我|该|其|以|对|在|成|作|认|因|定|有|单位|工作|问题|主要|所有")
_POST = re.compile(r".+[长任员师记理监席委使官授导]$")
_BLANKS = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """One person and one post; a clause without a verb goes on with that of the clause before it."""

    verb: str  # modern; empty where there is none
    person: str
    joint: str  # modern: 为, 任, or 的 before a post that ends in 职务
    post: str


def clause(text: str) -> Clause | None:
    """The last clause of a text without blanks, what it names as printed; None where it is none."""
    match = _CLAUSE.match(modern(text))
    if match is None or _NO_NAME.search(match[2]):
        return None
    return Clause(match[1] or "", text[slice(*match.span(2))], match[3], text[slice(*match.span(4))])


def stands_for_itself(line: str) -> bool:
    """Whether a line is one appointment or removal and nothing else, as in a list with a line for each."""
    text = modern(_BLANKS.sub("", line))
    match = _CLAUSE.fullmatch(text)
    if match is None or any(mark in text for mark in ":,。;、") or _NO_NAME.search(match[2]):
        return False
    return bool(match[5]) if match[3] == "的" else _POST.fullmatch(match[4]) is not None
