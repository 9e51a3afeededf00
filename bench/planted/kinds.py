"""The kinds of plants by name."""

from __future__ import annotations

from collections.abc import Callable

from bench.planted import figures, lists, years
from bench.planted.maker import Maker

KINDS: dict[str, Callable[[Maker], tuple[str, str]]] = {
    "regnal year": years.regnal,
    "year of the Republic": years.republic,
    "past the reign": years.beyond,
    "reign title": years.title,
    "cycle name": years.cycle,
    "cycle name alone": years.alone,
    "cycle name of an event": years.event,
    "impossible date": years.impossible,
    "weekday": years.weekday,
    "span": years.span,
    "一、": lists.first,
    "（一）": lists.second,
    "1.": lists.third,
    "（1）": lists.fourth,
    "第一条": lists.article,
    "in a line": lists.inline,
    "caption": lists.caption,
    "pairs": lists.pairs,
    "sum": figures.total,
    "halves": figures.halves,
    "difference": figures.difference,
    "share": figures.share,
    "table": figures.table,
    "amount": figures.amount,
    "document number": years.document,
}
