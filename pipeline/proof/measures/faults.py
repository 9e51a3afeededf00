"""The faults of a text against its ground truth, of the kinds that the official rules count.

Only what can be told from two texts: facts, logic and politics are for a person.  Width of punctuation,
blanks and the length of leader dots are no faults.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

import regex
from rapidfuzz.distance import Levenshtein, Opcode

from pipeline.proof.measures.cer import COMPARED
from pipeline.proof.measures.rates import Fault
from pipeline.proof.measures.schemes import FaultKind, Part
from pipeline.text.graphemes import graphemes
from pipeline.text.kinds import Kind, classify

_FIGURE = regex.compile(r"[0-9]+(?:[.,][0-9]+)*%?")
_WORD = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]+")
_ATOM = regex.compile(rf"{_FIGURE.pattern}|{_WORD.pattern}|\X")  # what counts as one
_MARK = regex.compile(r"[\p{P}\p{S}\p{Z}]\X*")
_SHORT = 5  # characters of a run that is not yet long

_Stretch = tuple[Sequence[str], Sequence[str], int]
_Told = tuple[FaultKind, str, str]  # kind, wanted, found


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is measured, and where on the page it stands."""

    id: str
    text: str
    part: Part = Part.BODY


def faults(truth: str, lines: Sequence[Line], page: str) -> tuple[Fault, ...]:
    """All faults of one page's text, in order.

    Each has the line in which it begins; what is missing, the line of the character before it.
    """
    wanted = _ATOM.findall(COMPARED.fold(truth))
    folded = [COMPARED.fold(line.text) for line in lines]
    matches = list(_ATOM.finditer("".join(folded)))  # a number may go on in the next line
    got = [match[0] for match in matches]
    ends = list(accumulate(map(len, folded)))
    owners = [lines[bisect_right(ends, match.start())] for match in matches]
    found = []
    for left, right, at in _stretches(wanted, got):
        owner = owners[at] if right else owners[at - 1] if at else Line("", "")
        for kind, was, now in _faults(left, right):
            found.append(Fault(kind, page, was, now, owner.id, owner.part))
    return tuple(found)


def _stretches(wanted: Sequence[str], got: Sequence[str]) -> Iterator[_Stretch]:
    """Where the two differ, and where in the second; two neighbours turned about are one place."""
    steps = list(Levenshtein.opcodes(wanted, got))
    number = 0
    while number < len(steps):
        step = steps[number]
        if _is_turned(steps[number : number + 3], wanted, got):
            last = steps[number + 2]
            yield wanted[step.src_start : last.src_end], got[step.dest_start : last.dest_end], step.dest_start
            number += 2
        elif step.tag != "equal":
            yield wanted[step.src_start : step.src_end], got[step.dest_start : step.dest_end], step.dest_start
        number += 1


def _is_turned(steps: Sequence[Opcode], wanted: Sequence[str], got: Sequence[str]) -> bool:
    """An atom taken out on one side of its neighbour and put in on the other."""
    if len(steps) < 3 or {steps[0].tag, steps[2].tag} != {"insert", "delete"} or steps[1].tag != "equal":
        return False
    left = wanted[steps[0].src_start : steps[2].src_end]
    right = got[steps[0].dest_start : steps[2].dest_end]
    return len(left) == 2 and list(left) == list(right)[::-1]


def _faults(wanted: Sequence[str], found: Sequence[str]) -> Iterator[_Told]:
    """The faults of one stretch."""
    if len(wanted) == 2 and list(wanted) == list(found)[::-1]:
        yield FaultKind.CHARACTER, "".join(wanted), "".join(found)  # one mark puts it right
        return
    shared = min(len(wanted), len(found))
    for was, now in zip(wanted, found, strict=False):
        yield _single(was, now), was, now
    for kind, piece in _runs(wanted[shared:]):
        yield kind, piece, ""
    for kind, piece in _runs(found[shared:]):
        yield kind, "", piece


def _runs(atoms: Sequence[str]) -> Iterator[tuple[FaultKind, str]]:
    """Missing or too much: punctuation mark by mark, the rest run by run."""
    for marks, members in groupby(atoms, _is_mark):
        if marks:
            yield from ((FaultKind.PUNCTUATION, mark) for mark in members)
        else:
            run = "".join(members)
            yield _run(run), run


def _run(text: str) -> FaultKind:
    if _FIGURE.fullmatch(text):
        return FaultKind.FIGURE
    if _WORD.fullmatch(text):
        return FaultKind.WORD
    size = len(graphemes(text))
    if size == 1:
        return FaultKind.CHARACTER
    return FaultKind.RUN if size <= _SHORT else FaultKind.LONG_RUN


def _single(wanted: str, found: str) -> FaultKind:
    if _is_mark(wanted) and _is_mark(found):
        return FaultKind.PUNCTUATION
    if _FIGURE.fullmatch(wanted) and _FIGURE.fullmatch(found):
        return FaultKind.FIGURE
    if _WORD.fullmatch(wanted) and _WORD.fullmatch(found):
        return FaultKind.CASE if wanted.casefold() == found.casefold() else FaultKind.WORD
    return FaultKind.SCRIPT if classify(wanted, found) is Kind.VARIANT else FaultKind.CHARACTER


def _is_mark(atom: str) -> bool:
    return _MARK.fullmatch(atom) is not None
