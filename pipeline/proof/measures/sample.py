"""A sample as a person reads it: a plain text file, a line of the edition on each line, mended in place.

::

    # gazette-sample 1 1987-03 5f2ac0…
    # …
    p0003 p0003_a_r02_l05<TAB>the line as it stands

Who reads it changes what is not as printed, and nothing else.  What comes back is compared with what
went out; a file with other lines than those is refused with what is wrong.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pipeline import codec
from pipeline.proof.measures.cer import COMPARED, size

FORMAT = "gazette-sample 1"


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One line that was drawn, as it is shown."""

    page: str
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn of an issue, from what states of its pages, and by what plan."""

    issue: str
    states: tuple[tuple[str, str], ...]  # page, `state_of` its edition
    seed: str
    population: int  # characters of the issue
    allowed: int
    bound: float
    confidence: float
    lines: tuple[SampleLine, ...]

    @property
    def characters(self) -> int:
        return sum(size(line.text, COMPARED) for line in self.lines)


class ForeignSampleError(ValueError):
    """A returned file that is not this sample, or not whole."""


def id_of(sample: Sample) -> str:
    """Twelve digits that change with anything that was drawn."""
    return hashlib.sha256(codec.canonical(sample).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def to_text(sample: Sample) -> str:
    """The file to read, with its instructions in Chinese and English."""
    head = (
        f"# {FORMAT} {sample.issue} {id_of(sample)}",
        "# 逐行对照原图核对；与原图不符之处，就在本行改正。勿增删行，勿改动行首编号。",
        "# Hold each line against the page image; mend in place what differs. Keep all lines and ids.",
        f"# {len(sample.lines)} lines, {sample.characters} of {sample.population} characters; "
        f"allowed {sample.allowed} errors: not above {sample.bound * 10_000:g} in 10,000 "
        f"at {sample.confidence:.0%} confidence",
    )
    body = (f"{line.page} {line.line}\t{line.text}" for line in sample.lines)
    return "\n".join((*head, *body)) + "\n"


def from_text(text: str, sample: Sample) -> tuple[str, ...]:
    """The lines as they came back, in the sample's order.

    Raises:
        ForeignSampleError: where the file is another sample's, or its lines are not those that went out.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    _check_head(lines[0] if lines else "", sample)
    found: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        name, tab, read = line.partition("\t")
        page, _, own = name.partition(" ")
        if not tab:
            raise ForeignSampleError(f"line {number} has lost its id or the tab after it: {line[:40]!r}")
        if (page, own) in found:
            raise ForeignSampleError(f"{name} is there twice, the second time on line {number}")
        found[page, own] = read
    return _in_order(found, sample)


def _check_head(head: str, sample: Sample) -> None:
    if not head.startswith(f"# {FORMAT} "):
        raise ForeignSampleError("it does not begin as a sample does; was the first line taken out?")
    name = head.rpartition(" ")[2]
    if name != id_of(sample):
        raise ForeignSampleError(f"it is sample {name}, not {id_of(sample)}")


def _in_order(found: dict[tuple[str, str], str], sample: Sample) -> tuple[str, ...]:
    wanted = [(line.page, line.line) for line in sample.lines]
    lost = [name for name in wanted if name not in found]
    if lost:
        raise ForeignSampleError(
            f"{len(lost)} of {len(wanted)} lines are gone, the first is {' '.join(lost[0])}"
        )
    more = [name for name in found if name not in set(wanted)]
    if more:
        raise ForeignSampleError(f"{' '.join(more[0])} was not drawn")
    return tuple(found[name] for name in wanted)
