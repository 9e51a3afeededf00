"""Who issued a document, whom it is for, and the subject words at its end."""

from __future__ import annotations

import re

from pipeline.export.headings import Piece, Role
from pipeline.export.titles import is_agency, squeeze
from pipeline.text.modern import modern

SHORTEST = 4  # characters of the name of a body
_BODY = re.compile(
    r"(.{2,60}?)(?:关于|任免|任命|印发|转发|批转|公布|颁布|(?:第.{1,5}号)?(?:公告|通告|布告|命令|令)$)"
)
_LAST = (Role.CLOSING, Role.ATTACHMENT)
_SUBJECTS = re.compile(r"[\s\u3000]*主题词[:：]?")
_LISTED = re.compile(r"[,，;；]")


def issuers(title: str, pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """The bodies that issued a document: those in its title, else who signed, else the masthead."""
    named = _of_title(title)
    if named:
        return named
    for role in (Role.ISSUER, Role.SIGNATURE, Role.MASTHEAD):
        texts = [squeeze(piece.paragraph.text) for piece in pieces if piece.role is role]
        found = tuple(text.removesuffix("文件") for text in texts if is_agency(text.removesuffix("文件")))
        if found:
            return found
    return ()


def _of_title(title: str) -> tuple[str, ...]:
    match = _BODY.match(modern(title))
    if match is None:
        return ()
    text = title[: match.end(1)]
    parts = [part for part in re.split("[、,，]", text) if part]
    if len(parts) == 1:
        at = next((at for at in range(SHORTEST, len(text)) if _both(text, at)), 0)
        parts = [text[:at], text[at:]] if at else parts
    return tuple(part for part in parts if is_agency(part))


def _both(text: str, at: int) -> bool:
    """Whether the names of two bodies meet there: both begin with the same place, 某省财政厅某省粮食厅."""
    return text[at : at + 2] in text[:at] and is_agency(text[:at]) and is_agency(text[at:])


def addressees(printed: str) -> tuple[str, ...]:
    """The list of addressees, parted at its commas."""
    return tuple(part for part in _LISTED.split(printed) if part)


def subjects(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """The subject words (主题词), in printed order."""
    for piece in pieces:
        match = _SUBJECTS.match(modern(piece.paragraph.text)) if piece.role in _LAST else None
        if match:
            words = piece.paragraph.text[match.end() :].replace("\u3000", " ").split()
            return tuple(word.strip("、，,;；") for word in words if word.strip("、，,;；"))
    return ()
