"""The rounds: who reads what, who has signed, and that all is as it was signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.command_line.options import (
    as_option,
    issues_option,
    json_option,
    page_options,
    quiet_option,
    run_options,
    workspace_argument,
)
from pipeline.command_line.stdout import show
from pipeline.errors import ExitCode

if TYPE_CHECKING:
    from pipeline.proofing import Outcome, Who


@click.command()
@workspace_argument
@issues_option
@json_option("As JSON, every page by itself, with who signed what.")
def rounds(workspace: Path, issues: tuple[str, ...], as_json: bool) -> None:
    """Show where every page stands in the rounds, and who is next.

    Example: gazette rounds ningxia
    """
    from pipeline import proofing, rounds_answers

    found = proofing.overview(workspace, issues)
    show(rounds_answers.overview_json(found) if as_json else rounds_answers.overview_text(found))


@click.command()
@workspace_argument
@click.option("--step", required=True, metavar="STEP", help="A step, or a round for all its steps.")
@page_options
@click.option("--to", "person", default="", metavar="NAME", help="To whom; by rotation if not given.")
@as_option
def assign(
    workspace: Path, step: str, issue: str, pages: tuple[str, ...], person: str, actor: str
) -> None:  # fmt: skip
    """Assign pages to people: by rotation, or to one person.

    The rotation gives everyone about the same amount to read.

    Example: gazette assign ningxia --step rotation --as 陈静
    """
    from pipeline import proofing

    _tell(proofing.assign(workspace, step, proofing.Pages(issue, pages), _who(actor), person))


@click.command()
@workspace_argument
@click.argument("step")
@page_options
@as_option
@quiet_option
def sign(
    workspace: Path, step: str, issue: str, pages: tuple[str, ...], actor: str, quiet: bool
) -> ExitCode:  # fmt: skip
    """Sign a step of the rounds.

    Without --page, for every page that stands at this step.

    Example: gazette sign ningxia scan.proof1 --page p0003 --as 王芳
    """
    from pipeline import proofing

    where = proofing.Pages(issue, pages)
    return _tell(proofing.sign(workspace, step, where, _who(actor), run_options(quiet)))


@click.command("return")
@workspace_argument
@click.argument("step")
@page_options
@click.option("--to", default="", metavar="STEP", help="The step it goes back to; the round's first.")
@click.option("--reason", default="", metavar="TEXT", help="What is wrong.")
@as_option
@quiet_option
def send_back(workspace: Path, step: str, to: str, reason: str, **given: Any) -> ExitCode:
    """Send pages back from a review, with the reason.

    Example: gazette return ningxia scan.first --page p0003 --reason 第二栏漏行 --as 李明
    """
    from pipeline import proofing

    where, who = proofing.Pages(given["issue"], given["pages"]), _who(given["actor"])
    return _tell(proofing.send_back(workspace, step, where, who, (to, reason), run_options(given["quiet"])))


@click.command()
@workspace_argument
@click.argument("step")
@page_options
@click.option("--wrong", type=click.IntRange(0), help="Wrong characters found: signs or returns the page.")
@click.option("--as", "actor", default="", metavar="NAME", help="Who looked.")
@quiet_option
def spot(workspace: Path, step: str, wrong: int | None, **given: Any) -> ExitCode:
    """Spot-check a review by lines that are drawn by lot.

    Shows them; with --wrong, takes down what came of reading them.

    Example: gazette spot ningxia scan.first --page p0003 --wrong 0 --as 李明
    """
    from pipeline import proofing, rounds_answers

    where = proofing.Pages(given["issue"], given["pages"])
    if wrong is None:
        show(rounds_answers.sample_text(proofing.sample(workspace, step, where)))
        return ExitCode.OK
    who, options = _who(given["actor"]), run_options(given["quiet"])
    return _tell(proofing.spot_check(workspace, step, where, who, wrong, options))


@click.command()
@workspace_argument
@issues_option
@click.option("--head", default="", metavar="NUMBER:HASH", help="A head of the log that was noted down.")
def verify(workspace: Path, issues: tuple[str, ...], head: str) -> ExitCode:
    """See that log, texts, decisions, masters are as written.

    Example: gazette verify ningxia
    """
    from pipeline import proofing, rounds_answers

    found = proofing.verified(workspace, issues, head)
    show(rounds_answers.verified_text(found))
    return ExitCode.TAMPERED if any(one.troubles for one in found) else ExitCode.OK


def _who(name: str) -> Who:
    """Who does it, now."""
    from pipeline import proofing

    return proofing.Who(name, proofing.now())


def _tell(done: Outcome) -> ExitCode:
    """Print what was taken down; the exit code of the run that followed."""
    from pipeline import rounds_answers

    show(rounds_answers.outcome_text(done))
    return done.exit_code
