"""How fast three witnesses of a page are collated, beside difflib and CollateX on the same text.

    python -m bench.collation --json FILE
    python -m bench.collation --characters 500 --repeats 5   (CollateX needs half a minute for 2,000)

The text is that of a typeset issue, cut to so many characters; three witnesses of it are made by seed, each
with its own share of differences (7 of 10 another character, the others missing or added), in three cases:
all on one layout; the third with each line in two pieces, as another layout has it; all three without
geometry, each with line breaks of its own.  Times are
seconds of processor time, the median of the repeats; `ours` is the whole table, matching of lines included.
difflib is given the base and each of the others as whole strings, with its heuristic for long texts (which
leaves out what is frequent) and without; CollateX all three, a token a character, as a table.  Neither is
told of lines or boxes.  `differing` says in how many of the base's characters a table shows any difference:
the fewer, the better the alignment, as the witnesses are the same.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench import machine
from pipeline.model import Box, Glyph, Region, RegionKind, TextLine, Witness
from pipeline.proof.collate import collate
from pipeline.proof.columns import read_back
from samples.typeset import typeset_issue

RATES = (0.01, 0.05, 0.2)
CASES = ("one layout", "two layouts", "no geometry")
SIGILS = ("P6", "P4", "T")
LINE, OTHER_LINE = 40, 33  # characters
GLYPH, PITCH = 40, 60  # pixels
PAGE, IMAGE = "p0001", "p0001_a"


@dataclass(frozen=True, slots=True)
class Timing:
    """One way to compare one set of texts."""

    way: str
    case: str
    rate: float  # of the characters that differ, in each witness
    seconds: float  # of processor time, median
    ratio: float  # to ours of that case, or, of the others, to ours without geometry
    differing: int  # characters of the base beside which another witness has none or another


def measure(characters: int, repeats: int, seed: int = 1, with_collatex: bool = True) -> list[Timing]:
    """All ways on all cases."""
    printed = _broken(_text(characters, seed), LINE)
    found: list[Timing] = []
    for rate in RATES:
        pages = [_copied(printed, rate, random.Random(f"{seed} {rate} {n}")) for n in range(3)]
        texts = ["".join(lines) for lines in pages]
        ours = [_ours(case, rate, pages, repeats) for case in CASES]
        found += ours
        slowest = ours[-1].seconds
        for way, run in _others(texts, with_collatex).items():
            seconds, differing = _timed(run, 1 if way == "CollateX" else repeats)
            found.append(Timing(way, "whole strings", rate, seconds, seconds / slowest, differing))
    return found


def _text(characters: int, seed: int) -> str:
    text = "".join(document.text for document in typeset_issue(seed, 8, "offset").documents)
    text = "".join(text.split())
    if len(text) < characters:
        raise SystemExit(f"The issue has {len(text)} characters only; ask for fewer.")
    return text[:characters]


def _copied(lines: Sequence[str], rate: float, chance: random.Random) -> list[str]:
    """The lines with differences: at each character with the given probability."""
    return ["".join(_read(char, lines, rate, chance) for char in line) for line in lines]


def _read(char: str, lines: Sequence[str], rate: float, chance: random.Random) -> str:
    kind = chance.choices("KSOA", (1 - rate, 0.7 * rate, 0.15 * rate, 0.15 * rate))[0]
    other = chance.choice(chance.choice(lines))
    return {"K": char, "S": other, "O": "", "A": char + other}[kind]


def _ours(case: str, rate: float, pages: Sequence[Sequence[str]], repeats: int) -> Timing:
    witnesses = _witnesses(case, pages)
    collation = collate(witnesses, "P6")
    for witness in witnesses:
        wanted = tuple(g for region in witness.regions for line in region.lines for g in line.glyphs)
        if read_back(collation, witness.sigil) != wanted:
            raise SystemExit(f"{witness.sigil} is not read back whole: {case}, {rate}")
    seconds, differing = _timed(lambda: _differing(collate(witnesses, "P6")), repeats)
    return Timing("ours", case, rate, seconds, 1.0, differing)


def _witnesses(case: str, pages: Sequence[Sequence[str]]) -> tuple[Witness, ...]:
    base, second, third = pages
    if case == "no geometry":
        texts = base, _broken("".join(second), LINE - 3), _broken("".join(third), OTHER_LINE)
        return tuple(_plain(sigil, text) for sigil, text in zip(SIGILS, texts, strict=True))
    pieces = 1 if case == "one layout" else 2
    return (_boxed("P6", base), _boxed("P4", second), _boxed("T", third, pieces))


def _broken(text: str, length: int) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def _plain(sigil: str, lines: Sequence[str]) -> Witness:
    made = [
        TextLine(f"{sigil}_l{number:02d}", None, tuple(Glyph(char, None, 0.99) for char in text))
        for number, text in enumerate(lines, 1)
    ]
    return _witness(sigil, sigil, made)


def _boxed(sigil: str, lines: Sequence[str], pieces: int = 1) -> Witness:
    """Every line where it is printed, or cut into pieces with ids of their own."""
    made = []
    for number, text in enumerate(lines):
        size = -(-len(text) // pieces)
        for piece in range(pieces):
            part = text[piece * size : (piece + 1) * size]
            left, top = piece * size * GLYPH, number * PITCH
            glyphs = [
                Glyph(char, Box(left + n * GLYPH, top, left + (n + 1) * GLYPH, top + GLYPH), 0.99)
                for n, char in enumerate(part)
            ]
            box = Box(left, top, left + max(1, len(part)) * GLYPH, top + GLYPH)
            made.append(TextLine(f"{pieces}_{number * pieces + piece:03d}", box, tuple(glyphs)))
    return _witness(sigil, str(pieces), made)


def _witness(sigil: str, name: str, lines: Sequence[TextLine]) -> Witness:
    region = Region(f"{name}_r01", RegionKind.PARAGRAPH, IMAGE, None, tuple(lines))
    return Witness(PAGE, sigil, (region,), (), ())


def _differing(collation: Any) -> int:
    columns = [column.cells for line in collation.lines for column in line.columns]
    return sum(
        any([g.text for g in cell] != [g.text for g in cells[0]] for cell in cells[1:])
        for cells in columns
        if cells[0]
    )


def _others(texts: Sequence[str], with_collatex: bool) -> dict[str, Callable[[], int]]:
    ways: dict[str, Callable[[], int]] = {
        "difflib": partial(_difflib, texts, True),
        "difflib, nothing left out": partial(_difflib, texts, False),
    }
    if with_collatex:
        ways["CollateX"] = partial(_collatex, texts)
    return ways


def _difflib(texts: Sequence[str], autojunk: bool) -> int:
    base = texts[0]
    alike = [set[int](), set[int]()]
    for same, other in zip(alike, texts[1:], strict=True):
        for tag, start, stop, _, _ in SequenceMatcher(None, base, other, autojunk).get_opcodes():
            if tag == "equal":
                same.update(range(start, stop))
    return len(base) - len(alike[0] & alike[1])


def _collatex(texts: Sequence[str]) -> int:
    import collatex

    tokens = [
        {"id": sigil, "tokens": [{"t": char} for char in text]}
        for sigil, text in zip("ABC", texts, strict=True)
    ]
    table = collatex.collate({"witnesses": tokens}, output="table", segmentation=False)
    columns = [column.tokens_per_witness for column in table.columns]
    return sum(
        len({"".join(token.token_string for token in column.get(sigil, ())) for sigil in "ABC"}) > 1
        for column in columns
        if column.get("A")
    )


def _timed(run: Callable[[], int], repeats: int) -> tuple[float, int]:
    """Seconds of processor time, median of the repeats, and what was found."""
    seconds = []
    found = 0
    for _ in range(repeats):
        start = time.process_time()
        found = run()
        seconds.append(time.process_time() - start)
    return median(seconds), found


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    facts = machine.introduced()
    timings = measure(given.characters, given.repeats, given.seed, not given.without_collatex)
    print("way                        case           rate  milliseconds    ratio  differing")
    for one in timings:
        figures = f"{one.rate:5.2f} {1000 * one.seconds:13.2f} {one.ratio:8.2f} {one.differing:10}"
        print(f"{one.way:26} {one.case:13} {figures}")
    content = {"machine": facts, "characters": given.characters, "timings": [asdict(t) for t in timings]}
    machine.keep(given.json, content)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.collation", description=__doc__)
    parser.add_argument("--characters", type=int, default=2000, help="of the page")
    parser.add_argument("--repeats", type=int, default=25, help="the median counts; CollateX runs once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-collatex", action="store_true")
    parser.add_argument("--json", type=Path, help="write the timings into this file")
    return parser


if __name__ == "__main__":
    main()
