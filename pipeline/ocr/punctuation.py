"""What a mark is likelier to be, where it stands, than its shape alone says.

In running text a comma is about a hundred times as common as a middle dot, which stands only inside
foreign names.  Old type and typewriters set comma and full stop in the middle of the line, so a
recogniser that goes by shape calls them a dot; its own next choices, weighed by that ratio, decide.
So do they for the dashes beside a folio and for the brackets around the year of a document number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.ocr.ctc import Spot
from pipeline.ocr.printed import HAN

CLOSING = "”’」』）》"
YEAR = 4  # digits

Place = Callable[[Sequence[str], int], bool]  # the texts of a line, and the mark's number among them


@dataclass(frozen=True, slots=True)
class Prior:
    """A mark that is so many times as often another one, where `stands` holds."""

    mark: str
    commoner: str
    ratio: float
    stands: Place


def reweigh(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The same glyphs; a mark becomes the commoner of its own next choices where that is likelier."""
    texts = [spot.text for spot in spots]
    return tuple(_weighed(spot, texts, i) for i, spot in enumerate(spots))


def _weighed(spot: Spot, texts: Sequence[str], i: int) -> Spot:
    seen = dict(spot.alternatives)
    for prior in PRIORS:
        if prior.mark == spot.text and prior.stands(texts, i):
            weight = seen.get(prior.commoner, 0.0) * prior.ratio
            if weight > spot.confidence:
                return _exchanged(spot, prior.commoner, weight)
    return spot


def _exchanged(spot: Spot, mark: str, weight: float) -> Spot:
    total = weight + spot.confidence
    others = tuple((text, p) for text, p in spot.alternatives if text != mark)
    alternatives = ((spot.text, round(spot.confidence / total, 4)), *others)
    return replace(spot, text=mark, confidence=round(weight / total, 4), alternatives=alternatives)


def _between_han(texts: Sequence[str], i: int) -> bool:
    return 0 < i < len(texts) - 1 and _is_han(texts[i - 1]) and _is_han(texts[i + 1])


def _after_han(texts: Sequence[str], i: int) -> bool:
    return i > 0 and _is_han(texts[i - 1])


def _ends_sentence(texts: Sequence[str], i: int) -> bool:
    """After a Han character, before a closing mark or the end of the line."""
    return i > 0 and _is_han(texts[i - 1]) and (i + 1 == len(texts) or texts[i + 1] in CLOSING)


def _is_dash(texts: Sequence[str], i: int) -> bool:
    """Between Han, or with a figure on one side and nothing on the other: no hyphen, minus or range."""
    sides = [texts[n] for n in (i - 1, i + 1) if 0 <= n < len(texts)]
    if len(sides) == 1:
        return _is_han(sides[0]) or sides[0].isdecimal()
    return bool(sides) and all(map(_is_han, sides))


def _opens_year(texts: Sequence[str], i: int) -> bool:
    return i > 0 and _is_han(texts[i - 1]) and _is_year(texts[i + 1 : i + 1 + YEAR])


def _closes_year(texts: Sequence[str], i: int) -> bool:
    before = i - YEAR - 1
    return before >= 0 and texts[before] in "[〔" and _is_year(texts[before + 1 : i])


def _is_year(texts: Sequence[str]) -> bool:
    return len(texts) == YEAR and "".join(texts).isdecimal()


def _is_han(text: str) -> bool:
    return HAN.fullmatch(text) is not None


PRIORS = (
    Prior("·", "，", 100.0, _between_han),
    Prior("・", "、", 100.0, _between_han),
    Prior("·", "。", 100.0, _ends_sentence),
    Prior("°", "。", 100.0, _after_han),
    Prior("-", "—", 20.0, _is_dash),
    Prior("[", "〔", 10.0, _opens_year),
    Prior("]", "〕", 10.0, _closes_year),
)
