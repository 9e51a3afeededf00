"""A key as tantivy takes it apart: a blank between two characters, other readings written onto the chosen."""

from __future__ import annotations

from pipeline.search.entry import Head
from pipeline.search.key import WIDTH
from pipeline.search.row import BREAK

MARK = "\ufdd0"  # before another reading; no character, so no text holds it
SPACE, EDGE = "\ufdd1", "\ufdd2"  # a blank and a break, which would part tokens
_SPECIAL = frozenset("\\.+*?()|[]{}^$#&-~")


def tokens(head: Head) -> str:
    """The key with a blank between every two characters, other readings written onto the chosen ones."""
    if not head.doubts and not head.variants:
        return spaced(safe(head.key))
    chars = list(safe(head.key))
    for place, others in head.doubts:
        chars[place] += "".join(MARK + safe(char) for char in others)
    for variant in head.variants:
        chars += [EDGE] * WIDTH
        chars += [MARK + safe(char) for char in variant.key]
    return " ".join(chars)


def spaced(key: str) -> str:
    """A blank around every character, in a tenth of the time that joining them takes."""
    return key.replace("", " ")


def safe(key: str) -> str:
    """A key without the characters that would part tokens; quicker than a table, as they are few."""
    return key.replace(" ", SPACE).replace(BREAK, EDGE).replace(MARK, "\ufffd")


def escaped(char: str) -> str:
    token = safe(char)
    return "\\" + token if token in _SPECIAL else token
