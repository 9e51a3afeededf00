"""Brackets and quotation marks in pairs, over lines, paragraphs and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip

CODE = "pairs"
_CLOSER = {
    "(": ")",
    "[": "]",
    "〔": "〕",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "「": "」",
    "『": "』",
    "‘": "’",
    "{": "}",
}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_QUOTES = "“「『‘"
_SENTENCES = 3  # a quotation that goes on for so many without an end has lost it
_LABEL = re.compile(
    r"(?:^|[。;；,，:：、])[0-9a-zA-Z一二三四五六七八九十]{1,3}$"
)  # 1）, a): a number with half a bracket
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Mark:
    sign: str
    place: int  # of its passage
    at: int  # in it


def slips(text: Text) -> Iterator[Slip]:
    """Marks without their other half, and halves of two kinds.

    A mark that a page's first paragraph closes may have been opened on the page before, one that its last
    leaves open be closed on the next.
    """
    flow = [passage for passage in text.flow if _HAN.search(passage.text)]
    yield from _checked(flow)
    for passage in text.asides:
        if _HAN.search(passage.text):
            yield from _checked([passage])


def _checked(passages: list[Passage]) -> Iterator[Slip]:
    stack: list[_Mark] = []
    for place, passage in enumerate(passages):
        for at, sign in enumerate(passage.text):
            mark = _Mark(sign, place, at)
            if sign in _CLOSER:
                if _reopens(mark, stack):
                    continue
                yield from _left_open(passages, stack, mark)
                stack.append(mark)
            elif sign in _OPENER and not _is_sign(passage.text, at):
                yield from _closed(passages, stack, mark)
        yield from _ended(passages, stack, place)
    last = len(passages) - 1
    for mark in stack:
        if mark.place < last or not _may_go_on(passages[mark.place].text, mark):
            yield _lonely(passages, mark)


def _closed(passages: list[Passage], stack: list[_Mark], mark: _Mark) -> Iterator[Slip]:
    """Take from the stack what a closing mark closes, and tell what it leaves behind."""
    wanted = _OPENER[mark.sign]
    depth = next((n for n, one in enumerate(reversed(stack)) if one.sign == wanted), -1)
    near = stack[-1] if stack else None
    elsewhere = depth < 0 or (depth > 0 and stack[-1 - depth].place != mark.place)
    if near and near.sign != wanted and elsewhere and _alike(near, mark):
        stack.pop()
        yield _two_kinds(passages, near, mark)
        return
    if depth < 0:
        if mark.place or stack or _begun_here(passages[0], mark):
            yield _lonely(passages, mark)
        return
    for _ in range(depth):
        yield _lonely(passages, stack.pop())
    stack.pop()


def _alike(near: _Mark, mark: _Mark) -> bool:
    """Whether the two can be one pair of which one half is of the wrong kind."""
    return near.place == mark.place and mark.at - near.at < 80


def _reopens(mark: _Mark, stack: list[_Mark]) -> bool:
    """A quotation of several paragraphs begins each of them with its mark."""
    return mark.sign in _QUOTES and mark.at == 0 and any(one.sign == mark.sign for one in stack)


def _left_open(passages: list[Passage], stack: list[_Mark], mark: _Mark) -> Iterator[Slip]:
    """An opening mark inside of a pair of its own kind: the first one was not closed.

    Brackets are nested now and then; titles and quotations take marks of another kind inside.
    """
    if mark.sign not in "《“「〔【『‘":
        return
    rest = passages[mark.place].text[mark.at + 1 :]
    if rest.count(_CLOSER[mark.sign]) - rest.count(mark.sign) > 1:
        return  # both are closed in this paragraph
    for one in reversed(stack):
        if one.sign == mark.sign:
            stack.remove(one)
            yield _lonely(passages, one)
            return


def _is_sign(text: str, at: int) -> bool:
    """Whether a closing mark is none: an apostrophe, or the half bracket behind a number."""
    if text[at] == "’":
        return text[max(0, at - 1) : at].isascii()
    return (
        text[at] == ")"
        and "(" not in text[max(0, at - 4) : at]
        and bool(_LABEL.search(text[max(0, at - 4) : at]))
    )


def _ended(passages: list[Passage], stack: list[_Mark], place: int) -> Iterator[Slip]:
    """Brackets that a paragraph leaves open where it ends with a stop; one around it all may run on."""
    if passages[place].text.rstrip("”’」』")[-1:] not in ("。", "!", "?"):
        return
    for mark in [mark for mark in stack if mark.place == place and mark.at and mark.sign not in _QUOTES]:
        stack.remove(mark)
        yield _lonely(passages, mark)


def _begun_here(passage: Passage, mark: _Mark) -> bool:
    """Whether a sentence ended before the mark, in the page's first paragraph: what it closes began here."""
    if passage.lines[0].text.startswith(("\u3000", "  ")):
        return True
    return "。" in passage.text[: max(0, mark.at - 1)] and mark.sign in ")]〕】》〉"


def _may_go_on(text: str, mark: _Mark) -> bool:
    """Whether the last paragraph of all may be going on, and the mark be closed on the next page."""
    behind = text[mark.at :]
    if mark.sign in _QUOTES:
        said = mark.at == 0 or text[mark.at - 1] in ":,"  # what is said may be long, a phrase is not
        return behind.count("。") < (_SENTENCES if said else 1)
    return not any(stop in behind for stop in "。;；!！?？:")


def _lonely(passages: list[Passage], mark: _Mark) -> Slip:
    other = _CLOSER.get(mark.sign) or _OPENER[mark.sign]
    kind = "closed" if mark.sign in _CLOSER else "opened"
    spans = passages[mark.place].spans(mark.at, mark.at + 1)
    return Slip(CODE, f"{mark.sign} is not {kind}: there is no {other}", spans)


def _two_kinds(passages: list[Passage], opened: _Mark, mark: _Mark) -> Slip:
    right = _CLOSER[opened.sign]
    spans = passages[mark.place].spans(mark.at, mark.at + 1)
    against = passages[opened.place].spans(opened.at, opened.at + 1)
    return Slip(CODE, f"{opened.sign} is closed by {mark.sign}", spans, right, against)
