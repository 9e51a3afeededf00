"""What a reader may have meant: names that begin so, and phrases of the work that differ in one character."""

from __future__ import annotations

from collections import Counter

from pipeline.search import match
from pipeline.search.asked import ANY, Field, Phrase
from pipeline.search.engine import Reader, Via, Window
from pipeline.search.find import Unit, opened
from pipeline.text.fold import fold
from pipeline.workspace import Workspace

LONGEST = 20  # characters of a phrase that is looked for with one of them left open
SHORTEST = 3
LOOKED_AT = 20  # entries for each character left open


def names(workspace: Workspace, beginning: str, limit: int = 10) -> tuple[str, ...]:
    """Titles, issuers, numbers and subjects of documents that begin so, in either script; then titles with
    it inside.

    Raises:
        WorkspaceError: where there is no index, or a damaged one.
    """
    key = fold(beginning).key if len(beginning) <= LONGEST * 10 else ""
    if not key:
        return ()
    with opened(workspace, Unit.DOCUMENT) as reader:
        begin = reader.names(key, limit)
        inside = reader.find(Phrase(Field.TITLE, tuple(key)), Via.TEXT, Window(limit))
        titles = (entry.head.facts.title for entry in inside.entries)
        return tuple(dict.fromkeys((*begin, *titles)))[:limit]


def likely(reader: Reader, phrase: str, limit: int = 5) -> tuple[str, ...]:
    """Keys of phrases in the work that differ from this one's in one inner character, the commonest first."""
    key = fold(phrase).key
    if not SHORTEST <= len(key) <= LONGEST:
        return ()
    found: Counter[str] = Counter()
    for place in range(1, len(key) - 1):
        found.update(_standing(reader, (*key[:place], ANY, *key[place + 1 :])))
    return tuple(text for text, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))[:limit]


def _standing(reader: Reader, pattern: tuple[str, ...]) -> Counter[str]:
    """What stands in the first entries where the pattern fits, and in how many of them."""
    found: Counter[str] = Counter()
    for entry in reader.find(Phrase(Field.TEXT, pattern), Via.TEXT, Window(LOOKED_AT)).entries:
        key = entry.head.key
        found.update({key[start : start + len(pattern)] for start in match.exact(key, pattern)})
    return found
