"""Which document of the work a citation means, and what the work says of the validity of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.export.relations.published import Cited, Claimed, Published
from pipeline.text import citations
from pipeline.text.citations import By
from pipeline.text.validity import Claim


class State(Enum):
    """What is known of a document's validity, the strongest claim first."""

    REPEALED = "repealed"
    AMENDED = "amended"
    EXPIRES = "expires"
    IN_FORCE = "in-force"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    source: str  # "1987-03/d_p0003_r02_l01"
    target: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim about a document, and the document that makes it."""

    state: State
    source: str
    claimed: Claimed


@dataclass(frozen=True, slots=True)
class Validity:
    document: str
    state: State
    evidence: tuple[Evidence, ...]  # the strongest first; empty where nobody says anything


_STATES = {
    Claim.REPEALS.value: State.REPEALED,
    Claim.AMENDS.value: State.AMENDED,
    Claim.EXPIRES.value: State.EXPIRES,
    Claim.IN_FORCE.value: State.IN_FORCE,
}


class Shelf:
    """All documents of a work, found by number and by title."""

    def __init__(self, documents: Sequence[Published]) -> None:
        self._by_number: dict[str, list[Published]] = defaultdict(list)
        self._by_title: dict[str, list[Published]] = defaultdict(list)
        for document in documents:
            if document.number:
                self._by_number[document.number].append(document)
            for key in {*citations.keys(document.title), *document.attached} - {""}:
                self._by_title[key].append(document)

    def meant(self, cited: Cited, by: Published) -> str:
        """The document that one means by a citation: the latest that is not later than itself; or nothing."""
        if cited.target:
            issue = by.id.partition("/")[0]
            return f"{issue}/{cited.target.partition('__')[0]}"
        shelf = self._by_number if cited.by is By.NUMBER else self._by_title
        before = [one for one in shelf.get(cited.key, ()) if one.date[:10] <= _end(by.date)]
        dates = [one.date for one in before]
        latest = [one for one in before if one.date == max(dates)]
        return latest[0].id if latest and len({one.key for one in latest}) == 1 else ""


def links(documents: Sequence[Published]) -> Iterator[Link]:
    """Every citation whose document is in the work; none of itself."""
    shelf = Shelf(documents)
    for document in documents:
        for cited in document.cites:
            target = shelf.meant(cited, document)
            if target and target != document.id:
                yield Link(document.id, target, cited)


def validities(documents: Sequence[Published]) -> Iterator[Validity]:
    """What is claimed of each document, by itself and by others."""
    shelf = Shelf(documents)
    said: dict[str, list[Evidence]] = defaultdict(list)
    for document in documents:
        for claimed in document.claims:
            about = shelf.meant(claimed.about, document) if claimed.about else document.id
            if about and (claimed.about is None or about != document.id):
                said[about].append(Evidence(_STATES[claimed.claim], document.id, claimed))
    order = list(State)
    for document in documents:
        evidence = sorted(dict.fromkeys(said[document.id]), key=lambda one: order.index(one.state))
        yield Validity(document.id, evidence[0].state if evidence else State.UNKNOWN, tuple(evidence))


def _end(date: str) -> str:
    """The last day that an incomplete date may mean."""
    return {4: f"{date}-12-31", 7: f"{date}-31"}.get(len(date), date)
