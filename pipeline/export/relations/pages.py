"""What was printed twice as HTML: a list of all pairs, and a page for each with what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline import templating
from pipeline.export.relations.comparison import Row, rows
from pipeline.export.relations.published import Published
from pipeline.export.relations.twins import Twins
from pipeline.workspace import Workspace

TEMPLATES = Path(__file__).parent / "templates"
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    pair: Twins
    title: str
    places: int  # where they differ
    name: str  # of its page


def twin_pages(
    workspace: Workspace, documents: Sequence[Published], pairs: Sequence[Twins]
) -> tuple[tuple[Path, bytes], ...]:
    """The pages with their places; the list comes first."""
    known = {document.id: document for document in documents}
    entries: list[Entry] = []
    pages: list[tuple[Path, bytes]] = []
    for pair in pairs:
        first, second = known[pair.first], known[pair.second]
        compared, page = rows(first, second), workspace.twin_page(pair.first, pair.second)
        entries.append(Entry(pair, second.title, _places(compared), page.name))
        groups = [(same, list(group)) for same, group in groupby(compared, key=lambda row: row.same)]
        facts = {"pair": pair, "first": first, "second": second, "places": _places(compared)}
        pages.append((page, _render("twins.html", **facts, groups=groups)))
    return (workspace.twins / INDEX, _render("index.html", entries=entries)), *pages


def _places(compared: Sequence[Row]) -> int:
    return sum(not piece.same for row in compared for piece in row.pieces)


def _render(template: str, **values: Any) -> bytes:
    """UTF-8; nothing in it runs, its one style is admitted by its hash."""
    style = (TEMPLATES / "twins.css").read_text("utf-8")
    environment = templating.environment(TEMPLATES)
    page = environment.get_template(template)
    html = page.render(style=Markup(style), policy=templating.policy(style), **values)
    return html.encode("utf-8", "replace")
