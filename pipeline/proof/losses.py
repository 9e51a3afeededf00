"""Where on the page a witness has what an edition does not account for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.model import Finding, Region, Severity, TextLine, Witness, hull
from pipeline.proof.accounts import Told, letters

LOST_TEXT = "lost-text"
SHOWN = 40  # characters of what is lost that a message quotes


@dataclass(frozen=True, slots=True)
class _Line:
    region: Region
    line: TextLine
    letters: str


def located(witness: Witness, lost: Counter[str], told: Sequence[Told]) -> tuple[Finding, ...]:
    """A finding for each region of the witness in which characters are lost."""
    if not lost:
        return ()
    lines = [_Line(region, line, letters(line.text)) for region in witness.regions for line in region.lines]
    text = "".join(line.text for line in told)
    missing = _missing(lines, Counter(lost), text)
    found = []
    for region in witness.regions:
        own = [(line, chars) for line, chars in missing if line.region is region]
        if own:
            found.append(_finding(witness, region, own))
    return tuple(found)


def _missing(lines: Sequence[_Line], left: Counter[str], text: str) -> list[tuple[_Line, str]]:
    """The lines that lost characters come from, and which: first those that stand nowhere as they are."""
    found = []
    for line in sorted(lines, key=lambda line: (line.letters in text, -_share(line.letters, left))):
        chars = _taken(line.letters, left, text) if left else ""
        if chars:
            found.append((line, chars))
    return found


def _share(chars: str, left: Counter[str]) -> float:
    """How much of a line may be lost."""
    return sum((Counter(chars) & left).values()) / max(1, len(chars))


def _taken(chars: str, left: Counter[str], text: str) -> str:
    """Of a line the lost characters, in order: those that its like in the edition lacks, then any."""
    found = []
    doubtful = _unlike(chars, text)
    for at in (*doubtful, *sorted(set(range(len(chars))).difference(doubtful))):
        if left[chars[at]] > 0:
            left[chars[at]] -= 1
            found.append(at)
    left += Counter()  # forgets what is used up
    return "".join(chars[at] for at in sorted(found))


def _unlike(chars: str, text: str) -> list[int]:
    """The positions of a line that its best place in the text does not have."""
    place = fuzz.partial_ratio_alignment(chars, text)
    if place is None or not text:
        return list(range(len(chars)))
    steps = Levenshtein.opcodes(chars, text[place.dest_start : place.dest_end])
    return [at for step in steps if step.tag != "equal" for at in range(step.src_start, step.src_end)]


def _finding(witness: Witness, region: Region, missing: Sequence[tuple[_Line, str]]) -> Finding:
    chars = "".join(chars for _, chars in missing)
    quoted = chars if len(chars) <= SHOWN else f"{chars[:SHOWN]}…"
    lines = [line.line for line, _ in missing]
    boxes = tuple(line.box for line in lines if line.box)
    box = hull(boxes) if boxes else region.box
    message = (
        f"{witness.sigil} has {len(chars)} characters in {lines[0].id} that the edition lost: 「{quoted}」; "
        "look at the page, then make the proof stage again; if it stays, report it"
    )
    return Finding(LOST_TEXT, message, Severity.LOSS, witness.page, region.image, box)
