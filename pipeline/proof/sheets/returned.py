"""A page that came back from an editor or another tool: what was decided in it, or why it is not taken.

Every fault is looked for, so that one look at the answer is enough; where there is one, nothing of the
file is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.model import App, Edition, TextLine, Witness, glyph_text
from pipeline.proof.collate import collate
from pipeline.proof.columns import CollatedLine
from pipeline.proof.decisions import Act, Decision, state_of
from pipeline.proof.sheets.compare import BrokenMarkError, Change, Returned, changes, taken_apart
from pipeline.proof.sheets.sheet import CLOSE, OPEN, PART, Numbered, Origin, Sheet, open_places
from pipeline.proof.treatment import is_asked
from pipeline.text.graphemes import graphemes

ALIKE = 0.3  # of a line that came back with the one of its number; less is another line
LONG = 6  # characters from which on that is asked: a short line may well be wrong altogether
SAME_PAGE = 0.5  # of a page from another tool with the page it is to be; less is another page
_BASE, _OTHER = "0", "1"
_LEMMA = re.compile(f"{OPEN}(?:\\d+:)?([^{PART}{CLOSE}]*)[^{CLOSE}]*{CLOSE}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Decisions, or faults and then no decisions."""

    decisions: tuple[Decision, ...] = ()
    faults: tuple[str, ...] = ()
    open: int = 0  # places that were open and are not decided by it


def from_sheet(sheet: Sheet, edition: Edition, issue: str) -> Outcome:
    """What a sheet of ours, come back, has decided on the page as it stands now."""
    if faults := _of_another(sheet.origin, edition, issue):
        return Outcome(faults=faults)
    lines = [line for region in edition.regions for line in region.lines]
    faults = _structure(sheet.lines, lines)
    if faults:
        return Outcome(faults=faults)
    texts = {line.number: line.text for line in sheet.lines}
    decisions: list[Decision] = []
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        if number not in texts:
            continue
        places = open_places(edition, line)
        try:
            made = changes(line, places, taken_apart(texts[number], places), signed=True)
        except BrokenMarkError as error:
            found.append(f"line {number}: a bracket is left that is not one of this line's: {error}")
            continue
        found += _implausible(number, line, places, made)
        decisions += [_decision(edition.page, line, change) for change in made]
    return _outcome(edition, decisions, found)


def from_witness(witness: Witness, edition: Edition) -> Outcome:
    """What differs in a page from another tool, boxes on the derivatives where it has any.

    Places that it leaves as they were stay open: it does not say whether anybody looked at them.
    """
    base = Witness(edition.page, _BASE, edition.regions, (), ())
    collation = collate([base, replace(witness, sigil=_OTHER)], _BASE)
    likeness = _likeness(collation.lines)
    if likeness < SAME_PAGE:
        return Outcome(faults=(f"its text is not that of {edition.page}: {likeness:.0%} of it agrees",))
    lines = {line.id: line for region in edition.regions for line in region.lines}
    decisions: list[Decision] = []
    faults: list[str] = []
    for collated in collation.lines:
        text = glyph_text(collated.glyphs(1))
        if collated.lead == _OTHER:
            faults += [f"text that the page does not have: {text[:30]}"] if text.strip() else []
            continue
        line = lines[collated.id]
        if line.text.strip() and not text.strip():
            faults.append(f"line {line.id} is lost: {line.text[:30]}")
            continue
        made, refused = _differences(edition, line, text)
        decisions += made
        faults += refused
    return _outcome(edition, decisions, faults)


def _differences(edition: Edition, line: TextLine, text: str) -> tuple[list[Decision], list[str]]:
    """Decisions for what differs in a line, and what is against decisions that people have made."""
    places = tuple(sorted((a for a in edition.apps if a.line == line.id and not a.settled), key=_start))
    returned = Returned(graphemes(text), frozenset(), ())
    made = changes(line, places, returned, signed=False)
    decided = [app for app in edition.apps if app.line == line.id and app.decided]
    against = [(change, app) for change in made for app in decided if _touch(change, app)]
    faults = [
        f"line {line.id}: {app.lemma!r} was decided ({app.by}), the file has {change.text!r} there"
        for change, app in against
    ]
    return [_decision(edition.page, line, change) for change in made], faults


def _start(app: App) -> tuple[int, int]:
    return app.start, app.stop


def _touch(change: Change, app: App) -> bool:
    return change.start < max(app.stop, app.start + 1) and app.start < max(change.stop, change.start + 1)


