"""Settling: what stands without a person, and which places are left for one, with their reasons.

A difference of a harmless kind is settled by rule, any other by evidence where the doubt that is left
lies below the threshold; both keep their app and say who settled them.  What all witnesses agree on needs
no app, unless it is in doubt.  The lemma of an open place is a proposal.  Its readings are those of the
witnesses; after them come, without a sigil, what nobody read but an engine or the language thought of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import prod

from pipeline.model import App, Box, Glyph, Reading, glyph_text, hull
from pipeline.proof.columns import Column
from pipeline.proof.drafts import Draft
from pipeline.proof.evidence.units import Unit
from pipeline.proof.nextbest import next_best
from pipeline.proof.policy import Policy
from pipeline.proof.states import Run, State, confidence
from pipeline.proof.treatment import HIDDEN, Treatment
from pipeline.text.graphemes import compare_key
from pipeline.text.kinds import Kind, classify

DISAGREEMENT, LOW_CONFIDENCE = "disagreement", "low-confidence"
MISSING_LINE, EXTRA_LINE = "missing-line", "extra-line"
RULE, EVIDENCE = "rule", "evidence"
WORTH_SHOWING = 0.01  # a next-best reading less likely than this is no proposal
PROPOSALS = 4
SURE = 0.9  # evidence does not speak against a witness that is as confident as this of another reading


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line with the doubts of its units: the probability that each is not what is printed."""

    draft: Draft
    doubts: tuple[float, ...]
    proposals: Mapping[int, str]  # by unit: what the language would have
    threshold: float  # a doubt above it is shown
    engines: tuple[str, ...]  # the witnesses whose differences evidence may settle
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class SettledLine:
    """The text of one line of the edition, and its apparatus."""

    glyphs: tuple[Glyph, ...]
    apps: tuple[App, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of a line that asks for an app."""

    run: Run
    witness: int  # the one the lemma is taken from
    start: int  # in the line of the edition
    glyphs: tuple[Glyph, ...]  # of the lemma, as they were read
    units: tuple[Unit, ...]
    first: int  # number of the first unit

    @property
    def lemma(self) -> str:
        return glyph_text(self.glyphs)


def settle(weighed: Weighed) -> SettledLine:
    """Settle one line."""
    draft = weighed.draft
    if not any(glyph.text.strip() for witness in draft.present for glyph in draft.line.glyphs(witness)):
        return SettledLine(draft.line.glyphs(draft.present[0]), ())
    places = list(_places(weighed))
    glyphs = _believed(weighed)
    if len(draft.present) < len(draft.sigils):
        return SettledLine(glyphs, (_partial(weighed),))
    apps = [_app(weighed, place) for place in places]
    numbered = (replace(app, id=f"{draft.line.id}_a{n:02d}") for n, app in enumerate(apps, 1))
    return SettledLine(glyphs, tuple(numbered))


def _believed(weighed: Weighed) -> tuple[Glyph, ...]:
    """The glyphs of the line, each with the probability that it is what is printed, and with its rivals."""
    return tuple(
        replace(unit.glyph, confidence=1 - doubt, alternatives=next_best(unit))
        for unit, doubt in zip(weighed.draft.units, weighed.doubts, strict=True)
        if unit.glyph
    )


def _places(weighed: Weighed) -> Iterator[_Place]:
    """The stretches that ask for an app: every difference, and of what is agreed, what is in doubt."""
    start = first = 0
    for piece in weighed.draft.pieces:
        place = _Place(piece.run, piece.witness, start, piece.glyphs, piece.units, first)
        if piece.run.state is State.AGREED:
            yield from _doubted(place, weighed)
        else:
            yield place
        start += len(piece.glyphs)
        first += len(piece.units)


def _doubted(place: _Place, weighed: Weighed) -> Iterator[_Place]:
    """The parts of an agreed stretch that are in doubt."""
    numbers = range(len(place.glyphs))
    for shown, group in groupby(numbers, lambda n: _is_doubted(weighed, place.first + n)):
        part = list(group)
        if shown:
            low, high = part[0], part[-1] + 1
            run = _part(place.run, place.witness, low, high)
            yield _Place(
                run, place.witness, place.start + low, place.glyphs[low:high], place.units[low:high],
                place.first + low,
            )  # fmt: skip


def _part(run: Run, witness: int, low: int, high: int) -> Run:
    """The columns of an agreed run that hold some glyphs of a witness: there it has one in each."""
    holding = [n for n, column in enumerate(run.columns) for _ in column.cells[witness]]
    columns = run.columns[holding[low] : holding[high - 1] + 1]
    return Run(run.state, run.start + holding[low], columns)


def _is_doubted(weighed: Weighed, number: int) -> bool:
    return weighed.doubts[number] > weighed.threshold


def _partial(weighed: Weighed) -> App:
    """A line that only some witnesses have is one open place from end to end."""
    draft = weighed.draft
    line, lead = draft.line, draft.present[0]
    glyphs = tuple(unit.glyph for unit in draft.units if unit.glyph)
    whole = _Place(Run(State.OPEN, 0, line.columns), lead, 0, glyphs, draft.units, 0)
    reasons = [MISSING_LINE if 0 in draft.present else EXTRA_LINE]
    if len({compare_key(glyph_text(line.glyphs(witness))).strip() for witness in draft.present}) > 1:
        reasons.append(DISAGREEMENT)
    app = _app(weighed, whole)
    return replace(
        app, id=f"{line.id}_a01", reasons=tuple(reasons), settled=False, by="", box=line.box or app.box
    )


def _app(weighed: Weighed, place: _Place) -> App:
    """The app of a place, not yet numbered."""
    draft = weighed.draft
    readings = _readings(draft, place)
    kinds = _kinds(place.lemma, readings, weighed.policy)
    doubts = weighed.doubts[place.first : place.first + len(place.units)]
    by = _settled_by(weighed, place, kinds)
    names = _reasons(weighed, place, kinds, by)
    if not by:
        readings += tuple(_proposals(weighed, place, [r.text for r in readings]))
    stop = place.start + len(place.glyphs)
    return App(
        "", draft.line.id, place.start, stop, place.lemma, readings, names, bool(by), draft.image,
        _box(draft, place), round(prod(1 - doubt for doubt in doubts), 6), by,
    )  # fmt: skip


def _kinds(lemma: str, readings: Iterable[Reading], policy: Policy) -> tuple[Kind, ...]:
    """How the readings differ from the lemma, each kind once."""
    others = (reading.text for reading in readings if reading.text != lemma)
    return tuple(dict.fromkeys(classify(lemma, text, policy.confusables) for text in others))


def _reasons(weighed: Weighed, place: _Place, kinds: Sequence[Kind], by: str) -> tuple[str, ...]:
    """Why the place is there: the kinds of difference, before them what made it one to be asked about."""
    names = tuple(kind.value for kind in kinds)
    if by == RULE:
        return names
    treatment = weighed.policy.treatments.of(kinds)
    if treatment is Treatment.SETTLED and place.run.state in (State.AGREED, State.HARMLESS):
        return (LOW_CONFIDENCE, *names)
    hidden = not by and treatment is Treatment.HIDDEN
    return (DISAGREEMENT, *names, HIDDEN) if hidden else (DISAGREEMENT, *names)


def _settled_by(weighed: Weighed, place: _Place, kinds: Sequence[Kind]) -> str:
    """RULE, EVIDENCE, or nobody.

    Where readings differ in kinds that are settled by rule, the doubts are about which form it is, and the
    rule says that; where they are one but for width or blanks, doubts are of the character itself.
    """
    numbers = range(place.first, place.first + len(place.units))
    doubted = any(_is_doubted(weighed, n) for n in numbers)
    state = place.run.state
    by_rule = weighed.policy.treatments.of(kinds) is Treatment.SETTLED
    of_form = state is State.LEADER or (state is State.OPEN and kinds)
    if by_rule and (of_form or (not doubted and state is not State.AGREED)):
        return RULE
    if state is not State.OPEN or doubted or _is_contested(weighed, place):
        return ""
    return EVIDENCE


def _is_contested(weighed: Weighed, place: _Place) -> bool:
    """Whether a witness that is no engine of the card, or is sure of it, has something else there."""
    key = compare_key(place.lemma)
    others = [w for w in weighed.draft.present if compare_key(place.run.text(w)) != key]
    return any(
        weighed.draft.sigils[w] not in weighed.engines or confidence(place.run.glyphs(w)) >= SURE
        for w in others
    )


def _readings(draft: Draft, place: _Place) -> tuple[Reading, ...]:
    """What each witness has there, the lemma first; the confidence of a reading is its first witness's."""
    texts: dict[str, list[int]] = {place.run.text(place.witness): []}
    for witness in range(len(draft.sigils)):
        texts.setdefault(place.run.text(witness), []).append(witness)
    return tuple(
        Reading(
            text,
            tuple(draft.sigils[witness] for witness in witnesses),
            confidence(place.run.glyphs(witnesses[0])),
        )
        for text, witnesses in texts.items()
    )


def _proposals(weighed: Weighed, place: _Place, known: Iterable[str]) -> Iterator[Reading]:
    """What nobody read there: what the language would have, then the next-best readings of the engines."""
    seen = set(known)
    wanted = (weighed.proposals.get(place.first + n, unit.text) for n, unit in enumerate(place.units))
    found = [("".join(wanted), 0.0)]
    if len(place.glyphs) == 1:
        found += next_best(place.units[0])
    count = 0
    for number, (text, sure) in enumerate(found):
        if text.strip() and text not in seen and count < PROPOSALS and (number == 0 or sure >= WORTH_SHOWING):
            seen.add(text)
            count += 1
            yield Reading(text, (), sure)


def _box(draft: Draft, place: _Place) -> Box | None:
    """Around the lemma; where that is empty, around the other readings, or the two glyphs beside it."""
    run = place.run
    own = _hull(place.glyphs) or _hull([glyph for w in draft.present for glyph in run.glyphs(w)])
    if own is not None:
        return own
    columns: tuple[Column, ...] = draft.line.columns
    lead = draft.present[0]
    before = [g for column in columns[: run.start] for g in column.cells[lead] if g.box]
    after = [g for column in columns[run.start + len(run.columns) :] for g in column.cells[lead] if g.box]
    return _hull([*before[-1:], *after[:1]]) or draft.line.box


def _hull(glyphs: Sequence[Glyph]) -> Box | None:
    boxes = tuple(glyph.box for glyph in glyphs if glyph.box)
    return hull(boxes) if boxes else None
