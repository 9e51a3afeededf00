"""Which errors of a text each of several passes over it found: the input of capture and recapture.

An error is a place where a pass departed from the text that all were shown, unless the text that holds
now has taken that back.  Width, blanks and leader dots are no errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.model import Witness, glyph_text
from pipeline.proof.collate import collate
from pipeline.proof.columns import Column
from pipeline.proof.measures.conditions import Find
from pipeline.text.graphemes import compare_key
from pipeline.text.kinds import Kind, classify

HARMLESS = frozenset({Kind.NONE, Kind.ENCODING, Kind.PUNCTUATION_WIDTH, Kind.SPACING, Kind.LEADER})
CERTAIN = 0.99  # confidence from which a character of the text shown looked certain
_SHOWN, _NOW = "0", "1"  # the sigils of the text shown and of the one that holds; the passes follow


def catches(shown: Witness, passes: Sequence[Witness], now: Witness | None = None) -> tuple[Find, ...]:
    """The errors of one page: `shown` before, `passes` after, `now` as it stands today.

    Without `now` every departure from the text shown counts as an error.  All boxes lie on the same images.
    """
    final = now or shown
    named = [replace(shown, sigil=_SHOWN), replace(final, sigil=_NOW)]
    named += [replace(witness, sigil=f"2{n:03d}") for n, witness in enumerate(passes)]
    found = []
    for line in collate(named, _SHOWN).lines:
        for place in _places(line.columns):
            find = _find(place, now is not None)
            if find is not None:
                found.append(find)
    return tuple(found)


def _places(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """Stretches of a line in which the same ones have departed from what was shown."""
    for departed, members in groupby(columns, _departed):
        if any(departed):
            yield tuple(members)


def _departed(column: Column) -> tuple[bool, ...]:
    shown, *others = (compare_key(glyph_text(cell)) for cell in column.cells)
    return tuple(key != shown for key in others)


def _find(place: tuple[Column, ...], known: bool) -> Find | None:
    """The error at a place, and who found it; None where it is none."""
    texts = ["".join(g.text for column in place for g in column.cells[w]) for w in range(_count(place))]
    shown, now, passes = texts[0], texts[1], texts[2:]
    departed = tuple(classify(shown, text) not in HARMLESS for text in passes)
    if known and classify(shown, now) in HARMLESS:
        return None  # nobody's departure has held
    if not any(departed):
        return None  # found elsewhere, in a later step: no pass here caught it
    right = now if known else next(t for t, found in zip(passes, departed, strict=True) if found)
    return Find(classify(shown, right).value, departed, _look(place))


def _look(place: tuple[Column, ...]) -> str:
    """How the text shown looked there: people look harder at what is doubted."""
    sure = min((glyph.confidence for column in place for glyph in column.cells[0]), default=0.0)
    return "certain" if sure >= CERTAIN else "doubtful"


def _count(place: tuple[Column, ...]) -> int:
    return len(place[0].cells)
