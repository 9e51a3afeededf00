"""Whether whole pages are read: typeset pages, worn to several strengths, line by line against their truth.

    python -m bench.layout --pages 24 --json FILE --pictures DIR

Lost: a printed line, where no read line stands on at least 30 % of it and its text is found nowhere else.
Listed: a lost line that lies on ink which the reading lists as unread.
Order: a pair of neighbouring printed lines, where they are read the other way about.
Parted: such a pair, where other printed lines are read between its two.
Invented: a read line, where nothing is printed.
Kind: a printed line, where it is read in a region of another kind; listed as "printed > read".
Tables: how many there are, printed or made up, and how like they are on average (TEDS, see bench.teds).
Seals are left out; what stands in a cell of a table is a line, or several.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL.Image import Image

from bench import machine
from bench.outcomes import Outcome, compare, kinds, pooled, report, table
from bench.pictures import INVENTED, LOST, MISPLACED, PARTED, UNREAD, Entry, Mark, draw, write, write_index
from bench.systems import reading, unread
from bench.typeset_pages import BOOK, CURLED, ERAS, STRENGTHS, Sample, printed, samples
from pipeline.image import Raster, encode_png
from pipeline.reading import PageReading

MOST = 200  # pages

Reader = Callable[[Path], PageReading]


def measure(chosen: Sequence[Sample], reader: Reader) -> Iterator[tuple[Outcome, Raster]]:
    """Print, wear and read every page; gives its image, too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        for sample in chosen:
            page = printed(sample)
            path.write_bytes(encode_png(page.image))
            found = reader(path)
            yield compare(sample, page, found.regions, unread(found)), page.image


def picture(outcome: Outcome, raster: Raster) -> Image:
    """The page with what was read of it drawn over, and every line that went wrong."""
    m = outcome.matching
    coloured = [(outcome.printed[t], LOST) for t in m.lost]
    coloured += [(outcome.printed[t], MISPLACED) for pair in m.misplaced for t in pair]
    coloured += [(outcome.printed[t], PARTED) for pair in m.parted for t in pair]
    coloured += [(outcome.read[r], INVENTED) for r in m.invented]
    marks = [Mark(line.box, colour) for line, colour in coloured if line.box]
    marks += [Mark(box, UNREAD) for box in outcome.unread]
    return draw(raster, outcome.regions, marks)


def _entry(outcome: Outcome) -> Entry:
    counts = outcome.counts
    faults = {
        "lost": counts.lost,
        "out of order": counts.order_errors,
        "parted": counts.parted,
        "invented": counts.invented,
    }
    wrong = ", ".join(f"{count} {name}" for name, count in faults.items() if count) or "no fault"
    return Entry(outcome.sample.name, f"CER {outcome.score.cer:.4f}; {counts.lines} lines; {wrong}")


HEAD = "era          strength pages     CER letters  recall  lines  lost listed   share"
HEAD += "  pairs order parted   read invented  kind tables    TEDS"


def _row(era: str, strength: str, row: dict[str, float]) -> str:
    rates = f"{row['cer']:7.4f} {row['cer_letters']:7.4f} {row['recall']:7.4f}"
    lost = f"{row['lines']:6} {row['lost']:5} {row['listed']:6} {row['lost_share']:7.4f}"
    order = f"{row['pairs']:6} {row['order_errors']:5} {row['parted']:6}"
    rest = f"{row['read']:6} {row['invented']:8} {row['kind_errors']:5}"
    rest += f" {row['tables']:6} {row['table_similarity']:7.4f}"
    return f"{era:12} {strength:8} {row['pages']:5} {rates} {lost} {order} {rest}"


def _print_figures(outcomes: Sequence[Outcome]) -> None:
    print("\n" + HEAD)
    for era, of_era in table(outcomes).items():
        for strength, row in of_era.items():
            print(_row(era, strength, row))
    print(_row("all", "", pooled(outcomes)))
    for name, count in kinds(outcomes).items():
        print(f"{count:6} {name}")


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    facts = machine.introduced()
    outcomes = []
    chosen = samples(given.pages, given.eras, given.strengths, given.seed)
    for outcome, raster in measure(chosen, lambda path: reading(path, "P6")):
        print(f"{outcome.sample.name:26} {_entry(outcome).caption}", flush=True)
        outcomes.append(outcome)
        if given.pictures:
            write(given.pictures, _entry(outcome), picture(outcome, raster))
    _print_figures(outcomes)
    if given.pictures:
        write_index(given.pictures, "Typeset pages as read", [_entry(outcome) for outcome in outcomes])
    whole = {
        "cells": table(outcomes),
        "all": pooled(outcomes),
        "kinds": kinds(outcomes),
        "machine": facts,
        "pages": [report(outcome) for outcome in outcomes],
    }
    machine.keep(given.json, whole)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.layout", description=__doc__)
    parser.add_argument("--pages", type=_count, default=24, help=f"how many pages, up to {MOST}")
    parser.add_argument("--eras", nargs="+", choices=(*ERAS, BOOK), default=ERAS)
    parser.add_argument("--strengths", nargs="+", choices=(*STRENGTHS, CURLED), default=STRENGTHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures and all faulty lines to this file")
    parser.add_argument("--pictures", type=Path, help="draw every page into this folder")
    return parser


def _count(text: str) -> int:
    if not 1 <= (count := int(text)) <= MOST:
        raise argparse.ArgumentTypeError(f"{count} pages; give 1 to {MOST}")
    return count


if __name__ == "__main__":
    main()
