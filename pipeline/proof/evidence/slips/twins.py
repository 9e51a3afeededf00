"""One name or phrase in two places: a character of like shape in it, or other years of the same life."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.text import numerals
from pipeline.text.kinds import CONFUSABLE_SHAPES

PHRASE, LIFE, TITLE = "phrase", "life", "title"
WINDOW = 5  # characters of a phrase; all but one are the same
TIMES = 2  # so often it must stand elsewhere with the other character
SHORTEST = 6  # characters of a title in 《》 that is compared
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LIFE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}})[(](?P<born>{years.WESTERN})年?{years.TO}(?P<died>{years.WESTERN})年?[)]"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{6,60})》")
# characters that tell two titles apart
_TELLING = frozenset(
    "一二三四五六七八九十0123456789上下东西南北中前后左右甲乙丙丁大小新旧内外男女省市县区乡镇"
)


def slips(text: Text) -> Iterator[Slip]:
    """Phrases, lives and titles that stand otherwise elsewhere."""
    yield from _phrases(text)
    yield from _lives(text)
    yield from _titles(text)


def _phrases(text: Text) -> Iterator[Slip]:
    """A character that stands once where one of like shape stands in the same words, and more often."""
    counts: Counter[str] = Counter()
    for passage in text.passages:
        counts.update(_windows(passage.text))
    for passage in text.passages:
        for at, char in enumerate(passage.text):
            right = _twin(passage.text, at, counts) if char in _shapes() else ""
            if right:
                message = f"{char} where {right} stands in the same words elsewhere"
                yield Slip(PHRASE, message, passage.spans(at, at + 1), right)


def _windows(text: str) -> Iterator[str]:
    for run in _HAN.finditer(text):
        for start in range(run.start(), run.end() - WINDOW + 1):
            yield text[start : start + WINDOW]


def _twin(text: str, at: int, counts: Counter[str]) -> str:
    """The character that stands in the place of this one elsewhere; empty where there is none."""
    for start in range(max(0, at - WINDOW + 1), at + 1):
        own = text[start : start + WINDOW]
        if len(own) < WINDOW or counts[own] != 1:
            continue
        for other in _shapes()[text[at]]:
            if counts[own[: at - start] + other + own[at - start + 1 :]] >= TIMES:
                return other
    return ""


@cache
def _shapes() -> dict[str, str]:
    """For each Han character the others of like shape; numerals are told apart by what they count."""
    found: dict[str, str] = {}
    for row in CONFUSABLE_SHAPES:
        chars = [char for char in row if _HAN.fullmatch(char) and char not in numerals.CLASS]
        for char in chars:
            found[char] = found.get(char, "") + "".join(other for other in chars if other != char)
    return found


def _lives(text: Text) -> Iterator[Slip]:
    """The years of one person, which are other years elsewhere."""
    known: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage in text.passages:
        for match in _LIFE.finditer(passage.text):
            name = match["name"][-2:]
            before, other = known.setdefault(name, (passage, match))
            for part in ("born", "died"):
                rest = "died" if part == "born" else "born"
                if match[part] != other[part] and match[rest] == other[rest]:
                    message = f"{match['name']} has {other[part]} elsewhere, here {match[part]}"
                    against = before.spans(*other.span(part))
                    yield Slip(LIFE, message, passage.spans(*match.span(part)), other[part], against)


def _titles(text: Text) -> Iterator[Slip]:
    """A title of one character's difference from one that is cited more often."""
    found = [(passage, match) for passage in text.passages for match in _TITLE.finditer(passage.text)]
    counts = Counter(match["title"] for _, match in found)
    for passage, match in found:
        title = match["title"]
        for other, times in counts.items():
            at = _differs(title, other)
            if at >= 0 and times > counts[title]:
                place = match.start("title") + at
                message = f"《{other}》 in {times} places, here 《{title}》"
                yield Slip(TITLE, message, passage.spans(place, place + 1), other[at])
                break


def _differs(title: str, other: str) -> int:
    """Where two titles of one length differ in one character that does not tell them apart; -1 elsewhere."""
    if len(title) != len(other) or len(title) < SHORTEST:
        return -1
    places = [n for n, (a, b) in enumerate(zip(title, other, strict=True)) if a != b]
    if len(places) != 1 or {title[places[0]], other[places[0]]} & _TELLING:
        return -1
    return places[0]
