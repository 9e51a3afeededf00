"""How much reading a good text takes: errors left against characters shown, on pages with ground truth.

    python -m bench.effort --data DIR --pages 200 --json FILE --pictures DIR

DIR is as for bench.accuracy; beside it so many typeset pages are read.  Every page is read by two engines
and edited as `gazette run` does.  Its characters are ordered by the doubt of the evidence, highest first,
over all pages; the curve says which share of all errors lies in the first so many of them.

How errors are counted: a wrong character and an invented one count at themselves; missing text counts each
missing character at the character beside it, or at the gap where another witness has something.  The
characters of a line that is lost count among all errors, but are never found here, though the queue shows
the marks that nobody could read.  A line at another place of the reading order costs nothing here (see
bench.layout).  White space, width, leader dots and 〓 count as in bench.score.  "Letters" leave punctuation
out.  A gap in dispute costs as much to look at as a character.

The probabilities are taken three ways.  "Pages not seen": from the card that comes with the program where it
was not learned from the page's text, else from trees learned here without that text (five parts).  "Sets not
seen": from trees learned here without any page of its set (the eras of typeset pages are sets), if any page
is one of the card's.  "The shipped card": which has seen the pages it was learned from.  The first two are
what a new page gets; figures without a name are of the first.

Beside it: reading everything once and twice; the places where two engines disagree; confidence alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import effort_report, machine
from bench.calibrate import Table, curve, table, unseen, without_sets
from bench.examples import sheet
from bench.learn import Array
from bench.readers import READERS, left
from bench.readings import real, typeset
from pipeline.proof.evidence.calibration import Outcome, Reliability, reliability
from pipeline.proof.evidence.card import along, probability, shipped
from pipeline.proof.evidence.facts import NAMES
from pipeline.proof.evidence.threshold import PER, threshold
from pipeline.settings import ProofSettings

SHARES = (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
GOAL = 0.06
DIFFERS = 2  # a stand above this is another reading, not another width
CONFIDENT = 0.95
DEFAULT = Path(__file__).parents[1] / "samples" / "issues"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to choose what is shown: a doubt for each unit, and those that it shows by its own rule."""

    name: str
    doubts: Array
    shown: NDArray[np.bool_]


def methods(found: Table, wanted: float) -> tuple[Method, ...]:
    """Evidence on pages and on sets that it has not seen, with the shipped card, and the simpler ways."""
    known = by_card(found)
    new = not_learned_from(found)
    by_page, by_set = known.copy(), known.copy()
    if not new.all():
        by_page[~new] = calibrated(found, unseen(found))[~new]
        by_set = calibrated(found, without_sets(found, groups(found)))
    confidence = found.facts[:, NAMES.index("confidence")]
    differs = found.facts[:, NAMES.index("stand")] > DIFFERS
    unsure = np.where(confidence < 0, 0.0, 10.0**-confidence)
    everything = np.ones(len(known), bool)
    return (
        Method("evidence, pages not seen", by_page, by_rule(found, by_page, wanted)),
        Method("evidence, sets not seen", by_set, by_rule(found, by_set, wanted)),
        Method("evidence, the shipped card", known, by_rule(found, known, wanted)),
        Method("two engines disagree", differs + unsure / 10, differs),
        Method("confidence alone", unsure, unsure > 1 - CONFIDENT),
        Method("reading everything", np.zeros(len(known)), everything),
    )


def by_card(found: Table) -> Array:
    """The doubts by the card that comes with the program."""
    card = shipped()
    doubts = np.array([probability(card.log_odds(tuple(facts))) for facts in found.facts])
    doubts[~printed(found)] = 0.0
    return doubts


def not_learned_from(found: Table) -> NDArray[np.bool_]:
    """The units of pages whose text the shipped card was not learned from."""
    learned_from = set(shipped().pages)
    return np.array([key not in learned_from for key in found.keys])[found.page]


def groups(found: Table) -> list[NDArray[np.bool_]]:
    """The units of each set; the strengths of one era of typeset pages are one."""
    names = [group_of(name) for name in found.sets]
    return [np.array([name == one for name in names])[found.page] for one in sorted(set(names))]


def group_of(name: str) -> str:
    return "-".join(name.split("-")[:2]) if name.startswith("typeset-") else name


def printed(found: Table) -> NDArray[np.bool_]:
    """The units that are characters, or gaps in which a witness has some."""
    return found.counted | (found.facts[:, NAMES.index("stand")] > DIFFERS)


def calibrated(found: Table, points: Array) -> Array:
    """Doubts from points, by the curve that is drawn from them."""
    drawn = curve(points, found.wrong)
    doubts = np.array([probability(along(drawn, float(x))) for x in points])
    doubts[~printed(found)] = 0.0
    return doubts


