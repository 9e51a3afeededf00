"""Settling: what all witnesses agree on stands; every other place becomes an app with its reasons.

The lemma of an open place is a proposal.  A place is settled without a person only where the
difference is of a harmless kind, and even then it keeps its app with the rule that settled it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import App, Box, Glyph, Reading, hull
from pipeline.proof.columns import CollatedLine, Column
from pipeline.proof.states import Run, State, confidence, runs
from pipeline.text.graphemes import compare_key
from pipeline.text.kinds import Kind, classify

DISAGREEMENT, LOW_CONFIDENCE = "disagreement", "low-confidence"
MISSING_LINE, EXTRA_LINE = "missing-line", "extra-line"
SETTLED_BY_RULE = frozenset({Kind.ENCODING, Kind.PUNCTUATION_WIDTH, Kind.SPACING, Kind.LEADER})


@dataclass(frozen=True, slots=True)
class Policy:
    """How a collation is settled; `sigils` stand in the collation's order, the base first."""

    sigils: tuple[str, ...]
    doubt: float  # an agreed character below this confidence is queued


@dataclass(frozen=True, slots=True)
class SettledLine:
    """The text of one line of the edition, and its apparatus."""

    glyphs: tuple[Glyph, ...]
    apps: tuple[App, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """One line being settled."""

    line: CollatedLine
    image: str  # the one its boxes lie on
    policy: Policy
    present: tuple[int, ...]  # the witnesses that have the line, the lead first


@dataclass(frozen=True, slots=True)
class _Lemma:
    """What stands in the edition at one place."""

    witness: int  # the one it is taken from
    start: int  # in the line of the edition
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


def settle(line: CollatedLine, image: str, policy: Policy) -> SettledLine:
    """Settle one line; its boxes lie on `image`."""
    count, lead = len(policy.sigils), policy.sigils.index(line.lead)
    reading = [w for w in range(count) if any(glyph.text.strip() for glyph in line.glyphs(w))]
    present = tuple(sorted(reading, key=lambda witness: (witness != lead, witness)))
    scene = _Scene(line, image, policy, present)
    if not present:
        return SettledLine(line.glyphs(lead), ())
    return _partial(scene) if len(present) < count else _whole(scene)


def _whole(scene: _Scene) -> SettledLine:
    """A line that all witnesses have."""
    glyphs: list[Glyph] = []
    apps: list[App] = []
    for run in runs(scene.line.columns, scene.present, scene.policy.doubt):
        witness = _chosen(run, scene.present) if run.state is State.OPEN else scene.present[0]
        lemma = _Lemma(witness, len(glyphs), _boxed(run.columns, witness, scene.present))
        if run.state is not State.AGREED:
            apps.append(_app(scene, run, lemma, len(apps) + 1))
        glyphs += lemma.glyphs
    return SettledLine(tuple(glyphs), tuple(apps))


def _partial(scene: _Scene) -> SettledLine:
    """A line that only some witnesses have is one open place from end to end."""
    line, doubt = scene.line, scene.policy.doubt
    lead = scene.present[0]
    lemma = _Lemma(lead, 0, _boxed(line.columns, lead, scene.present))
    texts = {witness: _text(line.glyphs(witness)) for witness in range(len(scene.policy.sigils))}
    reasons = [MISSING_LINE if 0 in scene.present else EXTRA_LINE]
    if len({compare_key(texts[witness]).strip() for witness in scene.present}) > 1:
        reasons.append(DISAGREEMENT)
    if any(glyph.confidence < doubt for glyph in lemma.glyphs if glyph.text.strip()):
        reasons.append(LOW_CONFIDENCE)
    whole = Run(State.OPEN, 0, line.columns)
    box = line.box or _hull(lemma.glyphs)
    app = App(
        f"{line.id}_a01",
        line.id,
        0,
        len(lemma.glyphs),
        lemma.text,
        _readings(scene, whole, lemma),
        tuple(reasons),
        False,
        scene.image,
        box,
    )
    return SettledLine(lemma.glyphs, (app,))


def _app(scene: _Scene, run: Run, lemma: _Lemma, number: int) -> App:
    readings = _readings(scene, run, lemma)
    kinds = tuple(dict.fromkeys(classify(lemma.text, r.text) for r in readings if r.text != lemma.text))
    names = tuple(kind.value for kind in kinds)
    settled = run.state is not State.DOUBTED and SETTLED_BY_RULE.issuperset(kinds)
    if not settled:
        names = (LOW_CONFIDENCE if run.state is State.DOUBTED else DISAGREEMENT, *names)
    return App(
        f"{scene.line.id}_a{number:02d}",
        scene.line.id,
        lemma.start,
        lemma.start + len(lemma.glyphs),
        lemma.text,
        readings,
        names,
        settled,
        scene.image,
        _box(scene, run, lemma),
    )


def _chosen(run: Run, present: Sequence[int]) -> int:
    """The witness whose reading is proposed: the lead, unless most others agree and are surer than it is."""
    votes: dict[str, list[int]] = {}
    for witness in present:
        votes.setdefault(compare_key(run.text(witness)), []).append(witness)
    most = max(votes.values(), key=len)
    lead = present[0]
    if lead in most or len(most) < 2 or 2 * len(most) <= len(present):
        return lead
    surest = max(confidence(run.glyphs(witness)) for witness in most)
    return most[0] if surest > confidence(run.glyphs(lead)) else lead


def _readings(scene: _Scene, run: Run, lemma: _Lemma) -> tuple[Reading, ...]:
    """What each witness has there, the lemma first; the confidence of a reading is its first witness's."""
    texts: dict[str, list[int]] = {run.text(lemma.witness): []}
    for witness in range(len(scene.policy.sigils)):
        texts.setdefault(run.text(witness), []).append(witness)
    return tuple(
        Reading(
            text,
            tuple(scene.policy.sigils[witness] for witness in witnesses),
            confidence(run.glyphs(witnesses[0])),
        )
        for text, witnesses in texts.items()
    )


def _boxed(columns: Sequence[Column], witness: int, present: Sequence[int]) -> tuple[Glyph, ...]:
    """The glyphs of one witness; those without a box take it from another that has the glyph."""
    found: list[Glyph] = []
    for column in columns:
        for n, glyph in enumerate(column.cells[witness]):
            if glyph.box is None:
                peers = (column.cells[w][n].box for w in present if n < len(column.cells[w]))
                found.append(replace(glyph, box=next(filter(None, peers), None)))
            else:
                found.append(glyph)
    return tuple(found)


def _box(scene: _Scene, run: Run, lemma: _Lemma) -> Box | None:
    """Around the lemma; where that is empty, around the other readings, or the two glyphs beside it."""
    own = _hull(lemma.glyphs) or _hull([glyph for w in scene.present for glyph in run.glyphs(w)])
    if own is not None:
        return own
    columns = scene.line.columns
    lead = scene.present[0]
    before = [g for column in columns[: run.start] for g in column.cells[lead] if g.box]
    after = [g for column in columns[run.start + len(run.columns) :] for g in column.cells[lead] if g.box]
    return _hull([*before[-1:], *after[:1]]) or scene.line.box


def _hull(glyphs: Sequence[Glyph]) -> Box | None:
    boxes = tuple(glyph.box for glyph in glyphs if glyph.box)
    return hull(boxes) if boxes else None


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)
