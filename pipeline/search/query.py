"""What a person types -> what is looked for.

A run of characters is a phrase.  Words with spaces between them must all be there; ``OR`` between two
words asks for either; a hyphen or ``NOT`` before a word excludes; ``NEAR/5`` between two words wants them
at most five characters apart; quotation marks ("…" or “…”) keep words together; brackets round several
words group them; ``?`` within a word is any one character; ``title:`` and the like look in one field
(`pipeline.search.words`).  Everything else is literal.  A word of nothing but punctuation is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from pipeline.errors import UsageError
from pipeline.search import words
from pipeline.search.asked import Either, Every, Field, Near, Node, Phrase, Without, wanted

MAX_LENGTH = 1_000  # characters
MAX_PHRASES = 64
MAX_NEAR = 20  # characters between two words
MAX_NEARS = 8
MAX_DEPTH = 20  # of brackets
NEAR = 10  # characters between two words where the query does not say
_WORD = re.compile(
    r'(?P<field>[^\W\d_]{1,10}[:：])?(?:"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”|(?P<bare>\S+))'
)
_NEAR = re.compile(r"NEAR(?:/(\d{1,9}))?")
_OPERATORS = ("OR", "AND", "NOT")
_ADVICE = "Give at least one letter, digit or Chinese character, such as: 政务公开"


@dataclass(frozen=True, slots=True)
class _Item:
    """A word, a group or an operator."""

    node: Node | None  # None for an operator, and for a word that says nothing
    operator: str = ""  # OR, AND, NOT, NEAR
    distance: int = 0


def parse(text: str) -> Node:
    """Understand a query.

    Raises:
        UsageError: where it is too long, or there is nothing in it to look for.
    """
    if len(text) > MAX_LENGTH:
        raise UsageError(
            f"the query has {len(text):,} characters; {MAX_LENGTH:,} are allowed",
            "Search for one telling phrase of the passage.",
        )
    node = _every(_joined(_negated(list(_items(text, 0)))))
    if node is None or isinstance(node, Without):
        raise UsageError("there is nothing in the query to look for", _ADVICE)
    _check_size(node)
    return node


def _check_size(node: Node) -> None:
    phrases = list(wanted(node))
    if len(phrases) > MAX_PHRASES or sum(isinstance(phrase, Near) for phrase in phrases) > MAX_NEARS:
        raise UsageError(
            f"the query asks for more than {MAX_PHRASES} phrases, or {MAX_NEARS} times NEAR",
            "Search for the most telling words, or in several steps.",
        )


def _items(text: str, depth: int) -> Iterator[_Item]:
    """The words, groups and operators of a query, in order."""
    at = 0
    while (at := _skip(text, at)) < len(text):
        if text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace():
            yield _Item(None, "NOT")
            at += 1
        close = _group(text, at) if depth < MAX_DEPTH else 0
        if close:
            yield _Item(_every(_joined(_negated(list(_items(text[at + 1 : close], depth + 1))))))
            at = close + 1
        elif found := _WORD.match(text, at):
            yield _item(found)
            at = found.end()
        else:
            at += 1


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _group(text: str, at: int) -> int:
    """Where the bracket that opens here closes, if it holds several words; brackets in a word are text."""
    if text[at] != "(":
        return 0
    level = 0
    for place in range(at, len(text)):
        level += {"(": 1, ")": -1}.get(text[place], 0)
        if not level:
            ends = place + 1 == len(text) or text[place + 1].isspace()
            return place if ends and re.search(r"\S\s+\S", text[at + 1 : place]) else 0
    return 0


def _item(found: re.Match[str]) -> _Item:
    bare = found["bare"]
    if bare is not None and not found["field"]:
        if bare in _OPERATORS:
            return _Item(_literal(bare), bare)
        if near := _NEAR.fullmatch(bare):
            return _Item(_literal(bare), "NEAR", int(near[1] or NEAR))
    if found["field"] and words.is_field(found["field"][:-1]):
        value = bare if bare is not None else found["straight"] or found["curly"] or ""
        return _Item(
            words.in_field(found["field"][:-1], value, bare is None) if _says_something(value) else None
        )
    if bare is None and found["field"]:  # a name of no field is a word of its own
        quoted = found["straight"] or found["curly"] or ""
        return _Item(_literal(found["field"] + quoted))
    text = bare if bare is not None else found["straight"] or found["curly"] or ""
    literal = bare is None
    whole = (found["field"] or "") + text
    return _Item(words.anywhere(whole, literal) if _says_something(whole) else None)


def _literal(text: str) -> Node | None:
    return words.anywhere(text, True) if _says_something(text) else None


def _says_something(text: str) -> bool:
    """Whether there is a letter, a digit or a sign (also one of private use) among the punctuation."""
    return any(unicodedata.category(char)[0] in "LNS" or unicodedata.category(char) == "Co" for char in text)


def _negated(items: list[_Item]) -> list[_Item]:
    """Put what is excluded under `Without`; a NOT with nothing after it is a word."""
    done: list[_Item] = []
    for item in reversed(items):
        after = done[-1] if done else None
        if item.operator != "NOT":
            done.append(item)
        elif after and after.node and not after.operator:
            done[-1] = _Item(Without(after.node), "")
        elif item.node:
            done.append(_Item(item.node))
    return done[::-1]


def _joined(items: list[_Item]) -> list[Node]:
    """What must all be there; an operator that stands between no two words is a word itself."""
    items = [item for item in items if item.node]
    parts: list[Node] = []
    joins = ""
    distance = 0
    for number, item in enumerate(items):
        between = 0 < number < len(items) - 1 and not items[number - 1].operator
        if item.operator and between and not joins and not items[number + 1].operator:
            joins, distance = item.operator, item.distance
            continue
        assert item.node is not None
        if joins in ("OR", "NEAR"):
            join = _either if joins == "OR" else _near
            parts.append(join(parts.pop(), item.node, distance))
        else:
            parts.append(item.node)
        joins = ""
    return parts


def _either(first: Node, second: Node, _distance: int) -> Node:
    before = first.parts if isinstance(first, Either) else (first,)
    return Either((*before, second))


def _near(first: Node, second: Node, distance: int) -> Node:
    """Raises UsageError where the two are no phrases, or the distance is too large."""
    if _is_text(first) and _is_text(second) and distance <= MAX_NEAR:
        return Near(first.pattern, second.pattern, distance)
    raise UsageError(
        f"NEAR stands between two words of the text, and takes 0 to {MAX_NEAR} characters",
        "Write it as: 政务 NEAR/5 公开",
    )


def _is_text(node: Node) -> TypeGuard[Phrase]:
    return isinstance(node, Phrase) and node.field is Field.TEXT


def _every(parts: list[Node]) -> Node | None:
    """All of the parts; nothing where only exclusions are left."""
    if not parts or all(isinstance(part, Without) for part in parts):
        return parts[0] if len(parts) == 1 else None
    return parts[0] if len(parts) == 1 else Every(tuple(parts))
