"""One character for one: a text in simplified characters and half-width letters, to look for patterns in.

Unlike `fold`, it keeps the kinds of brackets and quotation marks apart, and every character at its place.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.text.scripts import simplified

_KEPT = "乾著徵祇祗瞭後"  # simplified only in some words; here the words are names and reign titles
_OWN = {
    "囯": "国",
    "圀": "国",
    "厤": "历",
    "暦": "历",
    "煕": "熙",
    "熈": "熙",
    "甯": "宁",
    "号": "号",
    "佑": "佑",
}
_DASHES = "—–―‒‑‐─━－"


def modern(text: str) -> str:
    """The text in modern form, as long as it was; full-width signs as half-width ones, dashes as ``—``.

    Raises:
        MissingToolError: where the package opencc is not installed.
    """
    return "".join(map(modern_char, text))


@lru_cache(maxsize=65_536)
def modern_char(char: str) -> str:
    """The modern form of one character; itself where that would be longer than one."""
    if char in _DASHES:
        return "—"
    if 0xFF01 <= ord(char) <= 0xFF5E:
        return chr(ord(char) - 0xFEE0)
    if char in _KEPT or ord(char) < 0x2E80 or 0xD800 <= ord(char) <= 0xDFFF:
        return char
    plain = _OWN.get(char) or simplified(char)
    return plain if len(plain) == 1 else char
