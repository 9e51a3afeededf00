"""What the report's script works on: the places and the lines around them, as JSON inside the page.

Texts stand there as they were read; the script shows them with signs for what cannot be seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pipeline.model import App, Box, TextLine
from pipeline.proof import names
from pipeline.proof.controls import is_agreed
from pipeline.proof.decisions import FORMAT
from pipeline.proof.pageview import Asked, PageView, Picture
from pipeline.proof.queue import queue, together
from pipeline.proof.unread import NO_CHARACTER, UNREAD

LOOK = "look"  # the one reason given where all witnesses agree, so that control places look like doubts
# what would end the script element, and what an editor or a terminal would not show as it is
_ESCAPED = re.compile(
    "[<>&\0-\x1f\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)


def desk_json(issue: str, steps: Sequence[tuple[str, str, str]], pages: Sequence[PageView]) -> str:
    """The data for one issue; `steps` are the rounds' steps as id, Chinese and English name.

    The text can stand in a script element: it holds no `<`, and no character that is not seen.
    """
    asked = [each.place for page in pages for each in page.places]
    record: dict[str, Any] = {
        "format": FORMAT,
        "issue": issue,
        "steps": [list(step) for step in steps],
        "names": {
            "reasons": names.REASONS,
            "kinds": names.KINDS,
            "acts": names.ACTS,
            "buttons": names.BUTTONS,
        },
        "states": {page.id: page.state for page in pages if page.state},
        "lines": {page.id: [_line(line) for line in page.lines] for page in pages if page.places},
        "places": [_place(page.id, each) for page in pages for each in page.places],
        "queue": queue(asked),
    }
    groups = together(asked)
    for place, found in zip(asked, record["places"], strict=True):
        if place.group in groups:
            found["group"] = groups[place.group]
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def reasons(app: App) -> tuple[str, ...]:
    """Why the place is shown.  Where all witnesses agree that is not told: it may be one of the settled
    places that are mixed in to measure what settling lets through."""
    told = not is_agreed(app) or app.reasons[0] in (UNREAD, NO_CHARACTER)
    return app.reasons if told else (LOOK,)


def _line(line: TextLine) -> list[Any]:
    """Its id and its text; as a list of glyphs where these are not single code points."""
    single = all(len(glyph.text) == 1 for glyph in line.glyphs)
    return [line.id, line.text if single else [glyph.text for glyph in line.glyphs]]


def _place(page: str, asked: Asked) -> dict[str, Any]:
    app = asked.place.app
    found: dict[str, Any] = {
        "app": app.id,
        "page": page,
        "line": asked.line,
        "start": app.start,
        "stop": app.stop,
        "lemma": app.lemma,
        "readings": _readings(app),
        "reasons": reasons(app),
        "kind": asked.kind,
    }
    if asked.cell:
        found["cell"] = asked.cell
    if asked.picture:
        found["picture"] = _picture(asked.picture)
    return found


def _readings(app: App) -> list[list[Any]]:
    """Text, witnesses, confidence; where all agree, the text only: the rest would tell a doubt."""
    if is_agreed(app):
        return [[reading.text, [], 0] for reading in app.readings]
    return [[r.text, list(r.sigils), round(r.confidence, 3)] for r in app.readings]


def _picture(picture: Picture) -> dict[str, Any]:
    found: dict[str, Any] = {"file": picture.file, "size": [picture.width, picture.height]}
    if picture.vertical:
        found["vertical"] = True
    if picture.mark:
        found["mark"] = _sides(picture.mark)
    if picture.source and picture.part:
        found["source"] = f"../../1-scan/{picture.source}"
        found["part"] = _sides(picture.part)
    return found


def _sides(box: Box) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]
