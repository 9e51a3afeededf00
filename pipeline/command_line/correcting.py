"""Bring in what people and other programs read and decide."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.command_line.options import (
    EXISTING_FILE,
    NEW_FILE,
    as_option,
    quiet_option,
    run_options,
    workspace_argument,
)
from pipeline.command_line.stdout import show
from pipeline.errors import ExitCode


@click.command()
@workspace_argument
@click.argument("file", type=EXISTING_FILE)
@click.option("--those-that-fit", is_flag=True, help="Take what still fits of a file from an older state.")
@quiet_option
def decide(workspace: Path, file: Path, those_that_fit: bool, quiet: bool) -> ExitCode:
    """Take the decisions that a proofreader saved in the report.

    Example: gazette decide ningxia 1987-03.decisions.json
    """
    from pipeline import proofing, rounds_answers

    done = proofing.decide(workspace, file, those_that_fit, proofing.now(), run_options(quiet))
    show(rounds_answers.outcome_text(done))
    return done.exit_code


@click.command()
@workspace_argument
@click.argument("page")
@click.option("--to", "target", type=NEW_FILE, help="Write the text of the page there: .docx, or plain text.")
@click.option(
    "--from", "source", type=NEW_FILE, help="Read what came back: the same, ALTO, PAGE-XML or hOCR."
)
@as_option
@click.option("--step", default="", metavar="ID", help="Step of the rounds, such as scan.proof1.")
def sheet(
    workspace: Path, page: str, target: Path | None, source: Path | None, actor: str, step: str
) -> None:
    """Give a page to an editor, or take it back.

    Lines are numbered and open places stand in brackets.  What came back is compared with the page it was
    made from and becomes a file of decisions.  PAGE is as for `witness`.

    \b
    Example: gazette sheet ningxia 1987-03/p0003 --to p0003.docx
             gazette sheet ningxia 1987-03/p0003 --from p0003.docx --as 王芳 --step scan.proof1
    """
    from pipeline import answers, exchange

    place = exchange.opened(workspace, page)
    made = exchange.exchanged(place, target, source, exchange.Actor(actor, step))
    show(answers.sheet_text(workspace, made))


@click.command()
@workspace_argument
@click.argument("page")
@click.argument("file", type=EXISTING_FILE)
@click.option("--sigil", required=True, help="Short name of the witness: 1 to 8 letters and digits.")
@click.option("--issue", default="", metavar="ID", help="Issue of the page, where PAGE does not say it.")
def witness(workspace: Path, page: str, file: Path, sigil: str, issue: str) -> None:
    """Take in a reading from outside.

    FILE is ALTO, PAGE-XML, hOCR or plain text, by another program or by a person.  PAGE is a page
    id such as p0003, or issue and page such as 1987-03/p0003.

    Example: gazette witness ningxia 1987-03/p0003 p0003.xml --sigil K
    """
    from pipeline import commands

    show(str(commands.add_witness(workspace, page, file, sigil, issue)))
