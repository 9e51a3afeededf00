"""Appointments and removals as structure: who becomes, or ceases to be, what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.export.headings import Piece, Role
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.text.appointments import clause
from pipeline.text.modern import modern

APPOINTED, REMOVED = "appointed", "removed"
_REMOVING = ("免去", "免", "撤销")
_APPOINTING = ("任命", "任", "聘任", "提名")


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person and one post, as printed."""

    act: str  # APPOINTED or REMOVED
    person: str
    post: str
    paragraph: str  # id


def appointments(kind: str, pieces: tuple[Piece, ...]) -> tuple[Appointment, ...]:
    """The list of a document whose title says that it has one (`kind` 任免), or of which two lines say so.

    A line without a verb goes on with the verb above it.
    """
    found: list[Appointment] = []
    verb = ""
    for piece in pieces:
        if piece.role not in (Role.BODY, Role.ATTACHMENT) or piece.paragraph.kind is RegionKind.TABLE:
            continue
        for part in re.split("(?<=[。;；])", squeeze(piece.paragraph.text)):
            verb, one = _appointment(part, verb, piece.paragraph)
            found += [one] if one else []
    told = modern(kind) == "任免" or len(found) >= 2
    return tuple(found) if told else ()


def _appointment(text: str, verb: str, paragraph: Paragraph) -> tuple[str, Appointment | None]:
    """The verb that holds from here on, and the appointment in a clause, if it is one."""
    found = clause(text)
    if found is None:
        return verb, None
    verb = found.verb or verb
    act = REMOVED if verb in _REMOVING else APPOINTED if verb in _APPOINTING else ""
    fits = found.joint == ("的" if act == REMOVED else "为") or (act == APPOINTED and found.joint == "任")
    if not act or not fits:
        return verb, None
    return verb, Appointment(act, found.person, found.post, paragraph.id)
