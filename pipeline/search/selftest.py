"""The build's own test: every title, and lines taken from all over the work, must be found.

An index that silently finds nothing looks like a work that says nothing; so no index is put in
place that has not answered, to a phrase as printed and to the same in the other script.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import GazetteError, UsageError
from pipeline.search.asked import Field, Node, Phrase
from pipeline.search.build import Added
from pipeline.search.engine import Engine, Reader, Via, Window
from pipeline.search.entry import Entry
from pipeline.search.find import Unit, opened_in, spans_of
from pipeline.search.hits import show
from pipeline.search.lines import Line
from pipeline.search.packing import unpack
from pipeline.search.query import parse
from pipeline.search.row import BREAK
from pipeline.text.fold import fold
from pipeline.text.scripts import traditional

_LENGTH = 12  # characters of a line that are asked for
_STEP = 100  # entries of which one gives a line, once there are many
_FIRST = 100  # entries that give a line each
_FAR = 1000  # entries that answer before the wanted one: a phrase so common is not looked for to the end


@dataclass(frozen=True, slots=True)
class Sample:
    """What must be found: a title, or the beginning of a line."""

    unit: Unit
    rank: int
    issue: str
    id: str  # of the entry
    line: str  # id; empty for a title
    text: str

    def __str__(self) -> str:
        return f"{self.issue} {self.id}: " + (f"line {self.line}" if self.line else "the title")

    @property
    def node(self) -> Node:
        if self.line:
            return parse(f"“{self.text}”")  # a key holds straight marks only, which a word in these may have
        return Phrase(Field.TITLE, tuple(fold(self.text).key))


@dataclass(slots=True)
class Sampler:
    """Lets entries pass, notes each title and takes a line from every so many."""

    samples: list[Sample] = field(default_factory=list)

    def watch(self, entries: Iterable[Added]) -> None:
        for number, (unit, rank, head, packed) in enumerate(entries):
            facts = head.facts
            if facts.title:
                self.samples.append(Sample(unit, rank, facts.issue, head.id, "", facts.title))
            if number < _FIRST or number % _STEP == 0:
                self.samples.extend(_line(unit, rank, unpack(packed.data), number))


def _line(unit: Unit, rank: int, entry: Entry, number: int) -> Iterator[Sample]:
    """The beginning of one line, another line in each entry, in either script."""
    if not len(entry.lines):
        return
    at = number % len(entry.lines)
    (line,) = entry.lines.some(at, at + 1)
    phrase = _beginning(entry, line)
    for text in (phrase, _other_script(phrase)):
        if fold(text).key == phrase and _can_be_asked(text):
            yield Sample(unit, rank, entry.head.facts.issue, entry.head.id, line.id, text)


def _can_be_asked(text: str) -> bool:
    try:
        parse(f"“{text}”")
    except UsageError:  # nothing to look for
        return False
    return True


def _beginning(entry: Entry, line: Line) -> str:
    """The key of the first characters of a line."""
    glyphs = zip(entry.head.key, entry.text.glyphs(), strict=True)
    chars = (char for char, glyph in glyphs if line.start <= glyph < line.stop)
    return "".join(chars).split(BREAK)[0].strip()[:_LENGTH].strip()


def _other_script(key: str) -> str:
    """In traditional characters, one by one; the script of keys is the simplified."""
    return "".join(map(traditional, key))


def check(folder: Path, samples: Iterable[Sample], engine: Engine) -> None:
    """Ask a generation for every sample.

    Raises:
        GazetteError: naming the first line that is not found.
    """
    by_unit: dict[Unit, list[Sample]] = {unit: [] for unit in Unit}
    for sample in samples:
        by_unit[sample.unit].append(sample)
    for unit, wanted in by_unit.items():
        with opened_in(folder, unit, engine) as reader:
            for sample in wanted:
                if not _answers(reader, sample):
                    raise GazetteError(f"{sample} is not found in the new index")


def _answers(reader: Reader, sample: Sample) -> bool:
    ranks = reader.ranks(sample.node, Via.TEXT)
    place = bisect_left(ranks, sample.rank)
    if place == len(ranks) or ranks[place] != sample.rank:
        return False
    return not sample.line or place > _FAR or _is_shown(reader, sample, place)


def _is_shown(reader: Reader, sample: Sample, place: int) -> bool:
    """Whether the entry at that place of the answer has the line."""
    (entry,) = reader.find(sample.node, Via.TEXT, Window(1, place)).entries
    return any(show(entry, span).line == sample.line for span in spans_of(entry, sample.node))
