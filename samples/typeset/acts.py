"""The acts of an issue: notices, decisions, measures, replies, orders, appointments, a table of figures."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.text import numerals
from samples.typeset import lexicon, phrases
from samples.typeset.eras import Era
from samples.typeset.fields import FIELDS
from samples.typeset.grammar import Writer
from samples.typeset.lexicon import CODE, PROVINCE
from samples.typeset.statistics import Table, table

GOVERNMENT = f"{PROVINCE}人民政府"
OFFICE = f"{GOVERNMENT}办公厅"
SEALED = ("批复", "令")  # the kinds of act that bear a seal


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text and the manner it is set in (a key of `styles.STYLES`)."""

    style: str
    text: str
    footnote: str = ""  # the text at the foot of the page; its mark ends the paragraph's text


@dataclass(frozen=True, slots=True)
class Act:
    """One published act, before it is set."""

    number: str
    title: str
    type: str
    date: datetime.date
    paragraphs: tuple[Paragraph, ...]  # all of it: title, number, body, signature and date
    table: Table | None = None
    seal: str = ""  # lettering of the seal over the signature; empty where there is none

    @property
    def body(self) -> str:
        """The act without its title and number, a paragraph or a row of its table a line."""
        inner = (p for p in self.paragraphs if p.style not in ("title", "number"))
        return "\n".join(self.table.text if p.style == "table" and self.table else p.text for p in inner)

    def styled(self, style: str) -> str:
        """The paragraphs set in one manner."""
        return "".join(paragraph.text for paragraph in self.paragraphs if paragraph.style == style)