def by_rule(found: Table, doubts: Array, wanted: float) -> NDArray[np.bool_]:
    """What settling shows of each page."""
    shown = np.zeros(len(doubts), bool)
    for page in range(len(found.sets)):
        own = found.page == page
        shown[own] = doubts[own] > threshold(doubts[own].tolist(), wanted).doubt
    return shown


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors by unit, and those that count at none: of lines that are lost."""

    counts: Array
    lost: int

    def found_at(self, doubts: Array, characters: int) -> float:
        """The share of all that lies in so many characters, those of the highest doubt first."""
        order = np.argsort(-doubts, kind="stable")[:characters]
        return float(self.counts[order].sum() / max(1.0, self.counts.sum() + self.lost))


def figures(found: Table, method: Method, lost: int) -> dict[str, Any]:
    """What a way of choosing finds, and what readers leave behind."""
    total = int(found.counted.sum())
    every, letters = Errors(found.errors, lost), Errors(found.letters, lost)
    errors = float(found.errors.sum()) + lost
    own, shown = float(found.errors[method.shown].sum()), int(method.shown.sum())
    return {
        "errors_found_at_6_percent": round(every.found_at(method.doubts, int(GOAL * total)), 4),
        "letters_found_at_6_percent": round(letters.found_at(method.doubts, int(GOAL * total)), 4),
        "share_shown": round(shown / total, 4),
        "errors_found": round(own / max(1.0, errors), 4),
        "errors_left_per_10000": round((errors - own) / total * PER, 2),
        "left_by_readers": {
            reader.name: round(left(errors, own, shown, (reader,)) / total * PER, 2) for reader in READERS
        },
        "left_by_two_readers": {
            reader.name: round(left(errors, own, shown, (reader, reader)) / total * PER, 2)
            for reader in READERS
        },
        "curve": [
            {
                "shown": share,
                "errors": round(every.found_at(method.doubts, int(share * total)), 4),
                "letters": round(letters.found_at(method.doubts, int(share * total)), 4),
            }
            for share in SHARES
        ],
    }


def claims(found: Table, doubts: Array) -> Reliability:
    """Claimed against counted errors, over all characters."""
    rows = zip(doubts[found.counted], found.wrong[found.counted], strict=True)
    return reliability(Outcome("", float(doubt), bool(wrong)) for doubt, wrong in rows)


def by_set(found: Table, method: Method) -> dict[str, dict[str, float]]:
    """The same by sets: each with its own share shown by the rule, and its own 6 percent."""
    rows: dict[str, dict[str, float]] = {}
    for name in sorted({group_of(one) for one in found.sets}):
        own = np.array([group_of(one) == name for one in found.sets])[found.page]
        total, errors = int(found.counted[own].sum()), float(found.errors[own].sum())
        order = np.argsort(-method.doubts[own], kind="stable")[: int(GOAL * total)]
        rows[name] = {
            "characters": total,
            "errors": int(errors),
            "errors_found_at_6_percent": round(float(found.errors[own][order].sum()) / max(1.0, errors), 4),
            "share_shown": round(int(method.shown[own].sum()) / max(1, total), 4),
            "errors_left_per_10000": round(
                float(found.errors[own & ~method.shown].sum()) / max(1, total) * PER, 2
            ),
        }
    return rows


def _print(result: Mapping[str, Any]) -> None:
    print(f"{'':28} found at 6 %  letters   shown by rule  errors found  left in 10,000")
    for name, row in result["methods"].items():
        print(
            f"{name:28} {row['errors_found_at_6_percent']:12.3f} {row['letters_found_at_6_percent']:8.3f} "
            f"{row['share_shown']:15.3f} {row['errors_found']:13.3f} {row['errors_left_per_10000']:15.2f}"
        )
    print(f"\n{'set':24} characters errors  found at 6 %  shown by rule  left in 10,000")
    for name, row in result["sets"].items():
        print(
            f"{name:24} {row['characters']:10} {row['errors']:6} {row['errors_found_at_6_percent']:13.3f} "
            f"{row['share_shown']:14.3f} {row['errors_left_per_10000']:15.2f}"
        )
    print("\nafter a reader of what is shown, errors left in 10,000 (after two)")
    for name, row in result["methods"].items():
        pairs = zip(row["left_by_readers"].items(), row["left_by_two_readers"].values(), strict=True)
        print(f"{name:28} " + "   ".join(f"{reader}: {one} ({two})" for (reader, one), two in pairs))
    print(f"\nmean distance of claim and outcome (ECE): {result['ece']:.5f}")


def measure(found: Table, lost: int, wanted: float) -> dict[str, Any]:
    """All figures; those at the top are of evidence on pages that it has not seen."""
    ways = methods(found, wanted)
    rows = {way.name: figures(found, way, lost) for way in ways}
    main_way = ways[0]
    told = claims(found, main_way.doubts)
    best = rows[main_way.name]
    return {
        "errors_found_at_6_percent": best["errors_found_at_6_percent"],
        "errors_left_per_10000": best["errors_left_per_10000"],
        "share_shown": best["share_shown"],
        "curve": best["curve"],
        "characters": int(found.counted.sum()),
        "errors": int(found.errors.sum()) + lost,
        "lost_lines": lost,
        "pages": len(found.sets),
        "methods": rows,
        "sets": by_set(found, main_way),
        "sets_not_seen": by_set(found, ways[1]),
        "ece": round(told.error, 6),
        "reliability": [
            {"low": b.low, "high": b.high, "count": b.count, "claimed": b.claimed, "wrong": b.wrong}
            for b in told.bins
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.effort", description=__doc__)
    parser.add_argument("--data", type=Path, action="append", default=[], help="images and .gt.txt")
    parser.add_argument("--pages", type=int, default=200, help="typeset pages")
    parser.add_argument("--seed", type=int, default=1, help="of the typeset pages")
    parser.add_argument("--readings", type=Path, help="keep what the engines read here")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--pictures", type=Path, help="write the report with its diagrams into this folder")
    given = parser.parse_args()
    wanted = ProofSettings().errors_left_per_10000
    sheets = [sheet(page) for data in given.data or [DEFAULT] for page in real(data, given.readings)]
    sheets += [sheet(page) for page in typeset(given.pages, given.readings, seed=given.seed)]
    if not any(example.errors for one in sheets for example in one.examples):
        parser.error("no errors on these pages: nothing to find")
    result = measure(table(sheets), sum(one.lost for one in sheets), wanted)
    result |= {"errors_wanted_per_10000": wanted, "card": shipped().made, "machine": machine.describe()}
    _print(result)
    machine.keep(given.json, result)
    if given.pictures:
        effort_report.write(given.pictures, result)


if __name__ == "__main__":
    main()
