"""Whether the documents of an issue are found, and their numbers, titles, dates and texts.

    python -m bench.documents --issues 50 --json FILE
    python -m bench.documents --issues 8 --read light --kept DIR

Typeset issues are divided into documents as the export does it, and compared with what was typeset.  By
default the text is the truth itself, as after proofreading; with --read the pages are printed, worn, read
by two engines and settled, and nobody proofreads; --kept DIR keeps the readings.  --plain takes boxes and
headings away.

A document is found where its whole text with its title is at least 90 % that of one printed
(share of characters in common, Indel), each one once.  Its fields count among all printed documents:
number: the same agency, year and number, in either script.  title: equal but for blanks and width.
date: the same day.  type: the kind of document.  signature, addressee: equal, too.  body: settled, all
characters equal; read, at most 5 % of them other.  Paragraphs: how many of the printed ones
are found with the same beginning and end (settled: equal; read: at most 10 % of their characters other).
Alike: the mean likeness of bodies.  Citations, claims (of validity): what the same rules find in the printed
text, and in that of the document found; how many of the former are among the latter.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from rapidfuzz.distance import Indel, Levenshtein

from bench import machine
from bench.typeset_issues import issues, read, settled, without_boxes
from bench.typeset_pages import ERAS, STRENGTHS
from pipeline.export.documents import Document
from pipeline.export.flow import Page
from pipeline.export.headings import Role
from pipeline.export.issue import issue_of
from pipeline.export.mentions import assertions, mentions
from pipeline.export.titles import squeeze
from pipeline.model import RegionKind
from pipeline.settings import WorkSettings
from pipeline.text import citations, docnumber, validity
from pipeline.text.graphemes import compare_key
from pipeline.text.modern import modern
from pipeline.text.validity import Claim
from samples.typeset import issue as printed

SAME = 0.9  # likeness from which two texts are one document
WRONG = 0.05  # of the characters of a body that was read: those misread, and no more
WRONG_PARAGRAPH = 0.1
ASIDE = (RegionKind.FOOTNOTE, RegionKind.STAMP)  # no part of the printed body
HEAD = (Role.MASTHEAD, Role.TITLE, Role.NUMBER)
GOALS = {"f1": 0.97, "number": 0.95, "title": 0.95, "date": 0.95, "body": 0.95}
GOAL_SETTLED = 0.995


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, and how many are right."""

    printed: int = 0
    named: int = 0  # documents that the program finds
    found: int = 0
    number: int = 0
    title: int = 0
    date: int = 0
    type: int = 0
    signature: int = 0
    addressee: int = 0
    body: int = 0
    alike: float = 0.0
    paragraphs: int = 0
    same_paragraphs: int = 0
    citations: int = 0
    same_citations: int = 0
    claims: int = 0
    same_claims: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, self.printed + self.named)


def key(text: str) -> str:
    return compare_key(squeeze(text))


def body(document: Document) -> list[str]:
    """The paragraphs below the title and the number, blanks left out; rows of tables, lines of captions."""
    own = [piece.paragraph for piece in document.pieces if piece.role not in HEAD]
    texts: list[str] = []
    for paragraph in own:
        if paragraph.kind is RegionKind.CAPTION:
            texts += [line.text for line in paragraph.lines]
        elif paragraph.kind not in ASIDE:
            texts += paragraph.text.split("\n")
    return [key(text) for text in texts]


def printed_body(document: printed.Document) -> list[str]:
    """The same of a printed one."""
    return [key(text) for text in document.text.split("\n")]


def pairs(wanted: Sequence[printed.Document], got: Sequence[Document]) -> list[tuple[int, int]]:
    """Which document found is which one printed: by likeness, each once."""
    texts = [key(d.title + d.text) for d in wanted]
    others = [key(d.title) + "".join(body(d)) for d in got]
    likes = [
        (Indel.normalized_similarity(text, other, score_cutoff=SAME), w, g)
        for w, text in enumerate(texts)
        for g, other in enumerate(others)
    ]
    found: dict[int, int] = {}
    for like, w, g in sorted(likes, reverse=True):
        if like >= SAME and w not in found and g not in found.values():
            found[w] = g
    return sorted(found.items())


def compare(wanted: printed.Document, got: Document, exact: bool) -> Counts:
    """What is right of one document found."""
    number = docnumber.whole(wanted.number)
    first, second = printed_body(wanted), body(got)
    whole, other = "".join(first), "".join(second)
    wrong = Levenshtein.distance(whole, other) / max(1, len(whole))
    return Counts(
        found=1,
        number=modern(key(got.number)) == modern(key(number.canonical if number else wanted.number)),
        title=key(got.title) == key(wanted.title),
        date=got.date == wanted.date,
        type=got.type == wanted.type,
        signature=key(got.signature) == key(wanted.signature),
        addressee=key(got.addressee) == key(wanted.addressee),
        body=whole == other if exact else wrong <= WRONG,
        alike=1 - min(1.0, wrong),
        same_paragraphs=_paragraphs(first, second, 0 if exact else WRONG_PARAGRAPH),
        same_citations=(cited(wanted) & Counter(one.citation.key for one in mentions(got))).total(),
        same_claims=(claimed(wanted) & Counter(one.statement.claim for one in assertions(got))).total(),
    )


