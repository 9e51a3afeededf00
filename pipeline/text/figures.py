"""Figures as they stand in tables: read tolerantly, with separators, decimals and signs.

Recognition writes full-width digits, O for nought, a comma for a stop and a stop for a comma; print puts
blanks or commas between thousands, and a dash or dots where there is nothing.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NOTHING = re.compile(r"[-—–―_.·…‥・〃〞″一]+|无|無")
_FIGURE = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d+)(?:\.(?P<part>\d+))?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:[,' ]\d{3})+|(?:[,.' ]\d{3}){2,})(?=$|[.,]\d+$)")
_LIKE = re.compile(r"[-+±(\[]*\d[\d,.'%‰/:~()\[\]*+-]*")
_FOLD = str.maketrans(
    {
        **dict.fromkeys("—–―－−▲△", "-"),
        **dict.fromkeys("，、‚", ","),
        **dict.fromkeys("．。·・", "."),
        **dict.fromkeys("OoＯ〇○", "0"),
        **dict.fromkeys("lI|", "1"),
    }
)


def value(text: str) -> Decimal | None:
    """The number that a field of a table holds; None where it holds none, or one with a unit or a mark."""
    folded = _folded(text)
    grouped = _GROUPED.search(folded)
    if grouped:
        folded = folded.replace(grouped[0], re.sub(r"\D", "", grouped[0]))
    found = _FIGURE.fullmatch(folded.replace(",", ".").replace(" ", ""))
    if found is None:
        return None
    return Decimal(f"{found['sign']}{found['whole']}.{found['part'] or 0}").normalize() + 0


def is_nothing(text: str) -> bool:
    """Whether a field says that there is nothing: it is empty, or holds dashes or dots."""
    bare = _folded(text).replace(" ", "")
    return not bare or _NOTHING.fullmatch(bare) is not None


def is_figure(text: str) -> bool:
    """Whether a field holds figures rather than words: numbers, shares, ranges; with at least one digit."""
    return _LIKE.fullmatch(_folded(text).replace(" ", "")) is not None and any(c.isdigit() for c in text)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLD).split())
