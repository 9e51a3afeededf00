"""Confusable shapes that a project learns from its own corrections.

A character that people have put right in several places, always in the same sense, is one that this
print and these engines confuse.  Such pairs become rows of the table of confusable shapes
(`pipeline.text.kinds`) for this work.  The file they are kept in can be corrected by hand: rows under `own`
are kept, and pairs under `never` are not learned again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.proof.decisions import Act, Decision, DecisionFile
from pipeline.text.graphemes import compare_key, graphemes
from pipeline.text.kinds import Kind, classify

LEAST = 2  # places a pair must have been corrected in: once may be a slip of the reader
PLACES = 5  # that a row names
_READ_AGAIN = (Act.CHOOSE, Act.TYPE, Act.SIC)  # a person said what is printed


@dataclass(frozen=True, slots=True)
class Correction:
    """One character that was read, and what a person says is printed there."""

    read: str
    printed: str
    place: str  # issue, line and glyph


@dataclass(frozen=True, slots=True)
class Row:
    """Two characters that are confused, and how often each was read for the other."""

    characters: str
    count: int  # places
    places: tuple[str, ...]  # the first few, to look at


@dataclass(frozen=True, slots=True)
class Confusions:
    """What a work has learned; `classify` takes `table` as its rows."""

    rows: tuple[Row, ...] = ()
    own: tuple[str, ...] = ()  # rows that a person wrote
    never: tuple[str, ...] = ()  # pairs that are not to be learned

    @property
    def table(self) -> tuple[str, ...]:
        return (*self.own, *(row.characters for row in self.rows))


def corrections(files: Iterable[DecisionFile]) -> tuple[Correction, ...]:
    """The characters put right in decision files, one by one; what was added or left out is none."""
    return tuple(
        correction
        for file in files
        for decision in file.decisions
        if decision.act in _READ_AGAIN
        for correction in _of(file.issue, decision)
    )


def _of(issue: str, decision: Decision) -> Iterator[Correction]:
    read, printed = graphemes(decision.lemma), graphemes(decision.text)
    before, after = [compare_key(one) for one in read], [compare_key(one) for one in printed]
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "replace":
            continue
        pairs = zip(
            read[step.src_start : step.src_end], printed[step.dest_start : step.dest_end], strict=True
        )
        for at, (was, now) in enumerate(pairs, decision.start + step.src_start):
            yield Correction(was, now, f"{issue} {decision.line} {at}")


def learned(found: Iterable[Correction], before: Confusions | None = None) -> Confusions:
    """The pairs corrected in LEAST places or more, the most frequent first; known ones are left out.

    What a person wrote into the table there was `before` is kept, and kept out.
    """
    before = before or Confusions()
    never = {"".join(sorted(pair)) for pair in before.never}
    places: dict[str, dict[str, None]] = {}
    for correction in found:
        pair = "".join(sorted((compare_key(correction.read), compare_key(correction.printed))))
        kind = classify(correction.read, correction.printed, before.own)
        if kind is Kind.CHANGE and len(pair) == 2 and pair not in never:
            places.setdefault(pair, {})[correction.place] = None
    rows = [
        Row(pair, len(where), tuple(where)[:PLACES]) for pair, where in places.items() if len(where) >= LEAST
    ]
    ordered = tuple(sorted(rows, key=lambda row: (-row.count, row.characters)))
    return Confusions(ordered, before.own, before.never)