def _of_another(origin: Origin | None, edition: Edition, issue: str) -> tuple[str, ...]:
    if origin is None:
        return ("it does not say which page it is of: its first line, # gazette-sheet …, is gone",)
    if (origin.issue, origin.page) != (issue, edition.page):
        return (f"it belongs to {origin.issue}/{origin.page}, not to {issue}/{edition.page}",)
    if origin.state != state_of(edition):
        return (
            f"it was made from an older state of {edition.page}: the text has changed since. "
            "Write the sheet anew and carry your changes over",
        )
    return ()


def _structure(found: Sequence[Numbered], lines: Sequence[TextLine]) -> tuple[str, ...]:
    """Lines lost, joined, split, doubled, moved or not of this page."""
    wanted = {number: line.text for number, line in enumerate(lines, 1) if line.text.strip()}
    faults: list[str] = []
    before = 0
    there: dict[int, str] = {}
    for line in found:
        if not line.number:
            faults.append(_without_number(line.text, before, wanted))
        elif line.number in there:
            faults.append(f"line {line.number} is there twice")
        elif line.number not in wanted:
            faults.append(f"line {line.number}: the page has no such line: {line.text[:30]}")
        elif line.number < before:
            faults.append(f"line {line.number} has moved: it stands after line {before}")
        there.setdefault(line.number, line.text)
        before = line.number or before
    faults += [_gone(number, there, wanted) for number in wanted if number not in there]
    return tuple(faults)


def _without_number(text: str, before: int, wanted: Mapping[int, str]) -> str:
    if before in wanted and _plain(text)[-4:] == wanted[before].strip()[-4:]:
        return f"line {before} is split: its end stands on a line of its own: {text.strip()[:30]}"
    where = f"after line {before}" if before else "at the beginning"
    return f"{where} stands a line without a number: {text.strip()[:30]}"


def _gone(number: int, there: Mapping[int, str], wanted: Mapping[int, str]) -> str:
    """A line that is not there by its number: joined to the one before, or lost."""
    earlier = max((other for other in there if 0 < other < number), default=0)
    text = wanted[number].strip()
    if earlier and (text in _plain(there[earlier]) or f"{number}|" in there[earlier]):
        return f"line {number} is joined to line {earlier}"
    return f"line {number} is lost: {text[:30]}"


def _plain(text: str) -> str:
    """A line of a sheet with the lemma for each bracket."""
    return _LEMMA.sub(r"\1", text).strip()


def _implausible(number: int, line: TextLine, places: Sequence[App], made: Sequence[Change]) -> list[str]:
    """A line that was emptied, or that is another one, although no place asks for its whole text."""
    if any(app.start == 0 and app.stop == len(line.glyphs) for app in places):
        return []
    parts: list[str] = []
    at = 0
    for change in made:
        unread = change.act is Act.UNREADABLE
        parts += [glyph.text for glyph in line.glyphs[at : change.start]]
        parts.append(line.text[:0] if unread else change.text)
        at = change.stop
    text = "".join((*parts, *(glyph.text for glyph in line.glyphs[at:])))
    if not text.strip() and not any(change.act is Act.UNREADABLE for change in made):
        return [f"line {number} is lost: it was emptied: {line.text[:30]}"]
    if len(line.glyphs) >= LONG and Levenshtein.normalized_similarity(line.text, text) < ALIKE:
        return [f"line {number} is another line altogether: {text[:30]}"]
    return []


def _likeness(lines: Sequence[CollatedLine]) -> float:
    """Share of the characters of either side that agree."""
    distance = length = 0
    for line in lines:
        first, second = (glyph_text(line.glyphs(side)) for side in (0, 1))
        distance += Levenshtein.distance(first, second)
        length += max(len(first), len(second))
    return 1 - distance / max(1, length)


def _decision(page: str, line: TextLine, change: Change) -> Decision:
    """A place that no app asks about has an id by its stretch, as in the report."""
    app = change.app.id if change.app else f"{line.id}_e{change.start}-{change.stop}"
    lemma = glyph_text(line.glyphs[change.start : change.stop])
    return Decision(page, app, line.id, change.start, change.stop, lemma, change.text, change.act)


def _outcome(edition: Edition, decisions: Sequence[Decision], faults: Sequence[str]) -> Outcome:
    if faults:
        return Outcome(faults=tuple(faults))
    asked = [app for app in edition.apps if is_asked(app)]
    spans = [(one.line, one.start, one.stop) for one in decisions]
    left = sum(
        not any(line == app.line and start <= app.start and app.stop <= stop for line, start, stop in spans)
        for app in asked
    )
    return Outcome(tuple(decisions), (), left)