def cited(document: printed.Document) -> Counter[str]:
    """The keys of all that a printed document cites."""
    texts = (document.title, *document.text.split("\n"))
    return Counter(one.key for text in texts for one in citations.find(text))


def claimed(document: printed.Document) -> Counter[Claim]:
    """What a printed document claims of validity."""
    return Counter(one.claim for text in document.text.split("\n") for one in validity.find(text))


def _paragraphs(wanted: Sequence[str], got: Sequence[str], wrong: float) -> int:
    """How many paragraphs are found again, in order of print; each found one counts once."""
    left, count = list(got), 0
    for text in wanted:
        most = int(wrong * len(text))
        same = next((o for o in left if Levenshtein.distance(text, o, score_cutoff=most) <= most), None)
        if same is not None:
            left.remove(same)
            count += 1
    return count


def measure(pages: tuple[Page, ...], wanted: Sequence[printed.Document], exact: bool) -> Counts:
    """One issue; prints what is wrong in it."""
    got = issue_of("", pages, WorkSettings()).documents
    linked = pairs(wanted, got)
    total = Counts(
        printed=len(wanted),
        named=len(got),
        paragraphs=sum(len(printed_body(d)) for d in wanted),
        citations=sum(cited(d).total() for d in wanted),
        claims=sum(claimed(d).total() for d in wanted),
    )
    for w, g in linked:
        counts = compare(wanted[w], got[g], exact)
        total += counts
        _tell(wanted[w], got[g], counts)
    for w in sorted(set(range(len(wanted))) - {w for w, _ in linked}):
        print(f"  missed: {wanted[w].title}")
    for g in sorted(set(range(len(got))) - {g for _, g in linked}):
        print(f"  made up: {got[g].title or got[g].number}")
    return total


def _tell(wanted: printed.Document, got: Document, counts: Counts) -> None:
    for name in ("number", "title", "date", "type", "signature", "addressee"):
        if not getattr(counts, name):
            print(f"  {name}: {getattr(wanted, name)!r}, found {getattr(got, name)!r}")
    if not counts.body:
        print(f"  body, alike {counts.alike:.4f}: {wanted.title}")


def figures(counts: Counts) -> dict[str, float]:
    """Shares of all printed documents."""
    names = ("number", "title", "date", "type", "signature", "addressee", "body")
    shares = {name: getattr(counts, name) / max(1, counts.printed) for name in names}
    rows: dict[str, float] = {"documents": counts.printed, "found": counts.named, "f1": counts.f1, **shares}
    rows["alike"] = counts.alike / max(1, counts.found)
    for name in ("paragraphs", "citations", "claims"):
        rows[name] = getattr(counts, f"same_{name}") / max(1, getattr(counts, name))
    return {name: round(value, 4) for name, value in rows.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    by_era: dict[str, Counts] = {}
    for era, seed, issue in issues(given.issues, given.eras, given.seed):
        print(f"{era} {seed}, {issue.id}: {len(issue.documents)} documents", flush=True)
        pages = read(era, seed, given.read, given.kept) if given.read else settled(issue)
        pages = without_boxes(pages) if given.plain else pages
        counts = measure(pages, issue.documents, exact=not given.read)
        by_era[era] = by_era.get(era, Counts()) + counts
    rows = {era: figures(counts) for era, counts in by_era.items()}
    rows["all"] = figures(sum(by_era.values(), Counts()))
    print("\n" + " ".join(f"{name:>11}" for name in ("", *rows["all"])))
    for era, row in rows.items():
        print(f"{era:>11} " + " ".join(f"{value:11}" for value in row.values()))
    missed = [n for n, goal in GOALS.items() if rows["all"][n] < (goal if given.read else GOAL_SETTLED)]
    print("below the goal: " + (", ".join(missed) or "nothing"))
    machine.keep(given.json, {"rows": rows, "read": given.read, "machine": machine.describe()})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("--issues", type=int, default=50)
    parser.add_argument("--eras", nargs="+", choices=ERAS, default=ERAS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", choices=STRENGTHS, default="", help="read pages that are worn so strongly")
    parser.add_argument("--kept", type=Path, help="a folder that keeps what was read")
    parser.add_argument("--plain", action="store_true", help="without boxes, headings as plain text")
    parser.add_argument("--json", type=Path)
    return parser


if __name__ == "__main__":
    main()
