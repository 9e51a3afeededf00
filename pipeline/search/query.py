"""What a person types -> what is looked for.

A run of characters is a phrase.  Words with spaces between them must all be on the page; ``OR``
between two words asks for either; a hyphen before a word excludes the pages that have it; quotation
marks ("…" or “…”) keep words together.  Everything else is literal.  A word of nothing but
punctuation is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.text.fold import fold

MAX_LENGTH = 1_000  # characters
_WORD = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))')
_ADVICE = "Give at least one letter, digit or Chinese character, such as: 政务公开"


@dataclass(frozen=True, slots=True)
class Query:
    """A page answers where it has a phrase of each group and, in its chosen text, none of `without`."""

    groups: tuple[tuple[str, ...], ...]  # keys
    without: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All phrases that are hits where they are found, each once."""
        return tuple(dict.fromkeys(phrase for group in self.groups for phrase in group))


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    minus: bool
    is_or: bool

    @property
    def wanted(self) -> bool:
        return not self.minus


def parse(text: str) -> Query:
    """Understand a query.

    Raises:
        UsageError: where it is too long, or there is nothing in it to look for.
    """
    if len(text) > MAX_LENGTH:
        raise UsageError(
            f"the query has {len(text):,} characters; {MAX_LENGTH:,} are allowed",
            "Search for one telling phrase of the passage.",
        )
    words = [word for word in map(_word, _WORD.finditer(text)) if _says_something(word.key)]
    groups = _groups(words)
    if not groups:
        raise UsageError("there is nothing in the query to look for", _ADVICE)
    return Query(groups, tuple(word.key for word in words if word.minus))


def _word(found: re.Match[str]) -> _Word:
    hyphen, straight, curly, bare = found.groups()
    quoted = straight if straight is not None else curly
    return _Word(fold(bare if quoted is None else quoted).key, bool(hyphen), bare == "OR" and not hyphen)


def _says_something(key: str) -> bool:
    """Whether there is a letter, a digit or a sign (also one of private use) among the punctuation."""
    return any(unicodedata.category(char)[0] in "LNS" or unicodedata.category(char) == "Co" for char in key)


def _groups(words: list[_Word]) -> tuple[tuple[str, ...], ...]:
    """The words a page must have; an OR that stands between no two such words is a word itself."""
    groups: list[list[str]] = []
    joins = False
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if word.minus:
            continue
        if joins:
            groups[-1].append(word.key)
            joins = False
        elif word.is_or and before and after and before.wanted and after.wanted:
            joins = True
        else:
            groups.append([word.key])
    return tuple(tuple(group) for group in groups)
