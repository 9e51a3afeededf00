"""Does the plain text have the same characters as the pages, no more and no fewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.export.delivery.check_alto import PageText, without_blanks
from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.opening import UnreadableError


def check_plain(issue: Delivered, contents: Contents, altos: Mapping[str, PageText]) -> Iterator[Fault]:
    """Each page against ALTO, in any order of lines: a table stands row by row; then the whole issue."""
    whole: Counter[str] = Counter()
    for page, alto in altos.items():
        wanted = Counter("".join(alto.lines.values()))
        whole += wanted
        yield from _same(wanted, exported(issue, f"text/{page}.txt"), contents)
    if len(altos) == issue.pages:  # a page without text says so, in words of its own
        names = Counter("".join(f"[{page}]" for page in altos))
        yield from _same(whole + names, exported(issue, "issue.txt"), contents, f"[{next(iter(altos), '')}]")


def _same(wanted: Counter[str], path: str, contents: Contents, first: str = "") -> Iterator[Fault]:
    """The text from `first` on: what stands before it is said of the text."""
    if path not in contents.listed or not contents.at_hand(path):
        return
    try:
        text = contents.read(path).decode()
        found = Counter(without_blanks(text[max(0, text.find(first)) :]))
    except (UnreadableError, UnicodeDecodeError) as error:
        yield Fault("unreadable-file", f"data/{path}", str(error))
        return
    if found != wanted:
        missing, extra = sum((wanted - found).values()), sum((found - wanted).values())
        told = f"{missing} characters of ALTO are missing, {extra} are not in ALTO"
        yield Fault("text-differs", f"data/{path}", told)
