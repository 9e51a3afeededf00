"""How well pages are read: ours beside RapidOCR and OCRmyPDF, on the same pages in the same run.

    python -m bench.accuracy --data DIR --json FILE

DIR holds images with their ground truth (PAGE.png beside PAGE.gt.txt), or one folder of them a set.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import machine, pictures, systems
from bench.score import Score, score
from pipeline.image import decode
from pipeline.ocr.printed import HAN
from pipeline.text.scripts import simplified

IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2")
EVERYTHING = "all sets"
DEFAULT = Path(__file__).parents[1] / "samples" / "issues"


@dataclass(frozen=True, slots=True)
class Page:
    set: str
    image: Path
    truth: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system did on one page."""

    page: Page
    system: str
    score: Score
    seconds: float


def pages(data: Path) -> tuple[Page, ...]:
    """Every image with ground truth in a folder and its subfolders; a set is named by its folder."""
    found = []
    for truth in sorted(data.rglob("*.gt.txt")):
        stem = truth.name.removesuffix(".gt.txt")
        image = next((p for end in IMAGES if (p := truth.with_name(stem + end)).exists()), None)
        if image:
            found.append(Page(truth.parent.name, image, truth.read_text("utf-8")))
    return tuple(found)


def measure(
    found: Sequence[Page], witnesses: Mapping[str, str], languages: Mapping[str, str]
) -> Iterator[Outcome]:
    """Read every page with every system; a set's witness and language may be given by its name."""
    rapidocr = systems.rapidocr()
    for reader in (systems.ours("P6"), rapidocr):
        reader(found[0].image)  # networks that are loaded at the first page are loaded in no time measured
    for page in found:
        peers = {
            systems.OURS: systems.ours(witnesses.get(page.set, "P6")),
            systems.RAPIDOCR: rapidocr,
            systems.OCRMYPDF: systems.ocrmypdf(languages.get(page.set) or language(page.truth)),
        }
        for name, reader in peers.items():
            start = time.perf_counter()
            text = reader(page.image)
            yield Outcome(page, name, score(page.truth, text), time.perf_counter() - start)


def draw_pages(found: Sequence[Page], witnesses: Mapping[str, str], folder: Path) -> None:
    """Every page with the regions and the unread ink that ours finds drawn over it.

    They are read again for this, so that nothing but reading is in the times measured.
    """
    entries = []
    for page in found:
        got = systems.reading(page.image, witnesses.get(page.set, "P6"))
        marks = [pictures.Mark(box, pictures.UNREAD) for box in systems.unread(got)]
        caption = f"{len(got.regions)} regions, {len(marks)} marks not read"
        entries.append(pictures.Entry(f"{page.set}-{page.image.stem}", caption))
        pictures.write(folder, entries[-1], pictures.draw(decode(page.image, 0), got.regions, marks))
    pictures.write_index(folder, "Pages as read", entries)


def language(truth: str) -> str:
    """The Tesseract language that a careful user would give for a text."""
    han = "".join(HAN.findall(truth))
    if len(han) * 4 < len(truth):
        return "frk" if any(c in truth for c in "äöüßſ") else "eng"
    changed = sum(a != b for a, b in zip(han, simplified(han), strict=True))
    return "chi_tra" if changed * 20 > len(han) else "chi_sim"


def table(outcomes: Sequence[Outcome]) -> dict[str, dict[str, dict[str, float]]]:
    """CER, recall and seconds a page, by set and system, all pages of a set pooled; last, of all pages."""
    grouped: dict[str, dict[str, list[Outcome]]] = {}
    for outcome in outcomes:
        grouped.setdefault(outcome.page.set, {}).setdefault(outcome.system, []).append(outcome)
    everything: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        everything.setdefault(outcome.system, []).append(outcome)
    grouped[EVERYTHING] = everything
    return {name: {system: _pooled(of) for system, of in group.items()} for name, group in grouped.items()}


def cost(sets: Mapping[str, Mapping[str, Mapping[str, float]]]) -> float:
    """How many times the seconds of RapidOCR ours took over all pages."""
    whole = sets[EVERYTHING]
    return whole[systems.OURS]["seconds_per_page"] / whole[systems.RAPIDOCR]["seconds_per_page"]


def _pooled(outcomes: Sequence[Outcome]) -> dict[str, float]:
    total = sum((outcome.score for outcome in outcomes), Score())
    return {
        "cer": round(total.cer, 4),
        "cer_letters": round(total.cer_letters, 4),
        "recall": round(total.recall, 4),
        "seconds_per_page": round(sum(o.seconds for o in outcomes) / len(outcomes), 2),
        "pages": len(outcomes),
    }


def _print_page(outcome: Outcome) -> None:
    s = outcome.score
    name = f"{outcome.page.set}/{outcome.page.image.name}"
    figures = f"{s.cer:8.4f} {s.cer_letters:8.4f} {s.recall:8.4f} {outcome.seconds:7.1f}"
    print(f"{name:52.52} {outcome.system:10} {figures}", flush=True)


def _print_sets(sets: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    print(f"\n{'set':52} {'system':10} {'CER':>8} {'letters':>8} {'recall':>8} {'s/page':>7}")
    for name, by_system in sets.items():
        for system, row in by_system.items():
            figures = f"{row['cer']:8.4f} {row['cer_letters']:8.4f} {row['recall']:8.4f}"
            print(f"{name:52.52} {system:10} {figures} {row['seconds_per_page']:7.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT, help="folder with images and .gt.txt")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument(
        "--witness", action="append", default=[], metavar="SET=SIGIL", help="such as frk=T:frk"
    )
    parser.add_argument("--language", action="append", default=[], metavar="SET=LANG", help="for OCRmyPDF")
    parser.add_argument("--pictures", type=Path, help="draw what ours finds on every page into this folder")
    given = parser.parse_args()
    found = pages(given.data)
    if not found:
        parser.error(f"no image with a .gt.txt beside it in {given.data}")
    facts = machine.introduced()
    outcomes = []
    for outcome in measure(found, _pairs(given.witness), _pairs(given.language)):
        _print_page(outcome)
        outcomes.append(outcome)
    sets = table(outcomes)
    _print_sets(sets)
    print(f"\nours took {cost(sets):.2f} times as long as RapidOCR")
    if given.pictures:
        draw_pages(found, _pairs(given.witness), given.pictures)
    machine.keep(given.json, {"sets": sets, "machine": facts})


def _pairs(options: Sequence[str]) -> dict[str, str]:
    return {name: value for name, _, value in (option.partition("=") for option in options)}


if __name__ == "__main__":
    main()
