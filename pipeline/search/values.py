"""What the engines index of an entry besides its text: fields, labels, names, the day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.search.asked import Field, Label
from pipeline.search.engine import Facet, day_of
from pipeline.search.entry import Head
from pipeline.search.key import GAP
from pipeline.search.words import label, page
from pipeline.text.fold import key_of

SEPARATOR = "\t"  # in a name, between its key and the printed form where that differs; no key holds one
MAX_NAME = 200  # characters of a title that are suggested


@dataclass(frozen=True, slots=True)
class Values:
    fields: tuple[tuple[Field, str], ...]  # keys; a field may come several times
    labels: tuple[tuple[Label, str], ...]  # keys
    facets: tuple[tuple[Facet, str], ...]  # as printed
    names: tuple[str, ...]  # key, SEPARATOR, printed form
    day: int


def values(head: Head) -> Values:
    """Everything but the text, ready to be written."""
    facts = head.facts
    texts = [(Field.TITLE, facts.title), (Field.NUMBER, facts.number), (Field.ADDRESSEE, facts.addressee)]
    texts += [(Field.SIGNATURE, facts.signature)]
    texts += [(Field.ISSUER, name) for name in facts.issuers]
    texts += [(Field.SUBJECT, name) for name in facts.subjects]
    fields = [(field, _key(text)) for field, text in texts if text]
    if head.normals:
        fields.append((Field.NORMAL, GAP.join(normal.key for normal in head.normals)))
    names = dict.fromkeys((facts.title, facts.number, *facts.issuers, *facts.subjects))
    return Values(
        tuple(fields),
        tuple(dict.fromkeys(_labels(head))),
        tuple(_facets(head)),
        tuple([_name(name) for name in names if 0 < len(name) <= MAX_NAME]),
        day_of(facts.date),
    )


@lru_cache(maxsize=1000)
def _key(text: str) -> str:
    """Asked for twice of a title, and of an issuer again and again."""
    return key_of(text)


def _name(printed: str) -> str:
    key, shown = _key(printed), " ".join(printed.split())
    return key if key == shown else key + SEPARATOR + shown


def _labels(head: Head) -> list[tuple[Label, str]]:
    """An issue by its name and by the number at its end, a page by its id, its ordinal and its folio."""
    issue = head.facts.issue
    tail = issue.replace("_", "-").rsplit("-", 1)[-1]
    found = [(Label.ISSUE, label(issue)), (Label.ISSUE, label(tail))]
    if head.facts.type:
        found.append((Label.TYPE, label(head.facts.type)))
    for sheet in head.sheets:
        found.append((Label.PAGE, page(sheet.page)))
        found += [(Label.PAGE, label(folio)) for folio in sheet.folio.split("-") if folio]
    return found


def _facets(head: Head) -> list[tuple[Facet, str]]:
    facts = head.facts
    found = [(Facet.ISSUE, facts.issue)]
    found += [(Facet.YEAR, facts.date[:4])] if facts.date else []
    found += [(Facet.TYPE, facts.type)] if facts.type else []
    return found + [(Facet.ISSUER, " ".join(name.split())) for name in dict.fromkeys(facts.issuers)]
