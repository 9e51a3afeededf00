"""Arguments and options that several commands have, each said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pipeline.runner import Options

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


def workspace_argument(command: F) -> F:
    return click.argument("workspace", metavar="DIR", type=FOLDER)(command)


def quiet_option(command: F) -> F:
    return click.option("-q", "--quiet", is_flag=True, help="Report failures only, no progress.")(command)


def issues_option(command: F) -> F:
    text = "Only this issue; may be given several times."
    return click.option("--issue", "issues", multiple=True, metavar="ID", help=text)(command)


def page_options(command: F) -> F:
    """One issue, and some of its pages."""
    issue = click.option("--issue", default="", metavar="ID", help="The issue, where the work has several.")
    text = "Only this page; may be given several times."
    return issue(click.option("--page", "pages", multiple=True, metavar="PAGE", help=text)(command))


def as_option(command: F) -> F:
    return click.option("--as", "actor", default="", metavar="NAME", help="Who does it.")(command)


def json_option(text: str) -> Callable[[F], F]:
    """The result for a script; `text` says what is in it."""
    return click.option("--json", "as_json", is_flag=True, help=text)


def run_options(quiet: bool, issues: tuple[str, ...] = ()) -> Options:
    """How a run talks, for the commands that work through pages; empty `issues` for all."""
    from pipeline import progress, runner

    return runner.Options(issues, lambda: progress.reporter(quiet))
