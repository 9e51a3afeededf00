"""Our index over the texts of the bench: the stage's own steps, with boxes that the bench makes up."""

from __future__ import annotations

import random
import re
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.search_texts import LINE, Text, lines, read
from pipeline.search import packing, segments, selftest
from pipeline.search.asked import Node
from pipeline.search.build import Source, build
from pipeline.search.engine import Engine, Via, Window
from pipeline.search.entry import Entry, Facts, Sheet
from pipeline.search.find import Unit, answer, opened_in
from pipeline.search.fts5 import Fts5
from pipeline.search.leaf import entry
from pipeline.search.plan import plan
from pipeline.search.postings import Tantivy
from pipeline.search.row import BREAK, Row
from pipeline.text.fold import fold

ISSUE = 100  # documents
EM, LEADING = 40, 60  # pixels
_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of processor time."""

    texts: float  # lines and boxes -> keys, packed, written
    index: float  # these -> the index
    selftest: float


def build_ours(corpus: Path, folder: Path) -> Times:
    """As the stage does it, a hundred documents an issue; reading the corpus is not timed."""
    sources, seconds = _write_texts(corpus, folder / "issues")
    todo = plan((), dict.fromkeys(sources, "1"))
    sampler = selftest.Sampler()
    begin = time.process_time()
    (folder / "index").mkdir()
    sampler.watch(build(folder / "index", None, todo, sources, Tantivy()))
    done = time.process_time()
    selftest.check(folder / "index", sampler.samples, Tantivy())
    return Times(seconds, done - begin, time.process_time() - done)


def _write_texts(corpus: Path, folder: Path) -> tuple[dict[str, Source], float]:
    folder.mkdir(parents=True)
    (folder / "none").write_bytes(packing.dump(()))
    texts, sources, seconds = read(corpus), {}, 0.0
    number = 0
    while some := list(islice(texts, ISSUE)):
        number += 1
        name, path = f"{number:04}", folder / f"{number:04}"
        made = [(text, tuple(rows_of(text))) for text in some]
        begin = time.process_time()
        path.write_bytes(packing.dump([entry_of(text, rows, name) for text, rows in made]))
        seconds += time.process_time() - begin
        sources[name] = Source({Unit.DOCUMENT: path, Unit.PAGE: folder / "none"})
    return sources, seconds


def rows_of(text: Text) -> Iterator[Row]:
    """The document set in lines, each glyph with a box."""
    boxes = [array("H", (100 + EM * n, 0, 100 + EM * (n + 1), EM)) for n in range(LINE + 1)]
    whole = b"".join(box.tobytes() for box in boxes)
    count = 0
    for region, paragraph in enumerate((text.title, *text.paragraphs)):
        set_lines = lines(paragraph)
        for n, line in enumerate(set_lines):
            count += 1
            box = (100, LEADING * count, 100 + EM * len(line), LEADING * count + EM)
            follows = "" if n + 1 < len(set_lines) else BREAK
            name = f"p0001_r{region:02}_l{n:02}"
            yield Row(name, 0, region, follows, box, line, whole[: 8 * len(line)], region == 0)


def entry_of(text: Text, rows: tuple[Row, ...], issue: str) -> Entry:
    facts = Facts(issue, text.id, text.title, text.number, text.type, date=text.date)
    return entry(text.id, facts, (Sheet("p0001", "p0001.tif"),), rows, ())


def ask_ours(folder: Path, nodes: Sequence[Node]) -> list[tuple[float, float]]:
    """Milliseconds a query, clock and processor: total count, twenty hits, all their places and boxes."""
    taken = []
    with opened_in(folder / "index", Unit.DOCUMENT) as reader:
        for node in nodes:
            begin = time.perf_counter(), time.thread_time()
            answer(reader, node, Window(20))
            taken.append((1000 * (time.perf_counter() - begin[0]), 1000 * (time.thread_time() - begin[1])))
    return taken


def documents(folder: Path, nodes: Sequence[Node], engine: Engine) -> list[tuple[int, ...]]:
    """The documents that answer to each query, numbered from 0."""
    issues = sorted(path.name for path in (folder / "issues").iterdir() if path.name != "none")
    slots = {held.slot: n for n, held in enumerate(plan((), dict.fromkeys(issues, "1")).held)}
    bits = segments.ENTRY_BITS
    with opened_in(folder / "index", Unit.DOCUMENT, engine) as reader:
        return [
            tuple(
                slots[rank >> bits] * ISSUE + (rank & (1 << bits) - 1)
                for rank in reader.ranks(node, Via.TEXT)
            )
            for node in nodes
        ]


def build_fts5(folder: Path) -> float:
    """The other engine over the same entries; seconds of processor time."""
    issues = sorted(path for path in (folder / "issues").iterdir() if path.name != "none")
    (folder / "check" / Unit.DOCUMENT).mkdir(parents=True)
    begin = time.process_time()
    writer = Fts5().writer(folder / "check" / Unit.DOCUMENT, "")
    for number, path in enumerate(issues):
        for n, packed in enumerate(packing.load(path.read_bytes())):
            writer.add(number * ISSUE + n, packing.unpack_head(packed.data), packed)
    writer.close()
    return time.process_time() - begin


def checked(folder: Path, nodes: Sequence[Node]) -> list[tuple[int, ...]]:
    """What the other engine finds."""
    with opened_in(folder / "check", Unit.DOCUMENT, Fts5()) as reader:
        return [tuple(reader.ranks(node, Via.TEXT)) for node in nodes]


def sampled(corpus: Path, size: int, count: int, seed: int) -> list[str]:
    """Phrases of Han characters that stand in the texts, drawn at random."""
    chance = random.Random(seed)
    found: list[str] = []
    documents = list(read(corpus))
    while len(found) < count:
        paragraph = chance.choice(chance.choice(documents).paragraphs)
        at = chance.randrange(max(len(paragraph) - size, 1))
        phrase = paragraph[at : at + size]
        if len(phrase) == size and fold(phrase).key == phrase and _HAN.fullmatch(phrase):
            found.append(phrase)
    return found
