"""A carrier made ready to be laid along a text of today.

Of each line that a person changed there are two texts, the one before and the one after; the view
has the one that today's page holds the better, so that its lines are found.  The forks say where in
the view the decided stretches are, and what either way reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.model import Glyph, TextLine, Witness
from pipeline.proof.standing import Carrier, Decided
from pipeline.text.graphemes import compare_key, graphemes


@dataclass(frozen=True, slots=True)
class Fork:
    """A decided stretch of a view: ordinals ``start`` to ``stop`` among its glyphs."""

    start: int
    stop: int
    glyphs: tuple[Glyph, ...]  # what the person put there
    was: tuple[str, ...]
    decided: Decided


@dataclass(frozen=True, slots=True)
class View:
    """One carrier, as it is laid along the text of now."""

    carrier: Carrier
    witness: Witness
    forks: tuple[Fork, ...]


def view(carrier: Carrier, sigil: str, lines: Sequence[TextLine]) -> View:
    """The carrier under that sigil; `lines` are those of the page as it stands now."""
    own: dict[str, list[Decided]] = {}
    for decided in carrier.decided:
        own.setdefault(decided.line, []).append(decided)
    now = {line.id: compare_key(line.text) for line in lines}
    page = "".join(now.values())
    regions = []
    forks: list[Fork] = []
    first = count = 0  # ordinals in the carrier, and in the view
    for region in carrier.witness.regions:
        changed = []
        for line in region.lines:
            stretches = own.get(line.id, [])
            after = not _was_there(line, first, stretches, (now.get(line.id), page))
            made, found = _line(line, (first, count), stretches, after)
            first, count = first + len(line.glyphs), count + len(made.glyphs)
            changed.append(made)
            forks += found
        regions.append(replace(region, lines=tuple(changed)))
    return View(carrier, replace(carrier.witness, sigil=sigil, regions=tuple(regions)), tuple(forks))


def _was_there(line: TextLine, first: int, stretches: Sequence[Decided], now: tuple[str | None, str]) -> bool:
    """Does the page of now hold the line as it was before, rather than as it was after?

    `now` has the line of the same id, if there is one, and the whole page.
    """
    if not stretches:
        return False
    same, page = now
    before, _ = _line(line, (first, 0), stretches, after=False)
    was, new = _likeness(compare_key(before.text), same, page), _likeness(compare_key(line.text), same, page)
    return was >= new


def _likeness(text: str, same: str | None, page: str) -> tuple[float, float]:
    """How well a line's text is found on the page, and how like it is to the line of its id."""
    if not text:
        return (100.0 if same == "" else 0.0), 100.0
    return fuzz.partial_ratio(text, page) if page else 0.0, fuzz.ratio(text, same or "")


def _line(
    line: TextLine, firsts: tuple[int, int], stretches: Sequence[Decided], after: bool
) -> tuple[TextLine, list[Fork]]:
    """The line as it was after or before, and its forks; `firsts` are those of carrier and view."""
    first, count = firsts
    glyphs: list[Glyph] = []
    forks: list[Fork] = []
    at = first
    for decided in stretches:
        glyphs += line.glyphs[at - first : decided.start - first]
        new, was = line.glyphs[decided.start - first : decided.stop - first], graphemes(decided.was)
        start = count + len(glyphs)
        glyphs += new if after else _before(was, new)
        forks.append(Fork(start, count + len(glyphs), new, was, decided))
        at = decided.stop
    glyphs += line.glyphs[at - first :]
    return replace(line, glyphs=tuple(glyphs)), forks


def _before(was: Sequence[str], new: Sequence[Glyph]) -> list[Glyph]:
    boxes = [glyph.box for glyph in new] if len(new) == len(was) else [None] * len(was)
    return [Glyph(text, box) for text, box in zip(was, boxes, strict=True)]
