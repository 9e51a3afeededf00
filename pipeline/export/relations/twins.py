"""The same or nearly the same document printed twice: reprints, corrections, amended texts (查重).

Candidates share some of the smallest hashes of their character sequences (bottom-k sketches); what two
texts really have in common is then counted paragraph by paragraph and, in those that differ, character by
character.
"""

from __future__ import annotations

import heapq
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.export.relations.published import Published
from pipeline.text.citations import title_key

GRAM = 6  # characters
SKETCH = 64  # hashes kept of a document
FEWEST = 30  # characters; shorter texts are alike by chance
SHARED = 10  # hashes in common, from which two documents are compared
CROWD = 50  # documents that share a hash, from which it tells nothing: a formula
ALIKE = 0.75  # share of characters in common, from which two documents are nearly the same
LONG = 2_000  # characters of a paragraph, above which it is compared as a whole


@dataclass(frozen=True, slots=True)
class Change:
    """What stands in the first document, and what in its place in the second; one may be empty."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Twins:
    first: str  # the earlier one
    second: str
    likeness: float  # 0…1, by characters; 1 for the same text
    changes: tuple[Change, ...]


def twins(documents: Sequence[Published]) -> Iterator[Twins]:
    """All pairs of documents that are the same or nearly so, in order."""
    for first, second in _candidates(documents):
        found = compare(documents[first], documents[second])
        if found.likeness >= ALIKE:
            yield found


def compare(first: Published, second: Published) -> Twins:
    """Two documents side by side; blanks, widths and scripts make no difference."""
    if (second.date, second.id) < (first.date, first.id):
        first, second = second, first
    ours, theirs = _keyed(first), _keyed(second)
    same, changes = 0, []
    for op, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if op == "equal":
            same += sum(map(len, ours[a:b]))
            continue
        before, after = "".join(ours[a:b]), "".join(theirs[c:d])
        alike, found = _within(before, after)
        same += alike
        changes += found
    longest = max(sum(map(len, ours)), sum(map(len, theirs)), 1)
    return Twins(first.id, second.id, round(same / longest, 4), tuple(changes))


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's character sequences; equal texts have equal ones."""
    grams = {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}
    return tuple(heapq.nsmallest(SKETCH, {zlib.crc32(gram.encode()) for gram in grams}))


def _candidates(documents: Sequence[Published]) -> Iterator[tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    sketches: list[tuple[int, ...]] = []
    for number, document in enumerate(documents):
        text = "".join(_keyed(document))
        sketches.append(sketch(text) if len(text) >= FEWEST else ())
        for mark in sketches[-1]:
            holders[mark].append(number)
    for number, marks in enumerate(sketches):
        shared = Counter(
            o for mark in marks if len(holders[mark]) <= CROWD for o in holders[mark] if o > number
        )
        yield from ((number, other) for other, count in sorted(shared.items()) if count >= SHARED)


def _keyed(document: Published) -> list[str]:
    return [key for paragraph in document.paragraphs if (key := title_key(paragraph))]


def _within(before: str, after: str) -> tuple[int, list[Change]]:
    """How many characters two passages have in common, and where they differ."""
    if max(len(before), len(after)) > LONG or not before or not after:
        return 0, [Change(before, after)]
    same, changes = 0, []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            same += b - a
        else:
            changes.append(Change(before[a:b], after[c:d]))
    if 2 * same < min(len(before), len(after)):
        return same, [Change(before, after)]
    return same, changes
