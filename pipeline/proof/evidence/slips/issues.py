"""What an issue calls itself: its year, number and total number, the same wherever they are printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import numerals

CODE = "issue-number"
_N = r"[0-9〇○零一二三四五六七八九十百千]+"
_NUMBER = re.compile(
    rf"(?P<year>{years.WESTERN})年?第(?P<number>{_N})[期号](?:[(,]?总第?(?P<total>{_N})[期号])?"
)
_TOTAL = re.compile(rf"(?:总第?|总期数)(?P<total>{_N})[期号](?=\)|$)")


@dataclass(frozen=True, slots=True)
class _Part:
    """A year, number or total of the issue, as printed somewhere."""

    name: str
    value: int
    passage: Passage
    span: tuple[int, int]


def slips(text: Text) -> Iterator[Slip]:
    """Of what the issue calls itself, what stands once and otherwise elsewhere more often."""
    parts = [part for passage in text.passages if len(passage.text) <= 40 for part in _parts(passage)]
    for name in ("year", "number", "total"):
        own = [part for part in parts if part.name == name]
        counts = Counter(part.value for part in own).most_common()
        if len(counts) < 2 or counts[0][1] <= counts[1][1]:
            continue
        for part in own:
            if part.value != counts[0][0]:
                printed = part.passage.text[slice(*part.span)]
                right = years.like(counts[0][0], printed)
                message = f"the issue's {name} is {right} in {counts[0][1]} places, here {printed}"
                yield Slip(CODE, message, part.passage.spans(*part.span), right)


def _parts(passage: Passage) -> Iterator[_Part]:
    for match in _NUMBER.finditer(passage.text):
        for name in ("year", "number", "total"):
            value = numerals.value(match[name] or "")
            if value:
                yield _Part(name, value, passage, match.span(name))
    alone = None if _NUMBER.search(passage.text) else _TOTAL.search(passage.text)
    total = numerals.value(alone["total"]) if alone else None
    if alone and total:
        yield _Part("total", total, passage, alone.span("total"))