class Desk:
    """The office that issues acts: keeps the running numbers and goes through kinds and fields in turn."""

    def __init__(self, writer: Writer, era: Era) -> None:
        self.writer = writer
        self.era = era
        self.wide = int(era.measure * era.rows > 1200)  # a large page takes longer acts
        self._day = writer.past(36, 40)  # of the last act; acts follow by date
        self._serial: dict[tuple[str, int], int] = {}  # the last number, by code and year
        self._fields = list(FIELDS)
        writer.random.shuffle(self._fields)
        self._turn = 0

    def next(self) -> Act:
        """The next act in turn, in the script of the era."""
        kinds: tuple[Callable[[], Act], ...] = (
            self._measures,
            self._figures if self.era.tables else self._letter,
            self._notice,
            self._decision,
            self._reply,
            self._notice,
            self._appointments,
        )
        return self._in_turn(kinds[self._turn % len(kinds)])

    def short(self) -> Act:
        """A short act, for the room that is left."""
        return self._in_turn((self._reply, self._letter, self._appointments)[self._turn % 3])

    def _in_turn(self, make: Callable[[], Act]) -> Act:
        self.writer.turn_to(self._fields[self._turn % len(self._fields)])
        self._turn += 1
        return self._spelt(make())

    def _spelt(self, act: Act) -> Act:
        spell = self.writer.spell
        paragraphs = tuple(replace(p, text=spell(p.text), footnote=spell(p.footnote)) for p in act.paragraphs)
        printed = act.table.spelt(spell) if act.table else None
        return replace(
            act,
            number=spell(act.number),
            title=spell(act.title),
            type=spell(act.type),
            paragraphs=paragraphs,
            table=printed,
            seal=spell(act.seal),
        )

    def _next_day(self) -> datetime.date:
        """The date of the next act: some days after the last one, and before the issue came out."""
        later = self._day + datetime.timedelta(days=self.writer.random.randint(0, 4))
        self._day = min(later, self.writer.today - datetime.timedelta(days=3))
        return self._day

    def _number(self, code: str, day: datetime.date) -> str:
        last = self._serial.setdefault((code, day.year), self.writer.random.randint(3, 60))
        n, year = last + 1, str(day.year)
        self._serial[code, day.year] = n
        if "{short}" in self.era.numbering:
            short = numerals.positional(day.year)[2:]
            return self.era.numbering.format(short=short, code=CODE + code, n=numerals.counting(n))
        return self.era.numbering.format(year=year, code=CODE + code, n=n)

    def _act(self, code: str, kind: str, title: str, inner: list[Paragraph], signed: str) -> Act:
        day = self._next_day()
        number = self._number(code, day)
        head = [Paragraph("title", title), Paragraph("number", number)]
        tail = [Paragraph("signature", signed), Paragraph("date", self.writer.date(day))]
        seal = signed if kind in SEALED else ""
        return Act(number, title, kind, day, (*head, *inner, *tail), seal=seal)

    def _addressee(self) -> Paragraph:
        return Paragraph("addressee", "各行政公署，各市、县人民政府，省人民政府各部门：")

    def _notice(self) -> Act:
        writer = self.writer
        title = writer.fill(f"{GOVERNMENT}关于{{theme}}的通知")
        inner = [self._addressee(), Paragraph("body", writer.sentence(phrases.OPENINGS))]
        heads = writer.random.sample(phrases.HEADS, 2 + self.wide + writer.random.randint(0, self.wide))
        for place, head in enumerate(heads, 1):
            inner += self._section(place, head)
        note = writer.fill(writer.pick(phrases.FOOTNOTES))
        inner[1] = replace(inner[1], text=inner[1].text + "①", footnote=f"①{note}")
        inner.append(Paragraph("body", writer.sentence(phrases.CLOSINGS)))
        return self._act("政发", "通知", title, inner, GOVERNMENT)

    def _section(self, place: int, head: str) -> list[Paragraph]:
        duties = [self._point() for _ in range(self.writer.random.randint(2, 3 + self.wide))]
        paragraphs = [Paragraph("head", f"{numerals.counting(place)}、{head}")]
        if len(duties) < 3:
            return [*paragraphs, *(Paragraph("body", duty) for duty in duties)]
        # the marks go three deep: 一、 then （一） then 1.
        for n, duty in enumerate(duties, 1):
            paragraphs.append(Paragraph("body", f"（{numerals.counting(n)}）{duty}"))
        if not self.wide:
            return paragraphs
        items = self.writer.sentences(phrases.DUTIES, 2)
        return paragraphs + [Paragraph("body", f"{n}.{item}") for n, item in enumerate(items, 1)]

    def _point(self) -> str:
        """One point of a notice: a sentence, on large pages up to three."""
        count = self.writer.random.randint(1, 1 + 2 * self.wide)
        return "".join(self.writer.sentences(phrases.DUTIES, count))

    def _decision(self) -> Act:
        writer = self.writer
        title = writer.fill(f"{GOVERNMENT}关于{{theme}}的决定")
        inner = [Paragraph("body", writer.sentence(phrases.DECISIONS[:1]))]
        count = 2 + self.wide
        points = writer.sentences(phrases.DECISIONS[1:], count) + [self._point() for _ in range(count)]
        for place, point in enumerate(points, 1):
            inner.append(Paragraph("body", f"{numerals.counting(place)}、{point}"))
        return self._act("政发", "决定", title, inner, GOVERNMENT)

    def _measures(self) -> Act:
        writer = self.writer
        title = f"{PROVINCE}{writer.pick(self.writer.field.things)}管理暂行办法"
        inner = [Paragraph("body", f"现公布《{title}》，望各地、各部门遵照执行。")]
        inner.append(Paragraph("subtitle", title))
        articles = [writer.sentence((template,)) for template in phrases.ARTICLES]
        keep = sorted(writer.random.sample(range(2, len(articles) - 1), 5 + 5 * self.wide))
        chosen = [articles[0], articles[1], *(articles[i] for i in keep), articles[-1]]
        for place, article in enumerate(chosen, 1):
            inner.append(Paragraph("body", f"第{numerals.counting(place)}条　{article}"))
        return self._act("令", "令", f"{GOVERNMENT}关于公布《{title}》的令", inner, GOVERNMENT)

    def _reply(self) -> Act:
        writer = self.writer
        place = writer.pick(lexicon.PREFECTURES)
        title = writer.fill(f"{GOVERNMENT}关于{place}{{theme}}问题的批复")
        inner = [Paragraph("addressee", f"{place}行政公署：")]
        inner += [Paragraph("body", writer.sentence((template,))) for template in phrases.REPLIES[:3]]
        inner.append(Paragraph("body", writer.sentence(phrases.REPLIES[3:])))
        inner.append(Paragraph("body", "此复。"))
        return self._act("政函", "批复", title, inner, GOVERNMENT)

    def _letter(self) -> Act:
        writer = self.writer
        office = writer.pick(lexicon.OFFICES)
        title = writer.fill(f"{OFFICE}关于{{theme}}的函")
        inner = [Paragraph("addressee", f"{office}："), Paragraph("body", writer.sentence(phrases.DUTIES))]
        inner.append(Paragraph("body", writer.pick(phrases.LETTERS)))
        return self._act("政办", "函", title, inner, OFFICE)

    def _appointments(self) -> Act:
        writer = self.writer
        inner = [
            Paragraph(
                "body", f"{GOVERNMENT}{writer.date(writer.past(40, 70))}第{writer.fill('{n1}')}次会议决定："
            )
        ]
        for verb in ("任命", "免去"):
            for n in range(writer.random.randint(3, 5)):
                link = "为" if verb == "任命" else "的"
                body, posts = writer.pick(lexicon.BODIES).split("/")
                post = body + writer.pick(posts.split("、"))
                end = "职务" if verb == "免去" else ""
                text = f"{writer.person()}{link}{post}{end}"
                inner.append(Paragraph("person", text) if n else Paragraph("body", verb + text))
        return self._act("政干", "任免", f"{GOVERNMENT}任免工作人员", inner, OFFICE)

    def _figures(self) -> Act:
        writer = self.writer
        title = writer.fill(f"{OFFICE}转发省统计局关于{{theme}}情况报告的通知")
        inner = [self._addressee(), Paragraph("body", writer.sentence(phrases.OPENINGS[4:5]))]
        inner += [Paragraph("body", self._point()) for _ in range(2)]
        inner += [Paragraph("table", ""), Paragraph("body", writer.sentence(phrases.CLOSINGS))]
        act = self._act("政办", "通知", title, inner, OFFICE)
        return replace(act, table=table(writer))
