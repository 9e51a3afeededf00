"""Appointments and removals as structure: who becomes, or ceases to be, what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.export.headings import Piece, Role
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.text.modern import modern

APPOINTED, REMOVED = "appointed", "removed"
_VERB = re.compile(
    r"(?:^|.*[:,。;])?(任命|任|聘任|提名|免去|免|撤销|批准|同意|决定)?([^:,。;、]{2,4}?)(?:同志)?(为|任|的)([^,。;]{3,60}?)(?:职务)?[,。;]?$"
)
_REMOVING = ("免去", "免", "撤销")
_APPOINTING = ("任命", "任", "聘任", "提名")
_NO_NAME = re.compile(r"各|本|省|市|县|我|该|其|以|对|在|成|作|认|因|定|有|单位|工作|问题|主要|所有")


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
        for clause in re.split("(?<=[。;；])", squeeze(piece.paragraph.text)):
            verb, one = _appointment(clause, verb, piece.paragraph)
            found += [one] if one else []
    told = modern(kind) == "任免" or len(found) >= 2
    return tuple(found) if told else ()


def _appointment(text: str, verb: str, paragraph: Paragraph) -> tuple[str, Appointment | None]:
    """The verb that holds from here on, and the appointment in a clause, if it is one."""
    match = _VERB.match(modern(text))
    if match is None or _NO_NAME.search(match[2]):
        return verb, None
    verb = match[1] or verb
    act = REMOVED if verb in _REMOVING else APPOINTED if verb in _APPOINTING else ""
    fits = match[3] == ("的" if act == REMOVED else "为") or (act == APPOINTED and match[3] == "任")
    if not act or not fits:
        return verb, None
    return verb, Appointment(act, text[slice(*match.span(2))], text[slice(*match.span(4))], paragraph.id)
