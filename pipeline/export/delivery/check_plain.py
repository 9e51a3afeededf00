"""Does the plain text have the same characters as the pages, no more and no fewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.export.delivery.contents import Contents, exported
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.listing import Delivered
from pipeline.export.delivery.plaintext import text_of
from pipeline.export.delivery.said import Known, without_blanks
from pipeline.export.text import without_text


def check_plain(issue: Delivered, contents: Contents, right: Known) -> Iterator[Fault]:
    """Each page, in any order of lines: a table stands row by row; then the whole issue."""
    whole = ""
    for page, attributes in right.pages.items():
        text = right.text(page)
        if attributes.get("text") == "yes":
            yield from _same(Counter(text), exported(issue, f"text/{page}.txt"), contents)
        else:  # which is said in words
            text = without_blanks(f"[{without_text(page)}]")
        whole += f"[{page}]{text}"
    first = f"[{next(iter(right.pages), '')}]"
    yield from _same(Counter(whole), exported(issue, "issue.txt"), contents, first)


def _same(wanted: Counter[str], path: str, contents: Contents, first: str = "") -> Iterator[Fault]:
    """The text from `first` on: what stands before it is said of the text."""
    if path not in contents.listed:
        return
    text, fault = text_of(contents, path)
    if fault:
        yield fault
    if text is None:
        return
    found = Counter(without_blanks(text[max(0, text.find(first)) :]))
    if found != wanted:
        missing, extra = sum((wanted - found).values()), sum((found - wanted).values())
        told = f"{missing} characters of ALTO are missing, {extra} are not in ALTO"
        yield Fault("text-differs", f"data/{path}", told)
