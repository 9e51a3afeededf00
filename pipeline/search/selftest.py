"""The build's own test: every title, and lines taken from all over the work, must be found.

An index that silently finds nothing looks like a work that says nothing; so no index is put in
place that has not answered, to a phrase as printed and to the same in the other script.
"""

from __future__ import annotations

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
_LOOKED_THROUGH = 1000  # entries that answer, until the wanted one is among them


@dataclass(frozen=True, slots=True)
class Sample:
    unit: Unit
    rank: int
    name: str  # for the message: issue, page or document, line
    line: str  # id; empty for a title
    node: Node


@dataclass(slots=True)
class Sampler:
    """Lets entries pass, notes each title and takes a line from every so many."""

    samples: list[Sample] = field(default_factory=list)

    def watch(self, entries: Iterable[Added]) -> None:
        for number, (unit, rank, head, packed) in enumerate(entries):
            if head.facts.title:
                name = f"{head.facts.issue} {head.id}: the title"
                asked = Phrase(Field.TITLE, tuple(fold(head.facts.title).key))
                self.samples.append(Sample(unit, rank, name, "", asked))
            if number < _FIRST or number % _STEP == 0:
                self.samples.extend(_line(unit, rank, unpack(packed), number))


def _line(unit: Unit, rank: int, entry: Entry, number: int) -> Iterator[Sample]:
    """The beginning of one line, another line in each entry, in either script."""
    if not len(entry.lines):
        return
    at = number % len(entry.lines)
    (line,) = entry.lines.some(at, at + 1)
    phrase = _beginning(entry, line)
    for text in (phrase, _other_script(phrase)):
        try:
            node = parse(f'"{text}"')
        except UsageError:  # nothing to look for
            return
        if fold(text).key == phrase:
            name = f"{entry.head.facts.issue} {entry.head.id}: line {line.id}"
            yield Sample(unit, rank, name, line.id, node)


def _beginning(entry: Entry, line: Line) -> str:
    """The key of the first characters of a line."""
    glyphs = zip(entry.head.key, entry.text.glyphs(), strict=True)
    chars = (char for char, glyph in glyphs if line.start <= glyph < line.stop)
    return "".join(chars).split(BREAK)[0].strip()[:_LENGTH].strip().replace('"', "")


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
                    raise GazetteError(f"{sample.name} is not found in the new index")


def _answers(reader: Reader, sample: Sample) -> bool:
    if sample.rank not in reader.ranks(sample.node, Via.TEXT):
        return False
    if not sample.line:
        return True
    found = reader.find(sample.node, Via.TEXT, Window(_LOOKED_THROUGH)).entries
    for entry in found:
        if any(show(entry, span).line == sample.line for span in spans_of(entry, sample.node)):
            return True
    return len(found) == _LOOKED_THROUGH  # too common to be looked for to the end
