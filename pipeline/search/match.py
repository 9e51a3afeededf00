"""Where in a key a phrase stands: the slow, certain half of a search.

The postings say on which pages a phrase is; these functions say where, and whether the chosen text
has it or only another reading does.  Places may overlap: 哈哈 stands twice in 哈哈哈.
"""

from __future__ import annotations

from collections.abc import Iterator


def exact(key: str, phrase: str) -> Iterator[int]:
    """The positions at which the key has the phrase, in order."""
    place = key.find(phrase)
    while place >= 0:
        yield place
        place = key.find(phrase, place + 1)


def doubtful(key: str, doubts: tuple[tuple[int, str], ...], phrase: str) -> list[int]:
    """The positions, in order, at which the phrase stands only with the help of other readings."""
    others = dict(doubts)
    starts = {
        place - n for place, chars in doubts for n, char in enumerate(phrase) if char in chars and place >= n
    }
    return sorted(start for start in starts if _stands(key, others, start, phrase))


def _stands(key: str, others: dict[int, str], start: int, phrase: str) -> bool:
    """Whether a phrase, one character of which is another reading, stands there as a whole."""
    if start + len(phrase) > len(key):
        return False
    return all(
        char == key[place] or char in others.get(place, "") for place, char in enumerate(phrase, start)
    )
