"""Tables of figures: a caption, a unit, rows by place and a total that is the sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from samples.typeset import lexicon
from samples.typeset.grammar import Writer


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the first row is its head, the last its total."""

    caption: str
    unit: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Caption, unit and rows, each a line; a space between cells."""
        return "\n".join((self.caption, self.unit, *(" ".join(row) for row in self.rows)))

    def spelt(self, spell: Callable[[str], str]) -> Table:
        """The same table in another script."""
        rows = tuple(tuple(spell(cell) for cell in row) for row in self.rows)
        return replace(self, caption=spell(self.caption), unit=spell(self.unit), rows=rows)


def table(writer: Writer) -> Table:
    """A table about the writer's field: places down, plan and result and their difference across.

    The figures are arabic in every era, as in print; totals are exact sums.
    """
    thing, measure = writer.pick(writer.field.counted).split("/")
    places = writer.random.sample(lexicon.COUNTIES, writer.random.randint(6, 9))
    figures = [_row(writer) for _ in places]
    body = [(place, *map(str, row)) for place, row in zip(places, figures, strict=True)]
    total = tuple(str(sum(column)) for column in zip(*figures, strict=True))
    head = ("县　别", "计　划", "完　成", "上年同期", "比上年增减")
    return Table(
        caption=f"附表　各县{thing}计划完成情况表",
        unit=f"单位：{measure}",
        rows=(head, *body, ("合　计", *total)),
    )


def _row(writer: Writer) -> tuple[int, int, int, int]:
    plan = writer.random.randint(120, 4800)
    done = round(plan * writer.random.uniform(0.7, 1.3))
    before = round(plan * writer.random.uniform(0.6, 1.2))
    return plan, done, before, done - before
