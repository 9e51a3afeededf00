"""How fast the index is built and asked, beside plain tantivy and FTS5; what it finds in wrong text.

    python -m bench.search --json FILE
    python -m bench.search --documents 2000 --kept FOLDER      (smaller; with kept readings of real engines)

First 50,000 made-up documents of 36 million characters, with lines and boxes (`bench.search_texts`).  Plain
tantivy and FTS5 take the same texts, and nothing else.  Times to build are seconds of processor time, one
thread; `ours` is the sum of making the texts (folding, offsets, packing, writing) and of the index; the
self-test comes on top.  Queries are phrases of two characters drawn from the texts, in milliseconds by the
clock and of processor time: ours with total count, twenty hits, their offsets and boxes; tantivy with count
and twenty numbers, FTS5 with all numbers.  Then 500 random queries of every form are put to our index and to
FTS5 behind the same protocol, and phrases to plain FTS5 as well: the sets must be the same.  Each step runs
in a process of its own; the peak of its memory is printed.

Then recall and precision of phrases of four characters (`bench.search_errors`): on texts with 2 % wrong
characters and other readings at doubtful places, by program, and on kept readings of typeset and real pages.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from bench import machine, search_errors, search_ours, search_plain, search_texts
from pipeline.search.postings import Tantivy
from pipeline.search.query import parse

QUERIES = 500


def apart(step: Callable[..., Any], *arguments: Any) -> tuple[Any, int]:
    """Run a step in a new process; what it returns, and the peak of the process's memory in MB."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_run, step, arguments).result()


def _run(step: Callable[..., Any], arguments: Sequence[Any]) -> tuple[Any, int]:
    result = step(*arguments)
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def speed(folder: Path, documents: int, size: int, seed: int) -> dict[str, Any]:
    """Build and ask all of them on the same texts."""
    corpus = folder / "corpus.jsonl"
    characters = search_texts.write(corpus, documents, size, seed)
    print(f"{documents:,} documents, {characters:,} characters")
    (tantivy, tantivy_peak) = apart(search_plain.build_tantivy, corpus, folder / "tantivy")
    (fts5, fts5_peak) = apart(search_plain.build_fts5, corpus, folder / "fts5")
    (ours, ours_peak) = apart(search_ours.build_ours, corpus, folder / "ours")
    whole = ours.texts + ours.index
    print(f"build, s: tantivy {tantivy:.1f}, FTS5 {fts5:.1f}, ours {whole:.1f}")
    print(f"  in units of plain tantivy: {whole / tantivy:.2f}, the index alone {ours.index / tantivy:.2f}")
    print(f"  texts {ours.texts:.1f}, index {ours.index:.1f}, self-test {ours.selftest:.1f}")
    print(f"peak memory, MB: tantivy {tantivy_peak}, FTS5 {fts5_peak}, ours {ours_peak}")
    phrases = search_ours.sampled(corpus, 2, QUERIES, seed + 1)
    asked = {
        "tantivy": apart(search_plain.ask_tantivy, folder / "tantivy", phrases),
        "fts5": apart(search_plain.ask_fts5, folder / "fts5", phrases),
        "ours": apart(search_ours.ask_ours, folder / "ours", [parse(f'"{phrase}"') for phrase in phrases]),
    }
    queries = {name: _quantiles(taken) | {"peak_mb": peak} for name, (taken, peak) in asked.items()}
    for name, figures in queries.items():
        print(f"two characters, {name}: " + ", ".join(f"{key} {value:.2f}" for key, value in figures.items()))
    sizes = {name: _size(folder / name) for name in ("tantivy", "fts5", "ours/index")}
    print("on disk, MB: " + ", ".join(f"{name} {size}" for name, size in sizes.items()))
    return {
        "documents": documents, "characters": characters,
        "build": {"tantivy": tantivy, "fts5": fts5, "ours": asdict(ours), "ratio": whole / tantivy},
        "peak_mb": {"tantivy": tantivy_peak, "fts5": fts5_peak, "ours": ours_peak},
        "queries_ms": queries, "disk_mb": sizes, "agreement": agreement(folder, corpus, seed),
    }  # fmt: skip


def agreement(folder: Path, corpus: Path, seed: int) -> dict[str, int]:
    """How many of the queries give the same documents in both engines; phrases also in plain FTS5."""
    phrases, typed = random_queries(corpus, seed)
    nodes = [parse(query) for query in (*typed, *(f'"{phrase}"' for phrase in phrases))]
    apart(search_ours.build_fts5, folder / "ours")
    ours = search_ours.documents(folder / "ours", nodes, Tantivy())
    others = search_ours.checked(folder / "ours", nodes)
    plain = search_plain.fts5_ranks(folder / "fts5", phrases)
    found = {
        "queries": len(nodes),
        "same_as_fts5": sum(a == b for a, b in zip(ours, others, strict=True)),
        "phrases": len(phrases),
        "same_as_plain_fts5": sum(a == b for a, b in zip(ours[len(typed) :], plain, strict=True)),
        "with_hits": sum(bool(ranks) for ranks in ours),
    }
    print("the same documents: " + ", ".join(f"{name} {count}" for name, count in found.items()))
    return found


def random_queries(corpus: Path, seed: int) -> tuple[list[str], list[str]]:
    """Half phrases of one to six characters; half queries of other forms, made of such."""
    chance = random.Random(seed)
    sizes = [chance.choice((2, 2, 3, 4, 6)) for _ in range(QUERIES // 2)]
    phrases = [search_ours.sampled(corpus, size, 40, seed + size) for size in (1, 2, 3, 4, 6)]
    pool = [phrase for some in phrases[1:3] for phrase in some]
    by_size = dict(zip((1, 2, 3, 4, 6), phrases, strict=True))
    forms = (
        "{} {}", "{} OR {}", "{} -{}", "({} {}) OR {}", "title:{}", "year:1960-1985 {}", "{} NEAR/5 {}",
        "type:通知 {} {}", "{} -title:{}", "{} NOT ({} OR {})",
    )  # fmt: skip
    typed = []
    for number in range(QUERIES // 2):
        form = forms[number % len(forms)]
        typed.append(form.format(*(chance.choice(pool) for _ in range(form.count("{}")))))
    wild = [f"{p[0]}?{p[2:]}" for p in by_size[4][:10]]
    typed[: len(wild)] = wild
    return [chance.choice(by_size[size]) for size in sizes], typed


def _quantiles(taken: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Of the clock, and of processor time, which other work on the machine disturbs less."""
    figures: dict[str, float] = {}
    for name, some in zip(("clock", "processor"), zip(*taken, strict=True), strict=True):
        ordered = sorted(some)
        figures[f"{name} p50"], figures[f"{name} p95"] = median(ordered), ordered[int(0.95 * len(ordered))]
    return figures


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    facts = machine.introduced()
    content: dict[str, Any] = {"machine": facts}
    folder = Path(tempfile.mkdtemp(prefix="search-bench-"))
    try:
        if not given.without_speed:
            content["speed"] = speed(folder, given.documents, given.size, given.seed)
        content["errors"] = search_errors.measure(folder, given.kept, given.seed)
    finally:
        shutil.rmtree(folder)
    machine.keep(given.json, content)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--size", type=int, default=690, help="characters of a document, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, help="kept readings of pages (see bench.readings)")
    parser.add_argument("--without-speed", action="store_true")
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    return parser


if __name__ == "__main__":
    main()
