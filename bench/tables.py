"""Whether tables are read: specimen pages of several forms, worn, and how like each table is to the print.

    python -m bench.tables --seeds 2 --pictures DIR

TEDS is explained in bench.teds; a table read where none is printed counts as one of likeness 0; "lost" and
"order" are those of bench.layout.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import machine
from bench.layout import picture
from bench.outcomes import Outcome, compare, pooled
from bench.pictures import Entry, write, write_index
from bench.systems import regions
from bench.typeset_pages import STRENGTHS, Sample
from pipeline.image import Raster, encode_png
from samples.typeset import degrade, impress
from samples.typeset.specimens import FORMS, specimen

ERAS = ("letterpress", "offset")


def measure(seeds: int, strengths: Sequence[str]) -> Iterator[tuple[str, Outcome, Raster]]:
    """Print, wear and read a page of each form, era, strength and seed; gives its form and its image, too."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        for form in FORMS:
            for era in ERAS:
                for strength in strengths:
                    for seed in range(1, seeds + 1):
                        page = degrade(impress(specimen(form, seed, era)), strength, seed)
                        path.write_bytes(encode_png(page.image))
                        sample = Sample(era, strength, seed, 0)
                        yield form, compare(sample, page, regions(path, "P6")), page.image


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    machine.introduced()
    found: dict[tuple[str, str], list[Outcome]] = {}
    entries = []
    for form, outcome, raster in measure(given.seeds, given.strengths):
        found.setdefault((form, outcome.sample.strength), []).append(outcome)
        if given.pictures:
            alike = ", ".join(f"{one:.4f}" for one in outcome.tables)
            entries.append(Entry(f"{form}-{outcome.sample.name}", f"TEDS {alike}"))
            write(given.pictures, entries[-1], picture(outcome, raster))
    print("form     strength pages tables    TEDS     CER  lost order")
    for (form, strength), outcomes in found.items():
        row = pooled(outcomes)
        counts = f"{row['pages']:5} {row['tables']:6} {row['table_similarity']:7.4f}"
        print(f"{form:8} {strength:8} {counts} {row['cer']:7.4f} {row['lost']:5} {row['order_errors']:5}")
    if given.pictures:
        write_index(given.pictures, "Specimen tables as read", entries)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.tables", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="how many pages of each kind")
    parser.add_argument("--strengths", nargs="+", choices=STRENGTHS, default=STRENGTHS)
    parser.add_argument("--pictures", type=Path, help="draw every page into this folder")
    return parser


if __name__ == "__main__":
    main()
