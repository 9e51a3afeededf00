"""Find text and names, and how documents hang together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.command_line.options import json_option, workspace_argument
from pipeline.command_line.stdout import show

SORTS = ("place", "oldest", "newest", "best")


@click.command()
@workspace_argument
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, help="Documents to show.")
@click.option("--offset", type=click.IntRange(0, 100_000), default=0, help="Documents to pass over.")
@click.option(
    "--sort", type=click.Choice(SORTS), default=SORTS[0], help="By issue and page, by date, or by weight."
)
@click.option("--by", type=click.Choice(["document", "page"]), default="document", help="What to list.")
@click.option("--facets", is_flag=True, help="Count years, types, issuers and issues as well.")
@json_option("As JSON, with boxes.")
def search(
    workspace: Path, query: Sequence[str], by: str, facets: bool, as_json: bool, **window: Any
) -> None:
    """Find text: document, page, line, box, context.

    Words must all be in the document; "…" keeps words together; OR asks for either; NOT or -word excludes
    (-word after --, so that it is no option); ? is any one character; NEAR/5 wants two words near each other;
    title: number: issuer: type: year: issue: page: look in one field.

    Example: gazette search ningxia 政务公开 --limit 5
    """
    from pipeline import commands, search_answers
    from pipeline.search.engine import Sort, Window
    from pipeline.search.find import Unit

    part = Window(window["limit"], window["offset"], Sort(window["sort"]))
    found = commands.find(workspace, " ".join(query), part, Unit(by), facets)
    show(search_answers.found_json(found) if as_json else search_answers.found_text(found))


@click.command()
@workspace_argument
@click.argument("beginning")
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="Names to show.")
@json_option("As JSON.")
def suggest(workspace: Path, beginning: str, limit: int, as_json: bool) -> None:
    """List titles, issuers, numbers and subjects that begin so.

    Titles of documents, issuing bodies, document numbers and subject words.

    Example: gazette suggest ningxia 关于
    """
    from pipeline import commands, search_answers

    names = commands.names(workspace, beginning, limit)
    show(search_answers.names_json(names) if as_json else "\n".join(names))


@click.command()
@workspace_argument
@click.option("--kind", type=click.Choice(("cites", "validity", "twins")), default=None, help="Only these.")
@click.option(
    "--document", "about", default="", metavar="ID", help="Only those of one document: 1987-03/d001."
)
@json_option("As JSON, one relation a line.")
def relations(workspace: Path, kind: str | None, about: str, as_json: bool) -> None:
    """Show which documents cite, repeal, amend or repeat others.

    Made by gazette export, over all issues; a claim comes with the sentence that makes it, a document
    printed twice with what differs.

    Example: gazette relations ningxia --kind twins
    """
    from pipeline.relations_answers import relations as told

    show(told(workspace, kind or "", about, as_json))
