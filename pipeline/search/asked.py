"""What is asked of the index, as a tree: what the parser makes and the engines answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ANY = ""  # in a pattern: any one character
Pattern = tuple[str, ...]  # characters of a key; the first and the last one are not ANY


class Field(StrEnum):
    """Texts of an entry that phrases are looked for in."""

    TEXT = "text"  # as printed, and as the normalised text has it
    NORMAL = "normal"  # the latter, where it differs; looked in together with the former
    TITLE = "title"
    NUMBER = "number"
    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    SUBJECT = "subject"


class Label(StrEnum):
    """Values of an entry that are asked for as a whole."""

    TYPE = "type"
    ISSUE = "issue"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters in a row."""

    field: Field
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Near:
    """Two phrases of the chosen text, at most so many characters apart, in either order."""

    first: Pattern
    second: Pattern
    distance: int


@dataclass(frozen=True, slots=True)
class Labelled:
    label: Label
    value: str  # a key


@dataclass(frozen=True, slots=True)
class Dated:
    """From and to, both included, as eight digits: 19870300 is March 1987 with the day not known."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """True where the chosen text does not answer to the part; a doubtful reading excludes nothing."""

    part: Node


Node = Phrase | Near | Labelled | Dated | Every | Either | Without


def wanted(node: Node) -> Iterator[Phrase | Near]:
    """Every phrase that counts for the answer, in order."""
    if isinstance(node, Phrase | Near):
        yield node
    elif isinstance(node, Every | Either):
        for part in node.parts:
            yield from wanted(part)
