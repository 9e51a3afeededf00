"""A leaf of a letterpress book: running head, text, references in the margin, notes under a rule, folio.

It is set from the same sentences as the acts of an issue; what runs over the foot of the page is left out.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from pipeline.model import Box, Direction, RegionKind
from samples.typeset import phrases
from samples.typeset.composing import Cell, moved, run, take_line, typed
from samples.typeset.eras import ERAS, Era
from samples.typeset.fields import FIELDS
from samples.typeset.fonts import choose
from samples.typeset.grammar import Writer
from samples.typeset.makeup import lock_up
from samples.typeset.placing import Cursor, Frame, OutOfPagesError, Plan, bar, place_paragraph, sorts
from samples.typeset.records import Forme, Passage, Rule
from samples.typeset.styles import STYLES

MEASURE, ROWS = 27, 27  # characters to a line, lines to a page with its notes
TITLE = "地方工作文件选编"
MARKS = "①②③"
NOTE_SCALE, ASIDE_SCALE = 0.75, 0.62  # type of notes and of references, in ems of the text
GAP = 1.0  # white between text and references, in ems of the text
REFERENCES = (("[{n}]",), ("{n}",), ("参看本书", "第{n}页"), ("见第三卷", "第{n}—{m}页"), ("一九五{k}年",))


@dataclass(frozen=True, slots=True)
class _Book:
    era: Era
    frame: Frame  # the type area, notes and all
    writer: Writer
    folio: int


def book_page(seed: int, page: str = "p0001") -> Forme:
    """One page of a book; equal seeds give equal pages."""
    base = ERAS["letterpress"]
    era = replace(base, measure=MEASURE, rows=ROWS, pitch=50)
    writer = Writer(seed, datetime.date(1983, 5, 1), False, era.script)
    writer.turn_to(FIELDS[seed % len(FIELDS)])
    wide, high = MEASURE * era.body, ROWS * era.pitch
    left, top = (era.width - wide) // 2, (era.height - high) // 2
    book = _Book(era, Frame(Box(left, top, left + wide, top + high), Direction.HORIZONTAL), writer, 20 + seed)
    notes, depth = _notes(book)
    body = _body(book, depth, len(notes))
    head, rule = _head(book)
    foot = bar(book.frame, 0, wide // 4, depth + era.pitch // 4)
    return lock_up(page, era, [head, *body, *notes, _folio(book)], (rule, foot), ())


def _notes(book: _Book) -> tuple[list[Passage], int]:
    """The notes at the foot, and the depth at which the room for them begins."""
    era, chance = book.era, book.writer.random
    style = replace(STYLES["footnote"], scale=NOTE_SCALE)
    pitch = round(era.pitch * 0.8)
    texts = [book.writer.sentence(phrases.FOOTNOTES) for _ in range(chance.randint(1, len(MARKS)))]
    texts = [text + book.writer.sentence(phrases.ARTICLES) * (n % 2) for n, text in enumerate(texts)]
    set_notes: list[list[tuple[Cell, ...]]] = []
    for mark, text in zip(MARKS, texts, strict=False):
        rest, lines = run(mark + text, style, era), []
        while rest.units:
            cells, rest = take_line(rest, book.frame.measure)
            lines.append(cells)
        set_notes.append(lines)
    top = book.frame.depth - pitch * sum(map(len, set_notes))
    passages: list[Passage] = []
    depth = top
    for lines in set_notes:
        placed = tuple(sorts(cells, book.frame, depth + n * pitch, pitch) for n, cells in enumerate(lines))
        passages.append(Passage(RegionKind.FOOTNOTE, placed))
        depth += pitch * len(lines)
    return passages, top - era.pitch // 2


def _body(book: _Book, depth: int, marks: int) -> list[Passage]:
    """Paragraphs down to that depth, the first of them with the marks of the notes."""
    box, writer = book.frame.box, book.writer
    plan = Plan(book.era, ((replace(book.frame, box=replace(box, bottom=box.top + depth)),),))
    passages: list[Passage] = []
    at, written = Cursor(), 0
    try:
        while True:
            if writer.random.random() < 0.2 and passages:
                placed, at = place_paragraph(plan, at, "subtitle", writer.pick(phrases.HEADS))
                passages += [one.passage for one in placed]
            mark = MARKS[written] if written < marks else ""
            text = writer.sentence(phrases.OPENINGS).rstrip("：。") + mark + "。"
            text += "".join(writer.sentences(phrases.DUTIES, 2))
            depth_before = at.depth
            placed, at = place_paragraph(plan, at, "body", text)
            passages += [one.passage for one in placed]
            written += 1
            if writer.random.random() < 0.7:
                passages.append(_reference(book, depth_before, len(placed[0].passage.lines)))
    except OutOfPagesError:
        return passages


def _reference(book: _Book, depth: int, lines: int) -> Passage:
    """A reference in the outer margin beside one of the lines of a paragraph."""
    era, chance = book.era, book.writer.random
    size = round(era.body * ASIDE_SCALE)
    pattern = chance.choice(REFERENCES)
    n = chance.randint(12, 480)
    texts = [text.format(n=n, m=n + 2, k=n % 10) for text in pattern]
    box = book.frame.box
    wide = round(5.5 * size)
    apart = round(GAP * era.body)
    left = box.right + apart if book.folio % 2 else box.left - apart - wide
    margin = Frame(Box(left, box.top, left + wide, box.bottom), Direction.HORIZONTAL)
    start = depth + era.pitch * chance.randrange(max(1, lines - len(texts)))
    placed = []
    for k, text in enumerate(texts):
        cells = typed(text, choose(era.song, text), size, 0)
        slack = wide - cells[-1].along - cells[-1].advance
        shift = 0 if book.folio % 2 else slack
        placed.append(sorts(moved(cells, shift), margin, start + k * round(1.3 * size), era.pitch))
    return Passage(RegionKind.MARGINALIA, tuple(placed))


def _head(book: _Book) -> tuple[Passage, Rule]:
    era, box = book.era, book.frame.box
    cells = typed(TITLE, choose(era.song, TITLE), round(era.body * 0.8), 0)
    shift = (book.frame.measure - cells[-1].along - cells[-1].advance) // 2
    above = Frame(Box(box.left, box.top - 70, box.right, box.top - 20), Direction.HORIZONTAL)
    line = sorts(moved(cells, shift), above, 0, 50)
    return Passage(RegionKind.HEADER, (line,)), bar(book.frame, 0, book.frame.measure, -18)


def _folio(book: _Book) -> Passage:
    era, box = book.era, book.frame.box
    text = f"— {book.folio} —" if book.folio % 3 else str(book.folio)
    cells = typed(text, choose(era.song, text.replace(" ", "")), round(era.body * 0.85), 0)
    shift = book.frame.measure - cells[-1].along - cells[-1].advance if book.folio % 2 else 0
    below = Frame(Box(box.left, box.bottom + 20, box.right, box.bottom + 70), Direction.HORIZONTAL)
    return Passage(RegionKind.PAGE_NUMBER, (sorts(moved(cells, shift), below, 0, 50),))
