"""Items that are not told by their place in the text: by words, in circles, in captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.proof.evidence.slips.heads import HAN, SURE, Head
from pipeline.proof.evidence.slips.passage import Passage
from pipeline.text import numerals

_WORDS = re.compile(
    rf"(?:^|(?<=[。;；:：,、]))(?P<n>[{HAN}=Ξ≡兀]{{1,2}})(?P<word>是|要|靠|抓|看|则|曰)(?!否|不是|非)"
)
_ORDINALS = re.compile(rf"(?:^|(?<=[。;；:：]))(?P<lead>第|其)(?P<n>[{HAN}=Ξ≡兀]{{1,2}})(?=[,、:是])")
_FIRST_OF_ALL = re.compile("(?:^|(?<=[。;；:：]))首先(?=[,，])")
_CAPTION = re.compile(r"(?P<word>[表图])(?P<part>[0-9]{1,3})[—.·-](?P<n>[0-9]{1,3})(?![0-9])")
_SIMPLE_CAPTION = re.compile(
    rf"(?P<word>附?[表图]|附件|注|例)(?P<n>[0-9]{{1,2}}|[{HAN}]{{1,3}})(?=[:：、. ]"
    rf"|[^0-9{HAN}年月日万个、,。;；和及所中的—.-])"
)


def words(passage: Passage) -> list[Head]:
    """Items told by a word: 一是 … 二是, 第一，… 第二，…"""
    found = [_worded(passage, match, match["word"]) for match in _WORDS.finditer(passage.text)]
    found += [_worded(passage, match, match["lead"]) for match in _ORDINALS.finditer(passage.text)]
    for match in _FIRST_OF_ALL.finditer(passage.text):
        found.append(Head("第", 0, 1, passage, *match.span()))
    return sorted((head for head in found if head.ordinal), key=lambda head: head.start)


def circled(passages: Sequence[Passage]) -> Iterator[Head]:
    """Numbers in circles, which mark items or notes, wherever they stand."""
    for passage in passages:
        for match in re.finditer("[①-⑳]", passage.text):
            yield Head("①", 0, ord(match[0]) - 0x245F, passage, *match.span())


def captions(passages: Sequence[Passage]) -> Iterator[Head]:
    """Numbers of tables and pictures, where a paragraph or line begins with one."""
    for passage in passages:
        match = _CAPTION.match(passage.text)
        if match:
            style = f"{match['word']}{match['part']}-"
        elif match := _SIMPLE_CAPTION.match(passage.text):
            style = match["word"]
        else:
            continue
        number = numerals.value(match["n"])
        if number:
            yield Head(style, 0, number, passage, *match.span("n"))


def _worded(passage: Passage, match: re.Match[str], style: str) -> Head:
    printed = match["n"]
    number = numerals.value("".join(SURE.get(char, char) for char in printed)) or 0
    doubt = int(any(char in SURE for char in printed))
    return Head(style, 0, number, passage, *match.span("n"), (), doubt)
