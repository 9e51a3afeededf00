"""Control places: settled text shown among the open places, unmarked, to measure what settling lets through.

Every settled character has the same chance to be drawn.  The draw hangs on the character, its place and its
neighbours, so a page draws the same when it is made again, and whatever was decided elsewhere on it.

Nothing may set a control place apart from a doubt: it asks with the same readings, and offers as many
proposals as a doubted character of the page does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import App, Edition, Glyph, Reading, TextLine, glyph_text
from pipeline.proof.evidence.shapes import alike
from pipeline.proof.settle import EVIDENCE, LOW_CONFIDENCE
from pipeline.proof.unread import GETA

NEIGHBOURS = 2  # characters on each side that the draw of a character hangs on
_NAME = re.compile(r"_s\d+$")
PROPOSED = (0, 0, 0, 0, 1, 2)  # proposals of doubted characters, where a page has none to go by


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the edition, and what is asked or decided in it."""

    line: TextLine
    image: str
    apps: tuple[App, ...]
    page: str


def controls(edition: Edition, share: float) -> tuple[App, ...]:
    """The places drawn, in page order, as open ones: each settled character with the chance `share`.

    A difference that evidence settled is drawn as a whole, with the readings it has.
    """
    if share <= 0:
        return ()
    usual = _usual(edition)
    found: list[App] = []
    for line in _lines(edition):
        drawn = sorted(_drawn(line, share, edition.sigils, usual), key=lambda app: (app.start, app.stop))
        found += (replace(app, id=f"{line.line.id}_s{n:02d}") for n, app in enumerate(drawn, 1))
    return tuple(found)


def is_control(name: str) -> bool:
    """Whether an id is that of a control place."""
    return _NAME.search(name) is not None


def is_agreed(app: App) -> bool:
    """Whether all witnesses read the same there, so that only a doubt, or chance, can be why it is shown."""
    return sum(bool(reading.sigils) for reading in app.readings) < 2


def _lines(edition: Edition) -> Iterator[_Line]:
    apps: dict[str, list[App]] = {}
    for app in edition.apps:
        apps.setdefault(app.line, []).append(app)
    for region in edition.regions:
        for line in region.lines:
            yield _Line(line, region.image, tuple(apps.get(line.id, ())), edition.page)


def _drawn(line: _Line, share: float, sigils: tuple[str, ...], usual: Sequence[int]) -> Iterator[App]:
    """The places drawn of one line, not yet numbered."""
    weighed = [app for app in line.apps if app.settled and app.by == EVIDENCE]
    for app in weighed:
        if _dice(line, app.start, len(app.lemma)) < share:
            yield replace(app, settled=False, by="")
    known = [app for app in line.apps if not app.settled or app.decided]
    taken = {n for app in (*weighed, *known) for n in range(app.start, app.stop)}
    for n, glyph in enumerate(line.line.glyphs):
        if n in taken or not glyph.text.strip() or glyph.text == GETA:
            continue
        dice = _dice(line, n, 1)
        if dice < share:
            proposed = usual[int(dice / share * len(usual))]
            readings = (Reading(glyph.text, sigils, glyph.confidence), *_proposals(glyph, proposed))
            yield App(
                "", line.line.id, n, n + 1, glyph.text, readings, (LOW_CONFIDENCE,), False,
                line.image, glyph.box or line.line.box, glyph.confidence,
            )  # fmt: skip


def _dice(line: _Line, start: int, length: int) -> float:
    """A number from 0 to 1, below 1, that is the same for the same text in the same place."""
    beside = line.line.glyphs[max(0, start - NEIGHBOURS) : start + length + NEIGHBOURS]
    text = glyph_text(beside)
    asked = f"{line.page} {line.line.id} {start} {length} {text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(asked, digest_size=6).digest(), "big") / (1 << 48)


def _usual(edition: Edition) -> tuple[int, ...]:
    """How many proposals the doubted characters of the page have."""
    doubted = [app for app in edition.apps if not app.settled and len(app.lemma) == 1 and is_agreed(app)]
    return tuple(sum(not r.sigils for r in app.readings) for app in doubted) or PROPOSED


def _proposals(glyph: Glyph, count: int) -> Iterator[Reading]:
    """What might stand there instead: what the engine thought of, then what looks like it."""
    likeness = alike().get(glyph.text, {})
    thought = [text for text, _ in sorted(glyph.alternatives, key=lambda a: (-a[1], a[0]))]
    looks = sorted(likeness, key=lambda text: (-likeness[text], text))
    wanted = dict.fromkeys(text for text in (*thought, *looks) if text.strip() and text != glyph.text)
    for text in list(wanted)[:count]:
        yield Reading(text, (), 0.0)
