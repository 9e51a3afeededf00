"""Whether slips that contradict the page itself are found, and how often a clean page is called wrong.

    python -m bench.slips --plants 200 --data DIR --json FILE
    python -m bench.slips --texts FOLDER

Plants are sentences of `bench.planted`, set into pages of `slips_clean.txt` in lines of several lengths, in
simplified and traditional characters. A plant is found where the wrong page has a slip on the lines of the
plant that the right page has not; it is pinpointed where the slip itself, and not only what it is held
against, touches a character that was changed. Beside them, characters are changed in typeset issues where
only the pages of the issue together show it. Clean pages are those pages without plants, pages of typeset
issues and the ground truths (*.gt.txt) in DIR and its folders; every false alarm is listed. With `--texts`
the texts (*.txt) of a folder are read, a page each, and what is found on them is listed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

from bench import machine
from bench.accuracy import DEFAULT
from bench.planted.issues import issue_plants
from bench.planted.kinds import KINDS
from bench.planted.maker import Maker, Plant
from pipeline.model import Glyph, Region, RegionKind, TextLine
from pipeline.proof.evidence.coherence import Sheet, Slip, check
from pipeline.text.graphemes import graphemes
from samples.typeset import typeset_issue
from samples.typeset.grammar import traditional

CLEAN = Path(__file__).with_name("slips_clean.txt")
ERAS = ("vertical", "mixed", "letterpress", "offset")
MEASURES = (0, 22, 30, 40)  # characters in a printed line; 0 for a paragraph a line
PAGES = 100  # clean ones


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plant."""

    plant: Plant
    found: tuple[Slip, ...]
    pinpointed: bool


def leaf(name: str, text: str) -> Sheet:
    """A page of plain text: a printed line a line, a blank line between regions."""
    regions: list[Region] = []
    for group in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        own = f"{name}_r{len(regions) + 1:02d}"
        lines = tuple(_line(f"{own}_l{n:02d}", line) for n, line in enumerate(group.split("\n"), 1))
        regions.append(Region(own, RegionKind.PARAGRAPH, "", None, lines))
    return Sheet(name, tuple(regions))


def _line(name: str, text: str) -> TextLine:
    return TextLine(name, None, tuple(Glyph(char, None) for char in graphemes(text)))


def clean_texts() -> list[str]:
    """The pages of our own, a paragraph a line."""
    return [page.strip("\n") for page in CLEAN.read_text("utf-8").split("%%\n")]


def clean_pages(count: int, data: Path) -> Iterator[Sheet]:
    """So many pages without slips: our own in turn, each otherwise set, and typeset ones between them."""
    own = [leaf(f"own{n:02d}", _set(text, Random(n))) for n, text in enumerate(clean_texts(), 1)]
    truths = [leaf(path.stem, path.read_text("utf-8")) for path in sorted(data.rglob("*.gt.txt"))]
    typeset = [
        Sheet(f"{era}{seed}-{forme.page}", forme.regions)
        for seed in (1, 2)
        for era in ERAS
        for forme in typeset_issue(seed, 8, era).formes
    ]
    yield from (*own, *truths, *typeset)[:count]


def _set(text: str, chance: Random) -> str:
    """The paragraphs in printed lines, indented or not, in either script."""
    measure, indent = chance.choice(MEASURES), chance.random() < 0.5
    lines = []
    for paragraph in text.split("\n"):
        rest = ("　　" if indent and measure else "") + paragraph
        while measure and len(rest) > measure and not _is_row(paragraph):
            lines.append(rest[:measure])
            rest = rest[measure:]
        lines.append(rest)
    whole = "\n".join(lines)
    return traditional(whole) if chance.random() < 0.4 else whole


def _is_row(text: str) -> bool:
    return text.count(" ") > 1


def plants(count: int, seed: int) -> Iterator[Outcome]:
    """So many plants, the kinds in turn, each set into a page."""
    maker, pages = Maker(seed), clean_texts()
    kinds = list(KINDS)
    for n in range(count):
        plant = maker.make(kinds[n % len(kinds)], KINDS[kinds[n % len(kinds)]])
        host = pages[n % len(pages)].split("\n")
        at = Random(seed + n).randrange(len(host) + 1)
        right, wrong = (_page(host, at, text, seed + n) for text in (plant.right, plant.wrong))
        yield _outcome(plant, right, wrong)


def _page(host: Sequence[str], at: int, text: str, seed: int) -> tuple[Sheet, frozenset[str]]:
    """A page with a text planted in it, as a region of its own, and the ids of the lines that hold it."""
    chance = Random(seed)
    way = chance.getstate()
    parts = []
    for part in ("\n".join(host[:at]), text, "\n".join(host[at:])):
        chance.setstate(way)
        parts.append(_set(part, chance) if part else "")
    page = leaf("p0001", "\n\n".join(parts))
    own = page.regions[1 if parts[0] else 0]
    return page, frozenset(line.id for line in own.lines)


