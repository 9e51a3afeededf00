"""How the witnesses' readings of one unit stand to each other, as facts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pipeline.model import Glyph, glyph_text
from pipeline.proof.evidence import characters
from pipeline.proof.evidence.units import Unit
from pipeline.proof.states import confidence
from pipeline.text.graphemes import compare_key
from pipeline.text.kinds import Kind, classify

UNKNOWN = -1.0
FINEST = 1e-4  # engines round their confidence to four digits
ALONE, SAME, WIDTH, NOTHING, VARIANT, DOUBLE, OTHER, GAP, POINT = range(
    9
)  # how the others stand to a reading


def of_readings(unit: Unit) -> Iterator[float]:
    """The facts from "confidence" to "had_other"."""
    glyph = unit.glyph
    yield decimals(glyph.confidence) if glyph else UNKNOWN
    yield rival(glyph)[1]
    yield float(_is_form(unit.text, rival(glyph)[0]))
    yield float(stand(unit))
    same = [decimals(confidence(cell)) for cell in unit.others if glyph_text(cell) and is_same(unit, cell)]
    other = [
        decimals(confidence(cell)) for cell in unit.others if glyph_text(cell) and not is_same(unit, cell)
    ]
    yield max(same, default=UNKNOWN)
    yield max((rival(g)[1] for cell in unit.others if is_same(unit, cell) for g in cell), default=UNKNOWN)
    yield max(other, default=UNKNOWN)
    yield max((_given(g, unit.text) for cell in unit.others for g in cell), default=UNKNOWN)
    yield max(
        (_given(glyph, glyph_text(cell)) for cell in unit.others if glyph and not is_same(unit, cell)),
        default=UNKNOWN,
    )


def decimals(sure: float) -> float:
    """Certainty as the number of nines: 0.9 is 1, 0.999 is 3; at most 4."""
    return -math.log10(max(1 - sure, FINEST))


def rival(glyph: Glyph | None) -> tuple[str, float]:
    """The best next reading that is another character, not another width of the same."""
    if glyph is None:
        return "", UNKNOWN
    key = compare_key(glyph.text)
    others = [(t, p) for t, p in glyph.alternatives if t.strip() and compare_key(t) != key]
    return max(others, key=lambda pair: pair[1], default=("", 0.0))


def _is_form(text: str, other: str) -> bool:
    return bool(other) and classify(text, other) is Kind.VARIANT


def _given(glyph: Glyph, text: str) -> float:
    key = compare_key(text)
    return max((p for other, p in glyph.alternatives if compare_key(other) == key), default=0.0)


def is_same(unit: Unit, cell: Sequence[Glyph]) -> bool:
    return compare_key(glyph_text(cell)) == compare_key(unit.text)


def stand(unit: Unit) -> int:
    """How the other witnesses stand to a unit; where they are several, the one farthest off counts."""
    if not unit.others:
        return ALONE
    return max(_stand_of(unit, glyph_text(cell)) for cell in unit.others)


def _stand_of(unit: Unit, other: str) -> int:
    text = unit.text
    if unit.glyph is None:
        return SAME if not other.strip() else GAP
    if text == other:
        return SAME
    if compare_key(text).strip() == compare_key(other).strip():
        return WIDTH
    if not other.strip():
        return NOTHING
    kind = classify(text, other)
    if kind is Kind.VARIANT:
        return VARIANT
    if characters.sort_of(text) != characters.HAN and characters.sort_of(other) != characters.HAN:
        return POINT
    return DOUBLE if kind is Kind.CONFUSABLE else OTHER


def challenger(unit: Unit) -> str:
    """The best other reading of a unit."""
    others = (glyph_text(cell) for cell in unit.others if not is_same(unit, cell))
    return next((text for text in others if text.strip()), rival(unit.glyph)[0])
