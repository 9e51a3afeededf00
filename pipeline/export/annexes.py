"""Whether a title is that of a text which the document before it hands on: its annex, and no new document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.export.likeness import likeness
from pipeline.export.paragraphs import Paragraph
from pipeline.export.titles import squeeze
from pipeline.text.modern import modern

NAMED = 0.85  # likeness from which a quoted title and a printed one are the same
SHORTEST = 5  # characters a title must have to be known again inside another one
_PUBLISHES = re.compile(r"(?:发布|公布|颁布|印发|转发|批转|下发|颁发|通过|批准)")
_QUOTED = re.compile(r"[《〈<]([^《》〈〉<>]{2,120})[》〉>]")
_PARTICLES = re.compile(r"[《》〈〉<>“”\"的]")


def is_annex(title: str, of: str, text: tuple[Paragraph, ...], closed: bool) -> bool:
    """Whether the document entitled `of` announces the one entitled `title`.

    One that is dated (`closed`) does so in its title, or where it publishes it; one that still goes on,
    anywhere in its text.
    """
    own = _folded(title)
    if len(own) < SHORTEST:
        return False
    if _bare(own) in _bare(_folded(of)):
        return True
    sentences = [part for paragraph in text for part in re.split("(?<=[。；])", paragraph.text)]
    places = [of, *(part for part in sentences if not closed or _PUBLISHES.search(modern(part)))]
    return any(likeness(own, name) >= NAMED for place in places for name in _names(place))


def _names(text: str) -> Iterator[str]:
    """The titles that stand in 《》 in a text."""
    return (match[1] for match in _QUOTED.finditer(_folded(text)))


def _folded(text: str) -> str:
    return modern(squeeze(text))


def _bare(text: str) -> str:
    """A title without the particles that come and go when it is quoted: 关于…的报告, 转发…关于…报告的通知."""
    return _PARTICLES.sub("", text)
