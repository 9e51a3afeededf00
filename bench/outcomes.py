"""What was read of whole pages beside what is printed on them: counts, pooled figures, faulty lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from bench import teds
from bench.match import SHARE, Chain, Matching, inked, match, shared
from bench.score import Score, score
from bench.typeset_pages import Sample
from pipeline.model import Box, Region, RegionKind, TextLine
from samples.typeset import Page


@dataclass(frozen=True, slots=True)
class Counts:
    """What went wrong with lines, so that pages can be added up before a share is taken."""

    lines: int = 0  # printed
    lost: int = 0
    listed: int = 0  # lost lines on ink that the reading says it did not read
    pairs: int = 0  # neighbouring printed lines, both read
    order_errors: int = 0
    parted: int = 0  # pairs in order, but with other printed lines read between them
    read: int = 0  # read lines
    invented: int = 0
    kind_errors: int = 0  # printed lines that are read as part of a region of another kind

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read of one page, beside what is printed on it."""

    sample: Sample
    printed: tuple[TextLine, ...]
    printed_kinds: tuple[str, ...]  # of the region of each printed line
    regions: tuple[Region, ...]  # as read
    matching: Matching
    score: Score
    tables: tuple[float, ...] = ()  # how like each printed table is to what was read of it; 0 for one made up
    unread: tuple[Box, ...] = ()  # where the reading owns to ink that it did not read

    @property
    def listed(self) -> tuple[int, ...]:
        """The lost lines that lie on such ink."""
        chains = {t: Chain(self.printed[t].text, inked(self.printed[t])) for t in self.matching.lost}
        return tuple(t for t, chain in chains.items() if shared(chain, self.unread) >= SHARE * chain.area > 0)

    @property
    def read(self) -> tuple[TextLine, ...]:
        return lines_of(self.regions)

    @property
    def counts(self) -> Counts:
        return Counts(
            lines=len(self.printed),
            lost=len(self.matching.lost),
            listed=len(self.listed),
            pairs=self.matching.pairs,
            order_errors=len(self.matching.misplaced),
            parted=len(self.matching.parted),
            read=len(self.read),
            invented=len(self.matching.invented),
            kind_errors=sum(self.kinds.values()),
        )

    @property
    def kinds(self) -> Counter[str]:
        """How often lines of one kind of region were read as another, as "header > heading"."""
        read = _kinds(self.regions)
        pairs = zip(self.printed_kinds, self.matching.links, strict=True)
        taken = ((kind, read[links[0]]) for kind, links in pairs if links)
        return Counter(f"{kind} > {other}" for kind, other in taken if kind != other)


def compare(sample: Sample, page: Page, regions: tuple[Region, ...], unread: tuple[Box, ...] = ()) -> Outcome:
    """One page against what was read of it, and what was owned to be unread, in pixels of its image."""
    seals = [region.box for region in page.regions if region.kind is RegionKind.STAMP and region.box]
    truth, read = lines_of(page.regions), lines_of(regions)
    text = "\n".join(line.text for line in read)
    found = match(truth, read, seals)
    alike = tuple(teds.tables(page.regions, regions))
    kinds_of = _kinds(page.regions)
    return Outcome(sample, truth, kinds_of, regions, found, score(page.text, text), alike, unread)


def lines_of(regions: Sequence[Region]) -> tuple[TextLine, ...]:
    """All lines in reading order, without the lettering of seals."""
    return tuple(line for region in regions if region.kind is not RegionKind.STAMP for line in region.lines)


def _kinds(regions: Sequence[Region]) -> tuple[str, ...]:
    """The kind of its region for each line of `lines_of`."""
    return tuple(r.kind.value for r in regions if r.kind is not RegionKind.STAMP for _ in r.lines)


def table(outcomes: Sequence[Outcome]) -> dict[str, dict[str, dict[str, float]]]:
    """Rates and counts by era and strength, all pages of each pooled."""
    result: dict[str, dict[str, dict[str, float]]] = {}
    for sample in (outcome.sample for outcome in outcomes):
        of_era = result.setdefault(sample.era, {})
        if sample.strength not in of_era:
            like = (sample.era, sample.strength)
            of_era[sample.strength] = pooled(
                [o for o in outcomes if (o.sample.era, o.sample.strength) == like]
            )
    return result


def pooled(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Rates and counts of some pages."""
    total = sum((outcome.score for outcome in outcomes), Score())
    counts = sum((outcome.counts for outcome in outcomes), Counts())
    alike = [similarity for outcome in outcomes for similarity in outcome.tables]
    return {
        "pages": len(outcomes),
        "cer": round(total.cer, 4),
        "cer_letters": round(total.cer_letters, 4),
        "recall": round(total.recall, 4),
        "lost_share": round(counts.lost / max(1, counts.lines), 4),
        "tables": len(alike),
        "table_similarity": round(sum(alike) / max(1, len(alike)), 4),
        **asdict(counts),
        **asdict(total),
    }


def kinds(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How often lines were read as part of a region of another kind, the most frequent first."""
    return dict(sum((outcome.kinds for outcome in outcomes), Counter[str]()).most_common())


def report(outcome: Outcome) -> dict[str, Any]:
    """One page for the JSON: its figures, and every line that went wrong with its place."""
    truth, m = outcome.printed, outcome.matching
    return {
        "page": outcome.sample.name,
        **pooled([outcome]),
        "kinds": kinds([outcome]),
        "lost_lines": [_place(truth[t]) for t in m.lost],
        "misplaced_lines": [[_place(truth[a]), _place(truth[b])] for a, b in m.misplaced],
        "parted_lines": [[_place(truth[a]), _place(truth[b])] for a, b in m.parted],
        "invented_lines": [_place(outcome.read[r]) for r in m.invented],
    }


def _place(line: TextLine) -> dict[str, Any]:
    box = line.box
    corners = [box.left, box.top, box.right, box.bottom] if box else []
    return {"line": line.id, "text": line.text, "box": corners}
