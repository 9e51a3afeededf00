"""The table of contents against the titles and the page numbers of the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.model import RegionKind
from pipeline.proof.evidence.slips.passage import Passage, Text, folio
from pipeline.proof.evidence.slips.record import Slip, Span
from pipeline.text import leaders

TITLE, PAGE = "contents-title", "contents-page"
_ALIKE = 0.84  # share of characters two titles have in common, from which they are one title read twice
_SHORTEST = 6
_FEWEST = 3  # lines with leaders, from which a page is one of contents
_JOINED = 4  # lines an entry or a title may take
_HEADINGS = ("目录", "目次", "本期目录", "总目录", "目录索引")


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    page: int
    passages: tuple[Passage, ...]


def slips(text: Text) -> Iterator[Slip]:
    """Entries whose pages go backwards, whose title is another one in the body, or stands on another page."""
    entries, body = _parted(text)
    yield from _backwards(entries)
    folios = {p.page: n for p in text.asides if p.kind is RegionKind.PAGE_NUMBER and (n := folio(p.text))}
    titles = list(_titles(body))
    for entry in entries:
        found = _best(entry, titles, folios)
        if found:
            yield from _differing(entry, *found)
            yield from _elsewhere(entry, found[1], folios)


def _parted(text: Text) -> tuple[list[_Entry], list[Passage]]:
    """The entries of the contents pages, and the passages of all other pages."""
    lined: dict[str, int] = {}
    for passage in text.flow:
        lined[passage.page] = lined.get(passage.page, 0) + bool(leaders.has_leader(_printed(passage)))
    entries: list[_Entry] = []
    waiting: list[Passage] = []
    for passage in text.flow:
        if lined[passage.page] < _FEWEST or passage.text in _HEADINGS:
            continue
        waiting = [*waiting, passage][-_JOINED:]
        page = leaders.page_of(_printed(passage))
        if page:
            title = leaders.without_page("".join(one.text for one in waiting))
            entries.append(_Entry(title, page, tuple(waiting)))
            waiting = []
    return entries, [passage for passage in text.flow if lined[passage.page] < _FEWEST]


def _printed(passage: Passage) -> str:
    return "".join(line.text for line in passage.lines)


def _backwards(entries: Sequence[_Entry]) -> Iterator[Slip]:
    """A page number less than the one before, or more than the one behind, where the others rise."""
    for before, here, behind in zip([None, *entries], entries, [*entries[1:], None], strict=False):
        low = before.page if before else 0
        high = behind.page if behind else 10**6
        if low <= high and not low <= here.page <= high:
            yield _page_slip(here, f"page {here.page} stands between {low} and {high}")
    if len(entries) == 2 and entries[0].page > entries[1].page:
        yield _page_slip(entries[1], f"page {entries[1].page} behind {entries[0].page}")


def _page_slip(entry: _Entry, message: str, expected: str = "", against: Passage | None = None) -> Slip:
    last = entry.passages[-1]
    at = last.text.rfind(str(entry.page))
    span = (at, at + len(str(entry.page))) if at >= 0 else (len(last.text) - 1, len(last.text))
    beside = against.spans(0, len(against.text)) if against else ()
    return Slip(PAGE, message, last.spans(*span), expected, beside)


def _titles(body: Sequence[Passage]) -> Iterator[tuple[str, Passage]]:
    """Passages that may be titles, and those that make one together."""
    for n, passage in enumerate(body):
        joined = ""
        for other in body[n : n + _JOINED]:
            if other.page != passage.page or len(joined) + len(other.text) > 80:
                break
            joined += other.text
            yield joined, passage


def _best(
    entry: _Entry, titles: Sequence[tuple[str, Passage]], folios: dict[str, int]
) -> tuple[str, Passage] | None:
    """The title most like an entry's, of several equal ones that on its page; None where none is like it."""
    if len(entry.title) < _SHORTEST:
        return None
    same = [(title, passage) for title, passage in titles if title == entry.title]
    if same:
        return next((one for one in same if folios.get(one[1].page) == entry.page), same[0])
    best, found = _ALIKE, None
    for title, passage in titles:
        if abs(len(title) - len(entry.title)) > 2:
            continue
        matcher = SequenceMatcher(None, entry.title, title, autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), (title, passage)
    return found


def _differing(entry: _Entry, title: str, passage: Passage) -> Iterator[Slip]:
    for tag, a, b, c, d in SequenceMatcher(None, entry.title, title, autojunk=False).get_opcodes():
        if tag != "equal":
            message = f"the contents have {entry.title}, the body {title}"
            spans = _spans(entry.passages, a, b)
            against = passage.spans(c, d) if d <= len(passage.text) else passage.spans(0, len(passage.text))
            yield Slip(TITLE, message, spans, title[c:d], against, sure=False)


def _spans(passages: Sequence[Passage], start: int, stop: int) -> tuple[Span, ...]:
    """Where characters of an entry stand, that may take several passages."""
    offset = 0
    for passage in passages:
        if start < offset + len(passage.text):
            return passage.spans(start - offset, max(stop - offset, start - offset + 1))
        offset += len(passage.text)
    return passages[-1].spans(0, 1)


def _elsewhere(entry: _Entry, passage: Passage, folios: dict[str, int]) -> Iterator[Slip]:
    number = folios.get(passage.page)
    if number and number != entry.page:
        message = f"the contents say page {entry.page}, the title stands on page {number}"
        yield _page_slip(entry, message, str(number), passage)
