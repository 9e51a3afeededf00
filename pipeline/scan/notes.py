"""What is put on record about a cleaned page: parameters by name, and findings for a person."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.bend import Bend
from pipeline.model import Box, Finding, Severity
from pipeline.scan import background, decide, noharm
from pipeline.scan.deskew import Skew
from pipeline.scan.ink import Look
from pipeline.scan.noharm import Loss
from pipeline.scan.orientation import Stance
from pipeline.scan.piece import Piece
from pipeline.scan.spread import Opening, Verdict

Parameters = tuple[tuple[str, str], ...]
STEEP = 5.0  # degrees: a page laid down so crooked should be looked at


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured."""

    seen: Look
    stance: Stance
    opening: Opening
    skews: tuple[Skew, ...]  # of the pieces planned
    losses: tuple[Loss, ...]  # of every attempt; the last one was taken


@dataclass(frozen=True, slots=True)
class Done:
    """What was done."""

    pieces: tuple[Piece, ...]
    even: bool


def parameters(facts: Facts, done: Done) -> Parameters:
    """Everything that was measured and done, as texts."""
    paper = background.measure(facts.seen)
    return (
        ("rotate", str(facts.stance.turn)),
        ("rotate-confidence", str(facts.stance.confidence)),
        ("split", _split(facts, done)),
        ("split-gap", str(facts.opening.gap)),
        ("split-fold", str(facts.opening.fold)),
        ("border", _border(done)),
        *_skews(facts, done),
        ("direction", facts.skews[0].direction.value),
        ("background", "even" if done.even else "as it is"),
        ("paper-level", str(paper.level)),
        ("paper-evenness", str(paper.evenness)),
        ("ink-contrast", str(paper.contrast)),
        ("glyph-size", str(round(facts.seen.size * facts.seen.factor, 1))),
        ("ink-lost", str(facts.losses[-1].share)),
    )


def _split(facts: Facts, done: Done) -> str:
    """The column of the gutter at the top and at the bottom, or "no"."""
    gutter = facts.opening.gutter
    return f"{gutter.top:.0f} {gutter.bottom:.0f}" if len(done.pieces) == 2 else "no"


def _border(done: Done) -> str:
    """What was kept of the upright page: left, top, right, bottom."""
    xs = [x for piece in done.pieces for x, _ in piece.quad]
    ys = [y for piece in done.pieces for _, y in piece.quad]
    return f"{min(xs):.0f} {min(ys):.0f} {max(xs):.0f} {max(ys):.0f}"


def _skews(facts: Facts, done: Done) -> Parameters:
    """The angle of every derivative, how clear its measure was, and the curl taken out."""
    found: list[tuple[str, str]] = []
    for place, piece in enumerate(done.pieces):
        mark = "" if len(done.pieces) == 1 else "_" + "ab"[place]
        found.append((f"skew{mark}", str(piece.angle)))
        if len(facts.skews) == len(done.pieces):
            found.append((f"skew-clearness{mark}", str(facts.skews[place].clearness)))
        if not piece.bend.flat:
            found.append((f"curl{mark}", f"{_most(piece.bend):.0f}"))
    return tuple(found)


def _most(bend: Bend) -> float:
    """By how many pixels some line leaves the level."""
    return max(max(row) - min(row) for row in bend.shifts)


def findings(page: str, facts: Facts, done: Done) -> tuple[Finding, ...]:
    """What a person should look at."""
    found = [
        *_about_paper(page, facts),
        *_about_stance(page, facts),
        *_about_split(page, facts),
        *_about_skew(page, done),
        *_about_loss(page, facts),
    ]
    return tuple(found)


def _about_paper(page: str, facts: Facts) -> list[Finding]:
    if decide.is_dark(facts.seen):
        return [Finding("dark-page", "The page is nearly black or a photograph; scan it again.", page=page)]
    if decide.is_blank(facts.seen):
        return [Finding("blank-page", "No text was found on the page.", Severity.NOTE, page)]
    return []


def _about_stance(page: str, facts: Facts) -> list[Finding]:
    turn, doubt = facts.stance.turn, facts.stance.doubt
    if turn and facts.stance.confidence:
        return [Finding("page-turned", f"The scan was turned by {turn}° clockwise.", Severity.NOTE, page)]
    if doubt:
        return [
            Finding("maybe-turned", f"The scan may need a turn by {doubt}°: set rotate = {doubt}.", page=page)
        ]
    return []


def _about_split(page: str, facts: Facts) -> list[Finding]:
    if facts.opening.verdict is not Verdict.MAYBE:
        return []
    column = round((facts.opening.gutter.top + facts.opening.gutter.bottom) / 2)
    advice = f'This may be two pages: set split = {column} to part them, or split = "never".'
    return [Finding("maybe-spread", advice, page=page)]


def _about_skew(page: str, done: Done) -> list[Finding]:
    steepest = max((piece.angle for piece in done.pieces), key=abs)
    if abs(steepest) < STEEP:
        return []
    return [
        Finding(
            "strong-skew", f"The page lay crooked by {steepest}°; check that nothing is cut off.", page=page
        )
    ]


def _about_loss(page: str, facts: Facts) -> list[Finding]:
    refused = facts.losses[:-1]
    if not refused:
        return []
    loss = refused[0]
    boxes = sorted(loss.boxes, key=lambda box: (-box.area, box))
    message = (
        f"Cleaning would have lost {loss.share:.1%} of the text ink (limit {noharm.LIMIT:.1%}); "
        "a less cleaned image is used."
    )
    box = _full_size(boxes[0], facts.seen.factor) if boxes and not facts.stance.turn else None
    return [Finding("cleaning-refused", message, page=page, image=page if box else "", box=box)]


def _full_size(box: Box, factor: float) -> Box:
    left, top, right, bottom = (round(side * factor) for side in (box.left, box.top, box.right, box.bottom))
    return Box(left, top, right, bottom)
