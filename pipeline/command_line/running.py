"""Make a workspace, fill it, run the stages, see where they stand; read a page without any of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.command_line.options import (
    EXISTING,
    FOLDER,
    issues_option,
    json_option,
    quiet_option,
    run_options,
    workspace_argument,
)
from pipeline.command_line.stdout import show
from pipeline.errors import ExitCode

ENGINES = ("P6", "P4", "T", "P")
DIRECTIONS = ("auto", "horizontal", "vertical")


@click.command()
@click.argument("images", metavar="IMAGE...", nargs=-1, required=True, type=EXISTING)
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], help="Which engine reads.")
@click.option("--direction", type=click.Choice(DIRECTIONS), default=DIRECTIONS[0], help="Of the text.")
@click.option("--lang", default="chi_sim", help="Tesseract's languages, joined by +; for engine T.")
def read(images: Sequence[Path], engine: str, direction: str, lang: str) -> None:
    """Read pages to stdout, without a workspace.

    Example: gazette read page.jpg --direction vertical
    """
    from pipeline import commands

    for text in commands.read(images, engine, direction, tuple(lang.split("+"))):
        show(text)


@click.command()
@workspace_argument
@click.option("--title", required=True, help="Printed title of the periodical.")
@click.option("--digitized", default="", metavar="DATE", help="ISO date of digitization; today if not given.")
def init(workspace: Path, title: str, digitized: str) -> None:
    """Make a workspace: a folder with a commented gazette.toml.

    Example: gazette init ningxia --title 宁夏政报
    """
    from pipeline import commands

    made = commands.make(workspace, title, digitized)
    show(f"{made.config}\nNext: gazette intake {workspace} SCANS…")


@click.command()
@workspace_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=EXISTING)
@click.option("--issue", default="", metavar="ID", help="Take everything into this issue.")
@quiet_option
def intake(workspace: Path, paths: Sequence[Path], issue: str, quiet: bool) -> ExitCode:
    """Copy scans into a workspace: images, PDFs, folders.

    Without --issue, a folder with page images is an issue, named after the folder.

    Example: gazette intake ningxia scans/1987-03 --issue 1987-03
    """
    from pipeline import answers, commands

    taken = commands.take_in(workspace, paths, issue, run_options(quiet).talk)
    show(answers.intake_text(taken))
    return taken.exit_code


@click.command()
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True, type=EXISTING)
@click.option("--out", type=FOLDER, help="Workspace to make for scans; NAME.gazette here if not given.")
@click.option("--title", default="", help="Title of the periodical, for a new workspace.")
@issues_option
@quiet_option
def run(targets: Sequence[Path], out: Path, title: str, issues: tuple[str, ...], quiet: bool) -> ExitCode:
    """Do everything that is not done yet, all stages.

    TARGET is a workspace, or scans (folders, images, PDFs) to make one from.

    Example: gazette run scans/1987-03 --out ningxia --title 宁夏政报
    """
    from pipeline import answers, commands

    ran = commands.run_targets(targets, commands.Making(out, title), issues, run_options(quiet))
    show(answers.run_text(ran))
    return ran.exit_code


@click.command()
@workspace_argument
@json_option("As JSON, every page by itself.")
def status(workspace: Path, as_json: bool) -> None:
    """Show where every issue and page stands.

    Example: gazette status ningxia --json
    """
    from pipeline import commands, status_table

    found = commands.look(workspace)
    show(status_table.as_json(found) if as_json else status_table.table(found))


@click.command()
@click.argument("workspace", metavar="[DIR]", required=False, type=FOLDER)
def check(workspace: Path | None) -> ExitCode:
    """Check engines, languages, disk, settings.

    Example: gazette check ningxia
    """
    from pipeline import commands

    found = commands.check(workspace)
    show("\n".join(map(str, found.checks)))
    return found.exit_code


def _stage(name: str, text: str) -> click.Command:
    """The command for one stage alone."""

    @click.command(name, help=f"{text}\n\nExample: gazette {name} ningxia --issue 1987-03")
    @workspace_argument
    @issues_option
    @quiet_option
    def command(workspace: Path, issues: tuple[str, ...], quiet: bool) -> ExitCode:
        from pipeline import answers, commands

        ran = commands.run_stages(workspace, [name], run_options(quiet, issues))
        show(answers.run_text(ran))
        return ran.exit_code

    return command


STAGES = (
    _stage("scan", "Only turn, split, level and clean the pages."),
    _stage("ocr", "Only read the clean pages, with every engine."),
    _stage("proof", "Only compare the readings and report what differs."),
    _stage("export", "Only write the issues as XML and text."),
    _stage("index", "Only make the full-text index."),
)
