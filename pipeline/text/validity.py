"""What a text says of the validity of documents: its own, or that of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pipeline.text import citations, dates
from pipeline.text.citations import Citation
from pipeline.text.modern import modern


class Claim(Enum):
    """What is claimed."""

    IN_FORCE = "in-force"  # of the document itself: from a date, or from its publication
    EXPIRES = "expires"  # of the document itself
    REPEALS = "repeals"  # another document
    AMENDS = "amends"


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, with the sentence that makes it."""

    claim: Claim
    sentence: str
    start: int  # of the sentence, in the text it was found in
    stop: int
    target: Citation | None = None  # the document it is about; None for the one that says so
    date: str = ""  # ISO, where the sentence has one


_SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")
_FORCE = re.compile(
    r"(?:自|从|于).{0,30}?(?:起|后|即)?(?:施行|实施|生效|执行|实行)(?!情况|中|过程|方案|细则|办法|条例)"
)
_BEGINS = re.compile(r"(?:自|从|于).{0,30}(?:日|起|年|月|后)")
_EXPIRES = re.compile(r"有效期(?:限)?(?:至|到|为|截止)|(?:施行|执行|试行|适用)(?:至|到).{4,16}(?:止|为止)")
_REPEALED = re.compile(r"废止|停止执行|停止施行|失效|不再执行|不再适用")
_NOT = re.compile(r"(?:不得|不能|未|没有|擅自|尚未|是否)[^，,]{0,4}(?:废止|停止执行|停止施行|失效|修改|修订)")
_AMENDED = re.compile(
    r"(?:修改|修订|修正)(?:为|如下|补充|成)|作(?:如下|以下|出)?[^，,]{0,4}(?:修改|修订|修正|补充)|予以(?:修改|修订|修正)|(?:修改|修订|修正)(?=《)"
)
_BETWEEN = re.compile(r"[:、,()和及与以及了下列文件]{0,8}(?:.{0,12}(?:颁布|发布|印发|公布)的)?")
_GROUND = re.compile(r"根据|依据|依照|按照|遵照|经(?=《)")
_TITLE_AMENDS = re.compile(r"关于(?:修改|修订|修正|补充|废止|停止执行)")
_REPEALS_LISTED = re.compile(r"(?:废止|失效|停止执行)[^《]{0,20}(?:文件|规章|法规|规定|条例)")
_REPEALING = re.compile(r"关于(?:废止|停止执行)")


def find(text: str) -> tuple[Statement, ...]:
    """All claims of a running text, in order."""
    return tuple(
        statement for match in _SENTENCE.finditer(text) for statement in _in_sentence(match[0], match.start())
    )


def of_title(title: str) -> tuple[Statement, ...]:
    """What a title such as 关于修改《…》的决定 claims."""
    folded = modern(title)
    if not _TITLE_AMENDS.search(folded):
        return ()
    claim = Claim.REPEALS if _REPEALING.search(folded) else Claim.AMENDS
    found = citations.find(title)
    return tuple(Statement(claim, title, 0, len(title), target) for target in found)


def in_list(title: str, text: str) -> tuple[Statement, ...]:
    """What an item claims of the documents it names, in the list of a decision 关于废止部分文件的决定."""
    if not _REPEALS_LISTED.search(modern(title)):
        return ()
    return tuple(
        Statement(Claim.REPEALS, text.strip(), 0, len(text), target) for target in citations.find(text)
    )


def _in_sentence(sentence: str, start: int) -> Iterator[Statement]:
    folded = modern(sentence)
    span = (sentence.strip(), start, start + len(sentence))
    if _NOT.search(folded):
        return
    for claim, pattern in ((Claim.REPEALS, _REPEALED), (Claim.AMENDS, _AMENDED)):
        if verb := pattern.search(folded):
            yield from (Statement(claim, *span, target) for target in _objects(sentence, folded, verb))
            break
    if _EXPIRES.search(folded):
        yield Statement(Claim.EXPIRES, *span, None, _date(sentence))
    elif (force := _FORCE.search(folded)) and _BEGINS.search(force[0]) and _of_itself(folded):
        yield Statement(Claim.IN_FORCE, *span, None, _date(sentence[force.start() : force.end()]))


def _objects(sentence: str, folded: str, verb: re.Match[str]) -> tuple[Citation, ...]:
    """The documents that a verb speaks of: those right behind it, else those before it.

    What the sentence goes by (根据《…》，) is none of them.
    """
    cited = citations.find(sentence)
    behind: list[Citation] = []
    end = verb.end()
    for one in cited:
        if one.start >= verb.end() and _BETWEEN.fullmatch(folded, end, one.start):
            behind.append(one)
            end = one.stop
    if behind:
        return tuple(behind)
    start = verb.start()
    ground = max((match.end() for match in _GROUND.finditer(folded, 0, start)), default=0)
    begin = ground and next((at + 1 for at in range(ground, start) if folded[at] == ","), start)
    return tuple(one for one in cited if begin <= one.start < start)


def _of_itself(folded: str) -> bool:
    """Whether a sentence speaks of the document that it stands in: 本办法自…起施行."""
    return (
        re.search(r"本[^，,。]{0,12}?(?:自|从|于)|^[第条一二三四五六七八九十\s\u3000、]*(?:自|从)", folded)
        is not None
    )


def _date(sentence: str) -> str:
    found = dates.find(sentence)
    return found[-1].iso if found else ""
