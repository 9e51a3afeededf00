"""Grapheme clusters, the unit of comparison, and the key under which two of them count as the same.

What is stored and printed is what was read; only comparison uses the key.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from pipeline.text.radicals import unified

_CLUSTER = regex.compile(r"\X")
_OTHER_WIDTH = ("<wide>", "<narrow>")


def graphemes(text: str) -> tuple[str, ...]:
    """The user-perceived characters of a text, in order; joined, they are the text again."""
    return tuple(_CLUSTER.findall(text))


@lru_cache(maxsize=65_536)
def compare_key(text: str) -> str:
    """The text under NFC+width+radicals: canonically composed, half and full width one, radicals read as
    the characters they look like, any white space a blank.

    Width is taken from the character database (``<wide>`` and ``<narrow>`` forms), so ㈠, ① and ㎡ stay
    what they are.
    """
    folded = "".join(_one_width(char) for char in unicodedata.normalize("NFC", unified(text)))
    return unicodedata.normalize("NFC", folded)


def _one_width(char: str) -> str:
    if char.isspace():
        return " "
    form, _, code = unicodedata.decomposition(char).partition(" ")
    return chr(int(code, 16)) if form in _OTHER_WIDTH else char
