"""Places that no witness has a character for: ink that was not read, and 〓 where one could not be.

They are asked about like places of the apparatus.  Unread ink is a gap in the line it stands by: what a
person types goes in there, and to choose nothing says that it is no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import App, Box, Direction, Edition, Finding, Reading, TextLine
from pipeline.proof.settle import EVIDENCE, RULE

UNREAD, NO_CHARACTER = "unread-marks", "no-character"
GETA = "〓"


@dataclass(frozen=True, slots=True)
class Unread:
    """An app of our own for such a place, and the number of the finding that speaks of it; 0 for none."""

    app: App
    finding: int = 0
    characters: float = 1.0  # how many there may be


def unread(edition: Edition) -> Iterator[Unread]:
    """Of a page, those that no app covers and that nobody has decided."""
    for region in edition.regions:
        for line in region.lines:
            yield from _signs(edition, line, region.image)
    for number, finding in enumerate(edition.findings, 1):
        if finding.code == UNREAD and (found := _ink(edition, finding, number)):
            yield found


def _signs(edition: Edition, line: TextLine, image: str) -> Iterator[Unread]:
    if GETA not in line.text:
        return
    asked = (app for app in edition.apps if app.line == line.id and app.by not in (RULE, EVIDENCE))
    covered = {n for app in asked for n in range(app.start, app.stop)}
    for at, glyph in enumerate(line.glyphs):
        if glyph.text == GETA and at not in covered:
            readings = (Reading(GETA, edition.sigils, glyph.confidence),)
            name = f"{line.id}_g{at:02d}"
            yield Unread(
                App(name, line.id, at, at + 1, GETA, readings, (NO_CHARACTER,), False, image, glyph.box)
            )


def _ink(edition: Edition, finding: Finding, number: int) -> Unread | None:
    """The gap that the ink stands in; None where the image has no line, or people have decided the gap."""
    box = finding.box
    lines = [line for r in edition.regions if r.image == finding.image for line in r.lines if line.box]
    if box is None or not lines:
        return None
    line = nearest(lines, box)
    at = _gap(line, box)
    decided = (app for app in edition.apps if app.line == line.id and app.decided)
    if any(app.start <= at <= app.stop and (app.box is None or app.box.overlap(box)) for app in decided):
        return None
    name = f"{edition.page}_f{number:03d}"
    nothing = (Reading("", (), 0.0),)
    app = App(name, line.id, at, at, "", nothing, (UNREAD,), False, finding.image, box)
    return Unread(app, number, characters_in(box, line))


def nearest(lines: Sequence[TextLine], box: Box) -> TextLine:
    """The line that ink at a place belongs to, of some with boxes; all in pixels of one image."""
    return min(lines, key=lambda one: _distance(one, box))


def characters_in(box: Box, line: TextLine) -> float:
    """How many characters ink may be, as large and as close as those of a line near it; 1 at least.

    Ink thicker than the line counts as so many lines.
    """
    assert line.box is not None
    vertical = line.direction is Direction.VERTICAL
    thick = max(1, line.box.width if vertical else line.box.height)
    written = sum(1 for glyph in line.glyphs if glyph.text.strip())
    length = line.box.height if vertical else line.box.width
    pitch = min(float(thick), length / written) if written else float(thick)
    along, across = (box.height, box.width) if vertical else (box.width, box.height)
    return max(1.0, along / max(1.0, pitch)) * max(1.0, round(across / thick))


def _distance(line: TextLine, box: Box) -> tuple[float, float]:
    """How far the middle of a box lies beside the line, across it first, in pixels."""
    if line.box is None:
        return (float("inf"), 0.0)
    x, y = box.centre
    beside = max(line.box.left - x, x - line.box.right, 0.0)
    above = max(line.box.top - y, y - line.box.bottom, 0.0)
    return (above, beside) if line.direction is Direction.HORIZONTAL else (beside, above)


def _gap(line: TextLine, box: Box) -> int:
    """Where in the line the ink stands; of ink above or below it, at its beginning or end."""
    beside, _ = _distance(line, box)
    if beside and line.box:
        horizontal = line.direction is Direction.HORIZONTAL
        above = box.centre[1] < line.box.top if horizontal else box.centre[0] > line.box.right
        return 0 if above else len(line.glyphs)
    return sum(_before(glyph.box, box, line.direction) for glyph in line.glyphs if glyph.box)


def _before(glyph: Box | None, box: Box, direction: Direction) -> bool:
    if glyph is None:
        return False
    axis = 0 if direction is Direction.HORIZONTAL else 1
    return glyph.centre[axis] < box.centre[axis]
