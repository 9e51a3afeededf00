"""Text as it can be shown."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """Text that stays on its line: what would be invisible, or turn the line round, is a sign."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _HIDDEN else c for c in text)


def blanks_shown(text: str) -> str:
    """The same, with a sign for each blank."""
    return visible(text).replace(" ", "␣")
