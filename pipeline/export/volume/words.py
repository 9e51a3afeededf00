"""What a volume says in words of its own: on its contents page, and of its issues."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.export.trust import CHINESE
from pipeline.export.volume.volume import Entry, Extract, Volume

_STATES = {
    "accepted": ("已验收", "accepted"),
    "proofread": ("各校次均已签署，未验收", "every step of proofreading is signed; not accepted"),
    "partly": ("部分校对", "proofread in part"),
    "unproofread": ("未经人工校对", "nobody has proofread it"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words, in one language."""

    contents: str
    sources: str
    page: str  # with {page}
    errors: str  # with {issue}, {status}, {errors}
    apart: str  # between facts of one document


_CHINESE = Words(
    "目录", "来源与校对情况", "第{page}页", "{issue}：{status}；预计每万字约有{errors}处差错。", "　"
)
_ENGLISH = Words(
    "Contents",
    "Sources",
    "page {page}",
    "{issue}: {status}; about {errors} wrong characters in 10,000 are to be expected.",
    ", ",
)


def words(volume: Volume) -> Words:
    return _CHINESE if volume.work.language in CHINESE else _ENGLISH


def title(entry: Entry) -> str:
    """What a document is called: its title, else its number, else how it begins."""
    return entry.document.title or entry.document.number or entry.line.text


def facts(entry: Entry, volume: Volume) -> str:
    """Number, date and issue of a document, as far as they are known."""
    issue, document = entry.extract.issue, entry.document
    known = (
        document.number if document.title else "",
        document.date_printed or document.date,
        issue.facts.label or issue.id,
    )
    return words(volume).apart.join(fact for fact in known if fact)


def source(extract: Extract, volume: Volume) -> str:
    """An issue, what people have said of its text, and the errors to expect in the documents of it."""
    chinese, english = _STATES[extract.status]
    said = words(volume)
    status = chinese if said is _CHINESE else english
    name = extract.issue.facts.label or extract.issue.id
    return said.errors.format(issue=name, status=status, errors=extract.trust.errors)
