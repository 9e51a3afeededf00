"""What decisions teach: the text as evidence alone would settle it, set against what people made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.model import App, Edition, Glyph, TextLine
from pipeline.proof.controls import controls
from pipeline.proof.evidence.calibration import Outcome
from pipeline.text.graphemes import compare_key


def outcomes(bare: Edition, decided: Edition, control_share: float) -> tuple[Outcome, ...]:
    """What became of each character that a person has decided.

    Args:
        bare: the edition without what people decided, its probabilities those of the bare card.
        decided: the edition of the same witnesses with it.
        control_share: the share of settled text that was shown; each such character stands for as many.

    A character is wrong if it was changed, or if text was put in behind it.  A line that only one of the two
    has teaches nothing: it was put in or thrown out whole.
    """
    drawn = {(app.line, n) for app in controls(bare, control_share) for n in range(app.start, app.stop)}
    asked = {(app.line, n) for app in bare.apps if not app.settled for n in range(app.start, app.stop)}
    before = _lines(bare)
    after = _lines(decided)
    found: list[Outcome] = []
    for name, apps in _by_line(decided.apps).items():
        if name in before and name in after:
            for n, wrong in _judged(before[name].glyphs, after[name].glyphs, apps):
                glyph = before[name].glyphs[n]
                is_drawn = (name, n) in drawn and (name, n) not in asked
                weight = 1 / control_share if is_drawn else 1.0
                found.append(Outcome(glyph.text, 1 - glyph.confidence, wrong, weight))
    return tuple(found)


def _lines(edition: Edition) -> Mapping[str, TextLine]:
    return {line.id: line for region in edition.regions for line in region.lines}


def _by_line(apps: Sequence[App]) -> dict[str, list[App]]:
    """The places that people have settled, by line."""
    found: dict[str, list[App]] = {}
    for app in apps:
        if app.decided:
            found.setdefault(app.line, []).append(app)
    return found


def _judged(
    before: Sequence[Glyph], after: Sequence[Glyph], apps: Sequence[App]
) -> Iterator[tuple[int, bool]]:
    """The characters before that stand opposite decided stretches after, and whether they were wrong."""
    decided = {n for app in apps for n in range(app.start, app.stop)}
    gaps = {app.start for app in apps if app.start == app.stop}
    wrong: dict[int, bool] = {}
    keys = [compare_key(glyph.text) for glyph in before], [compare_key(glyph.text) for glyph in after]
    for step in Levenshtein.opcodes(*keys):
        own, new = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
        if step.tag == "equal":
            for n, m in zip(own, new, strict=True):
                if m in decided:
                    wrong.setdefault(n, False)
        elif step.tag == "insert":
            if decided.intersection(new) and step.src_start:
                wrong[step.src_start - 1] = True
        elif decided.intersection(new) or gaps.intersection((step.dest_start, step.dest_end)):
            wrong.update(dict.fromkeys(own, True))
    printed = (n for n in sorted(wrong) if before[n].text.strip())
    for n in printed:
        yield n, wrong[n]
