"""A whole issue from a seed: cover, contents, acts until the pages are full, colophon."""

from __future__ import annotations

import calendar
import datetime
import random
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.model import Direction
from pipeline.text import numerals
from samples.typeset import frontmatter, sheets
from samples.typeset.acts import Act, Desk
from samples.typeset.eras import Era, era_named
from samples.typeset.frontmatter import Imprint
from samples.typeset.grammar import Writer
from samples.typeset.issue import Document, Issue
from samples.typeset.makeup import SetAct, lock_up, printed_text, set_act
from samples.typeset.placing import Cursor, Frame, OutOfPagesError, Placed, Plan, fitted
from samples.typeset.records import Forme, Passage
from samples.typeset.spreads import spread_page

FOUNDED = 1950  # the year of 总第1期
TRIES = 4  # short acts tried for the room that is left


@dataclass(frozen=True, slots=True)
class Layout:
    """Which page is what: so many before the body, then the body."""

    era: Era
    front: int  # cover and contents
    body: int
    first_folio: int  # what the first page of the issue counts as

    @property
    def plan(self) -> Plan:
        """The frames of the body pages, counted from the first of them."""
        later = self.body * 3 // 5  # from here on two columns, where the era has them
        last = self.body - 1
        wide = self.era.two_columns and self.era.direction is Direction.HORIZONTAL
        return Plan(
            self.era,
            tuple(
                sheets.body_frames(self.era, wide and n >= max(1, later), n == last) for n in range(self.body)
            ),
        )

    def folio(self, body_page: int) -> int:
        return self.first_folio + self.front + body_page

    def page(self, index: int) -> str:
        return f"p{index + 1:04d}"


def typeset_issue(seed: int, pages: int, era: str = "offset", kind: str = "single", month: str = "") -> Issue:
    """Set an issue of so many pages; equal arguments give equal issues.

    `kind` is "single", "spread" (facing pages in one image) or "vertical"; `month` ("1987-03") dates it,
    otherwise the seed does.  One page has no cover, two no contents.

    Raises:
        UsageError: for an unknown era or kind, a month that is none, fewer than one page.
        MissingToolError: where a font is not installed.
    """
    if pages < 1:
        raise UsageError(f"an issue of {pages} pages", "Give at least 1.")
    style = era_named(era, kind)
    today = _date(seed, style, month)
    for listing in range(1, max(2, pages)):
        front = min(pages - 1, 1 + listing) if pages > 2 else pages - 1
        try:
            return _issue(seed, today, Layout(style, front, pages - front, _first_folio(style, today)), kind)
        except OutOfPagesError:
            continue  # the contents need one page more
    raise UsageError(f"{pages} pages hold no issue of era {era}", "Give more pages.")


def _issue(seed: int, today: datetime.date, layout: Layout, kind: str) -> Issue:
    """The issue in that layout; raises OutOfPagesError where the contents do not fit."""
    era = layout.era
    writer = Writer(seed, today, era.arabic, era.script)
    total = (today.year - FOUNDED) * 12 + today.month
    words = frontmatter.imprint(writer, era, today.month, total)
    acts, settings = _fill(Desk(writer, era), layout)
    return Issue(
        id=f"{today.year}-{today.month:02d}",
        title=words.title,
        number=words.number,
        total=total,
        date=today.isoformat(),
        formes=_formes(layout, words, acts, settings, writer),
        documents=_documents(layout, acts, settings, kind == "spread"),
        spread=kind == "spread",
    )


def _first_folio(era: Era, today: datetime.date) -> int:
    """Older volumes count their pages through the year."""
    return 1 if era.arabic else (today.month - 1) * 32 + 1


def _date(seed: int, era: Era, month: str) -> datetime.date:
    """The last day of the month given, or of one in the era's years."""
    if month:
        try:
            day = datetime.datetime.strptime(month, "%Y-%m").date()
        except ValueError as error:
            raise UsageError(f"no month: {month!r}", "Give it like 1987-03.") from error
    else:
        chance = random.Random(f"date {seed}")
        day = datetime.date(chance.randint(*era.years), chance.randint(1, 12), 1)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _fill(desk: Desk, layout: Layout) -> tuple[list[Act], list[SetAct]]:
    """Acts one after another while they fit, then short ones for the room that is left."""
    plan, at = layout.plan, Cursor()
    acts: list[Act] = []
    settings: list[SetAct] = []
    failures = 0
    while failures <= TRIES:
        act = desk.short() if failures else desk.next()
        try:
            setting = set_act(plan, at, act, len(acts))
        except OutOfPagesError:
            failures += 1
            continue
        acts.append(act)
        settings.append(setting)
        at = setting.after
    return acts, settings


def _formes(
    layout: Layout, words: Imprint, acts: list[Act], settings: list[SetAct], writer: Writer
) -> tuple[Forme, ...]:
    era = layout.era
    front: list[Forme] = []
    if layout.front:
        front.append(lock_up(layout.page(0), era, frontmatter.cover(era, words), (), ()))
    if layout.front > 1:
        front += _contents(layout, acts, settings, writer)
    body = [_body(layout, words, settings, n) for n in range(layout.body)]
    return (*front, *body)


def _contents(layout: Layout, acts: list[Act], settings: list[SetAct], writer: Writer) -> list[Forme]:
    era = layout.era
    frames: tuple[Frame, ...] = sheets.body_frames(era, False, False)
    plan = Plan(era, (frames,) * (layout.front - 1))
    entries = []
    for act, setting in zip(acts, settings, strict=True):
        folio = layout.folio(setting.placed[0].page)
        vertical = era.direction is Direction.VERTICAL
        entries.append((fitted(act.title, plan), numerals.counting(folio) if vertical else str(folio)))
    placed = frontmatter.contents(plan, writer.spell("目录"), entries)
    return [lock_up(layout.page(1 + n), era, _on(placed, n), (), ()) for n in range(layout.front - 1)]


def _on(placed: list[Placed], page: int) -> list[Passage]:
    return [item.passage for item in placed if item.page == page]


def _body(layout: Layout, words: Imprint, settings: list[SetAct], page: int) -> Forme:
    """One body page: running head, its part of the acts, folio, and on the last one the colophon."""
    era, folio = layout.era, layout.folio(page)
    passages = [frontmatter.running_head(era, words, folio)]
    for setting in settings:
        passages += _on(list(setting.placed), page)
    if page == layout.body - 1:
        passages.append(frontmatter.colophon(era, words))
    passages.append(frontmatter.page_number(era, folio))
    seals = tuple(s.seal[1] for s in settings if s.seal and s.seal[0] == page)
    rules = sheets.sheet_rules(era, layout.plan.pages[page], era.arabic)
    return lock_up(layout.page(layout.front + page), era, passages, rules, seals)


def _documents(layout: Layout, acts: list[Act], settings: list[SetAct], spread: bool) -> tuple[Document, ...]:
    documents = []
    for act, setting in zip(acts, settings, strict=True):
        indices = sorted({layout.front + item.page for item in setting.placed})
        names = [spread_page(n) if spread else layout.page(n) for n in indices]
        documents.append(
            Document(
                number=act.number,
                title=fitted(act.title, layout.plan),
                type=act.type,
                date=act.date.isoformat(),
                text=printed_text(act, layout.plan),
                pages=tuple(dict.fromkeys(names)),
                addressee=fitted(act.styled("addressee").rstrip("："), layout.plan),
                signature=fitted(act.styled("signature"), layout.plan),
            )
        )
    return tuple(documents)
