"""Numbered paragraphs -> a hierarchy: 一、 holds （一） holds 1. holds （1）, chapters hold articles."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.export.paragraphs import Paragraph
from pipeline.model import RegionKind
from pipeline.text import numbering
from pipeline.text.numbering import Numbering

HEADING_LENGTH = 45  # a numbered paragraph above this is text, whatever it ends with
_SENTENCE = ("。", "；", "：", "，", ".", ";", ":", ",")
_NUMBERED_KINDS = (RegionKind.PARAGRAPH, RegionKind.HEADING)


@dataclass(frozen=True, slots=True)
class Node:
    """A numbered paragraph, the unnumbered ones that follow it, and the levels below."""

    number: Numbering
    first: Paragraph
    following: tuple[Paragraph, ...]
    children: tuple[Node, ...]

    @property
    def heading(self) -> bool:
        """Whether the rest of the numbered paragraph is a heading and not yet text."""
        rest = self.first.text[self.number.stop :].strip()
        if self.first.kind is RegionKind.HEADING:
            return bool(rest)
        below = bool(self.following or self.children)
        return below and 0 < len(rest) <= HEADING_LENGTH and not rest.endswith(_SENTENCE)


def outline(flow: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Node, ...]]:
    """What stands before the first number, and the nodes; every paragraph comes out once, in order."""
    numbers = tuple(_number(paragraph) for paragraph in flow)
    first = next((i for i, number in enumerate(numbers) if number), len(flow))
    nodes: list[Node] = []
    at = first
    while at < len(flow):
        number = numbers[at]
        assert number is not None  # `at` moves from one number to another
        stop = _end(numbers, at, number)
        following, children = outline(flow[at + 1 : stop])
        nodes.append(Node(number, flow[at], following, children))
        at = stop
    return flow[:first], tuple(nodes)


def _end(numbers: tuple[Numbering | None, ...], start: int, number: Numbering) -> int:
    """The next number of the same level or a wider one."""
    for at in range(start + 1, len(numbers)):
        other = numbers[at]
        if other and other.level <= number.level:
            return at
    return len(numbers)


def _number(paragraph: Paragraph) -> Numbering | None:
    """The number of a paragraph; it must stand in its first line, so that the line can be divided there."""
    if paragraph.kind not in _NUMBERED_KINDS:
        return None
    return numbering.leading(paragraph.lines[0].text)
