"""Whether a title is that of a text which the document before it hands on: its annex, and no new document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.export.likeness import likeness
from pipeline.export.titles import squeeze
from pipeline.text.modern import modern

NAMED = 0.85  # likeness from which a quoted title and a printed one are the same
SHORTEST = 5  # characters a title must have to be known again inside another one
_QUOTED = re.compile(r"[《〈<]([^《》〈〉<>]{2,120})[》〉>]")
_PUBLISHES = re.compile(r"(?:发布|公布|颁布|印发|转发|批转|下发|颁发|通过|批准)")
_SENTENCE = re.compile(r"[^。;；]+[。;；]?")
_PARTICLES = re.compile(r"[《》〈〉<>“”\"的]")


class Announced:
    """The titles that a document names: in its own title, and in its text as far as it was taken in."""

    def __init__(self, title: str) -> None:
        folded = _folded(title)
        self._title = _bare(folded)
        self._published = dict.fromkeys(_names(folded))
        self._named = dict(self._published)

    def take(self, text: str) -> None:
        """Take in a paragraph of the document."""
        for match in _SENTENCE.finditer(_folded(text)):
            names = dict.fromkeys(_names(match[0]))
            self._named |= names
            if names and _PUBLISHES.search(match[0]):
                self._published |= names

    def names(self, title: str, closed: bool) -> bool:
        """Whether the document announces the one entitled `title`.

        One that is dated (`closed`) does so in its title, or where it publishes it; one that still goes on,
        anywhere in its text.
        """
        own = _folded(title)
        if len(own) < SHORTEST:
            return False
        known = self._published if closed else self._named
        return _bare(own) in self._title or own in known or any(_alike(own, name) for name in known)


def _alike(one: str, other: str) -> bool:
    """Whether two titles are the same, read twice; those of very different length are not compared."""
    shorter, longer = sorted((len(one), len(other)))
    return 2 * shorter > longer and likeness(one, other) >= NAMED


def _names(folded: str) -> Iterator[str]:
    """The titles that stand in 《》 in a text."""
    return (match[1] for match in _QUOTED.finditer(folded))


def _folded(text: str) -> str:
    return modern(squeeze(text))


def _bare(text: str) -> str:
    """A title without the particles that come and go when it is quoted: 关于…的报告, 转发…关于…报告的通知."""
    return _PARTICLES.sub("", text)
