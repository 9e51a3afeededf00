"""The second text of an entry: its stretches in normalised form, where that has another key than the print.

Only such stretches are looked through a second time; elsewhere both texts have one key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.search.entry import Normal
from pipeline.search.key import Text
from pipeline.search.readings import Place, keyed
from pipeline.search.row import BREAK

Span = tuple[int, int, str]  # from and to in a key, and what is to stand there


def normals(text: Text, places: Sequence[Place]) -> tuple[Normal, ...]:
    """Every stretch of running text in which something is altered; each place has one other text."""
    spans = sorted(span for span in keyed(text, places) if text.key[span[0] : span[1]] != span[2])
    stretches = groupby(_apart(spans), lambda span: text.key.rfind(BREAK, 0, span[0]) + 1)
    return tuple(_normal(text.key, start, list(inner)) for start, inner in stretches)


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Those that do not overlap one before them."""
    end = 0
    for span in spans:
        if span[0] >= end:
            yield span
            end = span[1]


def _normal(key: str, start: int, spans: Sequence[Span]) -> Normal:
    parts: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    at, length = start, 0
    for low, high, new in spans:
        length += low - at
        changes.append((length, length + len(new), low, high))
        parts += (key[at:low], new)
        at, length = high, length + len(new)
    end = key.find(BREAK, at)
    return Normal("".join([*parts, key[at : len(key) if end < 0 else end]]), start, tuple(changes))