def _outcome(
    plant: Plant, right: tuple[Sheet, frozenset[str]], wrong: tuple[Sheet, frozenset[str]]
) -> Outcome:
    known = {(slip.code, slip.message) for slip in check([right[0]])}
    new = [slip for slip in check([wrong[0]]) if (slip.code, slip.message) not in known]
    found = tuple(slip for slip in new if any(s.line in wrong[1] for s in (*slip.spans, *slip.against)))
    return Outcome(plant, found, any(_touches(slip, right, wrong) for slip in found))


def _touches(slip: Slip, right: tuple[Sheet, frozenset[str]], wrong: tuple[Sheet, frozenset[str]]) -> bool:
    """Whether the slip itself lies where the two texts differ."""
    before, after = _texts(right), _texts(wrong)
    flat = [(line, n) for line, text in after for n in range(len(text))]
    one, other = "".join(text for _, text in before), "".join(text for _, text in after)
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other) - 1)
    tail = next((n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    stop = max(len(other) - tail, start + 1)
    changed = set(flat[max(0, start - 1) : stop + 1])
    return any((span.line, n) in changed for span in slip.spans for n in range(span.start, span.stop))


def _texts(page: tuple[Sheet, frozenset[str]]) -> list[tuple[str, str]]:
    lines = [line for region in page[0].regions for line in region.lines]
    return [(line.id, line.text) for line in lines if line.id in page[1]]


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    if given.texts:
        _listed([leaf(path.stem, path.read_text("utf-8")) for path in sorted(given.texts.glob("*.txt"))])
        return
    outcomes = list(plants(given.plants, given.seed))
    begun = process_time()
    pages = list(clean_pages(given.pages, given.data))
    made = process_time()
    alarms = _listed(pages)
    spent = (process_time() - made) / len(pages)
    print(f"(pages made in {made - begun:.1f} s, read in {1000 * spent:.1f} ms each)\n")
    summary = _summary(outcomes, alarms, len(pages))
    summary["issues"] = _issues(given.plants // 4, given.seed)
    machine.keep(given.json, summary)


def _listed(pages: Sequence[Sheet]) -> int:
    """Print every slip of the pages; how many there are."""
    count = 0
    for page in pages:
        for slip in check([page]):
            count += 1
            print(f"{page.page} {slip.line} {slip.code}: {slip.message} -> {slip.expected or '?'}")
    print(f"{count} slips on {len(pages)} pages")
    return count


def _summary(outcomes: Sequence[Outcome], alarms: int, pages: int) -> dict[str, object]:
    print("kind                     plants found pinpointed")
    kinds = {}
    for kind in KINDS:
        own = [outcome for outcome in outcomes if outcome.plant.kind == kind]
        found, exact = sum(bool(one.found) for one in own), sum(one.pinpointed for one in own)
        kinds[kind] = {"plants": len(own), "found": found, "pinpointed": exact}
        print(f"{kind:24} {len(own):6} {found:5} {exact:10}")
    for outcome in outcomes:
        if not outcome.found:
            print(f"missed ({outcome.plant.kind}): {outcome.plant.wrong!r}")
    total = max(1, len(outcomes))
    summary: dict[str, object] = {
        "plants": len(outcomes),
        "found": sum(bool(one.found) for one in outcomes) / total,
        "pinpointed": sum(one.pinpointed for one in outcomes) / total,
        "clean_pages": pages,
        "false_alarms_a_page": alarms / max(1, pages),
        "kinds": kinds,
    }
    print(", ".join(f"{name} {value}" for name, value in summary.items() if name != "kinds"))
    return summary


def _issues(count: int, seed: int) -> dict[str, dict[str, int]]:
    """How many slips are found that only the pages of an issue together show."""
    print("\nover an issue            plants found")
    kinds: dict[str, dict[str, int]] = {}
    for plant in issue_plants(count, seed, ERAS):
        known = {slip.spans for slip in check(plant.right)}
        new = [slip for slip in check(plant.wrong) if slip.spans not in known]
        found = any(s.line == plant.line for slip in new for s in (*slip.spans, *slip.against))
        row = kinds.setdefault(plant.kind, {"plants": 0, "found": 0})
        row["plants"] += 1
        row["found"] += found
        if not found:
            print(f"missed ({plant.kind}): {plant.text!r}")
    for kind, row in kinds.items():
        print(f"{kind:24} {row['plants']:6} {row['found']:5}")
    return kinds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.slips", description=__doc__)
    parser.add_argument("--plants", type=int, default=200)
    parser.add_argument("--pages", type=int, default=PAGES, help="clean pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DEFAULT, help="ground truths, taken for clean pages")
    parser.add_argument("--texts", type=Path, help="a folder of texts, whose slips are listed")
    parser.add_argument("--json", type=Path)
    return parser


if __name__ == "__main__":
    main()
