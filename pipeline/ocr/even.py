"""Spots along a strip for engines that say what they read, but not where each character stands."""

from __future__ import annotations

import regex

from pipeline.ocr.ctc import Spot

_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff00-\uffef]")


def evenly(text: str, confidence: float) -> tuple[Spot, ...]:
    """One spot per grapheme cluster; wide characters take twice the room of narrow ones."""
    clusters = regex.findall(r"\X", text)
    widths = [2 if _WIDE.match(cluster) else 1 for cluster in clusters]
    total = sum(widths) or 1
    spots, at = [], 0
    for cluster, width in zip(clusters, widths, strict=True):
        spots.append(Spot(cluster, at / total, (at + width) / total, confidence, ()))
        at += width
    return tuple(spots)
