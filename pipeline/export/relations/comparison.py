"""Two documents side by side as they are printed: the paragraphs that agree, and where the others differ.

Blanks, widths, scripts and title marks make no difference; what stands here is what is printed, blanks
and all.  A Chinese character is held against one, a Latin word against a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.export.relations.published import Published
from pipeline.text.citations import title_key
from pipeline.text.modern import modern

LONG = 2_000  # characters of a paragraph, above which it is not compared character by character
ALIKE = 0.4  # share of characters in common, below which two paragraphs have nothing to do with each other
AHEAD = 20  # paragraphs, how far the other side is searched for one that is like it
_UNITS = re.compile(r"[A-Za-z\u00c0-\u024f]+|\S")  # Latin words, single characters of anything else


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: what each of the two has; the same, or one of them perhaps empty."""

    first: str
    second: str
    same: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of each of the two, or of one of them only."""

    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return all(piece.same for piece in self.pieces)


def rows(first: Published, second: Published) -> tuple[Row, ...]:
    """All paragraphs of both, in order."""
    ours, theirs = _paragraphs(first), _paragraphs(second)
    keys = [title_key(text) for text in ours], [title_key(text) for text in theirs]
    found: list[Row] = []
    for op, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if op == "equal":
            pairs = zip(ours[a:b], theirs[c:d], strict=True)
            found += [Row((Piece(one, other, same=True),)) for one, other in pairs]
        else:
            found += _differing(ours[a:b], theirs[c:d])
    return tuple(found)


def _paragraphs(document: Published) -> list[str]:
    return [text for paragraph in document.paragraphs if (text := paragraph.strip())]


def _differing(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Row]:
    """Each paragraph with the first one left on the other side that is like it; the others by themselves."""
    left = 0
    for text in ours:
        near = range(left, min(left + AHEAD, len(theirs)))
        like = next((at for at in near if _alike(text, theirs[at])), None)
        if like is None:
            yield Row((Piece(text, "", same=False),))
            continue
        yield from (Row((Piece("", other, same=False),)) for other in theirs[left:like])
        yield Row(tuple(_pieces(text, theirs[like])))
        left = like + 1
    yield from (Row((Piece("", other, same=False),)) for other in theirs[left:])


def _alike(one: str, other: str) -> bool:
    if max(len(one), len(other)) > LONG:
        return False
    matcher = SequenceMatcher(None, "".join(_units(one)), "".join(_units(other)), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _pieces(one: str, other: str) -> Iterator[Piece]:
    ours, theirs = _ends(one), _ends(other)
    matcher = SequenceMatcher(None, _units(one), _units(other), autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        yield Piece(one[ours[a] : ours[b]], other[theirs[c] : theirs[d]], op == "equal")


def _units(text: str) -> list[str]:
    """What is compared: in modern form, without blanks."""
    return [modern(unit) for unit in _UNITS.findall(text)]


def _ends(text: str) -> list[int]:
    """Where each unit begins; at last the end of the text.  Blanks go with the unit before them."""
    return [*(found.start() for found in _UNITS.finditer(text)), len(text)]
