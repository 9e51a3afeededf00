"""What a search finds where the text is wrong: recall and precision of phrases of four characters.

A pair (page, phrase) is right where the phrase stands on the page as printed.  Phrases are drawn from the
printed text, so that each has at least one right pair.  Beside our index: the same without other readings.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.readings import Readings, kept_readings
from pipeline.derivative import CleanPage
from pipeline.model import App, Edition, Glyph, Master, Reading, Region, RegionKind, Step, TextLine
from pipeline.proof.edition import edit
from pipeline.search.asked import Node
from pipeline.search.engine import Via
from pipeline.search.entry import Entry, Facts
from pipeline.search.leaf import leaf, page_entry
from pipeline.search.packing import doubted, pack
from pipeline.search.postings import Tantivy
from pipeline.search.query import parse
from pipeline.text.fold import fold

PHRASES = 1000
SIZE = 4
WRONG = 0.02  # of the characters
KNOWN = 0.97  # of the wrong characters that have the right one among the other readings
DOUBTED = 0.03  # of the right characters that have another reading beside them


@dataclass(frozen=True, slots=True)
class Printed:
    """A page: what is printed on it, and what the index holds of it."""

    lines: tuple[str, ...]  # keys
    entry: Entry


@dataclass(frozen=True, slots=True)
class Figures:
    right: int  # pairs
    found: int
    hits: int  # of the found pairs, the right ones

    @property
    def recall(self) -> float:
        return self.hits / self.right if self.right else 1.0

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0


def measure(folder: Path, kept: Path | None, seed: int) -> dict[str, Any]:
    """By program, and on each set of kept readings."""
    sets = {f"{WRONG:.0%} wrong, by program": by_program(400, random.Random(seed))}
    for page in kept_readings(kept) if kept else ():
        sets.setdefault(page.set, []).append(read_page(page))
    result: dict[str, Any] = {}
    for number, (name, pages) in enumerate(sets.items()):
        found = compared(folder / f"errors{number}", pages, seed)
        result[name] = {
            way: {"recall": f.recall, "precision": f.precision, "pairs": f.right} for way, f in found.items()
        }
        told = ", ".join(f"{way} {f.recall:.4f} / {f.precision:.4f}" for way, f in found.items())
        print(f"recall / precision, {name}, {len(pages)} pages: {told}")
    return result


def compared(folder: Path, pages: Sequence[Printed], seed: int) -> dict[str, Figures]:
    """Our index over the pages, with and without other readings."""
    folder.mkdir()
    writer = Tantivy().writer(folder, doubted([page.entry for page in pages]))
    for rank, page in enumerate(pages):
        writer.add(rank, page.entry.head, pack(page.entry))
    writer.close()
    reader = Tantivy().reader(folder)
    counts = {"plain": [0, 0, 0], "ours": [0, 0, 0]}
    for phrase in drawn(pages, random.Random(seed)):
        node: Node = parse(f'"{phrase}"')
        right = {rank for rank, page in enumerate(pages) if any(phrase in line for line in page.lines)}
        plain = set(reader.ranks(node, Via.TEXT))
        for way, found in (("plain", plain), ("ours", plain | set(reader.ranks(node, Via.ALTERNATIVE)))):
            for place, number in enumerate((len(right), len(found), len(right & found))):
                counts[way][place] += number
    return {way: Figures(*numbers) for way, numbers in counts.items()}


def drawn(pages: Sequence[Printed], chance: random.Random) -> list[str]:
    """Phrases of letters and Han characters, from the lines as printed."""
    found: list[str] = []
    lines = [line for page in pages for line in page.lines if len(line) >= SIZE]
    for _ in range(100 * PHRASES):
        line = chance.choice(lines)
        at = chance.randrange(len(line) - SIZE + 1)
        phrase = line[at : at + SIZE]
        if phrase.isalnum():
            found.append(phrase)
        if len(found) == PHRASES:
            break
    return found


def read_page(page: Readings) -> Printed:
    """A page as two engines read it and the proof stage settles it."""
    step = Step("proof", "bench", "1")
    edition = edit((page.first, page.second), page.first.sigil, 2.0, step, ())
    return Printed(_keys(page.truth), _entry(page.name, edition))


def _keys(truth: str) -> tuple[str, ...]:
    return tuple(fold(line).key for line in truth.splitlines())


def _entry(name: str, edition: Edition) -> Entry:
    images = {region.image for region in edition.regions}
    master = Master(edition.page, "x.png", 0, "PNG", "x.png", "0", 60_000, 60_000, 300.0)
    clean = CleanPage(edition.page, (), (), (), ())
    regions = tuple(_on(region, edition.page) for region in edition.regions) if images else ()
    moved = Edition(edition.page, edition.sigils, regions, edition.apps, (), ())
    return page_entry(leaf("1", master, "", clean, moved), Facts("1", name))


def _on(region: Region, page: str) -> Region:
    """The bench has no derivatives: what was read is the master."""
    return Region(region.id, region.kind, page, region.box, region.lines, region.joiner, region.cells)


def by_program(count: int, chance: random.Random) -> list[Printed]:
    """Pages of random lines with wrong characters, as an edition with open apps holds them."""
    chars = [chr(code) for code in range(0x4E00, 0x9FA6) if fold(chr(code)).key == chr(code)]
    common = chance.sample(chars, 2500)
    weights = [1 / (n + 20) for n in range(len(common))]
    pages = []
    for number in range(count):
        lines = ["".join(chance.choices(common, weights, k=30)) for _ in range(30)]
        pages.append(_worn(f"p{number:04}", lines, common, chance))
    return pages


def _worn(page: str, lines: Sequence[str], chars: Sequence[str], chance: random.Random) -> Printed:
    texts, apps = [], []
    for number, line in enumerate(lines):
        read, name = list(line), f"{page}_r01_l{number:02}"
        for place, char in enumerate(line):
            wrong = chance.random() < WRONG
            other = chance.choice(chars)
            if wrong:
                read[place] = other
            if chance.random() < (KNOWN if wrong else DOUBTED):
                apps.append(_app(name, place, read[place], char if wrong else other))
        texts.append(TextLine(name, None, tuple(Glyph(char, None) for char in read)))
    region = Region(f"{page}_r01", RegionKind.PARAGRAPH, page, None, tuple(texts))
    edition = Edition(page, ("A", "B"), (region,), tuple(apps), (), ())
    return Printed(tuple(lines), _entry(page, edition))


def _app(line: str, place: int, lemma: str, other: str) -> App:
    readings = (Reading(lemma, ("A",), 0.6), Reading(other, ("B",), 0.5))
    return App(
        f"{line}_a{place}", line, place, place + 1, lemma, readings, ("disagreement",), False, "", None
    )
